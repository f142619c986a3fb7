"""Sentences of our own and the cards that they must allow, from the table in sentences.toml."""

import fnmatch
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from flashcards.writing.pipeline import considered
from tests.analysis.conftest import make_article

pytestmark = pytest.mark.model

TABLE: list[Mapping[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8")
)["sentence"]


def cards_of(lines: list[str]) -> list[tuple[str, str]]:
    """Question and answer of every card that passes the gates."""
    from flashcards.analysis.pipeline import find_facts

    article = make_article(*lines)
    found = considered(article, find_facts(article))
    return [
        (each.candidate.draft.question, each.candidate.draft.answer)
        for each in found
        if not each.candidate.gate
    ]


@pytest.mark.parametrize("entry", TABLE, ids=lambda entry: entry["about"])
def test_cards(entry: Mapping[str, Any]) -> None:
    cards = cards_of(entry["lines"])
    for question, answer in entry["cards"]:
        if entry.get("any"):
            escape = lambda text: text.replace("[", "[[]")  # noqa: E731
            assert any(
                fnmatch.fnmatchcase(q, escape(question)) and fnmatch.fnmatchcase(a, escape(answer))
                for q, a in cards
            ), cards
        else:
            assert (question, answer) in cards, cards
    for words in entry.get("never", ()):
        assert not any(words in f"{q} {a}" for q, a in cards), cards
