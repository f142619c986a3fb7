"""Time as the program counts it: aware instants, and study days that begin at a rollover hour."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

Clock = Callable[[], datetime]

_EPOCH = date(1970, 1, 1)


def system_clock() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def to_milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970 in UTC; refuses a moment without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return round(moment.timestamp() * 1000)


def from_milliseconds(milliseconds: int) -> datetime:
    """The moment that many milliseconds after 1970, aware, in UTC."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)


@dataclass(frozen=True, slots=True)
class StudyCalendar:
    """Counts study days the way Anki does: a day lasts from `rollover` o'clock local time to the next.

    `zone` is None for the time zone of this computer, read anew for each moment so that
    daylight saving and travel are followed. Day numbers count local dates since 1970-01-01.
    """

    zone: tzinfo | None = None
    rollover: int = 4

    def day_of(self, moment: datetime) -> int:
        """The number of the study day that holds a moment."""
        local = moment.astimezone(self.zone)
        # Wall-clock arithmetic on purpose: at 03:59 local it is still yesterday, whatever the offset did.
        shifted = local.replace(tzinfo=None) - timedelta(hours=self.rollover)
        return (shifted.date() - _EPOCH).days

    def start_of(self, day: int) -> datetime:
        """The moment, in UTC, at which a study day begins."""
        local = datetime.combine(self.date_of(day), time(self.rollover), tzinfo=self.zone)
        return local.astimezone(UTC)

    def date_of(self, day: int) -> date:
        """The local date of a study day."""
        return _EPOCH + timedelta(days=day)
