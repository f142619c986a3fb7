"""Checks the library from its pages to its memories, and repairs what can be repaired."""

import math
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from flashcards.core.backups import Reason
from flashcards.core.cards import Card
from flashcards.core.changes import Changes
from flashcards.core.checks import CheckReport, Finding, Flaw
from flashcards.core.clock import Clock, to_milliseconds
from flashcards.core.errors import BadInput, LibraryDamaged
from flashcards.core.progress import Cancel, Report, silent, stepping
from flashcards.core.reviews import WITHOUT_TRACE, CardState, Memory, Placement, PlacementKind, ReviewLog
from flashcards.core.wording import counted
from flashcards.services.answering import Answering
from flashcards.services.backups import BackupService
from flashcards.services.dates import Dates
from flashcards.services.making import fit_cards
from flashcards.store import cards as cards_table
from flashcards.store import checking, note_types, surroundings
from flashcards.store import notes as notes_table
from flashcards.store import placements as placements_table
from flashcards.store import reviews as reviews_table
from flashcards.store.library import Connection, Library
from flashcards.study.scheduler import ALGORITHM

_AT_ONCE = 200
_CLOSE = 1e-4


class CheckService:
    """Looks for flaws; a repair keeps the library as it was as a backup first."""

    def __init__(
        self, library: Library, clock: Clock, backups: BackupService, answering: Answering, dates: Dates
    ) -> None:
        self._dates = dates
        self._library = library
        self._clock = clock
        self._backups = backups
        self._answering = answering

    def check(self, report: Report = silent, cancel: Cancel | None = None) -> CheckReport:
        """Look for every kind of flaw; nothing is changed. Slow for large libraries: for the background lane."""
        step = stepping(report, cancel)
        step(0.0, "checking the file")
        with self._library.reading() as connection:
            pages, indexes = checking.faults_of_pages(connection)
            if pages:
                return self._reported([_finding(Flaw.PAGES, pages), _finding(Flaw.INDEXES, indexes)])
            step(0.3, "checking references")
            broken = [f"{each.table}: {each.parent} is missing" for each in checking.orphans(connection)]
            words = not self._library.read_only and checking.words_are_wrong(connection)
            empty = checking.notes_without_cards(connection)
            misfits = checking.misfit_notes(connection)
            future = self._dates.ahead(connection)
            ids = list(checking.card_ids_with_answers(connection))
            count = connection.exec_driver_sql("SELECT count(*) FROM notes").scalar_one()
        wrong = [str(card_id) for card_id, _memory in self._wrong_memories(ids, step)]
        found = [
            _finding(Flaw.INDEXES, indexes),
            _finding(Flaw.REFERENCES, broken),
            Finding(Flaw.WORDS, max(1, count) if words else 0),
            _finding(Flaw.NOTES_WITHOUT_CARDS, [f"note {each}" for each in empty]),
            _finding(Flaw.FIELDS, [f"note {each}" for each, _fields in misfits]),
            _finding(Flaw.MEMORIES, [f"card {each}" for each in wrong]),
            _finding(Flaw.FUTURE, [f"card {card_id}" for _at, card_id in future]),
        ]
        return self._reported(found)

    def repair(self, report: Report = silent, cancel: Cancel | None = None) -> tuple[CheckReport, Changes]:
        """Check, repair what can be, and check again; all of it or nothing. The steps of undo are forgotten.

        Raises `LibraryDamaged` if pages are: then a backup is the way.
        """
        before = self.check(report, cancel)
        if not before.findings:
            return before, Changes.NOTHING
        if any(each.flaw is Flaw.PAGES for each in before.findings):
            raise LibraryDamaged(
                "The library's file is damaged, which no repair can mend; restore a backup instead."
            )
        if any(each.flaw is Flaw.INDEXES for each in before.findings):
            with self._library.mending() as connection:
                connection.exec_driver_sql("REINDEX")
        if self._library.path is not None:
            kept = self._backups.keep(Reason.REPAIR)
            if kept is not None:
                kept.result()
        step = stepping(report, cancel)
        with self._library.mending() as connection:
            step(0.9, "repairing")
            now = to_milliseconds(self._clock())
            checking.mend_orphans(connection, now)
            for note_id, fields in checking.misfit_notes(connection):
                notes_table.rewrite(connection, note_id, fields, now)
            self._give_cards(connection, now)
            moved = self._dates.set_right(connection)
            ids = list(checking.card_ids_with_answers(connection))
            cards_table.remember_all(connection, dict(self._replayed(connection, ids)))
            checking.mend_words(connection)
        if moved:
            self._dates.reschedule(moved)
        left = {each.flaw for each in self.check(report).findings}
        findings = tuple(replace(each, repaired=each.flaw not in left) for each in before.findings)
        return replace(before, findings=findings), Changes.EVERYTHING

    def notices(self) -> list[str]:
        """What the user should know of the place where the library lies, each in a sentence or two."""
        path = self._library.path
        if path is None:
            return []
        return [*surroundings.conflict_notices(path), *surroundings.folder_notices(path)]

    def warnings(self) -> list[str]:
        """What should be told at the start, each in a sentence or two: it grows worse if nobody looks at it."""
        path = self._library.path
        found = [] if path is None else list(surroundings.conflict_notices(path))
        with self._library.reading() as connection:
            ahead = len(self._dates.ahead(connection))
        if ahead:
            found.append(
                f"{counted(ahead, 'answer is', 'answers are')} dated in the future, as if the clock was wrong then: their "
                "cards would stay away too long. A check with repair sets them right."
            )
        return found

    def _reported(self, found: list[Finding]) -> CheckReport:
        return CheckReport(tuple(each for each in found if each.count), tuple(self.notices()))

    def _give_cards(self, connection: Connection, now: int) -> None:
        """Make the cards that notes without any should have; one whose fields make none stays as it is."""
        kinds = note_types.by_id(connection)
        for note_id in checking.notes_without_cards(connection):
            note = notes_table.get(connection, note_id)
            if note is not None and note.note_type_id in kinds:
                deck_id = checking.recovered_deck(connection, now)
                with suppress(BadInput):
                    fit_cards(connection, note_id, kinds[note.note_type_id], note.fields, deck_id)

    def _wrong_memories(self, ids: list[int], step: Report) -> Iterator[tuple[int, Memory]]:
        """In parts, so that answers come in between."""
        for start in range(0, len(ids), _AT_ONCE):
            step(0.4 + 0.5 * start / len(ids), "replaying answers")
            with self._library.reading() as connection:
                yield from list(self._replayed(connection, ids[start : start + _AT_ONCE]))

    def _replayed(self, connection: Connection, ids: list[int]) -> Iterator[tuple[int, Memory]]:
        """The cards whose stored memory is another than their log leads to, with that one.

        Where answers were given in another program, what that one said of the memory counts.
        """
        for start in range(0, len(ids), _AT_ONCE):
            part = ids[start : start + _AT_ONCE]
            logs, placed = (
                reviews_table.of_cards(connection, part),
                placements_table.of_cards(connection, part),
            )
            for card in cards_table.some(connection, part):
                memory = self._memory(connection, card, logs[card.id], placed[card.id])
                if memory is not None and not _alike(memory, card.memory):
                    yield card.id, memory

    def _memory(
        self, connection: Connection, card: Card, logs: list[ReviewLog], placed: list[Placement]
    ) -> Memory | None:
        """What a card's answers lead to; None where they do not decide it."""
        taught = [each for each in logs if each.kind not in WITHOUT_TRACE]
        ours = all(each.algorithm == ALGORITHM for each in taught)
        forgotten = any(each.kind is PlacementKind.FORGET for each in placed)
        if not taught or not (ours or (_is_lost(card.memory) and not forgotten)):
            return None
        scheduler = self._answering.scheduler_of(connection, card.id)
        return None if scheduler is None else scheduler.replay(logs, placed)


def _finding(flaw: Flaw, examples: list[str]) -> Finding:
    return Finding(flaw, len(examples), examples[0] if examples else "")


def _is_lost(memory: Memory) -> bool:
    """Whether a card that was answered has nothing of it."""
    return memory.state is CardState.NEW or (memory.state is CardState.REVIEW and memory.stability is None)


def _alike(one: Memory, other: Memory) -> bool:
    """Whether two memories are the same, up to what rounding does to them."""
    for first, second in ((one.stability, other.stability), (one.difficulty, other.difficulty)):
        if (first is None) is not (second is None):
            return False
        if first is not None and second is not None and not math.isclose(first, second, rel_tol=_CLOSE):
            return False
    return replace(one, stability=other.stability, difficulty=other.difficulty) == other
