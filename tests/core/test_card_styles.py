"""What of a stranger's CSS is shown."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.card_styles import CardStyle, style_of
from flashcards.core.colours import COLOURS, contrast

ANKI = """
.card { font-family: arial; font-size: 20px; text-align: center; color: black; background-color: white; }
.cloze { font-weight: bold; color: blue; }
.nightMode .cloze { color: lightblue; }
"""
LINE = re.compile(
    r"(body|[a-z][\w-]*([.#][\w-]+)*|([.#][\w-]+)+)( [\w.#-]+)* \{ "
    r"((color|background-color): #[0-9a-f]{6}; |font-family: [\w \-,'\"]+; |font-size: \d\.\d\dem; |"
    r"font-weight: \w+; |font-style: \w+; |text-align: \w+; |text-decoration: [\w-]+; |padding: \d+px; |"
    r"border: \dpx \w+ #[0-9a-f]{6}; |border-collapse: \w+; )+\}",
    re.IGNORECASE,
)


def test_ankis_own_style():
    style = style_of(ANKI, 0)
    assert style.light.splitlines() == [
        "body { font-family: arial; color: #000000; }",
        ".cloze { font-weight: bold; color: #0000ff; }",
    ]
    assert style.dark.splitlines() == [
        "body { font-family: arial; }",
        ".cloze { font-weight: bold; }",
        ".cloze { color: #add8e6; }",
    ]
    assert (style.align, style.scale) == ("center", 1.0)


def test_size_and_alignment_of_the_card():
    style = style_of(".card { font-size: 30px; text-align: left } .small { font-size: 10px }", 0)
    assert (style.align, style.scale) == ("left", 1.5)
    assert style.light == ".small { font-size: 0.50em; }"
    assert style_of(".card { font-size: 900px }", 0).scale == 3.0


@pytest.mark.parametrize(
    ("css", "why"),
    [
        ("@import url(http://127.0.0.1/x.css);", "reaches out"),
        (".a { background: url(http://127.0.0.1/x.png) }", "reaches out"),
        (
            ".a { background-image: url(x.png); behavior: url(x); position: fixed; display: none }",
            "no property of ours",
        ),
        (".a { font-family: url(x) }", "no name of a font"),
        (".a { color: red\\9; width: expression(alert(1)) }", "no plain value"),
        ("a:hover, div > p, [href], * { color: red }", "no plain selector"),
        ("@media (max-width: 1px) { .a { color: red } .b { color: red } }", "for one kind of device"),
        (".mac .a, .mobile.card { color: red }", "for one kind of device"),
        (".card2 { color: red }", "for another card of the note"),
        (".a { color: #fffffe } .b { color: rgb(240, 240, 240) }", "cannot be read on white"),
        (".a { background: black }", "nothing says the colour of its words"),
        ("<style>.a{", "no rule"),
    ],
)
def test_what_stays_out(css, why):
    assert style_of(css, 0).light == "", why


def test_a_ground_comes_with_words_that_can_be_read_on_it():
    assert style_of(".card { background: #202020; color: #eeeeee }", 0).light.splitlines() == [
        "body { background-color: #202020; }",
        "body { color: #eeeeee; }",
    ]
    assert style_of(".card { background: #202020 }", 0).light == ""
    night = style_of(".card { color: black } .card.nightMode { background: #103010; color: #d0ffd0 }", 0)
    assert "#103010" not in night.light
    assert night.dark.splitlines() == ["body { background-color: #103010; }", "body { color: #d0ffd0; }"]


def test_rules_of_one_template_hold_for_its_card():
    css = ".card1 b { color: red } .card2 b { color: green }"
    assert style_of(css, 0).light == "b { color: #ff0000; }"
    assert style_of(css, 1).light == "b { color: #008000; }"


@given(
    st.lists(
        st.sampled_from([*"{};:.,#()@/*\\\"'<> \n", ".card", "nightMode", "color", "red", "url(x)", "@media", "body", "b",
                         "font-size", "20px", "background", "#123", "}", "{", "font-family", "expression("]),
        max_size=60,
    ).map("".join)
)  # fmt: skip
def test_nothing_passes_that_is_not_named(css):
    style = style_of(css, 0)
    for line in (*style.light.splitlines(), *style.dark.splitlines()):
        assert LINE.fullmatch(line), line


def test_a_huge_style_sheet_takes_no_time():
    begun = time.process_time()
    for css in (
        "{" * 200_000,
        "/*" * 100_000,
        "@a{" * 60_000,
        ".a{color:red}" * 20_000,
        ".card," * 40_000 + "{color:red}",
    ):
        style_of(css, 0)
    assert time.process_time() - begun < 5


def test_a_note_type_without_css_looks_as_ever():
    assert style_of("", 0) == CardStyle()


def test_contrast_is_that_of_wcag():
    assert contrast(COLOURS["black"], COLOURS["white"]) == 21
    assert contrast((118, 118, 118), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(
    ("css", "shown"),
    [
        ("#extra { color: navy }", "#extra { color: #000080; }"),
        ("div#a.b i { font-style: italic }", "div#a.b i { font-style: italic; }"),
        ("h2 { font-size: 30px }", ".h2 { font-size: 1.50em; }"),
        (":root { --x: teal } b { color: var(--x) } i { color: var(--y, red) }", "b { color: #008080; }\ni { color: #ff0000; }"),
        ("b { color: hsl(240, 100%, 50%) } i { color: rgba(255, 0, 0, .9) }", "b { color: #0000ff; }\ni { color: #ff0000; }"),
        ("b { color: rgba(0, 0, 0, 0.1) }", ""),
        ("b { font: italic bold 30px/1.5 'Times New Roman', serif }",
         "b { font-style: italic; font-weight: bold; font-size: 1.50em; font-family: 'Times New Roman', serif; }"),
        ("table, td { border: 1px solid #999; padding: 6px 3px } table { border-collapse: collapse }",
         "table { border: 1px solid #999999; }\ntd { border: 1px solid #999999; padding: 6px; }\n"
         "table { border-collapse: collapse; }"),
        ("div { border: 3px solid red; padding: 9px }", ""),
    ],
)  # fmt: skip
def test_more_of_css(css, shown):
    assert style_of(css, 0).light == shown


def test_how_large_pictures_may_be():
    css = "img { max-width: 300px; max-height: 50vh } .card img { height: 120px !important } .img { width: 5px }"
    assert style_of(css, 0).pictures == (300, 120)
    assert style_of("img { max-width: 100% }", 0).pictures == (0, 0)
