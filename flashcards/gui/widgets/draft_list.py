"""The list of drafts: each with its role, question, answer, and what was decided."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from flashcards.core.drafts import Draft, DraftState
from flashcards.core.facts import FactKind
from flashcards.gui.models.drafts import DraftListModel, shown_question
from flashcards.gui.theme import LARGE, MEDIUM, SMALL, TIGHT, Theme

ROLE_ICONS = {
    FactKind.MECHANISM: "cog",
    FactKind.THEORY: "lightbulb",
    FactKind.RISK: "triangle-alert",
    FactKind.DEFINITION: "bookmark",
    FactKind.OTHER: "circle-dot",
}
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)


class DraftList(QListView):
    """A list of drafts for the keyboard: A or Enter accepts, R or Delete rejects, E edits."""

    accept_asked = Signal()
    reject_asked = Signal()
    edit_asked = Signal()

    def __init__(self, theme: Theme, model: DraftListModel) -> None:
        super().__init__()
        self.setObjectName("drafts")
        self.setModel(model)
        self.setItemDelegate(_DraftDelegate(theme, self))
        self.setAccessibleName(self.tr("Drafts"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(False)
        theme.changed.connect(self.viewport().update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single letters decide; the rest moves the selection."""
        signals = {
            Qt.Key.Key_A: self.accept_asked,
            Qt.Key.Key_Return: self.accept_asked,
            Qt.Key.Key_Enter: self.accept_asked,
            Qt.Key.Key_R: self.reject_asked,
            Qt.Key.Key_Delete: self.reject_asked,
            Qt.Key.Key_E: self.edit_asked,
        }
        signal = signals.get(Qt.Key(event.key())) if not event.modifiers() else None
        if signal is None:
            super().keyPressEvent(event)
        else:
            signal.emit()


class _DraftDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        draft: Draft = index.data(DraftListModel.DraftRole)
        area: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(area, self._theme.color("hover"))
            painter.fillRect(QRect(area.left(), area.top(), 4, area.height()), self._theme.color("accent"))
        painter.setPen(self._theme.color("line"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        self._paint_words(painter, draft, self._inner(area))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        draft: Draft = index.data(DraftListModel.DraftRole)
        width = self._view.viewport().width()
        inner = self._inner(QRect(0, 0, width, 10_000))
        bold, plain = self._fonts()
        height = QFontMetrics(plain).height() + TIGHT
        height += self._height(bold, shown_question(draft), inner.width())
        height += TIGHT + self._height(plain, draft.answer, inner.width())
        return QSize(width, height + 2 * MEDIUM)

    def _paint_words(self, painter: QPainter, draft: Draft, inner: QRect) -> None:
        bold, plain = self._fonts()
        line = QFontMetrics(plain).height()
        ratio = self._view.devicePixelRatioF()
        icon = self._theme.pixmap(ROLE_ICONS[draft.role], draft.role.value, line, ratio)
        painter.drawPixmap(inner.topLeft(), icon)
        painter.setFont(plain)
        painter.setPen(self._theme.color(draft.role.value))
        head = QRect(inner.left() + line + SMALL, inner.top(), inner.width(), line)
        painter.drawText(head, draft.role.value.capitalize())
        self._paint_state(painter, draft, QRect(inner.left(), inner.top(), inner.width(), line))
        top = inner.top() + line + TIGHT
        painter.setPen(self._theme.color("muted" if draft.state is DraftState.REJECTED else "text"))
        painter.setFont(bold)
        question = shown_question(draft)
        height = self._height(bold, question, inner.width())
        painter.drawText(QRect(inner.left(), top, inner.width(), height), _WRAP, question)
        painter.setFont(plain)
        painter.setPen(self._theme.color("muted"))
        below = QRect(inner.left(), top + height + TIGHT, inner.width(), inner.bottom() - top - height)
        painter.drawText(below, _WRAP, draft.answer)

    def _paint_state(self, painter: QPainter, draft: Draft, head: QRect) -> None:
        words = {
            DraftState.WAITING: ("", "muted"),
            DraftState.ACCEPTED: (self.tr("✓ accepted"), "good"),
            DraftState.REJECTED: (self.tr("✕ rejected"), "wrong"),
        }
        text, color = words[draft.state]
        painter.setPen(self._theme.color(color))
        painter.drawText(head, int(Qt.AlignmentFlag.AlignRight), text)

    def _fonts(self) -> tuple[QFont, QFont]:
        plain = QFont(self._view.font())
        bold = QFont(plain)
        bold.setWeight(QFont.Weight.DemiBold)
        return bold, plain

    @staticmethod
    def _height(font: QFont, text: str, width: int) -> int:
        return QFontMetrics(font).boundingRect(QRect(0, 0, width, 10_000), _WRAP, text).height()

    @staticmethod
    def _inner(area: QRect) -> QRect:
        return area.adjusted(LARGE, MEDIUM, -LARGE, -MEDIUM)
