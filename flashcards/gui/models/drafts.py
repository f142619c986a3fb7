"""Drafts as a list, grouped by role; the first of each group carries the group's heading."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from flashcards.core.drafts import CardType, Draft, DraftState
from flashcards.core.facts import FactKind
from flashcards.core.rendering import gapped

_ROOT = QModelIndex()
_ORDER = list(FactKind)


@dataclass(frozen=True, slots=True)
class Group:
    """The drafts of one role: how many there are, wait, and were accepted."""

    role: FactKind
    all: int
    waiting: int
    accepted: int


def shown_question(draft: Draft) -> str:
    """A draft's question as a student would see it."""
    return gapped(draft.question) if draft.type is CardType.CLOZE else draft.question


class DraftListModel(QAbstractListModel):
    """Mechanisms first, then theories, risks, definitions and the rest; in each the article's order."""

    DraftRole = Qt.ItemDataRole.UserRole
    #: The `Group` that begins with this row, None on the other rows.
    GroupRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drafts: list[Draft] = []
        self._groups: dict[int, Group] = {}

    def set_drafts(self, drafts: Sequence[Draft]) -> bool:
        """Show drafts; when only their states or words changed, the selection stays and the answer is False."""
        ordered = sorted(drafts, key=lambda draft: _ORDER.index(draft.role))
        self._groups = _groups(ordered)
        if [each.id for each in ordered] == [each.id for each in self._drafts]:
            same = [each.question + each.answer for each in ordered] == [
                each.question + each.answer for each in self._drafts
            ]
            self._drafts = ordered
            if ordered:
                roles = [self.DraftRole] if same else []
                self.dataChanged.emit(self.index(0), self.index(len(ordered) - 1), roles)
            return False
        self.beginResetModel()
        self._drafts = ordered
        self.endResetModel()
        return True

    def drafts(self) -> list[Draft]:
        """The drafts in the order shown."""
        return list(self._drafts)

    def rows_at(self, offset: int) -> list[int]:
        """The rows of the drafts that rest on the place of the article."""
        return [
            row
            for row, draft in enumerate(self._drafts)
            if draft.evidence.start <= offset < draft.evidence.end
        ]

    def row_of(self, draft_id: int) -> int | None:
        """The row of a draft, None when it is not there."""
        return next((row for row, draft in enumerate(self._drafts) if draft.id == draft_id), None)

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
            case self.GroupRole:
                return self._groups.get(index.row())
        return None


def _groups(ordered: Sequence[Draft]) -> dict[int, Group]:
    """The groups by the row at which each begins."""
    found: dict[int, Group] = {}
    start = 0
    while start < len(ordered):
        role = ordered[start].role
        states = [draft.state for draft in ordered if draft.role is role]
        found[start] = Group(
            role, len(states), states.count(DraftState.WAITING), states.count(DraftState.ACCEPTED)
        )
        start += len(states)
    return found
