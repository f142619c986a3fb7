"""The commands that read an article and store nothing: draft and explain."""

from itertools import groupby
from textwrap import shorten
from typing import TYPE_CHECKING

from flashcards.cli.output import counted, note, one_line, progress, say, say_labelled, table, write_json
from flashcards.cli.places import ChaptersOption, PlaceArgument, read_place
from flashcards.cli.records import (
    article_record,
    block_record,
    candidate_record,
    draft_record,
    fact_record,
    ranked,
)
from flashcards.cli.session import Session, command
from flashcards.core.articles import Article
from flashcards.core.drafts import CardType, Draft
from flashcards.core.errors import FlashcardsError
from flashcards.core.facts import Fact, FactKind
from flashcards.core.rendering import gapped

if TYPE_CHECKING:
    from flashcards.services.articles import Analysed

_ROLES = {
    FactKind.MECHANISM: "Mechanisms",
    FactKind.THEORY: "Theories",
    FactKind.RISK: "Risks",
    FactKind.DEFINITION: "Definitions",
    FactKind.OTHER: "Other",
}
_ROLE_ORDER = list(_ROLES)


@command
def draft(session: Session, article: PlaceArgument, chapters: ChaptersOption = "") -> None:
    """Show the cards of an article without storing anything."""
    from flashcards.services.articles import with_drafts

    with session.nothing() as app, progress() as report:
        found = app.articles.analyse(read_place(app.articles, article, chapters), report)
    found = with_drafts(_without_rejected(session, found))
    if session.as_json:
        cards = [draft_record(each, found.article) for each in found.drafts]
        write_json({"article": article_record(found.article), "cards": cards})
        return
    say(f"{one_line(found.article.title)}: {counts_by_role(found.drafts)}", "bold")
    _say_cards(found.drafts, found.article)


@command
def explain(session: Session, article: PlaceArgument, chapters: ChaptersOption = "") -> None:
    """Show how the cards of an article came about."""
    with session.nothing() as app, progress() as report:
        found = app.articles.explain(read_place(app.articles, article, chapters), report)
    found = _without_rejected(session, found)
    if session.as_json:
        write_json(_explanation(found))
        return
    _say_blocks(found.article)
    _say_facts(found)
    _say_candidates(found)


def counts_by_role(drafts: tuple[Draft, ...] | list[Draft]) -> str:
    """How many cards there are in all and of each role, in words."""
    numbers = [(sum(each.role is role for each in drafts), role) for role in _ROLE_ORDER]
    parts = [f"{number} {role.value}" for number, role in numbers if number]
    total = counted(len(drafts), "card")
    return f"{total} ({', '.join(parts)})" if parts else total


def _without_rejected(session: Session, found: "Analysed") -> "Analysed":
    """Leave out what was rejected in the library, if there is one; it is opened only after the slow work."""
    path = session.library_path
    if not path.exists():
        return found
    try:
        with session.existing() as app:
            return app.articles.without_rejected(found)
    except FlashcardsError as problem:
        note(f"{problem} So cards that were rejected before are not left out.")
        return found


def _say_cards(drafts: tuple[Draft, ...], article: Article) -> None:
    in_order = sorted(drafts, key=lambda each: _ROLE_ORDER.index(each.role))
    for role, group in groupby(in_order, key=lambda each: each.role):
        say()
        say(_ROLES[role], "bold")
        for each in group:
            say()
            say_labelled("Question", gapped(each.question) if each.type is CardType.CLOZE else each.question)
            say_labelled("Answer", each.answer)
            say_labelled("Source", article.quote(each.evidence))
            if page := article.page_of(each.evidence):
                say_labelled("Page", str(page))


def _explanation(found: "Analysed") -> dict[str, object]:
    article = found.article
    return {
        "article": article_record(article),
        "blocks": [block_record(block, article) for block in article.blocks],
        "facts": [fact_record(fact, article) for fact in found.facts],
        "candidates": [candidate_record(each, article, rank) for each, rank in ranked(found)],
    }


def _say_blocks(article: Article) -> None:
    rows = [
        (
            number,
            block.kind.value,
            block.junk or "body",
            shorten(article.quote(block.span), 160, placeholder=" …"),
        )
        for number, block in enumerate(article.blocks, 1)
    ]
    table(f"{one_line(article.title)}: {len(rows)} blocks", (">#", "Kind", "Counted as", "Text"), rows)


def _say_facts(found: "Analysed") -> None:
    rows = [
        (
            number,
            fact.kind.value,
            _claim(fact),
            fact.hedge or fact.attribution,
            f"{fact.evidence.start}-{fact.evidence.end}",
        )
        for number, fact in enumerate(found.facts)
    ]
    table(f"{len(rows)} facts", (">#", "Role", "Claim", "Hedge", ">Span"), rows)


def _say_candidates(found: "Analysed") -> None:
    rows = [
        (
            rank or "",
            candidate.gate or "passed",
            draft.fact,
            f"{draft.score:.2f}",
            draft.question,
            draft.answer,
        )
        for candidate, rank in ranked(found)
        for draft in [candidate.draft]
    ]
    passed = len(found.drafts)
    title = f"{len(rows)} candidates, {passed} passed every gate"
    table(title, (">Rank", "Gate", ">Fact", ">Score", "Question", "Answer"), rows)


def _claim(fact: Fact) -> str:
    """What a fact says: its parts, or the whole statement where it was not taken apart."""
    if not fact.subject or not fact.relation:
        return fact.statement or fact.object
    return " ".join(part for part in (fact.subject, fact.relation, fact.object, fact.condition) if part)
