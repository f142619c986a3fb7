"""Answers that name several things, and choices that a note brings along."""

from dataclasses import replace

import pytest

from flashcards.core.cards import Note
from flashcards.core.items import choices_of, items_of, rating_of, without_choices
from flashcards.core.note_types import BASIC, CHOICE, LIST
from flashcards.core.reviews import Rating

EMPTY = ("",) * (len(LIST.fields) - 2)


def note(kind, front, back, choices=""):
    made = Note(1, "g", kind.id, (front, back, *EMPTY))
    if not choices:
        return made
    fields = list(made.fields)
    fields[CHOICE.index("Extra1")] = choices
    return replace(made, fields=tuple(fields))


@pytest.mark.parametrize(
    "back",
    [
        "a &amp; b; c; and d",
        "a &amp; b<br>c<br>d.",
        "<ul><li>a &amp; b</li><li>c</li><li>d</li></ul>",
        "a &amp; b;c ; or d",
    ],
)
def test_items(back):
    assert items_of(note(LIST, "q", back)) == ("a & b", "c", "d")


def test_one_thing_is_no_list_and_no_other_note_is_one():
    assert items_of(note(LIST, "q", "only one")) == ()
    assert items_of(note(BASIC, "q", "a; b; c")) == ()


@pytest.mark.parametrize(
    ("named", "rating"),
    [
        ("111", Rating.GOOD),
        ("101", Rating.HARD),
        ("100", Rating.AGAIN),
        ("10", Rating.AGAIN),
        ("11", Rating.GOOD),
    ],
)
def test_ratings(named, rating):
    assert rating_of([each == "1" for each in named]) is rating


def test_choices_in_their_order():
    listed = '<ol type="A"><li>one</li><li>two &lt; 3</li><li><b>three</b></li></ol>'
    assert choices_of(note(CHOICE, "q", "two &lt; 3", listed)) == (("one", "two < 3", "three"), "two < 3")


@pytest.mark.parametrize(
    "listed", ["", "<ol><li>one</li></ol>", "<ol><li>one</li><li>one</li></ol>", "one, two"]
)
def test_choices_without_the_right_one_are_none(listed):
    assert choices_of(note(CHOICE, "q", "two", listed)) == ((), "")


def test_a_question_without_its_choices():
    html = '<div class="question">q</div><div class="choices"><ol><li>a</li></ol></div>'
    assert without_choices(html) == '<div class="question">q</div>'
