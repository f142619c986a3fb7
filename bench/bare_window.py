"""The yardstick of a start: a bare Qt window with a list of 200 rows. Prints CPU seconds, as the program does."""

import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QListWidget, QMainWindow


class _Window(QMainWindow):
    """Quits once its list is painted."""

    def __init__(self) -> None:
        super().__init__()
        self._list = QListWidget()
        self._list.addItems([f"Deck {number}" for number in range(200)])
        self.setCentralWidget(self._list)
        self._list.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._list.viewport().removeEventFilter(self)
            QTimer.singleShot(0, self._finish)
        return super().eventFilter(watched, event)

    def _finish(self) -> None:
        print(f"bench bare {time.process_time():.3f}", flush=True)
        sys.stdin.readline()
        self.close()


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    window = _Window()
    window.resize(1120, 760)
    window.show()
    sys.exit(application.exec())
