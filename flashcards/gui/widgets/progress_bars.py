"""Figures as bars, and what they mean in words."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from flashcards.core.reviews import CardState, Rating
from flashcards.core.wording import counted
from flashcards.gui.widgets.bar_chart import Bar, Part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flashcards.services.figures import Calibration, Day

_TONES = {
    Rating.AGAIN: ("wrong", "hatched"),
    Rating.HARD: ("hard", "dotted"),
    Rating.GOOD: ("good", "solid"),
    Rating.EASY: ("accent", "solid"),
}
#: A share of fewer answers than this is no reason to say anything.
_TELLING = 30


def rating_names() -> dict[Rating, str]:
    """The names on the buttons."""
    words = (_tr("Again"), _tr("Hard"), _tr("Good"), _tr("Easy"))
    return dict(zip(Rating, words, strict=True))


def forecast_bars(counts: Sequence[int], today: date) -> list[Bar]:
    """What falls due on each coming day; overdue cards count today."""
    bars = []
    for number, count in enumerate(counts):
        day = today + timedelta(days=number)
        words = _tr("{day}: {cards} due").format(day=day.isoformat(), cards=counted(count, "card"))
        bars.append(Bar((Part(count),), _tr("Today") if number == 0 else str(day.day), words))
    return bars


def spread_bars(labels: Sequence[str], counts: Sequence[int], what: str) -> list[Bar]:
    """How many cards lie in each bucket."""
    whole = sum(counts) or 1
    return [
        Bar((Part(count),), label, f"{what} {label}: {counted(count, 'card')} ({count / whole:.0%})")
        for label, count in zip(labels, counts, strict=True)
    ]


def button_bars(buttons: "Mapping[CardState, Mapping[Rating, int]]") -> list[Bar]:
    """How often each rating was given in each state, in shares of that state."""
    names = {
        CardState.NEW: _tr("new"),
        CardState.LEARNING: _tr("learning"),
        CardState.REVIEW: _tr("in review"),
        CardState.RELEARNING: _tr("relearning"),
    }
    bars = []
    for state, row in buttons.items():
        whole = sum(row.values())
        for rating, count in row.items():
            share = count / whole if whole else 0.0
            words = _tr("{state}, {rating}: {count} of {whole} ({share})").format(
                state=names[state],
                rating=rating_names()[rating],
                count=f"{count:,}",
                whole=f"{whole:,}",
                share=f"{share:.0%}",
            )
            bars.append(Bar((Part(share, *_TONES[rating]),), str(int(rating)), words, group=names[state]))
    return bars


def hour_bars(hours: Sequence[tuple[int, int]]) -> list[Bar]:
    """Reviews in each hour of the day: those recalled below, those forgotten on top."""
    bars = []
    for hour, (recalled, answers) in enumerate(hours):
        share = f"{recalled / answers:.0%}" if answers else "–"
        words = _tr("{hour}:00: {answers}, {share} recalled").format(
            hour=hour, answers=counted(answers, "review"), share=share
        )
        parts = (Part(recalled, "accent"), Part(answers - recalled, "wrong", "hatched"))
        bars.append(Bar(parts, str(hour), words))
    return bars


def calibration_bars(found: "Sequence[Calibration]") -> list[Bar]:
    """For each rating the share that was forgotten the next time."""
    by_rating = {each.rating: each for each in found}
    bars = []
    for rating in Rating:
        each = by_rating.get(rating)
        share = each.lapsed / each.answers if each else 0.0
        words = _tr("{rating}: {lapsed} of {answers} were forgotten the next time").format(
            rating=rating_names()[rating],
            lapsed=f"{each.lapsed if each else 0:,}",
            answers=f"{each.answers if each else 0:,}",
        )
        top = f"{share:.0%}" if each else "–"
        bars.append(Bar((Part(share, *_TONES[rating]),), rating_names()[rating], words, top=top))
    return bars


def calibration_words(found: "Sequence[Calibration]") -> str:
    """What stands out: an Easy that is forgotten more often than a Good, or that is forgotten often at all."""
    shares = {each.rating: each.lapsed / each.answers for each in found if each.answers >= _TELLING}
    easy, good = shares.get(Rating.EASY), shares.get(Rating.GOOD)
    if easy is not None and (easy >= 0.2 or (good is not None and easy > good)):
        return _tr("You press Easy and forget {share} of those the next time: Good may be truer.").format(
            share=f"{easy:.0%}"
        )
    if not shares:
        return _tr("Too few answers were followed by another one to tell.")
    return _tr("How much of what got each rating was forgotten the next time it came.")


def hours_words(hours: Sequence[tuple[int, int]]) -> str:
    """The hour with the best recall, where there are enough answers."""
    known = [(recalled / answers, hour) for hour, (recalled, answers) in enumerate(hours) if answers >= 50]
    if len(known) < 2:
        return _tr("Reviews by the hour of the day, forgotten ones hatched.")
    best, worst = max(known), min(known)
    return _tr("You recall most at {best}:00 ({most}) and least at {worst}:00 ({least}).").format(
        best=best[1], most=f"{best[0]:.0%}", worst=worst[1], least=f"{worst[0]:.0%}"
    )


def streak_words(days: "Sequence[Day]", today: date, length: int) -> str:
    """How regularly one studied, without reproach; `length` is of the present streak in days."""
    studied = {each.day for each in days}
    recent = sum(today - timedelta(days=number) in studied for number in range(30))
    if not studied:
        return _tr("Your days of study will show here.")
    month = _tr("Studied on {days} of the last 30 days").format(days=recent)
    if length > 1:
        return _tr("{month}, {length} in a row now.").format(month=month, length=length)
    return _tr("{month}. A pause loses nothing: what waits is spread out for you.").format(month=month)


def _tr(text: str) -> str:
    return QCoreApplication.translate("progress", text)
