"""Why a card comes now, in one line."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from flashcards.core.reviews import CardState
from flashcards.core.wording import counted

if TYPE_CHECKING:
    from flashcards.services.study import Why


def why_text(why: "Why", *, counts: bool = True) -> str:
    """Recall chance now, days overdue, last lapse, and how long each rating makes the memory last (its stability:
    days until the recall chance is 90 %); without the latter where no answer `counts`."""
    parts = [_chance(why)]
    if why.state is CardState.REVIEW and why.days_overdue:
        late = counted(abs(why.days_overdue), "day")
        parts.append(_tr("overdue by {days}") if why.days_overdue > 0 else _tr("not due for {days}"))
        parts[-1] = parts[-1].format(days=late)
    if why.last_lapse is not None:
        parts.append(_tr("last forgotten on {day}").format(day=f"{why.last_lapse.astimezone():%Y-%m-%d}"))
    return f"{' · '.join(parts)}. {_memory(why)}" if counts else f"{' · '.join(parts)}."


def _chance(why: "Why") -> str:
    if why.state is CardState.NEW:
        return _tr("New: never answered")
    if why.retrievability is None:
        return _tr("Its due date was set by hand")
    words = (
        _tr("Recall chance now {chance}, wished for {wish}")
        if why.state is CardState.REVIEW
        else _tr("In a learning step; recall chance now {chance}, wished for {wish}")
    )
    return words.format(chance=f"{why.retrievability:.0%}", wish=f"{why.desired_retention:.0%}")


def _memory(why: "Why") -> str:
    now = why.memory.stability
    after = ", ".join(
        f"{rating.name.capitalize()} {_days(each.memory.stability)}" for rating, each in why.buttons.items()
    )
    if now is None:
        return _tr("Memory would last: {after}.").format(after=after)
    return _tr("Memory lasts {now}; then: {after}.").format(now=_days(now), after=after)


def _days(days: float | None) -> str:
    return f"{days or 0:.1f} d" if (days or 0) < 10 else f"{days:.0f} d"


def _tr(text: str) -> str:
    return QCoreApplication.translate("WhyLine", text)
