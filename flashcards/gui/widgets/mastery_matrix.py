"""How well each role of each article is known: a small bar for each, of what is strong, fading, weak and new."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from flashcards.core.facts import FactKind
from flashcards.core.wording import counted
from flashcards.gui.theme import Theme
from flashcards.gui.widgets.chart import Cell, Chart

if TYPE_CHECKING:
    from flashcards.services.figures import Mastery

#: More articles than this are in the table only.
MOST = 15
#: What a bar is made of, from left to right: the counts' names, colours and patterns.
PARTS = (
    ("strong", "good", "solid"),
    ("fading", "hard", "dotted"),
    ("weak", "wrong", "hatched"),
    ("new", "muted", "empty"),
)


class MasteryMatrix(Chart):
    """Articles with the most weak and fading cards first; patterns and words say what colours say."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self._articles: Sequence[tuple[int | None, str]] = ()
        self._cells: dict[tuple[int | None, FactKind], Mastery] = {}
        self.more = 0

    def show_rows(self, rows: "Sequence[Mastery]") -> None:
        """Show other counts."""
        need: dict[int | None, tuple[int, int]] = {}
        titles: dict[int | None, str] = {}
        for row in rows:
            open_, all_ = need.get(row.article_id, (0, 0))
            cards = row.new + row.weak + row.fading + row.strong
            need[row.article_id] = (open_ + row.weak + row.fading, all_ + cards)
            titles[row.article_id] = " ".join(row.title.split()) or self.tr("Without an article")
        order = sorted(need, key=lambda each: (-need[each][0], -need[each][1], titles[each]))
        self.more = max(0, len(order) - MOST)
        self._articles = [(each, titles[each]) for each in order[:MOST]]
        self._cells = {(row.article_id, row.role): row for row in rows}
        words = [
            self._words(title, row) for _id, title in self._articles for row in rows if row.title == title
        ]
        self.renew("; ".join(words))

    def sizeHint(self) -> QSize:
        """One and a half lines for each article, and two for the headings."""
        rows = max(1, len(self._articles))
        return QSize(self.fontMetrics().averageCharWidth() * 90, round(self.line * (rows * 1.8 + 3.4)))

    def lay_out(self) -> Sequence[Cell]:
        """One cell for each article and role that has cards, by article."""
        cells = []
        for at, (article, title) in enumerate(self._articles):
            for column, role in enumerate(FactKind):
                row = self._cells.get((article, role))
                if row is not None:
                    cells.append(Cell(self._place(at, column), self._words(title, row)))
        return cells

    def draw(self, painter: QPainter) -> None:
        """Draw headings, titles, bars, and what the patterns mean."""
        left, wide = self._left(), self._wide()
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self.theme.color("muted"))
        for column, role in enumerate(FactKind):
            place = QRectF(left + column * wide, 0, wide - 10, self.line * 1.4)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | middle, role.value.capitalize())
        for at, (article, title) in enumerate(self._articles):
            painter.setPen(self.theme.color("text"))
            room = QRectF(0, self._place(at, 0).top(), left - 12, self._place(at, 0).height())
            short = self.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, round(left - 12))
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | middle, short)
            for column, role in enumerate(FactKind):
                row = self._cells.get((article, role))
                if row is not None:
                    self._draw_bar(painter, row, self._place(at, column))
        self._draw_key(painter)

    def _draw_bar(self, painter: QPainter, row: "Mastery", place: QRectF) -> None:
        counts = [getattr(row, name) for name, _color, _pattern in PARTS]
        whole, left = sum(counts) or 1, place.left()
        for count, (_name, color, pattern) in zip(counts, PARTS, strict=True):
            width = place.width() * count / whole
            if width > 0:
                self._fill(painter, QRectF(left, place.top(), width, place.height()), color, pattern)
            left += width

    def _draw_key(self, painter: QPainter) -> None:
        names = (
            self.tr("strong: 90 % or more"),
            self.tr("fading"),
            self.tr("weak: under 70 %"),
            self.tr("new"),
        )
        left, top = 0.0, self.height() - self.line * 1.2
        for name, (_count, color, pattern) in zip(names, PARTS, strict=True):
            self._fill(painter, QRectF(left + 1, top + 2, self.line, self.line - 4), color, pattern)
            painter.setPen(self.theme.color("muted"))
            width = self.fontMetrics().horizontalAdvance(name)
            place = QRectF(left + self.line * 1.4, top, width + 4, self.line)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
            left += self.line * 2.6 + width

    def _fill(self, painter: QPainter, place: QRectF, color: str, pattern: str) -> None:
        painter.setPen(QPen(self.theme.color(color), 1))
        painter.setBrush(self.brush(color, pattern))
        painter.drawRect(place)

    def _words(self, title: str, row: "Mastery") -> str:
        cards = counted(row.new + row.weak + row.fading + row.strong, "card")
        return self.tr(
            "{title}, {role}: {cards}, {strong} strong, {fading} fading, {weak} weak, {new} new"
        ).format(
            title=title,
            role=row.role.value,
            cards=cards,
            strong=row.strong,
            fading=row.fading,
            weak=row.weak,
            new=row.new,
        )

    def _place(self, at: int, column: int) -> QRectF:
        top = self.line * (1.6 + at * 1.8)
        return QRectF(self._left() + column * self._wide(), top, self._wide() - 14, self.line * 1.1)

    def _left(self) -> float:
        return self.width() * 0.34

    def _wide(self) -> float:
        return (self.width() - self._left()) / len(FactKind)
