"""Fitting the schedule to the user's own memory, and planning cards anew by it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, StudyCalendar, to_milliseconds
from flashcards.core.errors import BadInput
from flashcards.core.facts import FactKind
from flashcards.core.progress import Cancel, Report, silent
from flashcards.core.reviews import Placement, PlacementKind
from flashcards.core.wording import counted
from flashcards.services.presets import PARAMETERS, PresetService
from flashcards.store import cards as cards_table
from flashcards.store import placements as placements_table
from flashcards.store import reviews as reviews_table
from flashcards.store import settings as settings_table
from flashcards.store.library import MANY, Connection, Library
from flashcards.study.scheduler import DEFAULT_PARAMETERS

if TYPE_CHECKING:
    from flashcards.study.optimiser import Fitted, Log

#: The parameters that were in use before the last change of them.
BEFORE = "parameters before"
_ALL = Changes.PRESETS | Changes.REVIEWS | Changes.DECKS


@dataclass(frozen=True, slots=True)
class Optimised:
    """How a fit went: the scores before and after on the latest fifth of the answers, which the tried
    parameters had not seen; `applied` when they were better and are now in use for so many cards."""

    fitted: "Fitted"
    applied: bool
    cards: int = 0


class OptimiserService:
    """The parameters of this library: one set for all decks, since a set for each foretells worse."""

    def __init__(
        self, library: Library, clock: Clock, calendar: StudyCalendar, presets: PresetService
    ) -> None:
        self._library = library
        self._clock = clock
        self._calendar = calendar
        self._presets = presets

    def parameters(self) -> tuple[float, ...]:
        """The 21 parameters in use."""
        with self._library.reading() as connection:
            return tuple(settings_table.get(connection, PARAMETERS) or DEFAULT_PARAMETERS)

    def fit(self, report: Report = silent, cancel: Cancel | None = None) -> "Fitted":
        """Fit parameters to the log and change nothing. Slow: for the background lane.

        Raises `BadInput` for too short a log and `Cancelled`.
        """
        from flashcards.study.optimiser import fit

        report(0.0, "reading the log")
        with self._library.reading() as connection:
            log = _log(connection)
        return fit(log, self.parameters(), DEFAULT_PARAMETERS, report, cancel or Cancel())

    def optimise(self, report: Report = silent, cancel: Cancel | None = None) -> tuple[Optimised, Changes]:
        """Fit, and if the fitted parameters foretell better, use them from now on."""
        found = self.fit(report, cancel)
        if not found.better:
            return Optimised(found, applied=False), Changes.NOTHING
        report(1.0, "remembering")
        return Optimised(found, applied=True, cards=self._use(found.parameters, "Fit to my memory")), _ALL

    def use(self, fitted: "Fitted") -> tuple[int, Changes]:
        """Use parameters that were fitted from now on; returns how many memories were computed by them."""
        return self._use(fitted.parameters, "Fit to my memory"), _ALL

    def back(self) -> Changes:
        """Use the parameters before the last change of them, or the published ones; doing it twice changes nothing."""
        with self._library.reading() as connection:
            if settings_table.get(connection, PARAMETERS) is None and not settings_table.get(
                connection, BEFORE
            ):
                raise BadInput("The schedule has never been fitted, so there is nothing to go back to.")
            before = tuple(settings_table.get(connection, BEFORE) or ())
        self._use(before, "Go back to the parameters before")
        return _ALL

    def reset(self) -> Changes:
        """Use the published parameters."""
        self._use((), "Use the published parameters")
        return _ALL

    def reschedule(self, report: Report = silent, only: Collection[int] | None = None) -> tuple[int, Changes]:
        """Give every card in review, or only some, the due date that its memory and its preset's wish ask for.

        Returns how many moved.
        """
        from flashcards.study.remembering import Planned, due_days

        label = "Reschedule all cards" if only is None else f"Reschedule {counted(len(only), 'card')}"
        with self._library.writing(label, _ALL, rows=MANY) as connection:
            report(0.0, "reading")
            book, now = self._presets.book(connection), to_milliseconds(self._clock())
            rows = cards_table.in_review(connection)
            if only is not None:
                wanted = set(only)
                rows = [row for row in rows if row[0] in wanted]
            report(0.3, "planning")
            presets = [book.of(row[1]) for row in rows]
            wishes = [
                preset.retention_of(FactKind(row[2])) for preset, row in zip(presets, rows, strict=True)
            ]
            longest = [preset.maximum_interval for preset in presets]
            parameters = tuple(settings_table.get(connection, PARAMETERS) or DEFAULT_PARAMETERS)
            known = [Planned(row[0], row[3], row[4], row[5] or 0) for row in rows]
            moved = [
                Placement(max(now, (row[6] or 0) + 1), row[0], PlacementKind.RESCHEDULE, day, interval)
                for row, (day, interval) in zip(
                    rows, due_days(known, parameters, wishes, longest), strict=True
                )
                if day != row[7]
            ]
            report(0.6, "writing")
            placements_table.add(connection, moved)
            cards_table.place(connection, moved)
        return len(moved), _ALL

    def _use(self, parameters: Sequence[float], label: str) -> int:
        """Make parameters the library's and compute all memories by them; returns how many cards changed."""
        from flashcards.study.remembering import remembered

        with self._library.writing(label, _ALL, rows=MANY) as connection:
            settings_table.put(connection, BEFORE, settings_table.get(connection, PARAMETERS))
            settings_table.put(connection, PARAMETERS, list(parameters) or None)
            found = remembered(_log(connection), tuple(parameters) or DEFAULT_PARAMETERS)
            cards_table.relearn(connection, found.cards, found.stabilities, found.difficulties)
        return len(found.cards)


def _log(connection: Connection) -> "Log":
    """The whole log without what was answered before a card was forgotten."""
    from flashcards.study.optimiser import Log

    rows = reviews_table.teaching(connection)
    forgotten = placements_table.forgotten_at(connection)
    if forgotten:
        rows = [row for row in rows if row[1] > forgotten.get(row[0], -1)]
    return Log.of(rows)
