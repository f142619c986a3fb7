"""Figures as tables: for CSV files, and for those who read numbers better than pictures."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from flashcards.core.reviews import Rating
from flashcards.exchange.atomic import replacing
from flashcards.services.exam_figures import ExamOutlook
from flashcards.services.figures import STABILITY_BOUNDS, Figures

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A figure's numbers; `name` is that of its CSV file, too. Shares are from 0 to 1."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def figure_tables(found: Figures) -> Mapping[str, FigureTable]:
    """Every figure as a table, by name."""
    ratings = tuple(rating.name.lower() for rating in Rating)
    spread = found.distributions
    tables = (
        FigureTable(
            "retention",
            ("role", "desired", "recalled", "answers", "low", "high", "enough"),
            tuple(
                (
                    each.role.value if each.role else "all",
                    each.desired,
                    each.recalled,
                    each.answers,
                    each.low,
                    each.high,
                    each.enough,
                )
                for each in found.retention
            ),
        ),
        FigureTable(
            "calendar",
            ("day", "answers", "minutes"),
            tuple((each.day.isoformat(), each.answers, each.minutes) for each in found.calendar),
        ),
        FigureTable("forecast", ("days", "due"), tuple(enumerate(found.forecast))),
        FigureTable(
            "buttons",
            ("state", *ratings),
            tuple(
                (state.name.lower(), *(row[rating] for rating in Rating))
                for state, row in found.buttons.items()
            ),
        ),
        FigureTable(
            "hours",
            ("hour", "recalled", "answers"),
            tuple((hour, *each) for hour, each in enumerate(found.hours)),
        ),
        FigureTable(
            "calibration",
            ("rating", "lapsed", "answers"),
            tuple((each.rating.name.lower(), each.lapsed, each.answers) for each in found.calibration),
        ),
        FigureTable(
            "mastery",
            ("article", "title", "role", "new", "weak", "fading", "strong"),
            tuple(
                (
                    each.article_id,
                    " ".join(each.title.split()),
                    each.role.value,
                    each.new,
                    each.weak,
                    each.fading,
                    each.strong,
                )
                for each in found.mastery
            ),
        ),
        _spread("stability", "days", stability_labels(), spread.stability),
        _spread("difficulty", "difficulty", [str(number) for number in range(1, 11)], spread.difficulty),
        _spread("recall", "chance", recall_labels(), spread.retrievability),
    )
    return {table.name: table for table in tables}


def outlook_table(found: ExamOutlook) -> FigureTable:
    """The readiness up to an exam: shares recalled after each day from now on, and at the exam."""
    exam = found.plan.exam
    days = [each.day.isoformat() for each in found.plan.days]
    moments = ["now", *days[: len(found.levels) - 2], exam.at.isoformat(timespec="minutes")]
    rows = tuple(
        (moment, level.followed, level.stopped) for moment, level in zip(moments, found.levels, strict=True)
    )
    return FigureTable("readiness", ("after", "with the plan", "if you stop"), rows)


def stability_labels() -> list[str]:
    """The buckets of stability in days."""
    lows = (0, *STABILITY_BOUNDS[:-1])
    bounds = [f"{low}-{high}" for low, high in zip(lows, STABILITY_BOUNDS, strict=True)]
    return [*bounds, f"{STABILITY_BOUNDS[-1]}+"]


def recall_labels() -> list[str]:
    """The buckets of recall, the surest first."""
    return [f"{low}-{low + 10}%" for low in range(90, -10, -10)]


def as_csv(table: FigureTable) -> str:
    """A table as the text of a CSV file (RFC 4180 with line feeds)."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return text.getvalue()


def write_csv(table: FigureTable, path: Path) -> None:
    """Write a table to a file, all or nothing; raises `CannotExport`."""
    with replacing(path) as part:
        part.write_text(as_csv(table), encoding="utf-8")


def _spread(name: str, column: str, labels: Sequence[str], counts: Sequence[int]) -> FigureTable:
    return FigureTable(name, (column, "cards"), tuple(zip(labels, counts, strict=True)))
