"""Which blocks are not the article's body, and why."""

import pytest

from flashcards.core.articles import Source, SourceKind
from flashcards.reading.files import read_text

BODY = "Wind turns the blades, and the blades drive a generator that makes electricity."

JUNK = [
    ("Home > Energy > Wind", "menu"),
    ("To top", "menu"),
    ("12 min read", "menu"),
    ("Related Article Storing power in old mines Storing power in old mines", "teaser"),
    ("Read next: Five myths about solar power", "teaser"),
    (
        "Also check How dams work How dams work Why tides come twice a day Why tides come twice a day",
        "teaser",
    ),
    ("Sign up for our weekly letter about energy.", "newsletter"),
    ("Share this: Facebook | X | Copy link", "share box"),
    ("Disclaimer: This page is for general information only.", "disclaimer"),
    ("(c) Windy Pages. All rights reserved.", "disclaimer"),
    ("If you are in crisis, call a local helpline now.", "helpline"),
    ("By our energy correspondent", "biography"),
    ("Last updated in May", "biography"),
    ("FIGURE 2.1 A turbine seen from the side.", "figure"),
    ("Speak to your electrician if you are unsure which model to buy.", "advice"),
    ("Owners considering a turbine? Please contact a professional before you buy one.", "advice"),
]


@pytest.mark.parametrize(("line", "reason"), JUNK[:-1])
def test_junk_inside_the_body(line: str, reason: str) -> None:
    text = (
        f"How wind power works\n\n{BODY}\n\n{line}\n\n{BODY} Towers are high because wind is stronger there."
    )
    article = read_text(text, source=Source(SourceKind.PASTE, "paste"))
    found = {article.quote(block.span): block.junk for block in article.blocks}
    assert found[line] == reason
    assert [q for q, junk in found.items() if BODY in q and junk] == []


def test_section_of_references_goes_as_a_whole() -> None:
    text = f"How wind power works\n\n{BODY}\n\nReferences\n\n1. Handbook of wind, third edition.\n2. Blades, a study."
    article = read_text(text, source=Source(SourceKind.PASTE, "paste"))
    assert [b.junk for b in article.blocks[2:]] == ["references"] * 3


def test_blurb_and_category_above_the_article() -> None:
    text = f"Energy\n\nHow wind power works\n\nLearn how wind makes power. Understand the risks of storms\n\n{BODY}"
    article = read_text(text, source=Source(SourceKind.PASTE, "paste"))
    assert [b.junk for b in article.blocks] == ["site category", "", "standfirst", ""]
    assert article.title == "How wind power works"


def test_repeated_lines() -> None:
    text = f"How wind power works\n\n{BODY}\n\nBuy one, get one\n\n{BODY} Storms stop it.\n\nBuy one, get one"
    article = read_text(text, source=Source(SourceKind.PASTE, "paste"))
    assert [b.junk for b in article.blocks if article.quote(b.span).startswith("Buy")] == ["repeated"] * 2
