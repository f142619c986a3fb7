"""Getting articles: chapters, HTML from the clipboard, other languages."""

import pytest

from flashcards.core.errors import CannotRead, NotEnglish
from flashcards.core.progress import Cancel
from tests.reading.making import epub_of, html_of
from tests.reading.reading import blocks, draw

PROSE = "Wind turns the blades, and the blades drive a generator that makes electricity for the town."


GERMAN = (
    "Der Wind dreht die Blätter, und die Blätter treiben einen Generator an, der Strom für die Stadt macht. Wenn es "
    "stürmt, wird die Anlage angehalten, weil sie sich sonst zu schnell dreht. Das ist nicht ohne Gefahr für alle, die "
    "mit ihr zu tun haben oder unter dem Turm auf dem Feld sind.\n"
)


def test_chapters(app, tmp_path):
    path = tmp_path / "wind.epub"
    path.write_bytes(
        epub_of([("Wind", html_of(blocks(f"¶ {PROSE}"))), ("Sun", html_of(blocks(f"¶ {PROSE} So.")))])
    )
    assert [each.title for each in app.articles.chapters(path)] == ["Wind", "Sun"]
    assert app.articles.read(str(path), [2]).title == "A book: Sun"


HTML = (
    f"<meta charset='utf-8'><nav><a>Home</a><a>News</a></nav><h1>Wind</h1><p>{PROSE}</p><ul><li>One</li></ul>"
)


def test_rich_text_from_the_clipboard(app):
    article = app.articles.read_paste("Home News Wind", html=HTML)
    assert draw(article) == ["¶ Home News [menu]", "#1 Wind", f"¶ {PROSE}", "-1 One"]
    assert (article.title, article.source.name) == ("Wind", "pasted text")
    assert app.articles.read_paste("", "My title", HTML, Cancel()).title == "My title"


def test_rich_text_without_text_falls_back_to_the_plain(app):
    assert app.articles.read_paste(PROSE, html="<img src=x>").text == PROSE
    with pytest.raises(CannotRead, match="pasted text shows no text"):
        app.articles.read_paste(" ", html="<img src=x>")


def test_half_a_pair_in_rich_text(app):
    assert app.articles.read_paste("", html=f"<p>{PROSE}\ud83d</p>").text == f"{PROSE}?"


def test_an_article_in_another_language_is_refused_in_one_sentence(app):
    text = "# Wind\n\n" + GERMAN
    article = app.articles.read_paste(text)
    for verb in (app.articles.analyse, app.articles.explain):
        with pytest.raises(NotEnglish) as caught:
            verb(article)
        assert (
            str(caught.value) == "“Wind” seems to be in German; cards can be made of English articles only."
        )


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://example.org/a", True),
        (" http://localhost:8000\n", True),
        ("see https://example.org", False),
        ("example.org", False),
        ("Wind: a history", False),
        ("", False),
    ],
)
def test_a_text_that_is_one_address(app, text, is_one):
    assert app.articles.is_address(text) is is_one
