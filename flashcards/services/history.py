"""Undo and redo of every change of the session."""

from flashcards.core.changes import Changes
from flashcards.core.progress import Cancel, Report, silent
from flashcards.store.library import Library

#: More rows than this take over a tenth of a second.
_MANY = 3000


class HistoryService:
    """Takes changes back, the latest first."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @property
    def undo_label(self) -> str:
        """What the next undo takes back ("Accept 3 cards"); empty when there is nothing."""
        return self._library.undo_label

    @property
    def redo_label(self) -> str:
        """What the next redo does again; empty when there is nothing."""
        return self._library.redo_label

    @property
    def mark(self) -> int:
        """Grows with every change; what was changed since a mark can be taken back while it is above that mark."""
        return self._library.undo_mark

    def is_long(self, *, redo: bool = False) -> bool:
        """Whether the next undo, or redo, takes long enough to be a job for the background."""
        return self._library.undo_size(redo=redo) > _MANY

    def undo(self, report: Report = silent, cancel: Cancel | None = None) -> tuple[str, Changes]:
        """Take back the latest change; returns its label and what it touched.

        Where `is_long` holds it is for the background: it says how far it is, and raises `Cancelled` with nothing changed.
        """
        step = self._library.undo(report, cancel)
        return ("", Changes.NOTHING) if step is None else (step.label, step.changes)

    def redo(self, report: Report = silent, cancel: Cancel | None = None) -> tuple[str, Changes]:
        """Do the latest undone change again, in the same way."""
        step = self._library.redo(report, cancel)
        return ("", Changes.NOTHING) if step is None else (step.label, step.changes)
