"""Words for the ways in which notes may ask, and for what became of notes that were to ask in another way."""

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from flashcards.core.wording import counted

if TYPE_CHECKING:
    from flashcards.services.note_kinds import Retyped


def kinds() -> tuple[tuple[str, str], ...]:
    """The ways by the names that `services.note_kinds` gives them, each with its words."""
    return (
        ("basic", _tr("Question and answer")),
        ("reversed", _tr("Both ways round")),
        ("typed", _tr("An answer to type")),
        ("choice", _tr("With choices")),
        ("list", _tr("A list, item by item")),
        ("sequence", _tr("Steps to put in order")),
    )


def told(done: "Retyped") -> str:
    """How many notes ask in the new way, and why the others do not."""
    parts = [_tr("{notes} ask in the new way.").format(notes=counted(len(done.notes), "note"))]
    if len(done.notes) == 1:
        parts = [_tr("1 note asks in the new way.")]
    for why, count in Counter(done.left.values()).items():
        parts.append(_tr("{notes} stayed: {why}.").format(notes=counted(count, "note"), why=why))
    return " ".join(parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Kinds", text)
