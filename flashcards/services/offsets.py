"""How far local time was from UTC, and when that changed; so that SQL can tell the local hour of an answer."""

from bisect import bisect_left
from datetime import datetime, timedelta

from flashcards.core.clock import StudyCalendar, to_milliseconds

_MINUTE = timedelta(minutes=1)
_STEP = timedelta(days=1)


def offsets(calendar: StudyCalendar, begin: datetime, end: datetime) -> list[tuple[int, int]]:
    """The offsets of local time from one moment to another, each with the time until which it holds; in milliseconds.

    They change at full minutes; two changes within a day would be seen as one.
    """
    found = []
    moment = begin.replace(second=0, microsecond=0)
    while moment < end:
        later = moment + _STEP
        if _offset(calendar, later) != _offset(calendar, moment):
            found.append((to_milliseconds(_change(calendar, moment)), _offset(calendar, moment)))
        moment = later
    return [*found, (to_milliseconds(moment), _offset(calendar, moment))]


def _change(calendar: StudyCalendar, before: datetime) -> datetime:
    """The minute of the next day with which another offset begins."""
    old = _offset(calendar, before)
    minutes = range(_STEP // _MINUTE)
    at = bisect_left(minutes, True, key=lambda each: _offset(calendar, before + each * _MINUTE) != old)
    return before + at * _MINUTE


def _offset(calendar: StudyCalendar, moment: datetime) -> int:
    away = moment.astimezone(calendar.zone).utcoffset() or timedelta()
    return away // timedelta(milliseconds=1)
