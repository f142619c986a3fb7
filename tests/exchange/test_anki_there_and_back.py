"""What came from Anki goes back to it whole, and what went there comes back: other people's decks, and our own."""

from datetime import UTC
from pathlib import Path

import pytest
from anki.collection import Collection, ExportAnkiPackageOptions

from flashcards.app import open_app
from flashcards.core.exports import ExportOptions
from tests.conftest import stock

pytestmark = pytest.mark.anki

PICTURE = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000") + b"x" * 30
PROGRESS = {"with_scheduling": True, "with_deck_configs": True}


@pytest.fixture
def library(tmp_path, clock):
    """A library of ours on disk, in UTC, by the real clock: Anki has no other."""
    from flashcards.core.clock import system_clock

    app = open_app(tmp_path / "library.db", system_clock, undo=True, zone=UTC)
    yield app
    app.close()


@pytest.fixture
def fresh(tmp_path):
    """Makes empty collections of Anki."""
    made = []

    def make(name):
        folder = tmp_path / name
        folder.mkdir()
        made.append(Collection(str(folder / "collection.anki2")))
        return made[-1]

    yield make
    for each in made:
        each.close()


def from_anki(collection, path):
    options = ExportAnkiPackageOptions(
        with_scheduling=True, with_deck_configs=True, with_media=True, legacy=True
    )
    collection.export_anki_package(out_path=str(path), options=options, limit=None)
    return path


def take_in(app, path):
    incoming = app.importing.read(path)
    try:
        return app.importing.bring(incoming, with_progress=True)[0]
    finally:
        incoming.close()


def state(collection):
    """Every card of a collection by guid and ordinal: note, type, schedule, memory and log."""
    found = {}
    for card_id in collection.find_cards(""):
        card = collection.get_card(card_id)
        note, kind = card.note(), card.note_type()
        log = collection.db.all("select id, ease, ivl, type from revlog where cid = ? order by id", card_id)
        memory = card.memory_state
        found[note.guid, card.ord] = {
            "fields": note.fields,
            "tags": sorted(note.tags),
            "type": (
                kind["name"],
                kind["css"],
                [(each["name"], each["font"], each["rtl"]) for each in kind["flds"]],
            ),
            "templates": [(each["name"], each["qfmt"], each["afmt"]) for each in kind["tmpls"]],
            "latex": kind["latexPre"],
            "deck": collection.decks.name(card.did),
            "schedule": (card.type, card.queue, card.ivl, card.reps, card.lapses, card.user_flag()),
            "due": card.due - collection.sched.today if card.type == 2 else None,
            "memory": memory and (round(memory.stability, 2), round(memory.difficulty, 2)),
            "log": log,
        }
    return found


def studied(collection):
    """Somebody's collection: a note type of their own, a gap card, a picture, and some study."""
    collection.set_config("fsrs", True)
    kind = collection.models.copy(collection.models.by_name("Basic"))
    kind["name"], kind["css"] = "My own", ".card { color: rebeccapurple; }"
    kind["flds"][0]["font"], kind["flds"][1]["rtl"] = "Courier", True
    kind["latexPre"] = "\\documentclass{article}"
    kind["tmpls"][0]["qfmt"] = "<b>{{Front}}</b>{{hint:Back}}"
    collection.models.update_dict(kind)
    deck_id = collection.decks.id("Outside::Inside")
    collection.media.write_data("cell.png", PICTURE)
    for number in range(5):
        note = collection.new_note(collection.models.by_name("My own"))
        note.fields = [f'Question {number} <img src="cell.png">', f"= answer <i>{number}</i> \\(x^2\\)"]
        note.tags = ["mine", "a::b"]
        collection.add_note(note, deck_id)
    note = collection.new_note(collection.models.by_name("Cloze"))
    note.fields = ["{{c1::one}} and {{c2::two::hint}}", ""]
    collection.add_note(note, deck_id)
    ids = list(collection.find_cards(""))
    for card_id, rating in zip(ids, (4, 3, 4, 4), strict=False):
        card = collection.get_card(card_id)
        card.start_timer()
        collection.sched.answerCard(card, rating)
    collection.sched.suspend_cards(ids[2:3])
    collection.set_user_flag_for_cards(5, ids[3:4])
    return collection


def test_other_peoples_decks_go_back_whole(tmp_path, library, fresh, bring_in):
    theirs = studied(fresh("theirs"))
    take_in(library, from_anki(theirs, tmp_path / "theirs.apkg"))
    summary, _changes = library.exchange.export(
        "Outside", tmp_path / "back.apkg", ExportOptions(with_progress=True, with_presets=True)
    )
    assert (summary.notes, summary.cards, summary.answers, summary.media) == (6, 7, 4, 1)
    other = fresh("other")
    log = bring_in(other, tmp_path / "back.apkg", **PROGRESS)
    assert len(log.new) == 6
    # What Anki itself hands on: a note type whose name is taken, for one, gets another name.
    reference = fresh("reference")
    bring_in(reference, tmp_path / "theirs.apkg", **PROGRESS)
    before, after = state(reference), state(other)
    for card, what in before.items():
        for name, value in what.items():
            assert (card, name, after[card][name]) == (card, name, value)
    assert (Path(other.media.dir()) / "cell.png").read_bytes() == PICTURE
    assert other.fix_integrity() == ("Database rebuilt and optimized.", True)
    untouched = state(theirs)
    again = bring_in(theirs, tmp_path / "back.apkg", **PROGRESS)
    assert (len(again.duplicate), len(again.new), len(again.updated), len(again.conflicting)) == (6, 0, 0, 0)
    assert state(theirs) == untouched
    assert len([each for each in theirs.models.all_names_and_ids() if each.name.startswith("My own")]) == 1


def test_our_package_in_another_library_of_ours(tmp_path, library, clock):
    from flashcards.core.reviews import Rating

    mine = open_app(None, library.clock, zone=UTC)
    ids = stock(mine, 5)
    for card_id, rating in zip(ids, (Rating.EASY, Rating.GOOD, Rating.AGAIN), strict=False):
        mine.study.answer(card_id, rating, 3000)
    mine.cards.suspend(ids[3:4])
    mine.cards.flag(ids[4:], 6)
    mine.exchange.export("Biology", tmp_path / "mine.apkg", ExportOptions(with_progress=True))
    take_in(library, tmp_path / "mine.apkg")

    def seen(app):
        found = {}
        for note in app.decks.notes():
            _note, kind, (card,) = app.decks.note_with_cards(note.id)
            memory = card.memory
            known = memory.stability and (round(memory.stability, 3), round(memory.difficulty, 2))
            found[note.guid] = (kind.id, note.fields, note.tags, card.suspended, card.flag, memory.state, known,
                memory.due_day, memory.reps, [each.rating for each in app.study.log(card.id)])  # fmt: skip
        return found

    assert seen(library) == seen(mine)
    mine.close()


@pytest.mark.parametrize("ending", [".csv", ".tsv"])
def test_our_table_reads_back_equal_here(tmp_path, library, ending):
    mine = open_app(None, library.clock, zone=UTC)
    stock(mine, 4)
    for note, first in zip(
        mine.decks.notes(), ("=1+1", "-5 <b>mV</b>", "{{c1::@x}}; “y”", "+\ntwo"), strict=True
    ):
        mine.decks.edit_note(note.id, (first, *note.fields[1:]))
    path = tmp_path / f"deck{ending}"
    mine.exchange.export("Biology", path)
    take_in(library, path)
    assert {note.guid: (note.fields, note.tags) for note in library.decks.notes()} == {
        note.guid: (note.fields, note.tags) for note in mine.decks.notes()
    }
    mine.close()
