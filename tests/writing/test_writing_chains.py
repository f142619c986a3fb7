"""Mechanism maps, chains and chain cards from facts made by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.articles import Article, Block, Source, SourceKind, Span
from flashcards.core.drafts import CardType
from flashcards.core.facts import Fact, FactForm, FactKind
from flashcards.core.maps import MechanismMap, Polarity
from flashcards.writing.chain_cards import chain_drafts
from flashcards.writing.chains import chains, mechanism_map
from flashcards.writing.concepts import concept, key_of
from flashcards.writing.effects import EFFECTS, effect, from_gerund, gerund

AUXILIARIES = {"do": True, "does": False}


def claim(subject: str, verb: str, target: str, **changes: object) -> Fact:
    """An active claim; its evidence is a stretch of its own."""
    auxiliary = str(changes.pop("auxiliary", "does"))
    at = sum(map(ord, subject + verb + target))
    values: dict[str, object] = {
        "kind": FactKind.MECHANISM, "subject": subject, "relation": verb, "object": target, "evidence": Span(at, at + 40),
        "form": FactForm.ACTIVE, "auxiliary": auxiliary, "verb": verb, "plural": AUXILIARIES.get(auxiliary, False),
        "statement": f"{subject} {verb} {target}.", "topic": "velarin",
    }  # fmt: skip
    return Fact(**(values | changes))  # type: ignore[arg-type]


#: A made-up drug with a mechanism of five steps.
VELARIN = (
    claim("velarin", "block", "the gate channels", condition=""),
    claim("velarin", "increase", "the levels of sodium", condition="by blocking the gate channels"),
    claim("increasing the levels of sodium", "activate", "pump proteins"),
    claim("pump proteins", "help to strengthen", "the walls of the vessel", auxiliary="do"),
    claim(
        "velarin", "improve", "circulation", condition="by strengthening the walls of the vessel", auxiliary="may", hedge="may",
    ),
)  # fmt: skip


def readings(found: MechanismMap) -> list[str]:
    return [edge.reading for edge in found.edges]


def paths(found: MechanismMap, fewest: int = 3) -> list[list[str]]:
    return [[found.label(node) for node in chain.nodes] for chain in chains(found, fewest)]


def test_facts_meet_in_shared_concepts() -> None:
    found = mechanism_map(VELARIN)
    assert readings(found) == [
        "velarin blocks the gate channels",
        "blocking the gate channels increases the levels of sodium",
        "increasing the levels of sodium activates pump proteins",
        "pump proteins help to strengthen the walls of the vessel",
        "strengthening the walls of the vessel may improve circulation",
    ]
    assert paths(found) == [
        ["velarin", "gate channels", "sodium", "pump proteins", "walls of the vessel", "circulation"]
    ]


def test_edges_know_direction_hedge_and_evidence() -> None:
    first, second, *_, last = mechanism_map(VELARIN).edges
    assert (first.polarity, first.event, first.hedged) == (Polarity.LOWERS, "", False)
    assert (second.polarity, second.event_polarity) == (Polarity.RAISES, Polarity.LOWERS)
    assert (second.event, second.relation) == ("blocking", "increases the levels of")
    assert (last.hedged, last.hedge, last.fact, last.evidence) == (True, "may", 4, VELARIN[4].evidence)


def test_nodes_list_where_they_occur() -> None:
    nodes = {node.id: node for node in mechanism_map(VELARIN).nodes}
    assert nodes["sodium"].facts == (1, 2)
    assert nodes["sodium"].evidence == (VELARIN[1].evidence, VELARIN[2].evidence)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the levels of glutamate", "glutamate"),
        ("the release of nerve growth factor (NGF)", "NGF"),
        ("nerve growth factor", "the production of NGF"),
        ("depressive symptoms", "symptoms of depression"),
        ("certain receptors of the skin", "a receptor of the skin"),
        ("most of the insulin", "insulin"),
        ("pumps, which are proteins,", "the pump"),
        ("a short burst of calcium", "calcium"),
        ("the pump indirectly", "pumps"),
    ],
)
def test_phrases_of_one_concept(one: str, other: str) -> None:
    short = {"nerve growth factor": "NGF"}
    first, second = concept(one, short), concept(other, short)
    assert first is not None
    assert second is not None
    assert first.key == second.key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("B cells", "T cells"),
        ("vitamin A", "vitamin B"),
        ("α-receptors", "β-receptors"),
        ("insulin", "insulin resistance"),
    ],
)
def test_phrases_of_different_concepts(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


@pytest.mark.parametrize(
    "vague",
    ["", "it", "this process", "the effect", "these systems", "patients", "lactate and", "a form designed to stay in",
     "each other", "their surface", "the first theory", "no burst", "the pump)", "300 units", "a process in the brain"],
)  # fmt: skip
def test_vague_and_broken_phrases_are_no_concepts(vague: str) -> None:
    assert concept(vague, {}) is None


def test_a_place_is_left_out_only_where_there_is_one() -> None:
    one = mechanism_map(
        [
            claim("velarin", "build", "bridges between fibres in the brain"),
            claim("bridges between fibres in the left lobe", "raise", "speech"),
        ]
    )
    assert [node.label for node in one.nodes] == ["velarin", "bridges between fibres", "speech"]
    two = mechanism_map(
        [
            claim("velarin", "raise", "serotonin in the gut"),
            claim("serotonin in the blood", "raise", "clotting"),
        ]
    )
    assert len(two.nodes) == 4


def test_a_passive_with_its_doer_is_turned_round() -> None:
    made = claim(
        "the gate channels", "be broken down by", "velarin", form=FactForm.PASSIVE, auxiliary="can", relation="can be broken down"
    )  # fmt: skip
    assert readings(mechanism_map([made])) == ["velarin can break down the gate channels"]
    bare = claim("the dam", "blocked by", "beavers", form=FactForm.PASSIVE, auxiliary="is")
    assert readings(mechanism_map([bare])) == ["beavers block the dam"]
    other = claim("the gate channels", "carried from", "the shore", form=FactForm.PASSIVE, auxiliary="are")
    assert mechanism_map([other]) == MechanismMap()


def test_a_reason_is_a_means() -> None:
    made = claim(
        "velarin", "raise", "by blocking the gate channels and by activating the pump", form=FactForm.REASON, tail="pressure in the leaf",
    )  # fmt: skip
    assert readings(mechanism_map([made])) == [
        "velarin blocks the gate channels",
        "blocking the gate channels raises pressure in the leaf",
        "velarin activates the pump",
        "activating the pump raises pressure in the leaf",
    ]


def test_getting_somebody_to_do_something() -> None:
    made = claim("velarin", "prompt the glands", "release more sap", tail="to do")
    (edge,) = mechanism_map([made]).edges
    assert edge.reading == "velarin prompts the glands to release more sap"
    assert (edge.target, edge.polarity) == ("sap", Polarity.RAISES)


def test_a_doing_between_subject_and_verb_stays() -> None:
    made = claim("sap sticking to the sieve plates", "slow", "growth of the shoots")
    assert readings(mechanism_map([made])) == ["sap sticking to the sieve plates slows growth of the shoots"]


def test_lists_of_short_names_are_several_edges() -> None:
    made = claim("cytokines", "cause", "tiredness, fever and low mood", auxiliary="can")
    found = mechanism_map([made])
    assert readings(found) == [f"cytokines can cause {each}" for each in ("tiredness", "fever", "low mood")]
    assert [edge.polarity for edge in found.edges] == [Polarity.RAISES, Polarity.RAISES, Polarity.LOWERS]


@pytest.mark.parametrize(
    "change",
    [
        {"negated": True},
        {"kind": FactKind.RISK},
        {"kind": FactKind.DEFINITION},
        {"form": FactForm.CONSEQUENCE},
        {"verb": "not block"},
        {"verb": "rarely block"},
        {"verb": "resemble"},
        {"object": "this"},
        {"subject": "researchers"},
        {"object": "velarin"},
    ],
)
def test_what_makes_no_edge(change: dict[str, object]) -> None:
    made = replace(claim("velarin", "block", "the gate channels"), **change)  # type: ignore[arg-type]
    assert mechanism_map([made]) == MechanismMap()


def test_the_same_claim_twice_is_one_edge() -> None:
    assert len(mechanism_map([VELARIN[0], VELARIN[0]]).edges) == 1


def test_cycles_are_kept_and_chains_do_not_run_in_circles() -> None:
    found = mechanism_map(
        [
            claim("stress", "raise", "cortisol"),
            claim("cortisol", "increase", "appetite"),
            claim("appetite", "increase", "stress"),
        ]
    )
    assert len(found.edges) == 3
    assert all(len(set(path)) == len(path) for path in paths(found, 2))


def test_what_was_blocked_acts_no_more() -> None:
    found = mechanism_map(
        [
            claim("velarin", "block", "gate channels", auxiliary="does"),
            claim("gate channels", "raise", "sodium", auxiliary="do"),
            claim("sodium", "activate", "pump proteins"),
        ]
    )
    assert paths(found, 2) == [["gate channels", "sodium", "pump proteins"]]


def test_competing_theories_do_not_mix() -> None:
    found = mechanism_map(
        [
            claim("velarin", "raise", "sodium", theory=1, kind=FactKind.THEORY),
            claim("sodium", "raise", "pressure in leaves", theory=2, kind=FactKind.THEORY),
        ]
    )
    assert paths(found, 2) == []


@pytest.mark.parametrize("circumstance", ["in mice", "if the soil is dry", "in one small study"])
def test_chains_hold_without_conditions(circumstance: str) -> None:
    found = mechanism_map(
        [
            claim("velarin", "raise", "sodium"),
            claim("sodium", "activate", "pump proteins", condition=circumstance),
        ]
    )
    assert paths(found, 2) == []
    assert found.edges[1].circumstance == circumstance


def test_an_organ_passes_nothing_on() -> None:
    found = mechanism_map(
        [claim("velarin", "stimulate", "the liver cells"), claim("the liver cells", "make", "bile salts")]
    )
    assert len(found.edges) == 2
    assert paths(found, 2) == []


def test_a_short_cut_is_no_chain_of_its_own() -> None:
    facts = [*VELARIN, claim("velarin", "strengthen", "the walls of the vessel", auxiliary="may")]
    assert len(paths(mechanism_map(facts), 2)) == 1


def article(blocks: tuple[Block, ...] = ()) -> Article:
    return Article("Velarin", "x" * 9000, blocks, Source(SourceKind.PASTE, "test"))


def test_cards_ask_for_the_steps_and_for_the_next_one() -> None:
    sequence, following = chain_drafts(article(), VELARIN)
    assert sequence.type is CardType.SEQUENCE
    assert sequence.question == "How may velarin improve circulation, step by step?"
    assert sequence.answer == (
        "Blocks the gate channels → increases the levels of sodium → activates pump proteins"
        " → helps to strengthen the walls of the vessel"
    )
    assert (sequence.hedged, sequence.fact, sequence.evidence) == (True, 0, VELARIN[0].evidence)
    assert following.question == "In the action of velarin, what does activating pump proteins lead to?"
    assert following.answer == "They help to strengthen the walls of the vessel"
    assert (following.hedged, following.fact, following.evidence) == (False, 3, VELARIN[3].evidence)


def test_evidence_holds_every_step_where_one_block_does() -> None:
    spans = [fact.evidence for fact in VELARIN]
    whole = Span(min(spans).start, max(spans).end)
    sequence = chain_drafts(article((Block(Span(0, 9000)),)), VELARIN)[0]
    assert sequence.evidence == whole
    assert chain_drafts(article((Block(Span(0, 9000), junk="menu"),)), VELARIN)[0].evidence == spans[0]


def test_a_theory_opens_the_question() -> None:
    frame = {"theory": 1, "kind": FactKind.THEORY, "frame": "According to one theory"}
    facts = [
        claim("velarin", "raise", "sodium", **frame),
        claim("sodium", "activate", "pump proteins", **frame),
        claim("pump proteins", "tell the root", "make sugar", tail="to do", auxiliary="do", **frame),
    ]
    sequence = chain_drafts(article(), facts)[0]
    assert sequence.role is FactKind.THEORY
    assert (
        sequence.question
        == "According to one theory, how does velarin get the root to make sugar, step by step?"
    )
    assert sequence.answer == "Raises sodium → activates pump proteins → tells the root to make sugar"


def test_a_doing_of_its_own_keeps_its_doer() -> None:
    facts = [
        claim("fasting", "lower", "insulin"),
        claim("low insulin", "open", "the fat stores"),
        claim("the fat stores", "release", "fatty acids", auxiliary="do"),
    ]
    sequence = chain_drafts(article(), facts)[0]
    assert sequence.question == "How does fasting lead to the release of fatty acids, step by step?"
    assert sequence.answer == "Lowers insulin → opens the fat stores → the fat stores release fatty acids"
    facts[2] = replace(facts[2], verb="burn", object="sugar")
    (question,) = [draft.question for draft in chain_drafts(article(), facts)]
    assert question == "How does fasting lead the fat stores to burn sugar, step by step?"


def test_no_cards_without_a_chain() -> None:
    assert chain_drafts(article(), VELARIN[:2]) == []
    assert chain_drafts(article(), []) == []


@pytest.mark.parametrize("verb", sorted(EFFECTS - {"involved in"}))
def test_every_listed_verb_is_known_by_its_ing_form(verb: str) -> None:
    assert effect(verb) == verb
    first, *particles = gerund(verb).split()
    assert [from_gerund(first), *particles] == verb.split()


VOCABULARY = (
    "the a of in by and not blocking blocks block levels release increase sodium potassium pump NMDA (BDNF) brain it this "
    "may help to be activate mice more low fewer , which trillions reduction symptoms β-blockers İ"
)
WORDS = st.sampled_from(VOCABULARY.split())
PHRASES = st.one_of(st.text(max_size=30), st.lists(WORDS, max_size=7).map(" ".join))
FACTS = st.builds(
    Fact,
    kind=st.sampled_from(FactKind), subject=PHRASES, relation=PHRASES, object=PHRASES, condition=PHRASES,
    evidence=st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda ends: Span(*sorted(ends))),
    negated=st.booleans(), hedge=PHRASES, theory=st.integers(0, 2), form=st.sampled_from(FactForm), statement=PHRASES,
    auxiliary=st.sampled_from(["", "do", "does", "did", "may", "is", "are"]), verb=PHRASES,
    tail=st.one_of(PHRASES, st.just("to do")), plural=st.booleans(), topic=PHRASES,
)  # fmt: skip


@given(st.lists(FACTS, max_size=12))
def test_any_facts_make_a_sound_map(facts: list[Fact]) -> None:
    found = mechanism_map(facts)
    ids = [node.id for node in found.nodes]
    assert len(set(ids)) == len(ids)
    assert {end for edge in found.edges for end in (edge.source, edge.target)} == set(ids)
    for edge in found.edges:
        assert edge.evidence == facts[edge.fact].evidence
        assert edge.kind is facts[edge.fact].kind
        assert edge.hedge == facts[edge.fact].hedge
        assert edge.source != edge.target
    for chain in chains(found, 2):
        assert len(set(chain.nodes)) == len(chain.nodes) <= 7
        assert all(one.target == two.source for one, two in zip(chain.edges, chain.edges[1:], strict=False))
    assert mechanism_map(list(facts)) == found
    assert chain_drafts(article(), facts) == chain_drafts(article(), facts)


NAMES = st.sampled_from([f"factor {letter}x" for letter in "abcdefghij"])
LINKED = st.builds(claim, NAMES, st.sampled_from(["raise", "block", "alter"]), NAMES)


@given(st.lists(LINKED, max_size=60))
def test_dense_maps_end_soon(facts: list[Fact]) -> None:
    assert len(chains(mechanism_map(facts))) <= 40
