"""Presets: what they change in study, what they refuse, and that all of it can be undone."""

from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest

from flashcards.app import open_app
from flashcards.core.errors import BadInput, NotFound
from flashcards.core.presets import NAMES, as_text, options_of, settings_of, typed
from flashcards.core.reviews import CardState, Rating
from flashcards.core.settings import ReviewOrder, StudySettings
from flashcards.services.study import Left
from tests.conftest import stock

AGAIN, HARD, GOOD, EASY = Rating


def card(app, card_id):
    return app.study.show(card_id).card


def test_a_library_begins_with_the_default(app, stocked):
    stocked(1, "A")
    assert list(app.presets.all()) == ["Default"]
    assert app.presets.of_deck("A") == ("Default", StudySettings())


def test_a_deck_and_those_inside_it_get_a_preset(app, stocked):
    for deck in ("A", "A::B", "C"):
        stocked(1, deck)
    app.presets.change("Exam", {"new_per_day": "3", "learning_steps": "5"})
    app.presets.assign("A", "Exam")
    assert [app.presets.of_deck(deck)[0] for deck in ("A", "A::B", "C")] == ["Exam", "Exam", "Default"]
    assert app.presets.of_deck("A::B")[1] == replace(StudySettings(), new_per_day=3, learning_steps=(5,))
    app.presets.remove("Exam")
    assert app.presets.of_deck("A") == ("Default", StudySettings())
    app.history.undo()
    assert app.presets.of_deck("A")[0] == "Exam"


def test_each_preset_has_its_own_limits(app, stocked):
    stocked(5, "A"), stocked(5, "B")
    app.presets.change("Few", {"new_per_day": "2"})
    app.presets.assign("A", "Few")
    assert app.study.left() == Left(new=7, learning=0, review=0)
    assert [(row.name, row.new) for row in app.decks.all()] == [("A", 2), ("B", 5)]
    for _each in range(2):
        app.study.answer(app.study.next("A").card.id, EASY)
    assert app.study.next("A") is None
    assert app.study.next("B") is not None
    assert len(app.study.due()) == 5


def test_a_limit_of_reviews(app, stocked, clock):
    for card_id in stocked(5):
        app.study.answer(card_id, EASY)
    clock.advance(days=30)
    app.presets.change("Default", {"reviews_per_day": "2"})
    assert app.study.left().review == app.decks.all()[0].review == 2
    for _each in range(2):
        app.study.answer(app.study.next().card.id, GOOD)
    assert app.study.next() is None
    clock.advance(days=1)
    assert app.study.left().review == 2


def test_risks_come_back_sooner_and_background_later(app, stocked, clock):
    first = stocked(3)  # a mechanism, a theory and a risk
    app.presets.change("Default", {"balance_load": "off", "role_retention": "risk=0.97 theory=0.8"})
    intervals = []
    for card_id in first:
        app.study.answer(card_id, EASY)
        intervals.append(card(app, card_id).memory.interval)
    mechanism, theory, risk = intervals
    assert risk < mechanism < theory
    for card_id in first:
        assert app.study.replayed(card_id) == card(app, card_id).memory


@pytest.mark.parametrize("order", list(ReviewOrder))
def test_every_order_of_reviews(app, stocked, clock, order):
    card_ids = stocked(6)
    app.presets.change("Default", {"review_order": order.value, "balance_load": "off"})
    for number, card_id in enumerate(card_ids):
        app.study.answer(card_id, (EASY, GOOD, HARD)[number % 3])
        clock.advance(hours=7)
        while card(app, card_id).memory.state is not CardState.REVIEW:
            app.study.answer(card_id, GOOD)
    clock.advance(days=60)
    today = app.calendar.day_of(clock())
    due = app.study.due()
    assert sorted(each.id for each in due) == card_ids
    assert app.study.next().card == due[0]
    memories = [each.memory for each in due]
    keys = {
        ReviewOrder.DUE: lambda m: m.due_day,
        ReviewOrder.INTERVAL: lambda m: m.interval,
        ReviewOrder.INTERVAL_DESCENDING: lambda m: -m.interval,
        ReviewOrder.DIFFICULTY: lambda m: m.difficulty,
        ReviewOrder.DIFFICULTY_DESCENDING: lambda m: -m.difficulty,
        ReviewOrder.OVERDUENESS: lambda m: -(today - m.last_day) / m.interval,
    }
    recall = [app.study.show(each.id).retrievability for each in due]
    if order in keys:
        assert [keys[order](m) for m in memories] == sorted(keys[order](m) for m in memories)
    elif order is ReviewOrder.RANDOM:
        clock.advance(days=1)
        assert [each.id for each in app.study.due()] != [each.id for each in due]
    else:
        assert recall == sorted(recall, reverse=order is ReviewOrder.RETRIEVABILITY_DESCENDING)


def test_new_cards_last_first_or_shuffled(app, stocked):
    card_ids = stocked(12)
    app.presets.change("Default", {"new_order": "latest"})
    assert [each.id for each in app.study.due()] == card_ids[::-1]
    app.presets.change("Default", {"new_order": "random"})
    shuffled = [each.id for each in app.study.due()]
    assert sorted(shuffled) == card_ids
    assert shuffled not in (card_ids, card_ids[::-1])
    assert [each.id for each in app.study.due()] == shuffled


def test_new_cards_before_after_or_between_reviews(app, stocked, clock):
    old, fresh = stocked(6), stocked(3)
    for card_id in old:
        app.study.answer(card_id, EASY)
    clock.advance(days=30)

    def order():
        """Which kinds come, N for new and R for review; everything is taken back afterwards."""
        found = ""
        while shown := app.study.next():
            found += "N" if shown.card.id in fresh else "R"
            app.study.answer(shown.card.id, EASY)
        for _each in found:
            app.history.undo()
        return found

    assert order() == "RRRRRRNNN"
    app.presets.change("Default", {"new_when": "before"})
    assert order() == "NNNRRRRRR"
    app.presets.change("Default", {"new_when": "mixed"})
    assert order() == "RNRRNRRNR"


def test_siblings_wait_for_the_next_day(app, analysed, clock):
    article_id, _changes = app.articles.add(analysed(3))
    drafts = app.drafts.of_article(article_id)
    app.drafts.edit(drafts[2].id, "Step {{c1::2}} raises {{c2::protein}} {{c3::2}}.", "2")
    app.drafts.accept([drafts[2].id], "A")
    (note,) = app.decks.notes()
    first, second, third = (each.id for each in app.decks.note_with_cards(note.id)[2])
    app.study.answer(first, EASY)
    assert app.study.next() is None
    assert app.study.left() == Left(0, 0, 0)
    clock.advance(days=1)
    assert [each.id for each in app.study.due()] == [second, third]
    app.history.undo()
    clock.advance(days=-1)
    assert [each.id for each in app.study.due()] == [first, second, third]
    app.presets.change("Default", {"bury_new": "off"})
    app.study.answer(first, EASY)
    assert [each.id for each in app.study.due()] == [second, third]


def test_cards_of_one_sentence_are_siblings_if_the_preset_says_so(app, analysed, clock):
    article_id, _changes = app.articles.add(analysed(2))
    one, two = app.drafts.of_article(article_id)
    app.drafts.accept([one.id, two.id], "A")
    with app.library.writing("same sentence", app.drafts.accept([], "A")) as connection:
        connection.exec_driver_sql("UPDATE notes SET start = 5, end = 9")
    first, second = (each.id for each in app.study.due())
    app.study.answer(first, EASY)
    assert app.study.next().card.id == second
    app.history.undo()
    app.presets.change("Default", {"bury_sentence": "on"})
    app.study.answer(first, EASY)
    assert app.study.next() is None


def lapse(app, clock, card_id, times):
    for _each in range(times):
        clock.advance(days=40)
        app.study.answer(card_id, AGAIN)
        clock.advance(minutes=11)
        app.study.answer(card_id, GOOD)


def test_a_leech_is_suspended_marked_and_tells_its_paragraph(app, stocked, clock):
    card_id, _other = stocked(2)
    app.presets.change("Default", {"leech_threshold": "3"})
    app.study.answer(card_id, EASY)
    lapse(app, clock, card_id, 2)
    assert app.cards.leeches() == []
    clock.advance(days=40)
    app.study.answer(card_id, AGAIN)
    (leech,) = app.cards.leeches()
    assert (leech.card.id, leech.card.suspended, leech.card.memory.lapses) == (card_id, True, 3)
    assert leech.paragraph == (
        "Step 0 of drug1 raises protein 0 in the brain. Step 1 of drug1 raises protein 1 in the brain."
    )
    assert "leech" in app.study.show(card_id).note.tags
    app.history.undo()
    assert app.cards.leeches() == []
    assert "leech" not in app.study.show(card_id).note.tags
    app.history.redo()
    app.cards.forgive([card_id])
    app.cards.unsuspend([card_id])
    assert app.cards.leeches() == []
    assert "leech" not in app.study.show(card_id).note.tags


def test_a_leech_may_stay_in_study(app, stocked, clock):
    (card_id,) = stocked(1)
    app.presets.change("Default", {"leech_threshold": "1", "leech_action": "tag"})
    app.study.answer(card_id, EASY)
    lapse(app, clock, card_id, 1)
    assert card(app, card_id).leech
    assert not card(app, card_id).suspended


def test_cards_avoid_days_off_and_easy_weekdays(app, stocked, clock):
    card_ids = stocked(20)
    for card_id in card_ids:
        app.study.answer(card_id, EASY)
    clock.advance(days=10)
    today = app.calendar.date_of(app.calendar.day_of(clock()))
    intervals = {app.study.show(each).seconds[GOOD] // 86400 for each in card_ids}
    usual = max(intervals)
    app.presets.set_days_off([today + timedelta(days=usual)])
    assert app.presets.days_off() == [today + timedelta(days=usual)]
    for card_id in card_ids:
        app.study.answer(card_id, GOOD)
    counts = [card(app, each).memory.interval for each in card_ids]
    assert usual not in counts
    assert len(set(counts)) > 2
    for card_id in card_ids:
        assert app.study.replayed(card_id) == card(app, card_id).memory


def test_load_is_balanced(app, stocked, clock):
    """Cards answered alike on one day spread more evenly than chance alone would have it."""
    card_ids = [each for number in range(4) for each in stocked(20, f"Deck {number}")]
    app.presets.change("Default", {"new_per_day": "100", "role_retention": "none"})
    days = []
    for card_id in card_ids:
        log, _changes = app.study.answer(card_id, EASY)
        days.append(log.after.interval)
    counts = [days.count(day) for day in range(min(days), max(days) + 1)]
    assert max(counts) <= 2 * min(counts)


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("desired_retention", "0.5", "it lies between 0.7 and 0.99"),
        ("desired_retention", "high", "a number is needed"),
        ("new_per_day", "2.5", "a whole number is needed"),
        ("new_per_day", "-1", "it lies between 0 and 9999"),
        ("learning_steps", "0", "it lies between 0.1 and 43200"),
        ("learning_steps", " ".join("1" * 11), "ten steps are the most"),
        ("easy_days", "1 1 1", "seven shares are needed"),
        ("role_retention", "hazard=0.9", "is one of mechanism, theory"),
        ("role_retention", "risk=0.9 risk=0.8", "each role stands once"),
        ("review_order", "backwards", "it is one of due, random"),
        ("bury_new", "maybe", "it is on or off"),
        ("maximum_interval", "nan", "a number is needed"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence(app, dump, name, text, problem):
    before = dump(app)
    with pytest.raises(BadInput, match=problem):
        app.presets.change("Default", {name: text})
    assert dump(app) == before


def test_unknown_names(app, stocked):
    stocked(1, "A")
    with pytest.raises(BadInput, match="A preset has no “speed”; it has learning_steps"):
        app.presets.change("Default", {"speed": "1"})
    with pytest.raises(NotFound, match="no preset “X”"):
        app.presets.assign("A", "X")
    with pytest.raises(NotFound, match="no deck “X”"):
        app.presets.assign("X", "Default")
    with pytest.raises(NotFound, match="no preset “X”"):
        app.presets.remove("X")
    with pytest.raises(BadInput, match="needs a name"):
        app.presets.save(" ", StudySettings())


def test_what_is_shown_can_be_typed_again():
    base = StudySettings()
    other = typed({"easy_days": "1 1 1 1 1 0.5 0", "learning_steps": "none", "bury_new": "off"}, base)
    for settings in (base, other):
        assert typed({name: as_text(settings, name) for name in NAMES}, base) == settings
    assert options_of(base, base) == {}
    assert settings_of(options_of(other, base), base) == other


def test_a_preset_outlives_the_program(tmp_path, clock):
    for _run in range(2):
        app = open_app(tmp_path / "library.db", clock, zone=UTC)
        if not app.decks.names():
            stock(app, 1, "A")
            app.presets.change("Exam", {"desired_retention": "0.95"})
            app.presets.assign("A", "Exam")
            app.presets.set_days_off([date(2026, 12, 24)])
        assert app.presets.of_deck("A")[1].desired_retention == 0.95
        assert app.presets.days_off() == [date(2026, 12, 24)]
        app.close()


@pytest.mark.parametrize("order", ["retrievability-descending", "overdueness", "random"])
def test_a_sorted_line_follows_every_change(app, stocked, clock, order):
    """What is kept of a sorted line is what sorting it anew would give."""
    for card_id in stocked(8):
        app.study.answer(card_id, EASY)
        clock.advance(hours=9)
    clock.advance(days=60)
    app.presets.change("Default", {"review_order": order})

    def first():
        shown = app.study.next()
        assert shown.card.id == app.study.due()[0].id
        return shown.card.id

    one = first()
    app.study.answer(one, EASY)
    two = first()
    app.history.undo()
    assert first() == one
    app.cards.suspend([one])
    assert first() == two
    app.cards.bury([two])
    assert first() not in (one, two)
    app.cards.unbury([two])
    assert first() == two
    app.cards.unsuspend([one])
    assert first() == one
