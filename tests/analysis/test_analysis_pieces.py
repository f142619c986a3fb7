"""The parts of the analysis that need no model."""

import pytest

from flashcards.analysis.frames import Theories, starts_theory, theory_name
from flashcards.analysis.inflect import gerund, third_person
from flashcards.analysis.phrases import drop_connective, sentence, tidy
from flashcards.analysis.plain import plain_text, run_in_head
from flashcards.analysis.roles import is_risk_section

from .conftest import make_article


@pytest.mark.parametrize(
    ("lemma", "form"),
    [("block", "blocking"), ("reduce", "reducing"), ("cut", "cutting"), ("see", "seeing"), ("lie", "lying"), ("open", "opening")],
)  # fmt: skip
def test_gerund(lemma: str, form: str) -> None:
    assert gerund(lemma) == form


@pytest.mark.parametrize(
    ("lemma", "form"),
    [("carry", "carries"), ("reach", "reaches"), ("be", "is"), ("play", "plays"), ("have", "has")],
)
def test_third_person(lemma: str, form: str) -> None:
    assert third_person(lemma) == form


def test_tidy_repairs_seams() -> None:
    assert tidy("Rain , snow ,, and ( ) hail ") == "Rain, snow, and hail"


def test_connectives_go() -> None:
    assert drop_connective("However, for example, rain falls") == "rain falls"
    assert sentence("too much rain, however, floods fields") == "Too much rain floods fields."


def test_names_keep_their_spelling() -> None:
    assert sentence("mRNA leaves the nucleus") == "mRNA leaves the nucleus."


def test_plain_text_drops_marks_and_parts_glued_sentences() -> None:
    article = make_article("Ice **floats**.[1] See [here](x).Water sinks (Moe, 1999).")
    plain = plain_text(article, article.blocks[0])
    assert plain.text == "Ice floats. See here. Water sinks."
    start = plain.text.index("floats")
    assert article.quote(plain.span(start, start + 6)) == "floats"


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Frost. Ice crystals form on cold leaves at night.", "Frost"),
        ("Ice crystals form on cold leaves at night. They melt.", ""),
        ("Frost.", ""),
    ],
)
def test_run_in_head(text: str, head: str) -> None:
    assert run_in_head(text)[0] == head


def test_theory_openings() -> None:
    assert starts_theory("Another hypothesis is that ice melts.")
    assert not starts_theory("One day the ice melts.")
    assert (
        theory_name("The second theory, the drifting ice hypothesis, is older.")
        == "the drifting ice hypothesis"
    )


def test_theories_count_and_reset() -> None:
    theories = Theories()
    theories.begin("", "According to one theory")
    theories.begin("", "")
    assert (theories.number, theories.fresh) == (2, True)
    theories.reset()
    assert theories.number == 0


@pytest.mark.parametrize(
    ("heading", "risk"), [("What are the risks of tea?", True), ("Side effects", True), ("History", False)]
)
def test_risk_sections(heading: str, risk: bool) -> None:
    assert is_risk_section(heading) is risk
