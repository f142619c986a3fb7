"""Formulas as text."""

import time

import pytest

from flashcards.core.tex import as_text, legible


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"x^2", "x<sup>2</sup>"),
        (r"x^{n+1}_i", "x<sup>n+1</sup><sub>i</sub>"),
        (r"\frac{a}{b}", "a/b"),
        (r"\frac{a+b}{2}", "(a+b)/2"),
        (r"\frac12", "1/2"),
        (r"\sqrt{x}", "√x"),
        (r"\sqrt{x+1}", "√(x+1)"),
        (r"\alpha \to \beta", "α→β"),
        (r"\text{if } x \le 3", "if  x ≤3"),
        (r"\mathrm{d}x", "dx"),
        (r"\left( a \right)", "( a )"),
        (r"\begin{aligned} a &= b \\ c \end{aligned}", "a  = b <br> c"),
        (r"\ce{H2O}", "H<sub>2</sub>O"),
        (r"\ce{2H2 + O2 -> 2H2O}", "2H<sub>2</sub> + O<sub>2</sub> → 2H<sub>2</sub>O"),
        (r"\unknown", "unknown"),
        (r"\{a\}", "{a}"),
        (r"a < b & c", "a &lt; b   c"),
        (r"x^", "x<sup></sup>"),
        (r"}{", ""),
    ],
)
def test_formulas(tex, text):
    assert as_text(tex) == text


@pytest.mark.parametrize(
    "html",
    [
        r"\(x^2\)",
        r"\[x^2\]",
        "[latex]x^2[/latex]",
        "[$]x^2[/$]",
        "[$$]x^2[/$$]",
        "<anki-mathjax>x^2</anki-mathjax>",
    ],
)
def test_every_way_to_mark_a_formula(html):
    assert legible(f"a {html} b") == 'a <span class="math">x<sup>2</sup></span> b'


def test_markup_in_a_formula_is_no_markup():
    assert legible(r"\(a &lt; b<br>c <img src=x> d\)") == '<span class="math">a &lt; b c   d</span>'
    assert "<script" not in legible(r"\(&lt;script&gt;\)")


def test_text_without_formulas_stays():
    text = "costs $5 and (more) [brackets]"
    assert legible(text) is text


@pytest.mark.parametrize("piece", [r"\(", "[latex]", r"\frac{", "{", r"\(x", r"\sqrt", "^", "[$]"])
def test_formulas_without_end_cost_no_time(piece):
    begun = time.process_time()
    legible(piece * 20_000)
    as_text(piece * 2_000)
    assert time.process_time() - begun < 5
