"""Several files of other programs, previewed and brought in one after the other."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from flashcards.core.changes import Changes
from flashcards.gui.dialogs.importing import ImportDialog
from flashcards.gui.widgets.importer import Importer


class ImportQueue(QObject):
    """Opens the preview of the next file as soon as the one before has ended, however that ended."""

    def __init__(self, window: QWidget, importer: Importer, imported: Callable[[str, Changes], None]) -> None:
        super().__init__(window)
        self._window, self._importer, self._imported = window, importer, imported
        self._waiting: list[Path] = []

    @property
    def is_empty(self) -> bool:
        """Whether no file is previewed or waits."""
        return not self._waiting

    def add(self, paths: Sequence[Path]) -> None:
        """Take files; what is being imported goes first."""
        rests = self.is_empty
        self._waiting += paths
        if rests:
            self._open_next()

    def _open_next(self) -> None:
        if self.is_empty:
            return
        dialog = ImportDialog(self._window, self._importer, self._waiting[0], self._imported)
        if more := len(self._waiting) - 1:
            dialog.setWindowTitle(
                self.tr("{title}, then {more} more").format(title=dialog.windowTitle(), more=more)
            )
        # The dialog that ends has its last words first.
        dialog.finished.connect(lambda: QTimer.singleShot(0, self._go_on))
        dialog.open()

    def _go_on(self) -> None:
        del self._waiting[:1]
        self._open_next()
