"""Exams: what they may be, what they cover, and that all of it can be undone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from flashcards.core.errors import BadInput, NotFound
from flashcards.core.exams import Coverage, Exam
from flashcards.core.facts import FactKind
from flashcards.core.reviews import Rating
from flashcards.store import exams as exams_table
from tests.conftest import MONDAY

SOON = MONDAY + timedelta(days=14)


def covered(app, exam):
    with app.library.reading() as connection:
        return [each.card.id for each in exams_table.covered(connection, exam.id)]


def test_an_exam_is_kept_as_it_is(app, stocked):
    stocked(3, "A")
    article = app.articles.all()[0].id
    exam = Exam(
        "Biology",
        SOON,
        Coverage(("A",), (article,), ("cells",), (FactKind.RISK,)),
        0.85,
        (30, 30, 30, 30, 30, 0, 60),
        (date(2026, 3, 9),),
        ((FactKind.RISK, 2.0),),
    )
    saved, _changes = app.exams.add(exam)
    assert app.exams.all() == [saved] == [replace(exam, id=saved.id)]
    assert app.exams.get(" biology ") == saved
    assert [exam.minutes_on(date(2026, 3, day)) for day in (7, 8, 9)] == [0, 60, 0]
    assert (exam.weight_of(FactKind.RISK), exam.weight_of(FactKind.THEORY)) == (2.0, 1.0)


def test_what_an_exam_covers(app, stocked):
    outer, inner, other = stocked(3, "A"), stocked(3, "A::B"), stocked(3, "AB")
    app.cards.suspend([outer[0]])

    def add(name, **covers):
        return covered(app, app.exams.add(Exam(name, SOON, Coverage(**covers)))[0])

    assert add("everything") == sorted([*outer[1:], *inner, *other])
    assert add("deck", decks=("A",)) == [*outer[1:], *inner]
    assert add("role", decks=("A",), roles=(FactKind.RISK,)) == [outer[2], inner[2]]
    article = app.decks.note_with_cards(app.study.show(other[0]).note.id)[0].article_id
    assert add("article", articles=(article,)) == other
    app.notes.tag([app.study.show(inner[0]).note.id], "Cells::wall")
    assert add("tag", tags=("cells",)) == [inner[0]]
    assert add("either", tags=("cells",), articles=(article,)) == [inner[0], *other]


def test_a_renamed_deck_stays_covered_and_one_that_is_gone_covers_nothing(app, stocked):
    card_ids = stocked(2, "A")
    exam = app.exams.add(Exam("E", SOON, Coverage(decks=("A",))))[0]
    app.decks.rename("A", "Z")
    assert app.exams.get("E").covers.decks == ("Z",)
    assert covered(app, exam) == card_ids
    app.decks.remove("Z")
    stocked(2, "A")
    assert covered(app, exam) == []
    left, _changes = app.exams.change("E", app.exams.get("E"))
    assert left.covers == Coverage(lost=True)
    assert covered(app, left) == []


def test_every_change_can_be_undone(app, stocked, dump):
    stocked(1, "A")
    states = [dump(app)]
    saved, _changes = app.exams.add(Exam("E", SOON))
    states.append(dump(app))
    app.exams.change("E", replace(saved, name="F", goal=0.8))
    states.append(dump(app))
    assert [exam.name for exam in app.exams.all()] == ["F"]
    app.exams.remove("F")
    assert app.exams.all() == []
    for state in reversed(states):
        app.history.undo()
        assert dump(app) == state


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": "  "}, "needs a name"),
        ({"name": "x" * 101}, "needs a name"),
        ({"name": "taken"}, "already an exam “Taken”"),
        ({"at": MONDAY}, "in the future"),
        ({"at": datetime(2090, 1, 1, tzinfo=UTC)}, "ten years"),
        ({"goal": 1.0}, "goal lies between 50% and 99%"),
        ({"minutes": (20.0,)}, "seven"),
        ({"minutes": (float("nan"),) * 7}, "from 0 to 1440"),
        ({"weights": ((FactKind.RISK, -1.0),)}, "one weight"),
        ({"covers": Coverage(tags=("two words",))}, "one word"),
    ],
)
def test_what_is_refused_changes_nothing(app, dump, values, sentence):
    app.exams.add(Exam("Taken", SOON))
    before = dump(app)
    with pytest.raises(BadInput, match=sentence):
        app.exams.add(replace(Exam("E", SOON), **values))
    assert dump(app) == before


@pytest.mark.parametrize("covers", [Coverage(decks=("A",)), Coverage(articles=(7,))])
def test_what_is_not_there_is_not_covered(app, covers):
    with pytest.raises(NotFound):
        app.exams.add(Exam("E", SOON, covers))
    with pytest.raises(NotFound, match="no exam"):
        app.exams.remove("E")


def test_what_an_exam_would_cover_is_counted_before_it_is_there(app, stocked, clock):
    card_ids = stocked(6, "Biology")
    stocked(3, "History")
    app.study.answer(card_ids[0], Rating.GOOD)
    app.cards.suspend(card_ids[-1:])
    assert app.exams.count(Coverage()) == (8, 7)
    assert app.exams.count(Coverage(decks=("Biology",))) == (5, 4)
    assert app.exams.count(Coverage(decks=("Biology",), roles=(FactKind.RISK,))) == (1, 1)
    assert app.exams.count(Coverage(lost=True)) == (0, 0)


def test_whether_it_is_planned_every_day_is_kept(app, clock):
    at = clock() + timedelta(days=3)
    assert app.exams.add(Exam("Biology", at))[0].daily
    app.exams.change("Biology", Exam("Biology", at, daily=False))
    assert not app.exams.get("Biology").daily
