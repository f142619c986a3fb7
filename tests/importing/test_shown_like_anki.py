"""Templates, gaps and filters show what the real Anki shows."""

import re
from html import unescape

import pytest

from flashcards.core.occlusion import Cover, places_in
from tests.importing.making import PNG

pytestmark = pytest.mark.anki

FRONTS = {
    "plain": "{{A}}",
    "sections": "{{#A}}has {{A}}{{/A}}{{^B}}none{{/B}}{{#E}}never{{/E}}",
    "nested": "{{#A}}1{{#B}}2{{^E}}3{{A}}{{/E}}{{/B}}{{/A}}",
    "text": "{{text:H}}",
    "unknown filter": "{{nosuch:A}}",
    "special": "{{Tags}}|{{Type}}|{{Deck}}|{{Subdeck}}|{{Card}}{{A}}",
    "comment": "{{A}}<!-- {{B}} -->",
    "furigana": "{{kanji:F}} {{kana:F}}",
    "old marks": "{{=<% %>=}}<%A%><%#B%>b<%/B%>",
}
FIELDS = {"A": "one", "B": "two", "E": "", "H": "<b>bold</b> <i>x</i>", "F": "日本[にほん]"}
CLOZES = (
    "{{c1::a}} and {{c2::b::hint}}",
    "{{c1::outer {{c2::inner}}}} end",
    "{{c1::a}} {{c1::b::h}} {{c3::c}}",
    "{{c1::<b>x</b>}} y",
    "{{c2::only two}}",
    "{{c1::a::b::c}}",
    "{{c1::never closed",
    "{{c1::}} nothing {{c2::x}}",
)


def words(html):
    html = re.sub(r"(?s)<style>.*?</style>|<!--.*?-->", "", html)
    return " ".join(unescape(re.sub("<[^>]*>", "", html)).split())


@pytest.mark.parametrize("name", FRONTS)
def test_templates(app, student, bring, tmp_path, name):
    student.add_type("Mine", list(FIELDS), [("Card 1", FRONTS[name], "{{FrontSide}} / {{B}}")])
    student.add("A::B C", kind="Mine", tags=["t"], **FIELDS)
    bring(student.export(tmp_path / "deck.apkg"))
    (theirs,) = student.cards()
    (card,) = app.study.due()
    sides = app.study.show(card.id).sides
    assert words(sides.front) == words(theirs.question())
    assert words(sides.back) == words(theirs.answer())


@pytest.mark.parametrize("text", CLOZES)
def test_gaps(app, student, bring, tmp_path, text):
    student.add("A", kind="Cloze", Text=text)
    bring(student.export(tmp_path / "deck.apkg"))
    theirs = {card.ord: card for card in student.cards()}
    ours = {card.ordinal: card for card in app.study.due()}
    assert set(ours) == set(theirs)
    for ordinal, card in ours.items():
        sides = app.study.show(card.id).sides
        if f"{{{{c{ordinal + 1}" not in text or "never closed" in text:
            continue  # Anki explains here what is wrong with the note
        assert words(sides.front) == words(theirs[ordinal].question())
        assert words(sides.back) == words(theirs[ordinal].answer())


def test_the_look_of_a_note_type_comes_along_as_far_as_it_is_safe(app, student, bring, tmp_path):
    css = ".card { text-align: left; font-size: 30px } b { color: red; background: url(http://127.0.0.1/x) }"
    student.add_type("Styled", ["Front", "Back"], [("Card 1", "{{Front}}", "{{Back}}")], css=css)
    student.add(kind="Styled", Front="<b>q</b>", Back="a")
    bring(student.export(tmp_path / "styled.apkg"))
    (card,) = app.study.due()
    style = app.study.show(card.id).style
    assert (style.align, style.scale) == ("left", 1.5)
    assert style.light == style.dark == "b { color: #ff0000; }"


def test_places_of_a_picture_that_a_card_hides(app, student, bring, tmp_path):
    (tmp_path / "x.png").write_bytes(PNG)
    kind = student.col.models.by_name("Image Occlusion")
    rect, oval = "rect:left=.1:top=.2:width=.3:height=.4:oi=1", "ellipse:left=.5:top=.5:rx=.1:ry=.2"
    shapes = f"{{{{c1::image-occlusion:{rect}}}}}<br>{{{{c2::image-occlusion:{oval}}}}}"
    student.col.add_image_occlusion_note(kind["id"], str(tmp_path / "x.png"), shapes, "Head", "Extra", [])
    done = bring(student.export(tmp_path / "deck.apkg"))
    assert (done.cards, done.media) == (2, 1)
    first, second = sorted(app.study.due(), key=lambda card: card.ordinal)
    sides = app.study.show(first.id).sides
    assert [each.cover for each in places_in(sides.front)["x.png"]] == [Cover.ASKED]
    assert (words(sides.front), words(sides.back)) == ("Head", "Head Extra")
    covers = [each.cover for each in places_in(app.study.show(second.id).sides.back)["x.png"]]
    assert covers == [Cover.HIDDEN, Cover.SHOWN]
