"""Says what stands in which column of a text file, and how its cells are parted."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from flashcards.core.cards import NoteType
from flashcards.core.layouts import DECK, FIELD, GUID, NOTHING, TAGS, TYPE, TextLayout
from flashcards.gui.theme import MEDIUM, SMALL, as_tip, label

_MOST_COLUMNS = 12
_LONGEST_TITLE = 24


class TextMapping(QFrame):
    """Shows a `TextLayout`; `changed` carries what the user says otherwise, by the names of Anki's headers."""

    changed = Signal(object)

    def __init__(self, types: Sequence[NoteType], decks: Sequence[str]) -> None:
        super().__init__()
        self._types = {each.id: each for each in types}
        self._encoding = self._shown_deck = ""
        self.deck = self._box(self.tr("Deck"), [(name, name) for name in decks])
        self.deck.setEditable(True)
        self.deck.setMinimumWidth(self.fontMetrics().averageCharWidth() * 26)
        line = self.deck.lineEdit()
        assert line is not None
        line.setAccessibleName(self.tr("Deck"))
        self.kind = self._box(self.tr("Note type"), [(each.name, each.id) for each in types])
        separators = (
            (self.tr("Tab"), "\t"),
            (self.tr("Semicolon"), ";"),
            (self.tr("Comma"), ","),
            (self.tr("Pipe"), "|"),
        )
        self.delimiter = self._box(self.tr("Cells parted by"), separators)
        self.header = QCheckBox(self.tr("First row &holds names"))
        self.columns: list[QComboBox] = []
        self._build()
        line.editingFinished.connect(self._say_deck)
        self.deck.activated.connect(self._say_deck)
        for each in (self.kind, self.delimiter):
            each.activated.connect(self._say_all_but_columns)
        self.header.clicked.connect(self._say_all_but_columns)

    def show_layout(self, layout: TextLayout) -> None:
        """Show how a file is read."""
        self._encoding = layout.encoding
        self._shown_deck = layout.deck
        self.deck.setEditText(layout.deck)
        self.kind.setCurrentIndex(self.kind.findData(layout.note_type))
        self.delimiter.setCurrentIndex(self.delimiter.findData(layout.delimiter))
        self.header.setChecked(layout.header)
        self._show_columns(layout)

    def said(self, *, with_columns: bool) -> dict[str, str]:
        """What stands in the boxes."""
        found = {
            "deck": self.deck.currentText().strip(),
            "notetype": self.kind.currentText(),
            "header": "true" if self.header.isChecked() else "false",
            "encoding": self._encoding,
        }
        delimiter = self.delimiter.currentData()
        if delimiter:
            found["separator"] = {"\t": "tab", ";": "semicolon", ",": "comma", "|": "pipe"}[delimiter]
        if with_columns:
            found["columns"] = ",".join(
                each.currentData().removeprefix(FIELD) or "-" for each in self.columns
            )
        return found

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SMALL)
        for name, box in (
            (self.tr("&Deck"), self.deck),
            (self.tr("Note &type"), self.kind),
            (self.tr("&Parted by"), self.delimiter),
        ):
            words = label(name, "small")
            words.setBuddy(box)
            words.setWordWrap(False)
            top.addWidget(words)
            top.addWidget(box)
        top.addWidget(self.header)
        top.addStretch()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SMALL)
        inside = QWidget()
        inside.setLayout(self._grid)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        scroll.setFixedHeight(round(self.fontMetrics().height() * 4.2))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MEDIUM)
        layout.addLayout(top)
        layout.addWidget(scroll)

    def _show_columns(self, layout: TextLayout) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.columns = []
        fields = [(each.name, FIELD + each.name) for each in self._types[layout.note_type].fields]
        others = (
            (self.tr("Tags"), TAGS),
            (self.tr("Deck"), DECK),
            (self.tr("Note type"), TYPE),
            (self.tr("Guid"), GUID),
            (self.tr("left out"), NOTHING),
        )
        for place, (title, column) in enumerate(zip(layout.titles, layout.columns, strict=True)):
            if place == _MOST_COLUMNS:
                break
            name = self.tr("Column {number}").format(number=place + 1)
            box = self._box(f"{name}: {title}", [*fields, *others])
            box.setCurrentIndex(box.findData(column))
            box.activated.connect(partial(self._say, with_columns=True))
            words = label(_short(title) or name, "small")
            words.setWordWrap(False)
            words.setToolTip(as_tip(title))
            self._grid.addWidget(words, 0, place)
            self._grid.addWidget(box, 1, place)
            self.columns.append(box)
        self._grid.setColumnStretch(len(self.columns), 1)

    def _box(self, name: str, choices: Sequence[tuple[str, object]]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        for text, data in choices:
            box.addItem(text, data)
        return box

    def _say_deck(self) -> None:
        if self.deck.currentText().strip() not in ("", self._shown_deck):
            self._say(with_columns=True)

    def _say_all_but_columns(self) -> None:
        self._say(with_columns=False)

    def _say(self, _index: int = 0, *, with_columns: bool) -> None:
        self.changed.emit(self.said(with_columns=with_columns))


def _short(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= _LONGEST_TITLE else f"{line[: _LONGEST_TITLE - 1]}…"
