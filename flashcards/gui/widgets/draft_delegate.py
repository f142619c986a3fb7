"""How a draft looks in the list: its role's heading where a group begins, question, answer, decision."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from flashcards.core.drafts import Draft, DraftState
from flashcards.core.facts import FactKind
from flashcards.gui.models.drafts import DraftListModel, Group, shown_question
from flashcards.gui.theme import LARGE, MEDIUM, SMALL, TIGHT, Theme

ROLE_ICONS = {
    FactKind.MECHANISM: "cog",
    FactKind.THEORY: "lightbulb",
    FactKind.RISK: "triangle-alert",
    FactKind.DEFINITION: "bookmark",
    FactKind.OTHER: "circle-dot",
}
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)


class DraftDelegate(QStyledItemDelegate):
    """Paints drafts in the theme's colours; icons, words and signs say the same as the colours."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one draft, with a heading above it where its group begins."""
        draft: Draft = index.data(DraftListModel.DraftRole)
        group: Group | None = index.data(DraftListModel.GroupRole)
        area: QRect = option.rect
        painter.save()
        if group is not None:
            heading = QRect(area.left(), area.top(), area.width(), self._heading_height())
            self._paint_heading(painter, group, heading)
            area = area.adjusted(0, heading.height(), 0, 0)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, self._theme.color("hover"))
            if self._view.currentIndex() == index:
                painter.fillRect(
                    QRect(area.left(), area.top(), 4, area.height()), self._theme.color("accent")
                )
        painter.setPen(self._theme.color("line"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        self._paint_words(painter, draft, _inner(area))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its words, folded to the width of the list."""
        draft: Draft = index.data(DraftListModel.DraftRole)
        width = self._view.viewport().width()
        inner = _inner(QRect(0, 0, width, 10_000))
        bold, plain = self._fonts()
        height = QFontMetrics(plain).height() + TIGHT
        height += _height(bold, shown_question(draft), inner.width())
        height += TIGHT + _height(plain, draft.answer, inner.width())
        if index.data(DraftListModel.GroupRole) is not None:
            height += self._heading_height()
        return QSize(width, height + 2 * MEDIUM)

    def _heading_height(self) -> int:
        return round(self._view.fontMetrics().height() * 1.2) + 2 * SMALL

    def _paint_heading(self, painter: QPainter, group: Group, area: QRect) -> None:
        bold, _plain = self._fonts()
        line = QFontMetrics(bold).height()
        painter.fillRect(area, self._theme.color("panel"))
        inner = area.adjusted(LARGE, 0, -LARGE, 0)
        icon = self._theme.pixmap(
            ROLE_ICONS[group.role], group.role.value, line, self._view.devicePixelRatioF()
        )
        painter.drawPixmap(inner.left(), inner.center().y() - line // 2, icon)
        painter.setFont(bold)
        painter.setPen(self._theme.color(group.role.value))
        words = inner.adjusted(line + SMALL, 0, 0, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), role_heading(self, group.role))
        painter.setPen(self._theme.color("muted"))
        painter.setFont(_plain)
        counts = self.tr("{all} · {waiting} to judge") if group.waiting else self.tr("{all} · all judged")
        text = counts.format(all=group.all, waiting=group.waiting)
        painter.drawText(inner, _RIGHT | int(Qt.AlignmentFlag.AlignVCenter), text)

    def _paint_words(self, painter: QPainter, draft: Draft, inner: QRect) -> None:
        bold, plain = self._fonts()
        line = QFontMetrics(plain).height()
        head = QRect(inner.left(), inner.top(), inner.width(), line)
        painter.setFont(plain)
        self._paint_role(painter, draft, head)
        self._paint_state(painter, draft, head)
        top = inner.top() + line + TIGHT
        painter.setPen(self._theme.color("muted" if draft.state is DraftState.REJECTED else "text"))
        painter.setFont(bold)
        question = shown_question(draft)
        height = _height(bold, question, inner.width())
        asked = QRect(inner.left(), top, inner.width(), height)
        painter.drawText(asked, _wrap(bold, question, inner.width()), question)
        painter.setFont(plain)
        painter.setPen(self._theme.color("muted"))
        below = QRect(inner.left(), top + height + TIGHT, inner.width(), inner.bottom() - top - height)
        painter.drawText(below, _wrap(plain, draft.answer, inner.width()), draft.answer)

    def _paint_role(self, painter: QPainter, draft: Draft, head: QRect) -> None:
        line = head.height()
        icon = self._theme.pixmap(
            ROLE_ICONS[draft.role], draft.role.value, line, self._view.devicePixelRatioF()
        )
        painter.drawPixmap(head.topLeft(), icon)
        painter.setPen(self._theme.color(draft.role.value))
        words = draft.role.value.capitalize()
        if draft.hedged:
            words = self.tr("{role} · hedged").format(role=words)
        painter.drawText(head.adjusted(line + SMALL, 0, 0, 0), 0, words)

    def _paint_state(self, painter: QPainter, draft: Draft, head: QRect) -> None:
        words = {
            DraftState.WAITING: ("", "muted"),
            DraftState.ACCEPTED: (self.tr("✓ accepted"), "good"),
            DraftState.REJECTED: (self.tr("✕ rejected"), "wrong"),
        }
        text, color = words[draft.state]
        painter.setPen(self._theme.color(color))
        painter.drawText(head, _RIGHT, text)

    def _fonts(self) -> tuple[QFont, QFont]:
        plain = QFont(self._view.font())
        bold = QFont(plain)
        bold.setWeight(QFont.Weight.DemiBold)
        return bold, plain


def role_heading(translator: QStyledItemDelegate, role: FactKind) -> str:
    """The name of a group of cards."""
    words = {
        FactKind.MECHANISM: translator.tr("Mechanisms"),
        FactKind.THEORY: translator.tr("Theories"),
        FactKind.RISK: translator.tr("Risks"),
        FactKind.DEFINITION: translator.tr("Definitions"),
        FactKind.OTHER: translator.tr("Others"),
    }
    return words[role]


def _wrap(font: QFont, text: str, width: int) -> int:
    """How to fold a text: between words, and within one only where it is wider than the list."""
    metrics = QFontMetrics(font)
    words = (word for word in text.split() if len(word) > 20)
    if any(metrics.horizontalAdvance(word) > width for word in words):
        return _WRAP | int(Qt.TextFlag.TextWrapAnywhere)
    return _WRAP


def _height(font: QFont, text: str, width: int) -> int:
    flags = _wrap(font, text, width)
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 10_000), flags, text).height()


def _inner(area: QRect) -> QRect:
    return area.adjusted(LARGE, MEDIUM, -LARGE, -MEDIUM)
