"""How the cells of the browser read."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from flashcards.core.browsing import BrowserColumn, BrowserRow
from flashcards.core.clock import StudyCalendar, from_milliseconds
from flashcards.core.intervals import short_interval
from flashcards.core.reviews import CardState
from flashcards.gui.models.browser import BrowserField

_DAY = 86_400

#: The columns that are shown until somebody chooses others, with their widths in average letters.
FIRST_COLUMNS = {
    BrowserColumn.QUESTION: 41,
    BrowserColumn.DUE: 16,
    BrowserColumn.STATE: 13,
    BrowserColumn.DECK: 20,
    BrowserColumn.ROLE: 14,
}


def browser_fields(calendar: StudyCalendar) -> list[BrowserField]:
    """Every column, in the order in which they are offered."""
    column = BrowserColumn
    return [
        BrowserField(column.QUESTION, _tr("Question"), lambda row: row.question),
        BrowserField(column.ANSWER, _tr("Answer"), lambda row: row.answer),
        BrowserField(column.DUE, _tr("Due"), lambda row: due_text(row, calendar)),
        BrowserField(column.STATE, _tr("State"), state_text),
        BrowserField(column.DECK, _tr("Deck"), lambda row: row.deck),
        BrowserField(column.ROLE, _tr("Role"), lambda row: row.role.value.capitalize()),
        BrowserField(column.ARTICLE, _tr("Article"), lambda row: row.article),
        BrowserField(column.TAGS, _tr("Tags"), lambda row: " ".join(row.tags)),
        BrowserField(column.INTERVAL, _tr("Interval"), _interval, number=True),
        BrowserField(column.STABILITY, _tr("Stability"), _stability, number=True),
        BrowserField(column.DIFFICULTY, _tr("Difficulty"), _difficulty, number=True),
        BrowserField(column.RECALL, _tr("Recall"), _recall, number=True),
        BrowserField(column.LAPSES, _tr("Lapses"), lambda row: str(row.lapses), number=True),
        BrowserField(column.REVIEWS, _tr("Reviews"), lambda row: str(row.reviews), number=True),
        BrowserField(column.FLAG, _tr("Flag"), _flag),
        BrowserField(column.CREATED, _tr("Created"), lambda row: _date(row.created_at)),
        BrowserField(column.EDITED, _tr("Edited"), lambda row: _date(row.edited_at)),
        BrowserField(column.CARDS, _tr("Cards"), lambda row: str(row.cards), number=True),
    ]


def due_text(row: BrowserRow, calendar: StudyCalendar) -> str:
    """When it comes: a time for a step, a date for a review, nothing for what is new."""
    if row.due_at is not None:
        return f"{from_milliseconds(row.due_at).astimezone(calendar.zone):%Y-%m-%d %H:%M}"
    return "" if row.due_day is None else calendar.date_of(row.due_day).isoformat()


def state_text(row: BrowserRow) -> str:
    """The state with everything that keeps a card from study, in words."""
    states = {
        CardState.NEW: _tr("New"),
        CardState.LEARNING: _tr("Learning"),
        CardState.REVIEW: _tr("Review"),
        CardState.RELEARNING: _tr("Relearning"),
    }
    parts = [states[row.state]]
    for holds, word in (
        (row.suspended, _tr("suspended")),
        (row.buried, _tr("buried")),
        (row.leech, _tr("leech")),
    ):
        if holds:
            parts.append(word)
    return ", ".join(parts)


def flag_names() -> tuple[str, ...]:
    """The names of the seven flags."""
    return (
        _tr("red"),
        _tr("orange"),
        _tr("green"),
        _tr("blue"),
        _tr("pink"),
        _tr("turquoise"),
        _tr("purple"),
    )


def _flag(row: BrowserRow) -> str:
    return f"⚑ {row.flag} {flag_names()[row.flag - 1]}" if row.flag else ""


def _interval(row: BrowserRow) -> str:
    return short_interval(row.interval * _DAY) if row.interval else ""


def _stability(row: BrowserRow) -> str:
    return "" if row.stability is None else short_interval(row.stability * _DAY)


def _difficulty(row: BrowserRow) -> str:
    return "" if row.difficulty is None else f"{row.difficulty:.1f}"


def _recall(row: BrowserRow) -> str:
    return "" if row.recall is None else f"{row.recall:.0%}"


def _date(milliseconds: int) -> str:
    found: date = from_milliseconds(milliseconds).astimezone().date()
    return found.isoformat() if milliseconds else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("browser", text)
