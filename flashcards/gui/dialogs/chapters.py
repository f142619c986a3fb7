"""Which chapters of a book to read."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QWidget

from flashcards.core.articles import Chapter
from flashcards.core.wording import counted
from flashcards.gui.dialogs.text_entry import AskDialog
from flashcards.gui.models.chapters import ChapterModel
from flashcards.gui.theme import SMALL, label
from flashcards.gui.widgets.buttons import button


class ChaptersDialog(AskDialog):
    """All chapters are ticked at first; `done_with` gets the numbers of those left, none when it is cancelled."""

    def __init__(
        self,
        parent: QWidget,
        book: str,
        chapters: Sequence[Chapter],
        done_with: Callable[[tuple[int, ...]], None],
    ) -> None:
        super().__init__(parent, self.tr("Chapters of {book}").format(book=book), self.tr("Make cards"))
        self._done_with = done_with
        self.model = ChapterModel(chapters, self)
        self.list = _CheckList(self.model)
        self._count = label("", "small")
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(self._count, 1)
        row.addWidget(button(self.tr("All"), self.tick_all, kind="quiet"))
        row.addWidget(button(self.tr("None"), self.tick_none, kind="quiet"))
        self._layout.addWidget(
            label(self.tr("Space ticks the chosen chapters, Ctrl+A chooses all."), "small")
        )
        self._layout.addWidget(self.list, 1)
        self._layout.addLayout(row)
        self._layout.addWidget(self._buttons)
        self._ok.setDefault(True)
        self.resize(self.fontMetrics().averageCharWidth() * 84, self.fontMetrics().height() * 26)
        self.model.dataChanged.connect(self._check)
        self._check()
        self.list.selectRow(0)
        self.list.setFocus()

    def tick_all(self) -> None:
        """Tick every chapter."""
        self.model.tick(range(self.model.rowCount()), on=True)

    def tick_none(self) -> None:
        """Tick no chapter."""
        self.model.tick(range(self.model.rowCount()), on=False)

    def done(self, result: int) -> None:
        """Hand over the numbers."""
        numbers = tuple(each.number for each in self.model.ticked()) if result else ()
        super().done(result)
        self._done_with(numbers)

    def _check(self) -> None:
        ticked = self.model.ticked()
        words = self.tr("{ticked} of {all}, {words}")
        self._count.setText(
            words.format(
                ticked=len(ticked),
                all=counted(self.model.rowCount(), "chapter"),
                words=counted(sum(each.words for each in ticked), "word"),
            )
        )
        self._ok.setEnabled(bool(ticked))


class _CheckList(QTableView):
    """Space ticks the chosen rows all alike, by the row that the cursor is on."""

    def __init__(self, model: ChapterModel) -> None:
        super().__init__()
        self._chapters = model
        self.setObjectName("chapters")
        self.setModel(model)
        self.setAccessibleName(self.tr("Chapters"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 2.1))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self._turn)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks; Enter is the dialog's."""
        if event.key() == Qt.Key.Key_Space:
            self._turn(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _turn(self, index: QModelIndex) -> None:
        if index.isValid():
            rows = {each.row() for each in self.selectedIndexes()} | {index.row()}
            self._chapters.tick(rows, on=not self._chapters.is_ticked(index.row()))
