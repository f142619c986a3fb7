"""Wrong choices: of the same kind and shape as the answer, never true as well, and none rather than poor ones."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.articles import Span
from flashcards.core.drafts import CardType, Draft
from flashcards.core.facts import Fact, FactForm, FactKind
from flashcards.writing.choices import choices
from flashcards.writing.kinds import Form, kinds_of, look
from flashcards.writing.names import same_thing
from flashcards.writing.truths import alike


def says(number, subject, relation, object_, **more):
    """A plain claim in a sentence of its own."""
    statement = f"{subject} {relation} {object_}."
    values = {"form": FactForm.ACTIVE, "statement": statement, "topic": "plaxin"} | more
    return Fact(
        FactKind.MECHANISM, subject, relation, object_, Span(number * 100, number * 100 + 90), **values
    )


def asks(fact_number, question, answer, **more):
    values = {
        "fact": fact_number,
        "article_id": 1,
        "evidence": Span(fact_number * 100, fact_number * 100 + 90),
    }
    kind = CardType.CLOZE if "{{" in question else CardType.BASIC
    return Draft(more.pop("role", FactKind.MECHANISM), kind, question, answer, **(values | more))


BLOCKS = says(0, "plaxin", "blocks", "NMDA receptors", object_class="receptors")
CARD = asks(0, "Which receptors does plaxin block?", "NMDA receptors")
OTHERS = (
    says(1, "the tonic water", "activates", "AMPA receptors", object_class="receptors"),
    says(2, "a rare poison", "jams", "opioid receptors", object_class="receptors"),
    says(3, "the morning signal", "wakes", "orexin receptors", object_class="receptors"),
)


def test_three_of_the_same_class():
    assert set(choices(CARD, (BLOCKS, *OTHERS), [])) == {
        "AMPA receptors",
        "Opioid receptors",
        "Orexin receptors",
    }


def test_two_are_none():
    assert choices(CARD, (BLOCKS, *OTHERS[:2]), []) == ()
    assert choices(CARD, (), []) == ()


def test_the_library_helps_out():
    other = asks(-1, "Which receptors does coffee block?", "Adenosine receptors", article_id=2)
    found = choices(CARD, (BLOCKS, *OTHERS[:2]), [other])
    assert set(found) == {"AMPA receptors", "Opioid receptors", "Adenosine receptors"}


def test_but_not_with_harms_that_the_article_may_have_left_out():
    card = replace(CARD, role=FactKind.RISK)
    other = asks(-1, "Which receptors does coffee block?", "Adenosine receptors", article_id=2)
    assert choices(card, (BLOCKS, *OTHERS[:2]), [other]) == ()


@pytest.mark.parametrize(
    "truth",
    [
        says(4, "plaxin", "inhibits", "orexin receptors"),
        says(4, "plaxin", "reaches", "orexin receptors"),
        says(4, "orexin receptors", "are blocked by", "plaxin", form=FactForm.PASSIVE),
        says(4, "orexin receptors", "are", "a type of NMDA receptors", form=FactForm.DEFINITION),
        says(
            4,
            "",
            "",
            "both",
            statement="Plaxin can block sleep and the orexin receptors.",
            form=FactForm.STATEMENT,
        ),
        says(
            4,
            "",
            "",
            "pain",
            statement="NMDA receptors, orexin receptors and nerves age.",
            form=FactForm.STATEMENT,
        ),
        replace(BLOCKS, subject="it", object="orexin receptors", statement="It meets orexin receptors too."),
    ],
)
def test_what_the_article_says_as_well_is_no_wrong_choice(truth):
    assert choices(CARD, (BLOCKS, *OTHERS, truth), []) == ()


@pytest.mark.parametrize(
    "falsehood",
    [
        says(4, "plaxin", "activates", "orexin receptors"),
        says(4, "plaxin", "blocks", "orexin receptors", negated=True),
    ],
)
def test_what_it_denies_or_turns_round_is_one(falsehood):
    assert "Orexin receptors" in choices(CARD, (BLOCKS, *OTHERS, falsehood), [])


def test_the_question_gives_no_choice():
    card = asks(0, "Which receptors does plaxin, like orexin, block?", "NMDA receptors")
    assert choices(card, (BLOCKS, *OTHERS), []) == ()


def items(*names, lead="possible side effects of plaxin include", start=10):
    return tuple(
        Fact(
            FactKind.RISK, lead, "", name, Span(100 * number, 100 * number + 50), form=FactForm.ITEM,
            statement=f"{lead.capitalize()} {name}.", topic="plaxin",
        )
        for number, name in enumerate(names, start)
    )  # fmt: skip


def test_items_of_one_list_are_all_true():
    listed = items("nausea", "dizziness", "drowsiness", "confusion", "insomnia")
    card = asks(0, "Possible side effects of plaxin include {{c1::nausea}}.", "nausea", role=FactKind.RISK)
    card = replace(card, evidence=listed[0].evidence)
    cards = [
        replace(
            card,
            question=f"Possible side effects of plaxin include {{{{c1::{f.object}}}}}.",
            answer=f.object,
            fact=n,
        )
        for n, f in enumerate(listed)
    ]
    assert choices(card, listed, cards) == ()
    assert choices(replace(card, role=FactKind.MECHANISM), listed, cards) == ()


@pytest.mark.parametrize(
    ("answer", "option"),
    [
        ("brain-derived neurotrophic factor", "BDNF"),
        ("BDNF", "brain-derived neurotrophic factor (BDNF)"),
        ("the nerve cells", "neurons"),
        ("NMDA receptors", "blocked NMDA receptors"),
        ("mTOR", "mechanistic target of rapamycin"),
    ],
)
def test_one_thing_under_two_names(answer, option):
    assert same_thing(answer, option)


def test_two_things_under_like_names():
    assert not same_thing("AMPA receptors", "NMDA receptors")
    assert not same_thing("BDNF", "body fat")


def test_an_alias_in_the_article_counts():
    named = says(5, "the grey signal (GSX)", "wakes", "muscles")
    facts = (says(0, "plaxin", "raises", "the grey signal"), named)
    assert "GSX" not in choices(asks(0, "What does plaxin raise?", "The grey signal"), facts, [])


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("blocks", "inhibits", True),
        ("blocks", "raises", False),
        ("blocks", "meets", True),
        ("", "raises", True),
    ],
)
def test_only_clear_opposites_are_different_relations(one, two, same):
    assert alike(one, two) is same


DEFINED = tuple(
    says(number, term, "is", meaning, form=FactForm.DEFINITION)
    for number, (term, meaning) in enumerate(
        [
            ("melanopsin", "a pigment that reacts to blue light"),
            ("renin", "an enzyme that narrows the arteries"),
            ("ghrelin", "a hormone that makes one hungry"),
            ("a lux", "a unit that tells how bright it is"),
            ("melanopsin gel", "a cream that cools burnt hands"),
            ("the retina", "the layer at the back of the eye"),
        ]
    )
)


def test_definitions_of_other_things_with_the_same_article():
    card = asks(0, "What is melanopsin?", "A pigment that reacts to blue light")
    assert set(choices(card, DEFINED, [])) == {
        "An enzyme that narrows the arteries",
        "A hormone that makes one hungry",
        "A unit that tells how bright it is",
    }


REASONS = {
    "a dam": "the wall leaks",
    "a leaf": "no light gets in",
    "a heart": "the pump stalls",
    "a tooth": "acid eats it",
    "glue": "x",
}


def test_reasons_are_asked_among_reasons():
    cards = [
        asks(n, f"Why does {thing} fail?", f"Because {what}")
        for n, (thing, what) in enumerate(REASONS.items())
    ]
    facts = tuple(says(n, thing, "fails", "") for n, thing in enumerate(REASONS))
    found = choices(cards[0], facts, cards)
    assert len(found) == 3
    assert all(text.startswith("Because ") for text in found)
    assert "Because x" not in found, "far shorter than the answer"


def test_a_gap_takes_what_its_article_allows():
    card = asks(0, "Plaxin blocks an {{c1::adrenal receptor}}.", "adrenal receptor")
    facts = (
        says(0, "plaxin", "blocks", "an adrenal receptor"),
        *(says(n + 1, f"wind {n}", "moves", f"{what} receptor") for n, what in enumerate(
            ["an orexin", "an opioid", "an insulin", "a serotonin"]
        )),
    )  # fmt: skip
    assert set(choices(card, facts, [])) == {"orexin receptor", "opioid receptor", "insulin receptor"}


@pytest.mark.parametrize("answer", ["two weeks", "salt, water and sugar", "about 90 percent"])
def test_amounts_and_lists_get_none(answer):
    card = asks(0, "What does plaxin take?", answer)
    others = [
        asks(n, f"What does {n} ask?", text)
        for n, text in enumerate(["ten weeks", "six days", "one year"], 1)
    ]
    assert choices(card, (), others) == ()


def test_cards_of_several_gaps_and_lists_get_none():
    facts = (BLOCKS, *OTHERS)
    assert choices(replace(CARD, type=CardType.LIST), facts, []) == ()
    two = asks(0, "{{c1::Plaxin}} blocks {{c2::NMDA receptors}}.", "Plaxin; NMDA receptors")
    assert choices(two, facts, []) == ()


@pytest.mark.parametrize(
    ("text", "question", "form"),
    [
        ("Because it leaks", "Why?", Form.BECAUSE),
        ("By pumping water", "How?", Form.BY),
        ("The wall breaks", "What happens when it freezes?", Form.EVENT),
        ("A pump", "What is a heart?", Form.DEFINITION),
        ("Release bile", "What does fat prompt the gall bladder to do?", Form.ACTION),
        ("careful screening", "", Form.NOUN),
        ("closing the valves", "", Form.GERUND),
        ("salt and water", "", Form.LIST),
    ],
)
def test_forms(text, question, form):
    assert look(text, question).form is form


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("dopamine", "serotonin"),
        ("NMDA receptors", "opioid receptors"),
        ("liver", "kidney"),
        ("lipase", "amylase"),
    ],
)
def test_things_of_one_kind(one, two):
    assert kinds_of(one) & kinds_of(two)


@pytest.mark.parametrize(
    ("one", "two"), [("dopamine", "medicine"), ("liver", "nausea"), ("purpose", "glucose")]
)
def test_things_of_different_kinds(one, two):
    assert not kinds_of(one) & kinds_of(two)


NOUNS = st.sampled_from(
    """dopamine serotonin glutamate insulin cortisol adenosine|NMDA receptors|AMPA receptors|opioid receptors|blood
    cells|plasma cells|liver cells|memory cells|BDNF|AMPK|nausea|dizziness|insomnia|confusion|the liver|the kidney""".replace(
        "\n    ", " "
    ).split("|")
)
PHRASE = st.one_of(NOUNS, st.text(alphabet="abcdefgh RST'-.(),", max_size=20))
FACTS = st.lists(
    st.builds(
        lambda number, subject, relation, object_, form: says(number, subject, relation, object_, form=form),
        st.integers(0, 6),
        PHRASE,
        st.sampled_from(["blocks", "raises", "is", "includes", ""]),
        PHRASE,
        st.sampled_from([FactForm.ACTIVE, FactForm.DEFINITION, FactForm.ITEM, FactForm.STATEMENT]),
    ),
    max_size=9,
)
CARDS = st.builds(
    lambda number, question, answer, article: asks(
        number, question.format(answer), answer, article_id=article
    ),
    st.integers(-1, 9),
    st.sampled_from(
        ["What does it block?", "Which cells grow?", "What is a zeb?", "It seems that {{{{c1::{}}}}} fell."]
    ),
    PHRASE,
    st.sampled_from([0, 1, 1, 2]),
)


@given(CARDS, FACTS, st.lists(CARDS, max_size=12))
def test_three_different_wrong_ones_or_none_and_always_the_same(card, facts, others):
    found = choices(card, tuple(facts), others)
    assert found == choices(card, tuple(facts), list(others))
    assert len(found) in (0, 3)
    folded = {" ".join(text.lower().split()) for text in found}
    assert len(folded) == len(found)
    assert " ".join(card.answer.lower().split()) not in folded
    assert all(text.strip() == text != "" for text in found)
    own = facts[card.fact] if 0 <= card.fact < len(facts) else None
    if own is not None and own.form is FactForm.ITEM:
        listed = {fact.object.lower() for fact in facts if fact.form is FactForm.ITEM}
        assert not folded & listed
