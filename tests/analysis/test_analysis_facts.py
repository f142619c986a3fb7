"""Sentences of our own and the facts that must come out of them."""

import pytest

from flashcards.core.facts import FactForm, FactKind

from .conftest import Find, make_article

pytestmark = pytest.mark.model

#: Lines of an article, and statements that must be among its facts.
STATEMENTS = [
    (["Glaciers carve deep valleys into the rock."], "Glaciers carve deep valleys into the rock."),
    (["However, glaciers carve deep valleys into the rock."], "Glaciers carve deep valleys into the rock."),
    (["By pumping out ions, guard cells lower their pressure."], "Guard cells pump ions."),
    (
        ["A plant hormone called abscisic acid triggers the closing of pores."],
        "Abscisic acid is a plant hormone.",
    ),
    (
        ["Melatonin is a hormone of the night. It makes people sleepy."],
        "Melatonin makes people sleepy.",
    ),
    (
        ["Kidneys release renin, an enzyme that raises blood pressure."],
        "Renin is an enzyme that raises blood pressure.",
    ),
    (
        ["The heart has valves, which keep blood from flowing back."],
        "Valves keep blood from flowing back.",
    ),
    (
        ["Heat widens the vessels of the skin. This, in turn, cools the blood."],
        "Widening the vessels of the skin cools the blood.",
    ),
    (
        ["The best known case is molecular mimicry, in which a harmless animal takes the colours of a wasp."],
        "In molecular mimicry, a harmless animal takes the colours of a wasp.",
    ),
    (
        ["Yellow leaves and dark roots point to a lack of iron."],
        "Yellow leaves and dark roots point to a lack of iron.",
    ),
    (
        [
            "Ivabradine blocks sodium channels in the sinus node; taken with food it may slow the pulse a little more."
        ],
        "Ivabradine blocks sodium channels in the sinus node.",
    ),
    (
        [
            "Crystals settle in many joints. Inside these joints the crystals switch on proteins. This in turn calls in neutrophils."
        ],
        "Crystals settle in many joints. Inside the joints the crystals switch on proteins.",
    ),
    (
        [
            "Ferns shed spores in summer.",
            "Rain wets the soil for weeks, and the spores swell. This is known as imbibition.",
        ],
        "Rain wets the soil for weeks, and the spores swell, which is known as imbibition.",
    ),
    (
        ["The separation of water into layers that do not mix with one another is termed stratification."],
        "The separation of water into layers that do not mix with one another is termed stratification.",
    ),
    (
        [
            "He favours an answer from the autonomic nervous system, the part that regulates heartbeat and blood pressure."
        ],
        "The autonomic nervous system is the part that regulates heartbeat and blood pressure.",
    ),
    (
        ["As far as we can tell, coral polyps need warm water."],
        "As far as is known, coral polyps need warm water.",
    ),
    (
        ["Then there is the nocebo effect. It needs only a warning."],
        "The nocebo effect needs only a warning.",
    ),
]

#: Lines in which a pronoun could mean more than one thing, and what must not be said.
NOT_SAID = [
    (
        ["The bacteria are held in check. Such persons are well: they carry the living bacilli."],
        "The bacteria carry",
    ),
    (
        ["Leave a gap of at least 2 hours. Barbiturates speed up its breakdown in the liver."],
        "gap of at least 2 hours’",
    ),
    (
        [
            "Osteoblasts build bone. Osteoclasts, which are large cells, break bone down; they descend from blood."
        ],
        "Osteoblasts descend",
    ),
    (
        ["Where a sea wall stops a marsh from moving inland, it is drowned by the tide."],
        "A sea wall is drowned",
    ),
    (
        ["You will be given folic acid, on a different day from methotrexate. It protects the liver."],
        "Methotrexate protects",
    ),
    (["Limnologists classify lakes by the number of times they circulate."], "Limnologists circulate"),
    (["Vomiting may be so severe that a woman loses weight."], "A woman loses weight."),
    (["In plants with roots almost none of it did."], "did."),
]


@pytest.mark.parametrize(("lines", "words"), NOT_SAID, ids=lambda value: str(value)[:40])
def test_what_is_unsure_is_not_said(find: Find, lines: list[str], words: str) -> None:
    assert [
        fact.statement for fact in find(*lines) if fact.statement.startswith(words) or words in fact.statement
    ] == []


@pytest.mark.parametrize(("lines", "statement"), STATEMENTS, ids=lambda value: str(value)[:40])
def test_statement(find: Find, lines: list[str], statement: str) -> None:
    assert statement in {fact.statement for fact in find(*lines)}


def test_definition(find: Find) -> None:
    fact = next(f for f in find("Stomata are small pores in the skin of a leaf.") if f.subject == "stomata")
    assert (fact.kind, fact.form) == (FactKind.DEFINITION, FactForm.DEFINITION)
    assert (fact.object, fact.plural) == ("small pores in the skin of a leaf", True)


def test_means_is_kept_apart_from_effect(find: Find) -> None:
    facts = find("By pumping out ions, guard cells lower their pressure.")
    how = next(f for f in facts if f.form is FactForm.REASON)
    assert how.object == "by pumping out ions"
    assert how.kind is FactKind.MECHANISM


def test_hedge_and_question_verb(find: Find) -> None:
    facts = find("Cold water may help to slow the heart.")
    fact = next(f for f in facts if f.form is FactForm.ACTIVE)
    assert (fact.hedge, fact.auxiliary, fact.verb, fact.object) == ("may", "may", "help to slow", "the heart")


def test_negation(find: Find) -> None:
    facts = find("Antibiotics do not kill viruses in the body.")
    assert facts
    assert all(f.negated for f in facts)


def test_theories_are_numbered_until_the_next_heading(find: Find) -> None:
    facts = find(
        "# Why do birds migrate?",
        "One theory is that birds follow the food.",
        "Another theory is that birds flee the cold.",
        "# What do birds eat?",
        "Many birds eat the seeds of wild grasses.",
    )
    numbers = (
        {f.theory for f in facts if "food" in f.statement},
        {f.theory for f in facts if "cold" in f.statement},
    )
    assert numbers == ({1}, {2})
    assert {f.theory for f in facts if "seeds" in f.statement} == {0}
    assert all(f.hedge for f in facts if f.theory)
    assert {f.frame for f in facts if f.form is FactForm.ACTIVE and f.theory == 1} == {
        "According to one theory"
    }


def test_list_under_a_risk_heading(find: Find) -> None:
    facts = find("# What are the risks?", "Side effects may include:", "- Headache", "- Dry mouth")
    items = [f for f in facts if f.form is FactForm.ITEM]
    assert [f.object for f in items] == ["Headache", "Dry mouth"]
    assert {f.kind for f in items} == {FactKind.RISK}
    assert {f.hedge for f in items} == {"may"}
    assert items[0].statement == "Side effects may include Headache."


def test_an_item_that_goes_on_completes_its_line_with_its_first_sentence(find: Find) -> None:
    facts = find(
        "Do not take the syrup if:", "- you are pregnant", "- it is meant for a child. It harms young teeth."
    )
    items = [f for f in facts if f.form is FactForm.ITEM]
    assert [f.statement for f in items] == [
        "Do not take the syrup if you are pregnant.",
        "Do not take the syrup if it is meant for a child.",
    ]
    assert {f.kind for f in items} == {FactKind.RISK}
    assert not any("The syrup is meant" in f.statement for f in facts)


def test_unsure_references_make_no_facts(find: Find) -> None:
    assert find("They change this in many ways.") == ()
    for fact in find("Salt and sugar attract water. It keeps food fresh."):
        assert "It keeps" not in fact.statement


def test_questions_and_commands_make_no_facts(find: Find) -> None:
    assert find("Does tea keep people awake?", "Drink tea with milk.") == ()


def test_evidence_is_the_verbatim_sentence() -> None:
    from flashcards.analysis.pipeline import find_facts

    article = make_article("Some **bold** words.Rust is a *brown* oxide of iron. It spreads.")
    quotes = {article.quote(f.evidence) for f in find_facts(article)}
    assert "Rust is a *brown* oxide of iron." in quotes


def test_same_text_same_facts(find: Find) -> None:
    lines = ("# Kidneys", "Kidneys filter blood. They release renin, an enzyme that raises blood pressure.")
    assert find(*lines, title="Kidneys") == find(*lines, title="Kidneys")
