"""Collections by chance come in as they are, go back as they were, and change nothing where they came from."""

import os
from pathlib import Path
from random import Random

import pytest

from flashcards.core.errors import CannotExport
from flashcards.core.exports import ExportOptions
from flashcards.core.packages import Verdict
from tests.importing.comparing import as_here, decks_in_anki, here, in_anki, words
from tests.importing.making import Student
from tests.importing.somebody import Somebody

pytestmark = pytest.mark.anki

FORMS = ("latest", "legacy", "colpkg", "legacy colpkg")
#: One collection in each form; two hundred where there is time.
SEEDS = range(200 if os.environ.get("FLASHCARDS_TORTURE") else 4)
EVERYTHING = ExportOptions(with_progress=True, with_presets=True)
#: What the first deck of a fresh Anki has of its own.
FIRST = "Default"


@pytest.fixture
def anki(tmp_path):
    """Makes collections of the real Anki."""
    made = []

    def make(name):
        made.append(Student(tmp_path / name))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def go_back(app, tmp_path):
    """Hands every deck on, with all progress: `go_back()` gives the packages."""

    def run(options=EVERYTHING):
        paths = []
        for top in sorted({name.split("::")[0] for name in app.decks.names()}):
            path = tmp_path / f"back-{len(paths)}.apkg"
            try:
                app.exchange.export(top, path, options)
            except CannotExport:
                continue  # a deck of nothing
            paths.append(path)
        return paths

    return run


def packed(student, form, folder):
    if "colpkg" in form:
        return student.export_all(folder / "all.colpkg", legacy="legacy" in form)
    return student.export(folder / "deck.apkg", legacy=form == "legacy")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_collection_comes_in_as_it_is(app, anki, bring, look, tmp_path, seed):
    student = anki("theirs")
    Somebody(student, Random(seed))
    path = packed(student, FORMS[seed % 4], tmp_path)
    seen, done = look(path), bring(path)
    theirs = in_anki(student.col)
    assert (seen.cards, seen.notes) == (len(theirs), {Verdict.NEW: student.col.note_count()})
    assert (done.cards, done.new, done.answers, done.media) == (
        seen.cards,
        seen.notes[Verdict.NEW],
        seen.answers,
        seen.media,
    )
    assert seen.skipped == ()
    ours = here(app)
    assert ours.keys() == theirs.keys()
    for key, card in theirs.items():
        for name, value in as_here(card).items():
            assert (key, name, ours[key][name]) == (key, name, value)
        if card["memory"] and card["state"][0]:
            assert ours[key]["memory"] == pytest.approx(card["memory"], abs=0.02)
        assert (ours[key]["memory"] is None) == (card["state"][0] == 0)
    again = bring(path)
    assert (again.new, again.updated, again.cards, again.answers, again.media) == (0, 0, 0, 0, 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_side_says_what_it_says_in_anki(app, anki, bring, tmp_path, seed):
    student = anki("theirs")
    Somebody(student, Random(seed), plain=True)
    bring(packed(student, FORMS[seed % 4], tmp_path))
    ours = here(app)
    for card in student.cards():
        sides = app.study.show(ours[card.note().guid, card.ord]["id"]).sides
        if "{{hint:" in card.template()["qfmt"]:
            continue  # a link here, hidden words there
        assert words(sides.front) == words(card.question())
        if "{{type:" not in card.template()["afmt"]:  # Anki compares there, once something was typed
            assert words(sides.back) == words(card.answer())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_collection_goes_back_as_anki_itself_hands_it_on(app, anki, bring, go_back, tmp_path, seed):
    theirs, reference, other = anki("theirs"), anki("reference"), anki("other")
    somebody = Somebody(theirs, Random(seed))
    bring(packed(theirs, FORMS[seed % 4], tmp_path))
    for each in (reference, other):
        each.col.set_config("fsrs", somebody.fsrs)
    reference.bring(theirs.export(tmp_path / "own.apkg"))
    before = in_anki(theirs.col)
    for path in go_back():
        assert not other.bring(path).conflicting
        log = theirs.bring(path)
        assert [*log.new, *log.updated, *log.conflicting] == []
    assert in_anki(theirs.col) == before
    wanted, found = in_anki(reference.col), in_anki(other.col)
    assert found.keys() == wanted.keys()
    for key, card in found.items():
        # Anki itself misplaces what waits in a filtered deck: the schedule is to be as it was.
        assert {name: card[name] for name in _CONTENT} == {name: wanted[key][name] for name in _CONTENT}
        schedule = {name: before[key][name] for name in _SCHEDULE}
        if card["state"][0] in (1, 3) and card["state"][1] < 0 and schedule["due"] < 10**9:
            # A day of a card that rests Anki does not count from its own day zero: ours comes as the moment it begins.
            schedule["due"] = other.col.sched.day_cutoff + (schedule["due"] - 1) * 86_400
        assert {name: card[name] for name in _SCHEDULE} == schedule
        assert _log(card) == _log(before[key])
        if (before[key]["away"], before[key]["state"][0]) not in ((True, 1), (True, 3)):
            assert card["state"] == _home(before[key]["state"])
        if before[key]["memory"]:
            assert card["memory"] == pytest.approx(before[key]["memory"], abs=0.02)
    assert _line(found) == _line(before)
    held = {card["deck"] for card in found.values()} - {FIRST}
    decks, reference_decks = decks_in_anki(other.col), decks_in_anki(reference.col)
    assert {name: decks[name] for name in held} == {name: reference_decks[name] for name in held}
    assert media_of(other) == media_of(reference)
    assert other.col.fix_integrity() == ("Database rebuilt and optimized.", True)


_CONTENT = ("fields", "tags", "type", "deck")
_SCHEDULE = ("due", "interval", "ease", "counts", "flag", "left")


def _home(state):
    """How a card stands outside of a filtered deck; who buried it is not kept."""
    kind, queue = state
    if queue == 4 or (kind == 0 and queue > 0):
        queue = kind  # seen in a filtered deck, which left it as it was
    return kind, -3 if queue == -2 else queue


def _log(card):
    """The log; an answer in a filtered deck that counted is a review, and the first one ever is one of learning."""
    found = []
    for (at, ease, interval, kind), rest in zip(card["log"], card["rest of the log"], strict=True):
        own = 1 if kind == 3 and rest[1] else kind
        if own == 1 and not any(row[1] for row in found):
            own = 0
        found.append((at, ease, interval, own, rest[2]))
    return found


def _line(cards):
    """New cards in their order, those of one place together."""
    places = sorted((card["position"], key) for key, card in cards.items() if card["position"] is not None)
    return [key for _place, key in places]


def media_of(student):
    return {each.name for each in Path(student.col.media.dir()).iterdir()}
