"""The program's values as plain records, for JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from flashcards.core.articles import Article, ArticleSummary, Block, Source, Span
from flashcards.core.cards import Card, Note, NoteType
from flashcards.core.clock import StudyCalendar, from_milliseconds
from flashcards.core.drafts import Candidate, Draft
from flashcards.core.facts import Fact
from flashcards.core.origins import Origin
from flashcards.core.rendering import gapped, reveal, to_text
from flashcards.core.reviews import Memory, ReviewLog

if TYPE_CHECKING:
    from flashcards.services.articles import Analysed

Record = dict[str, Any]


def article_record(article: Article) -> Record:
    """Which article it is; with an id once it is in a library."""
    record: Record = {
        "title": article.title,
        "source": article.source.name,
        "key": article.key,
        "words": article.words,
    } | source_record(article.source)
    if article.pages:
        record["pages"] = len(article.pages)
    return {"id": article.id, **record} if article.id else record


def summary_record(summary: ArticleSummary) -> Record:
    """A line of the list of articles."""
    return {
        "id": summary.id,
        "title": summary.title,
        "source": summary.source.name,
        "words": summary.words,
        "added": moment_text(summary.added_at),
        "facts": summary.facts,
        "covered": summary.covered,
        "waiting": summary.waiting,
        "accepted": summary.accepted,
        "rejected": summary.rejected,
        "cards": summary.cards,
        "mastered": summary.mastered,
        "mastery": summary.mastery,
    } | source_record(summary.source)


def source_record(source: Source) -> Record:
    """What a source says of itself, as far as it does."""
    said = {"link": source.link, "author": source.author, "date": source.date, "licence": source.licence}
    return {name: value for name, value in said.items() if value}


def draft_record(draft: Draft, article: Article) -> Record:
    """A proposed card with its source sentence, verbatim, and its page where there are pages."""
    page = article.page_of(draft.evidence)
    return {
        "role": draft.role.value,
        "kind": draft.role.value,
        "type": draft.type.value,
        "question": draft.question,
        "answer": draft.answer,
        "evidence": article.quote(draft.evidence),
        "span": list(draft.evidence),
        "hedged": draft.hedged,
        "section": draft.section,
        "score": round(draft.score, 4),
    } | ({"page": page} if page else {})


def block_record(block: Block, article: Article) -> Record:
    """A block of the page and whether it counts as body."""
    page = article.page_of(block.span)
    return {
        "kind": block.kind.value,
        "level": block.level,
        "junk": block.junk,
        "span": list(block.span),
        "text": article.quote(block.span),
    } | ({"page": page} if page else {})


def fact_record(fact: Fact, article: Article) -> Record:
    """Everything that was understood of one claim."""
    return asdict(fact) | {
        "kind": fact.kind.value,
        "form": fact.form.value,
        "span": list(fact.evidence),
        "evidence": article.quote(fact.evidence),
    }


def candidate_record(candidate: Candidate, article: Article, rank: int | None) -> Record:
    """A card that was considered; `rank` counts those that passed, the best first."""
    record = draft_record(candidate.draft, article)
    return record | {"fact": candidate.draft.fact, "gate": candidate.gate, "rank": rank}


def ranked(found: "Analysed") -> list[tuple[Candidate, int | None]]:
    """Every candidate in the article's order with its rank by score, None for one that was stopped."""
    passed = [index for index, each in enumerate(found.candidates) if not each.gate]
    best_first = sorted(passed, key=lambda index: -found.candidates[index].draft.score)
    rank = {index: place for place, index in enumerate(best_first, 1)}
    return [(each, rank.get(index)) for index, each in enumerate(found.candidates)]


def note_record(
    note: Note, note_type: NoteType, cards: Sequence[Card], origin: Origin | None = None
) -> Record:
    """A note with its words as plain text, and where it came from."""
    question, answer = question_and_answer(note, note_type)
    return {
        "id": note.id,
        "guid": note.guid,
        "type": note_type.name,
        "role": note.role.value,
        "question": question,
        "answer": answer,
        "source": field(note, note_type, "Source sentence"),
        "title": field(note, note_type, "Source title"),
        "section": field(note, note_type, "Location"),
        "tags": list(note.tags),
        "article": note.article_id,
        "span": span_list(note.evidence),
        "cards": [card.id for card in cards],
        "created": moment_text(note.created_at),
        "edited": moment_text(note.edited_at),
    } | (
        {} if origin is None else {"origin": {name: value for name, value in asdict(origin).items() if value}}
    )


def question_and_answer(note: Note, note_type: NoteType) -> tuple[str, str]:
    """What a note asks and what it expects, as plain text; a cloze text with its gaps, then without."""
    first = to_text(note.fields[0])
    if note_type.is_cloze:
        return gapped(first), reveal(first)
    return first, to_text(note.fields[1]) if len(note.fields) > 1 else ""


def field(note: Note, note_type: NoteType, name: str) -> str:
    """A field of a note as plain text, empty where its type has none of that name."""
    names = [each.name for each in note_type.fields]
    return to_text(note.fields[names.index(name)]) if name in names else ""


def memory_record(memory: Memory, calendar: StudyCalendar) -> Record:
    """What the scheduler knows of a card; times in ISO 8601."""
    return {
        "state": memory.state.name.lower(),
        "step": memory.step,
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "due": due_text(memory, calendar),
        "interval": memory.interval,
        "reps": memory.reps,
        "lapses": memory.lapses,
        "last": moment_text(memory.last_at),
    }


def log_record(log: ReviewLog, calendar: StudyCalendar) -> Record:
    """One answer and what it led to."""
    return {
        "card": log.card_id,
        "at": moment_text(log.at),
        "rating": log.rating.name.lower(),
        "kind": log.kind.value,
        "seconds": log.duration / 1000,
        "day": calendar.date_of(log.day).isoformat(),
        "elapsed_days": log.elapsed_days,
        "scheduled_days": log.scheduled_days,
        "before": log.before.state.name.lower(),
        "after": memory_record(log.after, calendar),
        "algorithm": log.algorithm,
        "parameters": log.parameters,
    }


def due_text(memory: Memory, calendar: StudyCalendar) -> str | None:
    """When a card is due: a moment while learning, a date in review, None for a new one."""
    if memory.due_at is not None:
        return moment_text(memory.due_at)
    return None if memory.due_day is None else calendar.date_of(memory.due_day).isoformat()


def moment_text(milliseconds: int | None) -> str | None:
    """A stored time in ISO 8601, UTC."""
    return (
        None if milliseconds is None else from_milliseconds(milliseconds).isoformat(timespec="milliseconds")
    )


def span_list(span: Span | None) -> list[int] | None:
    """Start and end of a span."""
    return None if span is None else list(span)
