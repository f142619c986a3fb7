"""The command stats: figures about the library and about study, for people, as JSON, or as CSV files."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flashcards.cli.output import counted, one_line, say, say_labelled, table, write_json
from flashcards.cli.records import Record
from flashcards.cli.session import Session, command
from flashcards.core.errors import CannotExport
from flashcards.core.reviews import CardState

if TYPE_CHECKING:
    from flashcards.services.figures import Figures
    from flashcards.services.statistics import Summary


@command
def stats(
    session: Session,
    days: Annotated[int, typer.Option("--days", min=1, max=36500, help="Of how many days.")] = 365,
    folder: Annotated[
        Path | None,
        typer.Option("--csv", metavar="FOLDER", readable=False, help="Write each table to a CSV file there."),
    ] = None,
) -> None:
    """Show figures about the library and recent study."""
    with session.existing() as app:
        summary, figures = app.statistics.summary(), app.figures.all(days)
    if folder is not None:
        names = _write(folder, figures)
        if session.as_json:
            write_json({"files": names})
        else:
            say(f"Wrote {', '.join(names)} to {folder}.")
    elif session.as_json:
        write_json(_summary_record(summary) | _figures_record(figures))
    else:
        _say_summary(summary)
        _say_figures(figures)


def _summary_record(found: "Summary") -> Record:
    return {
        "articles": found.articles,
        "notes": found.notes,
        "cards": {state.name.lower(): found.states.get(state, 0) for state in CardState},
        "answers": found.answers,
        "answered_today": found.answered_today,
        "minutes_today": round(found.minutes_today, 2),
        "streak": found.streak,
        "retention": found.retention,
        "retention_of": found.retention_of,
        "forecast": list(found.forecast),
    }


def _figures_record(found: "Figures") -> Record:
    return {
        "by_role": [asdict(each) | {"share": each.share} for each in found.retention],
        "calendar": [asdict(each) | {"day": each.day.isoformat()} for each in found.calendar],
        "distributions": asdict(found.distributions),
        "buttons": {
            state.name.lower(): {rating.name.lower(): count for rating, count in row.items()}
            for state, row in found.buttons.items()
        },
        "hours": [{"recalled": recalled, "answers": answers} for recalled, answers in found.hours],
        "calibration": [asdict(each) | {"rating": each.rating.name.lower()} for each in found.calibration],
        "mastery": [asdict(each) for each in found.mastery],
    }


def _say_summary(found: "Summary") -> None:
    states = ", ".join(f"{found.states.get(state, 0)} {state.name.lower()}" for state in CardState)
    retention = "no reviews yet"
    if found.retention is not None:
        retention = f"{found.retention:.0%} of {counted(found.retention_of, 'answer')} in the last 30 days"
    for label, text in (
        ("Articles", str(found.articles)),
        ("Notes", str(found.notes)),
        ("Cards", f"{sum(found.states.values())} ({states})"),
        ("Answers", str(found.answers)),
        ("Today", f"{counted(found.answered_today, 'answer')} in {found.minutes_today:.0f} min"),
        ("Streak", counted(found.streak, "day")),
        ("Recalled", retention),
        ("Due", ", ".join(str(each) for each in found.forecast) + " (today and the days after)"),
    ):
        say_labelled(label, text)


def _say_figures(found: "Figures") -> None:
    if not found.calendar:
        return
    rows: list[Sequence[object]] = [
        (
            each.role.value if each.role else "all",
            f"{each.desired:.0%}",
            "" if each.share is None else f"{each.share:.0%}",
            each.answers,
            f"{each.low:.0%} to {each.high:.0%}" if each.enough else "too few to tell",
        )
        for each in found.retention
    ]
    table("Recall of the last 30 days", ("Role", ">Wished", ">Recalled", ">Answers", ">Likely"), rows)
    if found.calibration:
        rows = [
            (each.rating.name.lower(), each.answers, f"{each.lapsed / each.answers:.0%}")
            for each in found.calibration
        ]
        table("What became of each rating", ("Pressed", ">Came back", ">Forgotten then"), rows)
    rows = [
        (
            one_line(each.title) or "(no article)",
            each.role.value,
            each.new,
            each.weak,
            each.fading,
            each.strong,
        )
        for each in found.mastery
    ]
    table("How well it is known", ("Article", "Role", ">New", ">Weak", ">Fading", ">Strong"), rows)


def _write(folder: Path, found: "Figures") -> list[str]:
    from flashcards.services.figure_tables import figure_tables, write_csv

    if not folder.is_dir():
        raise CannotExport(f"The tables cannot be written: there is no folder {folder}.")
    names = []
    for table_ in figure_tables(found).values():
        write_csv(table_, folder / f"{table_.name}.csv")
        names.append(f"{table_.name}.csv")
    return names
