"""A card's past: its answers, and how its memory rose and faded between them."""

from dataclasses import dataclass

from flashcards.core.clock import Clock, StudyCalendar
from flashcards.core.errors import NotFound
from flashcards.core.reviews import WITHOUT_TRACE, Memory, Placement, PlacementKind, ReviewLog
from flashcards.services.presets import PARAMETERS
from flashcards.store import cards as cards_table
from flashcards.store import placements as placements_table
from flashcards.store import reviews as reviews_table
from flashcards.store import settings as settings_table
from flashcards.store.library import Library
from flashcards.study.curve import recall_after
from flashcards.study.scheduler import DEFAULT_PARAMETERS

_STEPS = 40
_LEAST_AHEAD = 7


@dataclass(frozen=True, slots=True)
class Point:
    """The chance to recall a card at a time: `day` is a study day, with parts of days."""

    day: float
    recall: float


@dataclass(frozen=True, slots=True)
class Past:
    """A card's memory now, its answers and the due dates that were set, all in order of time, and the curve.

    `curve` has one part for each answer that left a memory, from that answer to the next or, for the last one, to
    now; `ahead` goes on from there to the due day. Both are computed with the memories that the answers gave then.
    """

    memory: Memory
    logs: tuple[ReviewLog, ...]
    placements: tuple[Placement, ...]
    curve: tuple[tuple[Point, ...], ...]
    ahead: tuple[Point, ...]
    today: int


class PastService:
    """Reads what became of a card."""

    def __init__(self, library: Library, clock: Clock, calendar: StudyCalendar) -> None:
        self._library = library
        self._clock = clock
        self._calendar = calendar

    def of_card(self, card_id: int) -> Past:
        """A card's past; raises `NotFound`."""
        today = self._calendar.day_of(self._clock())
        with self._library.reading() as connection:
            card = cards_table.get(connection, card_id)
            if card is None:
                raise NotFound(f"There is no card {card_id}.")
            logs = tuple(reviews_table.of_card(connection, card_id))
            placements = tuple(placements_table.of_card(connection, card_id))
            decay = (settings_table.get(connection, PARAMETERS) or DEFAULT_PARAMETERS)[20]
        curve, ahead = _curve(card.memory, logs, today, decay, _forgotten(placements))
        return Past(card.memory, logs, placements, curve, ahead, today)


def _forgotten(placements: tuple[Placement, ...]) -> tuple[int, ...]:
    return tuple(each.at for each in placements if each.kind is PlacementKind.FORGET)


def _curve(
    memory: Memory, logs: tuple[ReviewLog, ...], today: int, decay: float, forgotten: tuple[int, ...]
) -> tuple[tuple[tuple[Point, ...], ...], tuple[Point, ...]]:
    telling = [each for each in logs if each.kind not in WITHOUT_TRACE and each.after.stability is not None]
    parts = []
    for at, log in enumerate(telling):
        following = telling[at + 1] if at + 1 < len(telling) else None
        end = today if following is None else following.day
        # A card that was made new again remembers nothing from then on.
        last = following.at if following else 2**63
        if any(log.at < each < last for each in forgotten):
            end = log.day
        parts.append(_part(log.day, max(end, log.day), log.after.stability or 1.0, decay))
    if memory.stability is None or memory.last_day is None:
        return tuple(parts), ()
    due = memory.due_day if memory.due_day is not None else today
    until = max(due, today + _LEAST_AHEAD)
    start = max(today, memory.last_day)
    ahead = [
        Point(day, recall_after(day - memory.last_day, memory.stability, decay))
        for day in _days(start, until)
    ]
    return tuple(parts), tuple(ahead)


def _part(start: int, end: int, stability: float, decay: float) -> tuple[Point, ...]:
    return tuple(Point(day, recall_after(day - start, stability, decay)) for day in _days(start, end))


def _days(start: float, end: float) -> list[float]:
    return [start + (end - start) * step / _STEPS for step in range(_STEPS + 1)]
