"""The line in which a search is typed: it offers how to go on, and says what is wrong once one pauses."""

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit

from flashcards.core.browsing import Places
from flashcards.core.completing import Completion, completions

#: The table follows so many milliseconds after a key; faster typists get one search for two keys.
_PAUSE = 20


class QueryLine(QLineEdit):
    """`asked` carries the query after each change, `went_down` says that one wants to go to the table."""

    asked = Signal(str)
    went_down = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._places = Places((), (), (), ())
        self._offered: dict[str, Completion] = {}
        self.setPlaceholderText(self.tr("Search: words, deck:, tag:, role:, is:due, prop:r<0.8 …"))
        self.setAccessibleName(self.tr("Search cards"))
        self.setClearButtonEnabled(True)
        self._model = QStringListModel(self)
        # Not the line's own completer, which would take the whole text for what is completed.
        self._completer = QCompleter(self._model, self)
        self._completer.setWidget(self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated.connect(self._take)
        popup = self._completer.popup()
        if popup is not None:
            popup.setObjectName("completions")
            popup.setAccessibleName(self.tr("How the search can go on"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._ask)
        self.textChanged.connect(self._pause.start)
        self.textEdited.connect(self._offer)

    def know(self, places: Places) -> None:
        """What can be offered."""
        self._places = places

    def stop(self) -> None:
        """Ask for nothing more."""
        self._pause.stop()

    def put(self, query: str) -> None:
        """Search for this at once."""
        self.setText(query)
        self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go down, clear, or type; while something is offered, the keys are its."""
        popup = self._completer.popup()
        if popup is not None and popup.isVisible() and event.key() in _OF_POPUP:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask()
            self.went_down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        self._pause.stop()
        self.asked.emit(self.text())

    def _offer(self) -> None:
        typed = self.text()[: self.cursorPosition()]
        found = completions(typed, self._places)
        self._offered = {
            f"{each.text}   {each.meaning}" if each.meaning else each.text: each for each in found
        }
        popup = self._completer.popup()
        if not self._offered:
            if popup is not None:
                popup.hide()
            return
        self._model.setStringList(list(self._offered))
        place = self.cursorRect()
        place.setWidth(self.fontMetrics().averageCharWidth() * 52)
        self._completer.complete(place)

    def _take(self, shown: str) -> None:
        """Put what was chosen in the place of what was typed of it."""
        chosen = self._offered.get(shown)
        if chosen is None:
            return
        rest = self.text()[self.cursorPosition() :]
        # A condition that is whole is followed by the next one.
        space = "" if chosen.text.endswith((":", "<")) or rest.startswith(" ") else " "
        begin = f"{self.text()[: chosen.start]}{chosen.text}{space}"
        self.setText(begin + rest)
        self.setCursorPosition(len(begin))
        self._ask()
        # `deck:` goes on with the decks, once the list that was chosen from is gone.
        QTimer.singleShot(0, self, self._offer)


_OF_POPUP = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
)
