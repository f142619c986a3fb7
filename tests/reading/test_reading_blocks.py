"""How a page is cut into blocks."""

import pytest

from flashcards.core.articles import BlockKind, Source, SourceKind
from flashcards.reading.files import read_text
from tests.reading.reading import read as read_made


def draw(text: str) -> list[str]:
    """One line for each block: its kind, its level if it has one, its text."""
    article = read_text(text, source=Source(SourceKind.PASTE, "paste"))
    marks = {
        BlockKind.HEADING: "#", BlockKind.PARAGRAPH: "¶", BlockKind.LIST_ITEM: "-", BlockKind.TABLE_ROW: "|",
    }  # fmt: skip
    return [
        f"{marks[b.kind]}{b.level if b.kind is BlockKind.LIST_ITEM else ''} {article.quote(b.span)}"
        for b in article.blocks
    ]


def test_markdown() -> None:
    text = """# Volcanoes

Magma **rises** through cracks.
It is hot.

## Gases

- steam
- sulphur
  * acid rain
1. ash
"""
    assert draw(text) == [
        "# Volcanoes",
        "¶ Magma **rises** through cracks.",
        "¶ It is hot.",
        "# Gases",
        "-1 steam",
        "-1 sulphur",
        "-2 acid rain",
        "-1 ash",
    ]


def test_bullets_of_copied_pages() -> None:
    text = "Signs include:\n  • Fever\n  • Chills\n-Headache\no Cough"
    assert draw(text) == ["¶ Signs include:", "-1 Fever", "-1 Chills", "-1 Headache", "-1 Cough"]


def test_numbered_headings_are_no_lists_of_one() -> None:
    text = "1. What it is\n\nCork is a bark.\n\n2. How it is used\n\n- stoppers\n- floats\n\n3. Risks\n\n- fire\n"
    assert draw(text) == [
        "# What it is", "¶ Cork is a bark.", "# How it is used", "-1 stoppers", "-1 floats", "# Risks", "-1 fire",
    ]  # fmt: skip


def test_numbered_items_with_blank_lines_stay_a_list() -> None:
    assert draw("Do this:\n\n1. Cut the bark\n\n2. Boil it\n\n3. Press it\n\nThen it is done.\n")[1:4] == [
        "-1 Cut the bark",
        "-1 Boil it",
        "-1 Press it",
    ]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "Rivers carry sand and silt towards the sea, and where the current slows\n"
        "down the load sinks to the bottom, so that over many years a broad and\n"
        "fertile delta grows out from the coast."
    )
    assert len(draw(text)) == 1


def test_question_and_answer() -> None:
    assert draw("Q: What is rust?\nA: Rust is iron oxide.") == ["# What is rust?", "¶ Rust is iron oxide."]


def test_heading_glued_to_its_paragraph() -> None:
    assert draw("What is dew?Dew is water that settles on cold grass.") == [
        "# What is dew?",
        "¶ Dew is water that settles on cold grass.",
    ]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("How do bees find flowers?", True),
        ("CAUSES OF EROSION", True),
        ("Bees dance to tell others the way.", False),
        ("Common kinds include:", False),
    ],
)
def test_unmarked_headings(line: str, heading: bool) -> None:
    assert (
        draw(f"{line}\n\nSome longer text follows here and ends with a stop.")[0].startswith("#") is heading
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Nature\n\nWhy leaves turn red in autumn\n\nLeaves hold more than one pigment in them.", "Why leaves turn red in autumn"),
        ("# 3.2 Heat pumps\n\nHeat pumps move heat from cold to warm places.", "Heat pumps"),
        ("CHAPTER 3 WARMTH\n\n3.2 Heat pumps\n\nHeat pumps move heat from cold to warm places.", "Heat pumps"),
        ("The sea is salty because rivers bring salt to it.", "paste"),
    ],
)  # fmt: skip
def test_title(text: str, title: str) -> None:
    assert read_text(text, source=Source(SourceKind.PASTE, "paste")).title == title


def test_a_headline_that_the_text_takes_up_goes_before_the_name_of_the_paper() -> None:
    """Menus, the paper's name and the first section are no title."""
    prose = "The sleepy virus hides in cells, and the virus wakes when the cells are tired of keeping the virus asleep. "
    top = "THE MORNING POST\nNews  Sport  Puzzles\n\nWhat wakes a sleepy virus, and why it hides"
    text = f"{top}\n\n{prose * 3}\n\nA LONG SLEEP\n\n{prose * 3}\n"
    source = Source(SourceKind.PASTE, "paste")
    assert read_text(text, source=source).title == "What wakes a sleepy virus, and why it hides"


def test_given_title_wins() -> None:
    source = Source(SourceKind.PASTE, "paste")
    assert read_text("# Salt\n\nSalt is common.", title="My notes", source=source).title == "My notes"


def test_a_paragraph_without_end_is_parted_between_sentences():
    text = "The wind turns the blades of the mill. " * 2_000 + "word " * 10_000
    article = read_made("text", text)
    quotes = [article.quote(block.span) for block in article.blocks]
    assert all(len(quote) <= 20_000 for quote in quotes)
    assert " ".join(quotes).split() == text.split()
    assert all(quote.endswith(("mill.", "word")) for quote in quotes)
    assert len(quotes) < 12


def test_what_is_no_word_is_left_out():
    article = read_made(
        "text", f"The wind turns the blades of the mill.\n\n{'x' * 6_000}\n\nIt makes flour for the town."
    )
    assert [block.junk for block in article.blocks] == ["", "no words", ""]
