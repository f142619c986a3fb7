"""Exams, forecasts and plans as records for JSON and as text for people."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from flashcards.cli.output import counted, one_line, say, table
from flashcards.core.exams import Exam

if TYPE_CHECKING:
    from flashcards.services.exam_figures import ExamPlan, Forecast
    from flashcards.study.exam.forecast import Readiness

Record = dict[str, Any]
_SHOWN_MOVES = 15


def exam_record(exam: Exam) -> Record:
    """An exam; its moment in ISO 8601, UTC."""
    covers = exam.covers
    return {
        "name": exam.name,
        "at": exam.at.isoformat(timespec="seconds"),
        "decks": list(covers.decks),
        "articles": list(covers.articles),
        "tags": list(covers.tags),
        "roles": [role.value for role in covers.roles],
        "goal": exam.goal,
        "minutes": list(exam.minutes),
        "days_off": [day.isoformat() for day in exam.days_off],
        "weights": {role.value: weight for role, weight in exam.weights},
        "daily": exam.daily,
    }


def forecast_record(found: "Forecast") -> Record:
    """A forecast; chances from 0 to 1."""
    return {
        "exam": exam_record(found.exam),
        "days": found.days,
        "within_a_day": found.within_a_day,
        "readiness": asdict(found.readiness),
        "by_role": {role.value: asdict(each) for role, each in found.by_role.items()},
        "by_topic": {topic: asdict(each) for topic, each in found.by_topic.items()},
        "weakest": [{"card": card_id, "chance": chance} for card_id, chance in found.weakest],
    }


def plan_record(plan: "ExamPlan") -> Record:
    """A plan; minutes a day, chances from 0 to 1."""
    return {
        "exam": exam_record(plan.exam),
        "without": asdict(plan.without),
        "expected": asdict(plan.expected),
        "reach": [{"minutes": minutes, "recall": recall} for minutes, recall in plan.reach],
        "fewest": plan.fewest,
        "unseen": plan.unseen,
        "new_limit": plan.new_limit,
        "days": [asdict(each) | {"day": each.day.isoformat()} for each in plan.days],
        "moved": [
            {
                "card": each.card_id,
                "was": each.was.isoformat(),
                "to": each.to.isoformat(),
                "why": each.why.value,
                "reason": each.reason,
            }
            for each in plan.moved
        ],
    }


def readiness_text(found: "Forecast") -> str:
    """How ready one is, in one line."""
    ready = found.readiness
    when = "today" if found.days == 0 else f"in {counted(found.days, 'day')}"
    return (
        f"{one_line(found.exam.name)} is {when}: if nothing is seen again {_range(ready)} of "
        f"{counted(ready.cards, 'card')} will be recalled; {ready.unseen} not seen yet, {ready.below} below the goal of "
        f"{found.exam.goal:.0%}."
    )


def share_text(share: float) -> str:
    """A share in percent; nothing is ever sure, so nothing is rounded up to all."""
    return "over 99%" if share > 0.99 else f"{share:.0%}"


def show_forecast(found: "Forecast") -> None:
    """A forecast for people."""
    say(readiness_text(found))
    if found.within_a_day:
        say(
            "The exam is within a day; FSRS thinks in days, so the range is wide and may still be too narrow."
        )
    _groups("Role", {role.value: each for role, each in found.by_role.items()})
    _groups("Article", {one_line(topic) or "(no article)": each for topic, each in found.by_topic.items()})
    if found.weakest:
        weakest = ", ".join(f"{card_id} ({chance:.0%})" for card_id, chance in found.weakest[:10])
        say(f"Weakest cards: {weakest}.")


def show_plan(plan: "ExamPlan") -> None:
    """A plan for people."""
    say(
        f"Without study {_range(plan.without)}, with this plan {_range(plan.expected)} (goal {plan.exam.goal:.0%})."
    )
    if plan.reach:
        say(
            "Reached: "
            + ", ".join(
                f"{share_text(recall)} at {round(minutes, 1):g} min a day" for minutes, recall in plan.reach
            )
            + "."
        )
    say(_fewest(plan))
    if plan.unseen > 0:
        say(f"{counted(plan.unseen, 'new card')} will not be seen: there is no time for them.")
    most = max((each.new for each in plan.days), default=0)
    if most > plan.new_limit:
        say(
            f"The plan has {most} new cards on its fullest day and the presets allow {plan.new_limit}; with --apply they come."
        )
    rows = [
        (each.day.isoformat(), each.cards, each.new, f"{each.filled:.0f}", f"{each.minutes:.0f}")
        for each in plan.days
    ]
    table("Days", ("Day", ">Cards", ">New", ">Minutes", ">Of"), rows)
    moved = plan.moved[:_SHOWN_MOVES]
    if moved:
        table(
            f"{counted(len(plan.moved), 'card')} moved",
            (">Card", "To", "Why"),
            [(each.card_id, each.to.isoformat(), one_line(each.reason)) for each in moved],
        )
    if len(plan.moved) > len(moved):
        say(f"... and {len(plan.moved) - len(moved)} more; --json lists all.")


def _fewest(plan: "ExamPlan") -> str:
    if plan.fewest is None:
        return f"The goal of {plan.exam.goal:.0%} is out of reach in this time, however long the days."
    if plan.fewest == 0.0:
        return f"The goal of {plan.exam.goal:.0%} is reached without seeing a card again."
    return f"The fewest minutes that reach the goal of {plan.exam.goal:.0%}: about {max(1.0, plan.fewest):.0f} a day."


def _groups(name: str, groups: Mapping[str, "Readiness"]) -> None:
    rows = [
        (
            group,
            each.cards,
            each.unseen,
            each.below,
            share_text(each.share),
            f"{share_text(each.low)} to {share_text(each.high)}",
        )
        for group, each in groups.items()
    ]
    table("", (name, ">Cards", ">Unseen", ">Below goal", ">Recalled", ">Range"), rows)


def _range(ready: "Readiness") -> str:
    return f"{share_text(ready.share)} ({share_text(ready.low)} to {share_text(ready.high)})"
