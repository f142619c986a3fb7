"""Drafts as a list, grouped by role."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from flashcards.core.drafts import CardType, Draft
from flashcards.core.facts import FactKind
from flashcards.core.rendering import gapped

_ROOT = QModelIndex()
_ORDER = list(FactKind)


def shown_question(draft: Draft) -> str:
    """A draft's question as a student would see it."""
    return gapped(draft.question) if draft.type is CardType.CLOZE else draft.question


class DraftListModel(QAbstractListModel):
    """Mechanisms first, then theories, risks, definitions and the rest; in each the article's order."""

    DraftRole = Qt.ItemDataRole.UserRole

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drafts: list[Draft] = []

    def set_drafts(self, drafts: Sequence[Draft]) -> None:
        """Show drafts; when only their states or words changed, the selection stays."""
        ordered = sorted(drafts, key=lambda draft: _ORDER.index(draft.role))
        if [each.id for each in ordered] == [each.id for each in self._drafts]:
            self._drafts = ordered
            if ordered:
                self.dataChanged.emit(self.index(0), self.index(len(ordered) - 1))
            return
        self.beginResetModel()
        self._drafts = ordered
        self.endResetModel()

    def drafts(self) -> list[Draft]:
        """The drafts in the order shown."""
        return list(self._drafts)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """How many drafts there are."""
        return 0 if parent.isValid() else len(self._drafts)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """A draft, or how it reads."""
        if not index.isValid():
            return None
        draft = self._drafts[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return shown_question(draft)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{draft.role}, {draft.state}: {shown_question(draft)} Answer: {draft.answer}"
            case self.DraftRole:
                return draft
        return None
