"""What is said of an exam, its plan and its days."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from flashcards.core.clock import StudyCalendar
from flashcards.core.exams import Exam
from flashcards.core.wording import counted

if TYPE_CHECKING:
    from flashcards.services.exam_figures import ExamOutlook, ExamPlan, Forecast

_HOUR, _DAY = 3600, 86_400


def share_words(share: float) -> str:
    """A share in percent; nothing is ever sure, so nothing is rounded up to all."""
    return _tr("over 99%") if share > 0.99 else f"{share:.0%}"


def minutes_words(minutes: float) -> str:
    """Minutes without parts that say nothing: a tenth where they are few."""
    return f"{minutes:.0f}" if minutes >= 10 else f"{round(minutes, 1):g}"


def day_words(day: date) -> str:
    """A day as 20 June."""
    return f"{day.day} {day:%B}"


def moment_words(at: datetime) -> str:
    """When an exam is, in local time."""
    local = at.astimezone()
    return f"{local:%A}, {local.day} {local:%B %Y}, {local:%H:%M}"


def countdown(exam: Exam, now: datetime, calendar: StudyCalendar) -> tuple[str, str]:
    """How long it is until an exam, as a number and its unit; the number is empty where words do."""
    left = (exam.at - now).total_seconds()
    if left <= 0:
        return "", _tr("over")
    if left < _HOUR:
        number, unit = counted(max(1, round(left / 60)), "minute").split(" ")
    elif left < _DAY:
        number, unit = counted(max(1, round(left / _HOUR)), "hour").split(" ")
    else:
        days = calendar.day_of(exam.at) - calendar.day_of(now)
        number, unit = counted(max(1, days), "day").split(" ")
    return number, unit


def countdown_words(exam: Exam, now: datetime, calendar: StudyCalendar) -> str:
    """The same as one phrase: "in 12 days", "over"."""
    number, unit = countdown(exam, now, calendar)
    return _tr("in {number} {unit}").format(number=number, unit=unit) if number else unit


def stopping_words(found: "Forecast") -> str:
    """What is recalled at the exam if nothing is seen again."""
    ready = found.readiness
    return _tr("If you stop now you recall {share} of {cards} at the exam: {low} to {high}.").format(
        share=share_words(ready.share),
        cards=counted(ready.cards, "card"),
        low=share_words(ready.low),
        high=share_words(ready.high),
    )


def following_words(plan: "ExamPlan") -> str:
    """What is recalled at the exam if the plan is followed."""
    ready = plan.expected
    return _tr("With the plan {share}: {low} to {high}. The goal is {goal}.").format(
        share=share_words(ready.share),
        low=share_words(ready.low),
        high=share_words(ready.high),
        goal=f"{plan.exam.goal:.0%}",
    )


def doubt_words(found: "Forecast") -> str:
    """Why little is known within a day of the exam; empty before that."""
    if not found.within_a_day:
        return ""
    return _tr(
        "The exam is within a day. The schedule thinks in days, so the ranges are wide and may still be too narrow."
    )


def share_of_today(outlook: "ExamOutlook") -> tuple[str, str]:
    """What today's plan holds, and what was done of it."""
    today = outlook.plan.days[0]
    done = _tr("{minutes} min done today").format(minutes=minutes_words(outlook.minutes_done))
    if not today.cards:
        nothing = _tr("Nothing for today") if today.minutes else _tr("No time today")
        return nothing, done if outlook.minutes_done else ""
    head = _tr("{cards} in {minutes} min").format(
        cards=counted(today.cards, "card"), minutes=minutes_words(max(1.0, today.filled))
    )
    parts = [_tr("{new} new").format(new=today.new)] if today.new else []
    if outlook.minutes_done:
        parts.append(done)
    return head, " · ".join(parts)


def reach_words(plan: "ExamPlan") -> str:
    """What other times would reach."""
    if not plan.reach:
        return _tr("No day until the exam has time for study.")
    parts = [
        _tr("{minutes} min: {share}").format(minutes=minutes_words(minutes), share=share_words(recall))
        for minutes, recall in plan.reach
    ]
    return _tr("By minutes a day: {parts}.").format(parts=" · ".join(parts))


def fewest_words(plan: "ExamPlan") -> str:
    """The least time that reaches the goal."""
    goal = f"{plan.exam.goal:.0%}"
    if plan.fewest is None:
        return _tr("The goal of {goal} is out of reach in this time.").format(goal=goal)
    if plan.fewest == 0.0:
        return _tr("The goal of {goal} is reached without seeing a card again.").format(goal=goal)
    return _tr("The fewest minutes that reach {goal}: about {minutes} a day.").format(
        goal=goal, minutes=minutes_words(max(1.0, plan.fewest))
    )


def unseen_words(plan: "ExamPlan") -> str:
    """The new cards for which there is no time; empty where there is."""
    if plan.unseen <= 0:
        return ""
    return _tr("There is no time for {cards}.").format(cards=counted(plan.unseen, "new card"))


def curve_words(outlook: "ExamOutlook") -> str:
    """What the two lines are."""
    words = _tr(
        "How much of it you recall: the line follows the plan, the dashes are what stays if you stop now; the bars at "
        "their ends are the likely range."
    )
    unsure = _tr("Within a day of the exam that range is a rough one.")
    return f"{words} {unsure}" if outlook.forecast.within_a_day else words


def _tr(text: str) -> str:
    return QCoreApplication.translate("ExamPage", text)
