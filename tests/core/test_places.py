"""Sentences around a place, headings above it, and which sentences have cards."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.articles import Article, Block, BlockKind, Source, SourceKind, Span
from flashcards.core.coverage import Stretch, coverage
from flashcards.core.drafts import CardType, Draft, DraftState
from flashcards.core.facts import FactKind
from flashcards.core.places import section_of, sentences_around
from flashcards.core.sentences import find_sentences, sentences_of


def article_of(*texts, heading=""):
    blocks, text = [], ""
    for number, each in enumerate([heading, *texts] if heading else texts):
        kind = BlockKind.HEADING if heading and not number else BlockKind.PARAGRAPH
        blocks.append(Block(Span(len(text), len(text) + len(each)), kind))
        text += each + "\n\n"
    return Article("T", text, tuple(blocks), Source(SourceKind.PASTE, "t"))


def read(article):
    return [[article.quote(span) for span in sentences_of(article, block)] for block in article.blocks]


def test_sentences_end_where_they_end():
    article = article_of(
        "Dr. Who takes 2.5 mg, e.g. at night. “It helps.” Really?  Yes", "睡眠很重要。它有帮助！"
    )
    assert read(article) == [
        ["Dr. Who takes 2.5 mg, e.g. at night.", "“It helps.”", "Really?", "Yes"],
        ["睡眠很重要。", "它有帮助！"],
    ]


def test_brackets_and_markup_begin_sentences_and_units_end_them():
    text = "Hemostasis. (b) Platelets adhere. *M. tuberculosis* lives on. It is 1.5 mmol/L. This is high vs. others."
    assert read(article_of(text)) == [
        [
            "Hemostasis.",
            "(b) Platelets adhere.",
            "*M. tuberculosis* lives on.",
            "It is 1.5 mmol/L.",
            "This is high vs. others.",
        ]
    ]


@given(st.lists(st.text("aB.!? 。*(|e.g\n", min_size=1, max_size=30), min_size=1, max_size=3))
def test_sentences_hold_every_letter_once_and_in_order(texts):
    article = article_of(*texts)
    for block in article.blocks:
        found = sentences_of(article, block)
        assert all(one.end <= other.start for one, other in pairwise(found))
        assert all(article.quote(each) == article.quote(each).strip() != "" for each in found)
        covered = "".join("".join(article.quote(each).split()) for each in found)
        assert covered == "".join(article.quote(block.span).split())


def test_a_selection_grows_to_whole_sentences_of_one_block():
    article = article_of("One two. Three four. Five six.", "Next block.")
    at = article.text.index
    assert article.quote(sentences_around(article, Span(at("two"), at("two")))) == "One two."
    assert article.quote(sentences_around(article, Span(at("two"), at("four")))) == "One two. Three four."
    assert article.quote(sentences_around(article, Span(at("six"), at("block")))) == "Five six."


@given(
    st.lists(st.text("aB.!? 。", min_size=1, max_size=30), min_size=1, max_size=4),
    st.integers(0, 130),
    st.integers(0, 20),
)
def test_whatever_is_pointed_at_the_answer_lies_in_the_text(texts, start, length):
    article = article_of(*texts)
    start = min(start, len(article.text) - 1)
    found = sentences_around(article, Span(start, min(start + length, len(article.text))))
    assert 0 <= found.start <= found.end <= len(article.text)


def test_the_section_is_the_last_heading_above():
    article = article_of("First.", "Second.", heading="How it works")
    assert section_of(article, article.text.index("Second")) == "How it works"
    assert section_of(article, 0) == ""


def draft(start, end, state=DraftState.WAITING):
    return Draft(FactKind.MECHANISM, CardType.BASIC, "q", "a", Span(start, end), state=state)


def test_coverage_counts_drafts_by_sentence_and_a_span_that_joins_counts_in_each():
    facts = [Span(0, 10), Span(10, 20), Span(0, 10), Span(30, 40)]
    drafts = [draft(0, 10), draft(0, 20, DraftState.ACCEPTED), draft(50, 60, DraftState.REJECTED)]
    assert coverage(facts, drafts) == (
        Stretch(Span(0, 10), waiting=1, accepted=1),
        Stretch(Span(10, 20), accepted=1),
        Stretch(Span(30, 40)),
        Stretch(Span(50, 60), rejected=1),
    )
    assert [each.covered for each in coverage(facts, drafts)] == [True, True, False, False]


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(SPANS, max_size=8), st.lists(SPANS, max_size=8))
def test_coverage_is_what_looking_at_every_pair_gives(claims, evidence):
    drafts = [draft(*span, state=DraftState.ACCEPTED) for span in evidence]
    spans = {*claims, *evidence}

    def holds(outer, inner):
        return outer != inner and outer.start <= inner.start and inner.end <= outer.end

    alone = sorted(span for span in spans if not any(holds(span, other) for other in spans))
    found = coverage(claims, drafts)
    assert [each.span for each in found] == alone
    for each in found:
        shared = [span for span in evidence if span.start < each.span.end and each.span.start < span.end]
        assert each.accepted == len(shared)


def test_a_run_of_dots_is_gone_through_once():
    """From each dot on anew it would take a minute."""
    text = "Wait" + "." * 200_000
    assert [text[each.start : each.end] for each in find_sentences(text)] == [text]
