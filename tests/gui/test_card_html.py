"""What Qt's rich text needs, so that cards of other programs look as they were made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QTextDocument

from flashcards.core.card_styles import style_of
from flashcards.core.occlusion import covered
from flashcards.core.rendering import to_text
from flashcards.gui.theme import Scheme, Theme
from flashcards.gui.widgets.card_html import fitted, own_lines, with_headings
from flashcards.gui.widgets.card_view import CardView
from flashcards.services.sanitising import safe_html

LIGHT, DARK = (255, 255, 255), (43, 48, 56)


def lines(html):
    document = QTextDocument()
    document.setHtml(html)
    return document.toPlainText().split("\n")


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<div>one</div>two", ["one", "two"]),
        ("<div>one</div><b>two</b> three<div>four</div> five", ["one", "two three", "four", "five"]),
        ("<b><div>one</div></b>two <i>three</i>", ["one", "two three"]),
        ("<i><div>one</div>two</i> three<p>four</p>", ["one", "two", "three", "four"]),
        ("<div>one<div>two</div>three</div>four", ["one", "two", "three", "four"]),
        ("<h2>one</h2>two", ["one", "two"]),
        ("<div>one</div>\n<hr>two", ["one", "", "two"]),
        ("<blockquote>one</blockquote><img src=x>", ["one", "\ufffc"]),
    ],
)
def test_what_follows_a_block_begins_a_line(html, shown):
    assert lines(with_headings(own_lines(html))) == shown


PIECES = [
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<h1>",
    "</h1>",
    "<p>",
    "</p>",
    "<br>",
    "word ",
    " ",
    "<ul><li>",
    "</li></ul>",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_no_word_is_lost_or_moved(pieces):
    html = safe_html("".join(pieces))
    assert to_text(fitted(html, LIGHT)).split() == to_text(html).split()
    assert fitted(html, LIGHT).count("<div") == fitted(html, LIGHT).count("</div>")


@pytest.mark.parametrize(
    ("html", "ground", "shown"),
    [
        ('<b style="color: rgb(0, 0, 0)">x</b>', DARK, '<b style="">x</b>'),
        ('<b style="color: rgb(0, 0, 0)">x</b>', LIGHT, '<b style="color: rgb(0, 0, 0)">x</b>'),
        ('<b style="background-color: yellow">x</b>', DARK, '<b style="background-color: yellow; color: #000000">x</b>'),
        ('<b style="color: black; background-color: black">x</b>', LIGHT,
         '<b style="color: black; background-color: black">x</b>'),
        ('<b style="color: white; background-color: navy">x</b>', LIGHT,
         '<b style="color: white; background-color: navy">x</b>'),
        ('<font color="yellow">x</font>', LIGHT, "<font>x</font>"),
        ('<td bgcolor="black">x</td>', LIGHT, "<td>x</td>"),
        ('<b style="font-weight: bold">color="red"</b>', DARK, '<b style="font-weight: bold">color="red"</b>'),
    ],
)  # fmt: skip
def test_inline_colours_hold_where_they_can_be_read(html, ground, shown):
    assert fitted(html, ground) == shown


def test_styles_of_a_note_type_reach_nested_blocks_headings_and_pictures(qtbot, qapp):
    picture = QImage(800, 400, QImage.Format.Format_RGB32)
    view = CardView(Theme(qapp, Scheme.LIGHT))
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    qtbot.waitExposed(view)
    data = _png(picture)
    view.use_media(lambda _name: data)
    css = "h1 { font-size: 40px } #small { font-size: 10px; color: red } img { max-width: 300px }"
    html = '<h1>head</h1><div id="small"><div>inner</div></div><img src="x.png">'
    view.show_side(safe_html(html), style=style_of(css, 0))
    sizes, block = {}, view._browser.document().begin()
    usual = view._browser.document().defaultFont().pointSizeF()
    while block.isValid():
        shown = block.begin().fragment().charFormat()
        sizes[block.text()] = (round(shown.font().pointSizeF() / usual, 1), shown)
        block = block.next()
    assert (sizes["head"][0], sizes["inner"][0]) == (2.0, 0.5)
    assert sizes["inner"][1].foreground().color().name() == "#ff0000"
    assert view._browser.loadResource(QTextDocument.ResourceType.ImageResource.value, "x.png").width() == 300


def test_hidden_places_of_a_picture_are_covered_and_framed_with_the_answer(qtbot, qapp):
    picture = QImage(400, 200, QImage.Format.Format_RGB32)
    picture.fill("#336699")
    data = _png(picture)
    view = CardView(Theme(qapp, Scheme.LIGHT))
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    qtbot.waitExposed(view)
    view.use_media(lambda name: data if name == "two words.png" else b"")
    text = "{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4}}"
    fields = {"Occlusion": text, "Image": '<img src="two words.png">'}

    def colour(html):
        view.show_side(safe_html(html))
        shown = view._browser.loadResource(QTextDocument.ResourceType.ImageResource.value, "two words.png")
        return shown.pixelColor(100, 80).name(), shown.pixelColor(300, 150).name()

    assert colour(covered(fields, 1, question=True)["Image"]) == ("#ff8e8e", "#336699")
    asked = view.grab().toImage()
    assert colour(covered(fields, 1, question=False)["Image"]) == ("#336699", "#336699")
    assert view.grab().toImage() != asked
    assert colour('<img src="two words.png">') == ("#336699", "#336699")


def _png(picture):
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(buffer.data())
