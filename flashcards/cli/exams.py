"""The commands of exams: exam add, change, list, forecast, plan and remove."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flashcards.cli.exam_records import (
    exam_record,
    forecast_record,
    plan_record,
    readiness_text,
    share_text,
    show_forecast,
    show_plan,
)
from flashcards.cli.exam_values import (
    covered,
    dates,
    goal_of,
    minutes_of,
    moment_of_exam,
    roles_of,
    weights_of,
)
from flashcards.cli.output import counted, one_line, progress, say, table, write_json
from flashcards.cli.session import Session, command
from flashcards.cli.targets import real_text
from flashcards.core.errors import BadInput
from flashcards.core.exams import Exam

if TYPE_CHECKING:
    from flashcards.app import App

Name = Annotated[str, typer.Argument(metavar="NAME", help="The exam.", callback=real_text)]
At = Annotated[
    str | None, typer.Option("--at", metavar="TIME", help="When it is, as in 2026-06-20T09:00; local time.")
]
Decks = Annotated[
    list[str] | None,
    typer.Option("--deck", metavar="NAME", help="Covers a deck with those inside it; may be given again."),
]
Articles = Annotated[
    list[int] | None,
    typer.Option(
        "--article", metavar="ID", min=1, help="Covers the cards of an article; may be given again."
    ),
]
Tags = Annotated[
    list[str] | None, typer.Option("--tag", metavar="TAG", help="Covers a tag; may be given again.")
]
Roles = Annotated[
    list[str] | None,
    typer.Option("--role", metavar="ROLE", help="Only cards with this role; may be given again."),
]
Goal = Annotated[
    float | None,
    typer.Option("--goal", metavar="PERCENT", help="How much should be recalled; 90 if not given."),
]
Minutes = Annotated[
    str | None,
    typer.Option(
        "--minutes", metavar="N|N,N,...", help="A day, or for each weekday from Monday on; 20 if not given."
    ),
]
Off = Annotated[
    list[str] | None,
    typer.Option("--off", metavar="DATE", help="A day without study; may be given again."),
]
Weights = Annotated[
    list[str] | None,
    typer.Option("--weight", metavar="ROLE=N", help="How much cards with a role count; 1 if not given."),
]
Daily = Annotated[
    bool | None,
    typer.Option(
        "--daily/--no-daily", help="The window plans it anew every day, or leaves it; daily if not given."
    ),
]


@command
def add(  # noqa: PLR0913, PLR0917 (each is an option)
    session: Session,
    name: Name,
    at: At = None,
    deck: Decks = None,
    article: Articles = None,
    tag: Tags = None,
    role: Roles = None,
    goal: Goal = None,
    minutes: Minutes = None,
    off: Off = None,
    weight: Weights = None,
    daily: Daily = None,
) -> None:
    """Add an exam; without --deck, --article and --tag it covers all cards."""
    if at is None:
        raise typer.BadParameter("say when it is, as in --at 2026-06-20T09:00.", param_hint="--at")
    covers = covered(deck, article, tag, role)
    exam = Exam(name, moment_of_exam(at), covers, daily=daily is not False)
    exam = _changed(exam, goal, minutes, off, weight)
    with session.existing(write=True) as app:
        saved, _changes = app.exams.add(exam)
        _tell(session, app, saved, "added")


@command
def change(  # noqa: PLR0913, PLR0917 (each is an option)
    session: Session,
    name: Name,
    rename: Annotated[str | None, typer.Option("--rename", metavar="NAME", help="Another name.")] = None,
    at: At = None,
    deck: Decks = None,
    article: Articles = None,
    tag: Tags = None,
    role: Roles = None,
    goal: Goal = None,
    minutes: Minutes = None,
    off: Off = None,
    weight: Weights = None,
    daily: Daily = None,
) -> None:
    """Change an exam; what is not given stays. Decks, articles and tags replace all that it covered."""
    roles = roles_of(role)
    with session.existing(write=True) as app:
        exam = app.exams.get(name)
        covers = covered(deck, article, tag, None) if deck or article or tag else exam.covers
        covers = replace(covers, roles=roles or exam.covers.roles)
        moment = exam.at if at is None else moment_of_exam(at)
        exam = replace(
            exam,
            name=exam.name if rename is None else rename,
            at=moment,
            covers=covers,
            daily=exam.daily if daily is None else daily,
        )
        saved, _changes = app.exams.change(name, _changed(exam, goal, minutes, off, weight))
        _tell(session, app, saved, "changed")


@command
def list_(session: Session) -> None:
    """List the exams, the earliest first, with how ready one is."""
    with session.existing() as app:
        now = app.clock()
        rows = [(exam, _readiness(app, exam, now)) for exam in app.exams.all()]
    if session.as_json:
        write_json([exam_record(exam) | {"ready": ready} for exam, ready in rows])
        return
    if not rows:
        say("There are no exams yet.")
        return
    cells = [
        (
            one_line(exam.name),
            f"{exam.at.astimezone():%Y-%m-%d %H:%M}",
            "over" if exam.at <= now else counted((exam.at - now).days, "day"),
            f"{exam.goal:.0%}",
            "" if ready is None else share_text(ready),
        )
        for exam, ready in rows
    ]
    table("", ("Exam", "When", ">In", ">Goal", ">Ready now"), cells)


@command
def forecast(session: Session, name: Name) -> None:
    """Say how much would be recalled at the exam if nothing were seen again, by role and article."""
    with session.existing() as app:
        found = app.exam_plans.forecast(name)
    if session.as_json:
        write_json(forecast_record(found))
    else:
        show_forecast(found)


@command
def plan(
    session: Session,
    name: Name,
    apply: Annotated[
        bool, typer.Option("--apply", help="Do it; without this only the plan is shown.")
    ] = False,
) -> None:
    """Plan the days until an exam: what is reached, in how much time, and which cards move."""
    with session.existing(write=apply) as app, progress() as report:
        found = app.exam_plans.apply(name, report)[0] if apply else app.exam_plans.plan(name, report)
    if session.as_json:
        write_json(plan_record(found) | {"applied": apply})
        return
    show_plan(found)
    say("Done; plan again every day." if apply else "This is only the plan; --apply carries it out.")


@command
def remove(session: Session, name: Name) -> None:
    """Delete an exam; the cards that its plan moved go back to the schedule."""
    with session.existing(write=True) as app:
        app.exams.remove(name)
    if session.as_json:
        write_json({"removed": name})
    else:
        say(f"The exam “{one_line(name)}” is gone.")


def exams() -> typer.Typer:
    """All of them as one group."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Plan the days until an exam.")
    for each in (add, change, forecast, plan, remove):
        group.command()(each)
    group.command("list")(list_)
    return group


def _changed(
    exam: Exam, goal: float | None, minutes: str | None, off: list[str] | None, weight: list[str] | None
) -> Exam:
    """The exam with what was typed."""
    return replace(
        exam,
        goal=exam.goal if goal is None else goal_of(goal),
        minutes=exam.minutes if minutes is None else minutes_of(minutes),
        days_off=exam.days_off if off is None else dates(off),
        weights=exam.weights if weight is None else weights_of(weight),
    )


def _readiness(app: "App", exam: Exam, now: datetime) -> float | None:
    """How ready one is; None for an exam that is over or covers no card."""
    if exam.at <= now:
        return None
    try:
        return app.exam_plans.forecast(exam.name).readiness.share
    except BadInput:
        return None


def _tell(session: Session, app: "App", exam: Exam, what: str) -> None:
    if session.as_json:
        write_json(exam_record(exam))
        return
    say(f"The exam “{one_line(exam.name)}” is {what}.")
    try:
        say(readiness_text(app.exam_plans.forecast(exam.name)))
    except BadInput as problem:
        say(str(problem))
