"""From facts to candidates: order, cap, duplicates, and what holds for every kept card."""

from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.core.articles import Article, Block, Source, SourceKind, Span
from flashcards.core.drafts import CardType
from flashcards.core.facts import Fact, FactForm, FactKind
from flashcards.writing.pipeline import cap, write
from flashcards.writing.quality import Card, Page, first_failure

from .conftest import TEXT, Make


def test_all_candidates_come_back_in_the_order_of_the_article(article: Article, fact: Make) -> None:
    later = fact(
        form=FactForm.DEFINITION, kind=FactKind.DEFINITION, subject="stomata", object="small pores in the skin of a leaf",
        statement="Stomata are small pores in the skin of a leaf.", condition="", evidence=Span(65, 112),
    )  # fmt: skip
    found = write(article, [later, fact()])
    starts = [c.draft.evidence.start for c in found]
    assert starts == sorted(starts)
    kept = [c.draft.question for c in found if not c.gate]
    assert "What are stomata?" in kept
    assert {c.gate for c in found} - {""} != set()


def test_no_facts_no_cards(article: Article) -> None:
    assert write(article, []) == ()


def test_same_fact_twice_gives_one_card(article: Article, fact: Make) -> None:
    kept = [c for c in write(article, [fact(), fact()]) if not c.gate]
    assert len({c.draft.question for c in kept}) == len(kept)


def test_cap_follows_the_length(fact: Make) -> None:
    names = [f"substance{chr(97 + i)}{chr(97 + j)}" for i in range(6) for j in range(6)]
    sentences = [f"The gland number {name} releases the hormone {name}ol slowly." for name in names]
    text = " ".join(sentences)
    article = Article("Glands", text, (Block(Span(0, len(text))),), Source(SourceKind.PASTE, "test"))
    facts = [
        fact(
            subject=f"the gland number {name}", object=f"the hormone {name}ol", auxiliary="does", verb="release",
            plural=False, condition="", statement=sentence, evidence=Span(text.index(sentence), text.index(sentence) + len(sentence)),
        )
        for name, sentence in zip(names, sentences, strict=True)
    ]  # fmt: skip
    kept = [c for c in write(article, facts) if not c.gate]
    assert len(kept) == cap(article) == round(2 + 4.2 * article.words / 100)
    assert any(c.gate == "enough cards" for c in write(article, facts))


WORDS = st.sampled_from([*TEXT.split(), "it", "this", "NMDA", "", "may", "not", "the", "(", "{{c1::", "?"])
PHRASES = st.lists(WORDS, max_size=6).map(" ".join)
FACTS = st.builds(
    Fact,
    kind=st.sampled_from(FactKind), subject=PHRASES, relation=PHRASES, object=PHRASES,
    evidence=st.just(Span(0, 30)), condition=PHRASES, negated=st.booleans(), hedge=st.sampled_from(["", "may"]),
    form=st.sampled_from(FactForm), statement=PHRASES.map(lambda text: f"{text}."),
    auxiliary=st.sampled_from(["do", "does", "may", "is", ""]), verb=PHRASES, tail=PHRASES, plural=st.booleans(),
    subject_class=st.sampled_from(["", "enzyme"]), object_class=st.sampled_from(["", "receptors"]),
    frame=st.sampled_from(["", "According to one theory"]), topic=st.sampled_from(["", "stomata"]),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(FACTS, max_size=5))
def test_kept_cards_pass_every_gate(facts: list[Fact]) -> None:
    article = Article("Stomata", TEXT, (Block(Span(0, len(TEXT))),), Source(SourceKind.PASTE, "test"))
    found = write(article, facts)
    assert found == write(article, facts)
    kept = [c.draft for c in found if not c.gate]
    assert len({draft.question for draft in kept}) == len(kept)
    for draft in kept:
        assert first_failure(Card(draft, facts[draft.fact], Page.of(article))) == ""
        if draft.type is CardType.CLOZE:
            assert f"{{{{c1::{draft.answer}}}}}" in draft.question
