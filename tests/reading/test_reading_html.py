"""Web pages: structure, what is not the article and why, and what the page says about itself."""

import pytest

from flashcards.core.errors import CannotRead
from tests.reading.reading import body, draw, read

PROSE = "Wind turns the blades, and the blades drive a generator that makes electricity for the town."

PAGE = f"""<!DOCTYPE html><html><head><title>How wind power works | Windy Pages</title></head><body class="has-sidebar">
<header><a href="/">Windy Pages</a><nav><a href="1">Home</a><a href="2">News</a><a href="3">Shop</a></nav></header>
<main><article><h1>How wind power works</h1><p>{PROSE}</p>
<figure><img src="x.png"><figcaption>A turbine seen from the side.</figcaption></figure>
<table><tr><th>Year</th><th>Towers</th></tr><tr><td>2001</td><td>12</td></tr></table>
<form><label>Your letter</label><button>Send</button></form><p>{PROSE} Storms stop it.</p></article></main>
<aside><p>{PROSE} Buy one of our towers today.</p></aside>
<div class="related-stories"><p>Five myths about the sun and its power.</p></div>
<p>Some words that stand below the article on the page.</p>
<footer>Windy Pages, a company</footer></body></html>"""


def test_what_is_not_the_article_is_there_with_its_reason():
    assert draw(read("html", PAGE)) == [
        "¶ Windy Pages [page head]",
        "¶ Home News Shop [page head]",
        "#1 How wind power works",
        f"¶ {PROSE}",
        "¶ A turbine seen from the side. [figure]",
        "| Year | Towers [table]",
        "| 2001 | 12 [table]",
        "¶ Your letter [form]",
        "¶ Send [form]",
        f"¶ {PROSE} Storms stop it.",
        f"¶ {PROSE} Buy one of our towers today. [aside]",
        "¶ Five myths about the sun and its power. [teaser]",
        "¶ Some words that stand below the article on the page. [outside the article]",
        "¶ Windy Pages, a company [page end]",
    ]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<a>Home</a><a>News</a><a>Sport</a>", "Home News Sport"),
        ("<span><a>Home</a></span><span><a>News</a></span>", "Home News"),
        ("<b>m</b><i>RNA</i> and H<sub>2</sub>O", "mRNA and H2O"),
        ("<b>Iron</b><b>clad</b> rules", "Ironclad rules"),
        ("10<sup>9</sup> cells, x<sup>−3</sup> more", "10⁹ cells, x⁻³ more"),
        ('It is known.<sup class="reference"><a href="#n">[1]</a></sup> Indeed', "It is known. Indeed"),
        ('It is known.<sup><a href="#fn1">1</a></sup> Indeed', "It is known. Indeed"),
        ("in neurons<sup>2,3</sup> and Ca<sup>2+</sup> at 5 m<sup>2</sup>", "in neurons and Ca²⁺ at 5 m²"),
        ("the n<sup>th</sup> time", "the nth time"),
        ("soft\u00adhyphen zero\u200bwidth\u00a0space", "softhyphen zerowidth space"),
        ("<ruby>漢<rt>かん</rt></ruby>字", "漢字"),
        ("a<script>b()</script><style>c</style>d", "ad"),
        ("one<br>two", "one\ntwo"),
        ("&amp;lt;b&gt; &copy;", "&lt;b> ©"),
    ],
)
def test_marks_inside_a_paragraph(inner, text):
    article = read("html", f"<p>{inner}</p><p>{PROSE}</p>")
    assert article.quote(article.blocks[0].span) == text


def test_lists_definitions_and_breaks():
    page = f"""<h2>Kinds</h2><ul><li>Sea wind<ul><li><p>At night</p></li></ul></li><li>Land wind</li></ul>
    <dl><dt>Rotor</dt><dd>{PROSE}</dd></dl><div>{PROSE} One.<br><br>{PROSE} Two.</div><pre>a  b
c</pre><p>{PROSE} Three.</p>"""
    assert draw(read("html", page)) == [
        "#2 Kinds", "-1 Sea wind", "-2 At night", "-1 Land wind", "#6 Rotor", f"¶ {PROSE}", f"¶ {PROSE} One.",
        f"¶ {PROSE} Two.", "¶ a b\nc", f"¶ {PROSE} Three.",
    ]  # fmt: skip


def test_a_table_that_only_lays_the_page_out_is_no_table():
    long = " ".join(f"Tower {n} stands in a row of its own." for n in range(6))
    page = f"<table><tr><td><a href=1>Home</a></td><td><h1>Wind</h1><p>{PROSE} {long}</p></td></tr></table>"
    assert draw(read("html", page))[1:] == ["#1 Wind", f"¶ {PROSE} {long}"]


def test_a_name_that_would_hide_the_article_is_not_believed():
    inner = "".join(f"<p>{PROSE} {n} times a day.</p>" for n in range(9))
    article = read("html", f'<div class="promo">{inner}</div><div class="share-bar">Tell your friends</div>')
    assert len(body(article)) == 9
    assert draw(article)[-1] == "¶ Tell your friends [share box]"


def test_an_article_among_cards_of_other_articles():
    cards = "".join(
        f"<article><h3>Story {n}</h3><p>Read what happened next in part {n}.</p></article>" for n in range(5)
    )
    article = read(
        "html", f"<main><article><h1>Wind</h1><p>{PROSE}</p><p>{PROSE} More.</p></article>{cards}</main>"
    )
    assert body(article) == ["Wind", PROSE, f"{PROSE} More."]


HEAD = """<title>Tides - The Sea Site</title><meta property="og:title" content="How tides rise">
<meta name="citation_author" content="Ada Lee"><meta name="citation_author" content="Bo Chen">
<meta name="citation_publication_date" content="2024/05/17"><meta name="date" content="12 March 2023">
<link rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/">"""
LINKED = """<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "How tides rise",
"datePublished": "2023-03-12T08:00:00+01:00", "author": [{"name": "Ada Lee"}, {"name": "Bo Chen"}],
"license": "https://creativecommons.org/publicdomain/zero/1.0/"}]}</script>"""


@pytest.mark.parametrize(
    ("head", "date", "licence"), [(HEAD, "2024-05-17", "CC BY-SA 4.0"), (LINKED, "2023-03-12", "CC0 1.0")]
)
def test_what_a_page_says_about_itself(head, date, licence):
    article = read("html", f"<html><head>{head}</head><body><p>{PROSE}</p></body></html>")
    source = article.source
    assert (article.title, source.author, source.date, source.licence) == (
        "How tides rise",
        "Ada Lee, Bo Chen",
        date,
        licence,
    )


def test_a_licence_in_words_at_the_end_of_the_page():
    page = f"<p>{PROSE}</p><p>Text under Creative Commons Attribution 4.0 licence.</p>"
    assert read("html", page).source.licence == "Creative Commons Attribution 4.0"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<p>Café au lait keeps people awake at night.</p>".encode("latin-1"), ""),
        ("<meta charset=windows-1251><p>Ветер вращает лопасти.</p>".encode("cp1251"), ""),
        ("<p>風が羽根を回す。</p>".encode("shift_jis"), "Shift_JIS"),
        ("<p>Wind — it blows.</p>".encode("utf-16"), ""),
    ],
)
def test_encodings(data, encoding):
    text = read("html", data, encoding=encoding).text
    assert text in (
        "Café au lait keeps people awake at night.",
        "Ветер вращает лопасти.",
        "風が羽根を回す。",
        "Wind — it blows.",
    )


def test_right_to_left_text_keeps_its_order():
    page = '<p dir="rtl">الريح تدير الشفرات، والشفرات تدير <b>المولد</b>.</p>'
    assert read("html", page).text == "الريح تدير الشفرات، والشفرات تدير المولد."


def test_a_page_of_nothing_but_scripts():
    with pytest.raises(CannotRead, match="made shows no text"):
        read("html", "<script>write('hello')</script>")
