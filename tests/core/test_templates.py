"""Anki's template language: filters, sections, gaps, and templates that somebody made to hang a program."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.cards import Note, NoteField, NoteType, Template
from flashcards.core.clozes import Gap, gaps_in, parts_of, shown, spelled
from flashcards.core.rendering import gapped, hidden, ordinals, render, reveal
from flashcards.core.templates import Asked, cloze, fill, is_empty

FIELDS = {"A": "one", "E": " <br><div></div>", "Pic": '<img src="x.png">', "T": "日本[にほん] go"}


def filled(template, *, question=True, number=1, is_cloze=False, **fields):
    return fill(template, Asked(FIELDS | fields, number, question=question, is_cloze=is_cloze))


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{text:B}}", "bold"),
        ("{{unknown:other:A}}", "one"),
        ("{{:A}}", "one"),
        ("{{#Pic}}has{{/Pic}}", "has"),
        ("{{^E}}empty{{/E}}", "empty"),
        ("{{#A}}open for ever", "open for ever"),
        ("{{/A}}never opened", "never opened"),
        ("{{#A}}{{#E}}x{{/A}}y", "y"),
        ("<!-- {{A}} {{#E}} -->z", "<!-- {{A}} {{#E}} -->z"),
        ("<!-- never closed {{A}}", "<!-- never closed one"),
        ("{{=<% %>=}}<%A%> <%#E%>x<%/E%>", "one "),
        ("{{kanji:T}}|{{kana:T}}", "日本 go|にほん go"),
        ("{{furigana:T}}", "<ruby>日本<rt>にほん</rt></ruby> go"),
        ("{{tts en_US:A}}", ""),
        ("{{hint:A}}", '<a class="hint" href="hint:one">[A]</a>'),
        ("{{hint:E}}", ""),
        ("{{type:A}}", '<span class="typed">________</span>'),
        ("{{A", "{{A"),
        ("{{}}", ""),
    ],
)
def test_marks(template, shown):
    assert filled(template, B="<b>bold</b>") == shown


def test_hints_and_typed_answers_show_with_the_answer():
    assert filled("{{hint:A}}", question=False) == '<span class="hint">A: one</span>'
    assert filled("{{type:A}}", question=False) == '<span class="typed">one</span>'


def test_a_section_of_the_cloze_number():
    assert filled("{{#c2}}two{{/c2}}{{#c1}}one{{/c1}}", number=2, is_cloze=True) == "two"


@pytest.mark.parametrize(
    ("text", "number", "question", "answer"),
    [
        ("{{c1::a}} {{c2::b}}", 1, '<span class="cloze">[...]</span> b', '<span class="cloze">a</span> b'),
        ("{{c1::a::hint}}", 1, '<span class="cloze">[hint]</span>', '<span class="cloze">a</span>'),
        (
            "{{c1::outer {{c2::inner}} end}}",
            2,
            'outer <span class="cloze">[...]</span> end',
            'outer <span class="cloze">inner</span> end',
        ),
        (
            "{{c1::outer {{c2::inner}} end}}",
            1,
            '<span class="cloze">[...]</span>',
            '<span class="cloze">outer inner end</span>',
        ),
        ("{{c1,3::both}}", 3, '<span class="cloze">[...]</span>', '<span class="cloze">both</span>'),
        (
            "{{c1::a}} {{c1::b",
            1,
            '<span class="cloze">[...]</span> {{c1::b',
            '<span class="cloze">a</span> {{c1::b',
        ),
        ("{{c1::a::b::c}}", 1, '<span class="cloze">[b::c]</span>', '<span class="cloze">a</span>'),
        ("no gaps", 1, "", ""),
        ("{{c2::other}}", 1, "", ""),
    ],
)
def test_gaps(text, number, question, answer):
    assert cloze(text, number, question=True) == question
    assert cloze(text, number, question=False) == answer


def test_the_words_of_gaps():
    text = "{{c1::Aspirin {{c2::irreversibly::how?}}}} blocks {{c3::COX}}"
    assert reveal(text) == "Aspirin irreversibly blocks COX"
    assert gapped(text) == "[...] blocks [...]"
    assert hidden(text) == "Aspirin irreversibly; irreversibly; COX"
    assert [gap.numbers for gap in gaps_in(text)] == [(1,), (2,), (3,)]


@given(st.lists(st.sampled_from(["{{c1::", "{{c2::", "}}", "::", "x", "{{", "c1", "\n"]), max_size=30))
def test_no_letter_of_a_text_is_lost(pieces):
    text = "".join(pieces)

    def again(gap: Gap) -> str:
        hint = f"::{gap.hint}" if gap.hint else ""
        return f"{{{{c{gap.numbers[0]}::{spelled(gap.parts, again)}{hint}}}}}"

    # An empty hint is the one thing that is not told from none.
    assert (
        spelled(parts_of(text), again).replace("::}}", "}}") == text.replace("::}}", "}}") or "::}}" in text
    )


@given(st.text(alphabet="{}c1:#^/AE <!->", max_size=60))
def test_any_template_is_filled(template):
    filled(template)
    filled(template, question=False, is_cloze=True)


@pytest.mark.parametrize(
    "piece",
    ["{{", "{{#A}}", "{{A", "<!--", "{{c1::", "{{c1::}}", "<", "{{=<% %>=}}", "{{#A}}{{/A}}", "{{type:A}}"],
)
def test_templates_without_end_cost_no_time(piece):
    text = piece * 20_000
    begun = time.process_time()
    filled(text)
    cloze(text, 1, question=True)
    is_empty(text)
    list(gaps_in(text))
    assert time.process_time() - begun < 5


def kind(*fronts, is_cloze=False):
    return NoteType(
        1,
        "Test",
        tuple(NoteField(place, name) for place, name in enumerate(("A", "B", "C"))),
        tuple(Template(place, f"Card {place}", front, "{{FrontSide}}") for place, front in enumerate(fronts)),
        "",
        is_cloze,
    )


def test_cards_are_made_of_fronts_that_show_a_field():
    both = kind("{{A}}", "{{#C}}{{B}}{{/C}}")
    assert ordinals(both, ("a", "b", "")) == (0,)
    assert ordinals(both, ("a", "b", "yes")) == (0, 1)
    assert ordinals(both, ("", "b", "yes")) == (1,)
    assert ordinals(both, ("", "", "")) == (0,)
    assert ordinals(kind("words only", "{{A}}"), ("a", "", "")) == (1,)


def test_what_a_card_is_can_be_shown():
    made = kind("{{Deck}}|{{Subdeck}}|{{Card}}|{{Type}}|{{Tags}}|{{CardFlag}}")
    sides = render(Note(0, "g", 1, ("a", "b", "c"), tags=("x", "<y>")), made, 0, "A::B", 3)
    assert sides.front == "A::B|B|Card 0|Test|x &lt;y&gt;|flag3"
    assert sides.back == sides.front


def test_the_line_to_type_on_is_not_repeated_on_the_back():
    sides = render(Note(0, "g", 1, ("a", "b", "c")), kind("{{A}} {{type:B}}"), 0)
    assert "____" in sides.front
    assert "____" not in sides.back


def test_a_card_whose_template_is_gone_shows_the_last():
    assert render(Note(0, "g", 1, ("a", "b", "c")), kind("{{A}}"), 5).front == "a"


def test_what_a_gap_shows():
    (gap,) = gaps_in("{{c1::a<br>b::c}}")
    assert (shown(gap), gap.hint) == ("a<br>b", "c")
