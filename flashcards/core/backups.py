"""Backups of the library: why each was made, what it holds, which ones stay, and what restoring one would change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

#: The age from which a library that changed gets an automatic backup.
HOURLY = timedelta(hours=1)
#: Together backups may take so many bytes; beyond that the oldest go.
MOST_BYTES = 1024 * 1024 * 1024
#: However large they are, so many of the newest stay.
_ALWAYS = 3
_ALL_FOR = timedelta(hours=2)
_DAY = timedelta(days=1)


class Reason(StrEnum):
    """Why a backup was made."""

    AUTOMATIC = "automatic"
    MANUAL = "manual"
    IMPORT = "before-import"
    CHANGE = "before-change"
    UPGRADE = "before-upgrade"
    RESTORE = "before-restore"
    REPAIR = "before-repair"


@dataclass(frozen=True, slots=True)
class Tally:
    """How much a library holds."""

    articles: int = 0
    decks: int = 0
    notes: int = 0
    cards: int = 0
    answers: int = 0


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup in the library's folder of backups. `made_at` is in UTC, `size` in bytes.

    `digest` is the SHA-256 of the file when it was made, and `tally` what it held then; both are empty for a file
    whose description is missing.
    """

    name: str
    made_at: datetime
    reason: Reason
    size: int
    digest: str = ""
    tally: Tally | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """Things of one kind that only one of two libraries has: how many there, how many here."""

    come_back: int = 0
    go: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """What restoring a backup would change: what comes back, what goes, and how many notes get other words.

    `gone` and `back` are the first words of some notes that would go or come back.
    """

    now: Tally
    then: Tally
    decks: Moved
    notes: Moved
    cards: Moved
    answers: Moved
    changed_notes: int
    back: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether both hold the same decks, notes, cards and answers."""
        same = Moved()
        return not self.changed_notes and all(
            each == same for each in (self.decks, self.notes, self.cards, self.answers)
        )


def superfluous(backups: Iterable[Backup], now: datetime, most_bytes: int = MOST_BYTES) -> list[Backup]:
    """The backups that may go: what stays is one for each hour of a day, day of a week, week of two months, month.

    All of the last two hours stay, and all made by hand. The newest of each span is kept, and of those beyond
    `most_bytes` the oldest go, never the three newest nor one made by hand.
    """
    newest_first = sorted(backups, key=lambda each: (each.made_at, each.name), reverse=True)
    kept: list[Backup] = []
    seen: set[tuple[str, object]] = set()
    for each in newest_first:
        span = _span(each, now)
        if span is None or span not in seen:
            kept.append(each)
            # The newest of an hour is the newest of its day too, so that no older one of that day takes the place.
            seen.update(_spans(each))
    kept = _within(kept, most_bytes)
    names = {each.name for each in kept}
    return [each for each in newest_first if each.name not in names]


def _within(kept: Sequence[Backup], most_bytes: int) -> list[Backup]:
    total, found = 0, []
    for place, each in enumerate(kept):
        total += each.size
        if place < _ALWAYS or each.reason is Reason.MANUAL or total <= most_bytes:
            found.append(each)
    return found


def _span(backup: Backup, now: datetime) -> tuple[str, object] | None:
    """The span of time of which a backup of that age is to be the only one; None if it stays anyway."""
    age = now - backup.made_at
    if backup.reason is Reason.MANUAL or age < _ALL_FOR:
        return None
    hour, day, week, month = _spans(backup)
    if age < _DAY:
        return hour
    if age < 7 * _DAY:
        return day
    return week if age < 60 * _DAY else month


def _spans(backup: Backup) -> tuple[tuple[str, object], ...]:
    at = backup.made_at
    year, week, _weekday = at.isocalendar()
    return (
        ("hour", (at.date(), at.hour)),
        ("day", at.date()),
        ("week", (year, week)),
        ("month", (at.year, at.month)),
    )
