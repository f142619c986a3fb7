"""A card's two sides from its fields, in Anki's template language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.cards import Note, NoteField, NoteType, Template
from flashcards.core.note_types import BASIC, CLOZE
from flashcards.core.rendering import answer_of, gapped, hidden, ordinals, render, reveal, to_html, to_text


def sides(front, back="", *, cloze=False, ordinal=0, **fields):
    names = tuple(fields)
    kind = NoteType(
        id=1,
        name="Test",
        fields=tuple(NoteField(number, name) for number, name in enumerate(names)),
        templates=(Template(1, "Card 1", front, back),),
        css="",
        is_cloze=cloze,
    )
    return render(Note(0, "g", 1, tuple(fields.values())), kind, ordinal)


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{A}}", "one"),
        ("{{ A }}", "one"),
        ("{{A}} and {{B}}", "one and <b>two</b>"),
        ("{{Unknown}}", ""),
        ("{{unknown-filter:A}}", "one"),
        ("{{#A}}has {{A}}{{/A}}", "has one"),
        ("{{^A}}none{{/A}}", ""),
        ("{{#E}}has{{/E}}", ""),
        ("{{^E}}none{{/E}}", "none"),
        ("{{#Blank}}has{{/Blank}}", ""),
        ("{{^Blank}}none{{/Blank}}", "none"),
        ("{{#A}}1{{#B}}2{{#E}}3{{/E}}4{{/B}}5{{/A}}", "1245"),
        ("{{#E}}1{{#A}}2{{/A}}3{{/E}}4", "4"),
        ("{{#A}}x{{/A}}{{#A}}y{{/A}}", "xy"),
        ("no marks { { }", "no marks { { }"),
    ],
)
def test_fields_and_sections(template, shown):
    assert sides(template, A="one", B="<b>two</b>", E="", Blank=" <br><div> </div>").front == shown


def test_a_field_that_looks_like_a_template_is_shown_as_it_is():
    assert sides("{{A}}", A="{{B}} {{#B}}x{{/B}}", B="secret").front == "{{B}} {{#B}}x{{/B}}"


def test_the_back_holds_the_front():
    shown = sides("Q {{A}}", "{{FrontSide}}<hr>{{B}}", A="one", B="two")
    assert (shown.front, shown.back) == ("Q one", "Q one<hr>two")


def test_a_cloze_hides_its_own_number_only():
    text = "{{c1::Ketamine}} blocks {{c2::NMDA receptors::which?}} on {{c1::neurons::cells}}"
    first = sides("{{cloze:T}}", "{{cloze:T}}", cloze=True, T=text)
    assert first.front == (
        '<span class="cloze">[...]</span> blocks NMDA receptors on <span class="cloze">[cells]</span>'
    )
    assert (
        first.back
        == '<span class="cloze">Ketamine</span> blocks NMDA receptors on <span class="cloze">neurons</span>'
    )
    second = sides("{{cloze:T}}", cloze=True, ordinal=1, T=text)
    assert second.front == 'Ketamine blocks <span class="cloze">[which?]</span> on neurons'


def test_a_cloze_over_two_lines():
    assert sides("{{cloze:T}}", cloze=True, T="{{c1::a\nb}}").front == '<span class="cloze">[...]</span>'


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("{{c1::a}}", (0,)),
        ("{{c3::a}} {{c1::b}} {{c3::c}}", (0, 2)),
        ("nothing", ()),
        ("{{c0::a}}", ()),
        ("{{c1:a}}", ()),
    ],
)
def test_a_cloze_note_has_a_card_for_each_number(text, numbers):
    fields = (text, *[""] * (len(CLOZE.fields) - 1))
    assert ordinals(CLOZE, fields) == numbers


def test_a_basic_note_has_a_card_for_each_template():
    assert ordinals(BASIC, ("{{c1::a}}", *[""] * 10)) == (0,)


def test_a_cloze_revealed_and_gapped():
    text = "{{c1::Ketamine}} blocks {{c2::NMDA::which?}}"
    assert reveal(text) == "Ketamine blocks NMDA"
    assert gapped(text) == "[...] blocks [which?]"


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n")))
def test_plain_text_as_html_and_back(text):
    assert to_text(to_html(text)) == text.strip()


@given(text=st.text())
def test_plain_text_never_becomes_markup(text):
    html = to_html(text).replace("<br>", "")
    assert "<" not in html
    assert ">" not in html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<br>b<br/>c<BR />d", "a\nb\nc\nd"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("<b>x</b> &amp; &lt;y&gt;", "x & <y>"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("", ""),
    ],
)
def test_html_as_plain_text(html, text):
    assert to_text(html) == text


@pytest.mark.parametrize("sign", ["\x00", "\x1f", "\x0b", "\r", "\x7f", "\udc80"])
def test_signs_that_a_field_cannot_hold_are_dropped(sign):
    assert to_html(f"a{sign}b\tc\nd") == "ab\tc<br>d"


def test_the_source_is_on_the_back_only_where_there_is_one():
    fields = dict.fromkeys((each.name for each in BASIC.fields), "")
    bare = render(Note(0, "g", BASIC.id, tuple((fields | {"Front": "Q", "Back": "A"}).values())), BASIC, 0)
    assert 'class="source"' not in bare.back
    sourced = fields | {"Front": "Q", "Back": "A", "Source sentence": "S", "Source title": "T"}
    whole = render(Note(0, "g", BASIC.id, tuple(sourced.values())), BASIC, 0)
    assert "“S”" in whole.back
    assert "“S”" not in whole.front
    assert "<a " not in whole.back


def test_what_a_cloze_hides_is_named_once():
    text = "{{c1::Lithium}} lowers {{c2::GSK-3::an enzyme}}; {{c1::Lithium}} is a salt"
    assert hidden(text) == "Lithium; GSK-3"
    assert hidden("nothing") == ""


def test_the_answer_of_a_card_is_its_own_gaps_or_the_second_field():
    filler = ("",) * 9
    gaps = Note(0, "g", CLOZE.id, ("{{c1::<b>A</b>}} and {{c2::B::hint}}, {{c1::C}}, {{c1::C}}", "", *filler))
    assert answer_of(gaps, CLOZE, 0) == "A; C"
    assert answer_of(gaps, CLOZE, 1) == "B"
    asked = Note(0, "g", BASIC.id, ("Why?", "<i>So</i> it is.<br>Really", *filler))
    assert answer_of(asked, BASIC, 0) == "So it is.\nReally"
