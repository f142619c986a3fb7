"""Cards that somebody asks for on the map: worded by the article, hedged as it is, or none."""

from dataclasses import replace

from flashcards.core.articles import Article, Source, SourceKind, Span
from flashcards.core.drafts import CardType
from flashcards.core.facts import Fact, FactForm, FactKind
from flashcards.writing.chains import chains
from flashcards.writing.map_cards import Ground, cards_from_edge, cards_from_node
from flashcards.writing.mechanisms import mechanism_map


def claim(subject: str, verb: str, object_: str, **changes: object) -> Fact:
    fact = Fact(
        FactKind.MECHANISM, subject, f"{verb}s", object_, Span(0, 40), form=FactForm.ACTIVE, verb=verb, auxiliary="does",
        statement=f"{subject} {verb}s {object_}.",
    )  # fmt: skip
    return replace(fact, **changes)


def ground(*facts: Fact) -> Ground:
    found = mechanism_map(facts)
    article = Article("Velarin", "x" * 900, (), Source(SourceKind.PASTE, "test"))
    return Ground(article, facts, found, chains(found, 2))


VELARIN = ground(
    claim("velarin", "block", "the gate channels"),
    claim("velarin", "raise", "sodium"),
    claim("sodium", "activate", "pump proteins"),
    claim(
        "pump proteins", "strengthen", "the vessel walls", plural=True, auxiliary="do", relation="strengthen"
    ),
)


def node(of: Ground, label: str) -> str:
    return next(each.id for each in of.found.nodes if each.label == label)


def test_all_that_a_thing_leads_to_is_asked_at_once() -> None:
    asked = cards_from_node(VELARIN, node(VELARIN, "velarin")).leads_to
    assert asked is not None
    assert asked.type is CardType.CLOZE
    assert asked.question == (
        "What does velarin lead to?\nvelarin —blocks→ {{c1::gate channels}}\nvelarin —raises→ {{c1::sodium}}"
    )
    assert asked.answer == "gate channels; sodium"


def test_an_arrow_asks_for_what_it_points_to_only() -> None:
    asked = cards_from_edge(VELARIN, VELARIN.found.edges[1]).leads_to
    assert asked is not None
    assert asked.question == "What does velarin lead to?\nvelarin —raises→ {{c1::sodium}}"


def test_many_are_asked_as_many_and_the_last_of_a_chain_leads_to_nothing() -> None:
    asked = cards_from_node(VELARIN, node(VELARIN, "pump proteins")).leads_to
    assert asked is not None
    assert asked.question.startswith("What do pump proteins lead to?\n")
    assert cards_from_node(VELARIN, node(VELARIN, "vessel walls")).leads_to is None


def test_the_chain_that_passes_is_put_in_order_and_loses_its_steps() -> None:
    cards = cards_from_node(VELARIN, node(VELARIN, "vessel walls"))
    assert cards.order is not None
    assert cards.missing is not None
    assert cards.order.answer == "Raises sodium → activates pump proteins → strengthens the vessel walls"
    assert cards.missing.question == (
        "velarin —raises→ {{c1::sodium}} —activates→ {{c2::pump proteins}} —strengthen→ {{c3::vessel walls}}"
    )
    two = ground(claim("velarin", "raise", "sodium"), claim("sodium", "activate", "pump proteins"))
    assert cards_from_node(two, node(two, "sodium")).order is None


def test_more_than_four_things_are_no_card() -> None:
    many = ground(*(claim("velarin", "raise", name) for name in ("sodium", "zinc", "iron", "copper", "lead")))
    assert cards_from_node(many, node(many, "velarin")).leads_to is None
    assert cards_from_edge(many, many.found.edges[0]).leads_to is not None


def test_hedges_and_theories_stay() -> None:
    hedge = {"hedge": "may", "auxiliary": "may", "relation": "may raise"}
    unsure = ground(claim("velarin", "raise", "sodium", **hedge, theory=1, frame="According to one theory"))
    asked = cards_from_node(unsure, node(unsure, "velarin")).leads_to
    assert asked is not None
    assert asked.question == (
        "According to one theory, what may velarin lead to?\nvelarin —may raise→ {{c1::sodium}}"
    )
    assert asked.hedged
    assert asked.role is FactKind.THEORY
