"""Which blocks are not the article's body, and why."""

import pytest

from flashcards.core.articles import BlockKind, Source, SourceKind
from flashcards.reading.files import read_text

BODY = "Wind turns the blades, and the blades drive a generator that makes electricity."

JUNK = [
    ("Home > Energy > Wind", "menu"),
    ("To top", "menu"),
    ("Home Energy Wind Sun Living well Recipes Shop", "menu"),
    ("Enjoying this essay? Members read without adverts.", "newsletter"),
    ("Una Feld-Stone is the author of two books on sails.", "biography"),
    ("The study was paid for by the Windmill Fund, whose shares the author holds.", "disclaimer"),
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


def test_signs_that_call_for_a_doctor_are_no_advice_to_be_left_out() -> None:
    text = f"How wind power works\n\n{BODY}\n\nSee an engineer if:\n\n- the blades hum\n- the tower leans\n\n{BODY} Storms stop it."
    article = read_text(text, source=Source(SourceKind.PASTE, "paste"))
    assert not any(b.junk for b in article.blocks)


def test_a_heading_that_the_table_of_contents_names_too_is_a_heading() -> None:
    contents = "Contents\n\n1. What turns the blades of a mill\n2. What stops them again\n\n"
    parts = f"1. What turns the blades of a mill\n\n{BODY}\n\n2. What stops them again\n\n{BODY} Storms do."
    article = read_text(
        f"How wind power works\n\n{contents}{parts}", source=Source(SourceKind.PASTE, "paste")
    )
    kept = [article.quote(b.span) for b in article.blocks if b.is_body and b.kind is BlockKind.HEADING]
    assert kept[-2:] == ["What turns the blades of a mill", "What stops them again"]
