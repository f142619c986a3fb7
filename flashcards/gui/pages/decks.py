"""Decks and the cards in them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from flashcards.core.cards import DeckSummary, Note
from flashcards.core.changes import Changes
from flashcards.core.exams import Coverage
from flashcards.core.rendering import gapped, hidden, to_text
from flashcards.gui.changes import ChangeBus
from flashcards.gui.dialogs.export import ExportDialog
from flashcards.gui.dialogs.printing import PrintDialog
from flashcards.gui.dialogs.text_entry import LineDialog
from flashcards.gui.models.decks import deck_columns
from flashcards.gui.models.table import Column, TableModel
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import MEDIUM, SMALL, Theme
from flashcards.gui.widgets.buttons import button, menu_button
from flashcards.gui.widgets.card_editor import Advice, CardEditor
from flashcards.gui.widgets.edit_in_place import EditInPlace
from flashcards.gui.widgets.empty_state import EmptyState
from flashcards.gui.widgets.page import Page
from flashcards.gui.widgets.table import Table

if TYPE_CHECKING:
    from flashcards.app import App


class DecksPage(Page):
    """The decks, and below them the cards of the chosen one."""

    study_asked = Signal(str)
    schedule_asked = Signal(str)
    quiz_asked = Signal(str, object)

    CARES_FOR = Changes.DECKS | Changes.NOTES | Changes.REVIEWS

    def __init__(self, theme: Theme, app: "App", tasks: Tasks, bus: ChangeBus) -> None:
        super().__init__(self.tr("Decks"))
        self._theme = theme
        self._app = app
        self._tasks = tasks
        self._bus = bus
        self._build()

    def refresh(self) -> None:
        """Show the decks, and the cards of the one that was chosen."""
        chosen = self._decks.current()
        decks = self._app.decks.all()
        self._deck_model.set_rows(decks)
        self._stack.setCurrentIndex(0 if decks else 1)
        names = [deck.name for deck in decks]
        row = names.index(chosen.name) if chosen and chosen.name in names else 0
        if decks:
            self._decks.selectRow(row)
        for each in self._needs_deck:
            each.setEnabled(bool(decks))
        self._show_notes()

    def export_current(self) -> None:
        """Ask how, and write the chosen deck to a file."""
        deck = self._decks.current()
        if deck is not None:
            ExportDialog(self, deck.name, self._app, self._tasks, self._bus.announce).open()

    def print_current(self) -> None:
        """Ask how, and write the chosen deck as a PDF."""
        deck = self._decks.current()
        if deck is not None:
            PrintDialog(self, deck.name, self._app, self._tasks).open()

    def _build(self) -> None:
        export = button(self.tr("Export…"), self.export_current)
        tip = self.tr("As a PDF: a study list with sources and mechanism maps, cards to cut, or a quiz")
        paper = button(self.tr("Print…"), self.print_current, tip=tip)
        acts = ((self.tr("Rename…"), self._rename), (self.tr("Delete"), self._delete))
        more = menu_button(self.tr("More"), acts)
        study = button(self.tr("Study"), self._study, kind="primary")
        quiz = button(self.tr("Quiz…"), self._ask_quiz, tip=self.tr("A quiz or a mock exam about this deck"))
        self._needs_deck = (export, paper, more, quiz, study)
        tip = self.tr("Presets, the fit to your memory, backlog and breaks")
        schedule = button(self.tr("Schedule"), self._ask_schedule, tip=tip)
        create = button(self.tr("New deck…"), self._create)
        for each in (more, create, export, paper, schedule, quiz, study):
            self.header.addWidget(each)
        self._deck_model: TableModel[DeckSummary] = TableModel(deck_columns(), self)
        self._decks = Table(self._deck_model, self.tr("Decks"))
        self._decks.opened.connect(self._study)
        self._decks.chosen.connect(self._show_notes)
        self._decks.removed.connect(self._delete)
        filled = QWidget()
        layout = QVBoxLayout(filled)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MEDIUM)
        layout.addWidget(self._decks, 2)
        layout.addWidget(self._build_notes(), 3)
        self._stack = QStackedWidget()
        self._stack.addWidget(filled)
        self._stack.addWidget(
            EmptyState(
                self._theme,
                "layers",
                self.tr("No decks yet"),
                self.tr("Accept drafts of an article and they become the cards of a deck."),
            )
        )
        self.body.addWidget(self._stack, 1)

    def _build_notes(self) -> QWidget:
        columns: list[Column[Note]] = [
            Column(self.tr("Card"), lambda note: gapped(to_text(note.fields[0])).replace("\n", " ")),
            Column(self.tr("Answer"), lambda note: _short(_answer(note))),
            Column(self.tr("Role"), lambda note: note.role.value.capitalize()),
        ]
        self._note_model: TableModel[Note] = TableModel(columns, self)
        self._notes = Table(self._note_model, self.tr("Cards of the deck"))
        self._notes.opened.connect(lambda note: self._editing.begin(note.id))
        self._notes.removed.connect(self._remove_note)
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search the cards of this deck"))
        self._search.setAccessibleName(self.tr("Search the cards of this deck"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._show_notes)
        below = QWidget()
        layout = QVBoxLayout(below)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SMALL)
        row = QHBoxLayout()
        row.addWidget(self._search)
        layout.addLayout(row)
        layout.addWidget(self._notes, 1)
        layout.addWidget(self._build_editor())
        return below

    def edit(self, *, on: bool) -> None:
        """The editor stands below the cards; the decks make room for it."""
        self._decks.setVisible(not on)

    def _build_editor(self) -> CardEditor:
        self.editor = CardEditor(self._theme, Advice(self._app.shaping.sides, self._app.shaping.findings))
        self._editing = EditInPlace(self._app, self)
        self._editing.changed.connect(self._bus.announce)
        self._editing.left.connect(self._notes.setFocus)
        self._editing.failed.connect(self.failed)
        return self.editor

    def _show_notes(self) -> None:
        deck, chosen = self._decks.current(), self._notes.current()
        if deck is None or deck.name not in self._app.decks.names():
            self._note_model.set_rows([])
            return
        notes = self._app.decks.notes(self._search.text(), deck.name)
        self._note_model.set_rows(notes)
        row = next((at for at, note in enumerate(notes) if chosen and note.id == chosen.id), None)
        if row is not None:
            self._notes.selectRow(row)

    def _study(self) -> None:
        deck = self._decks.current()
        if deck is not None:
            self.study_asked.emit(deck.name)

    def _ask_schedule(self) -> None:
        deck = self._decks.current()
        self.schedule_asked.emit("" if deck is None else deck.name)

    def current_name(self) -> str:
        """The name of the chosen deck, empty where there is none."""
        deck = self._decks.current()
        return "" if deck is None else deck.name

    def _ask_quiz(self) -> None:
        deck = self._decks.current()
        if deck is not None:
            self.quiz_asked.emit(deck.name, Coverage(decks=(deck.name,)))

    def _create(self) -> None:
        def save(name: str) -> None:
            self._bus.announce(self._app.decks.create(name))

        prompt = self.tr("Name of the deck (:: makes a deck inside a deck)")
        LineDialog(self, self.tr("New deck"), prompt, "", save).open()

    def _rename(self) -> None:
        deck = self._decks.current()
        if deck is None:
            return
        old = deck.name

        def save(name: str) -> None:
            self._bus.announce(self._app.decks.rename(old, name))

        LineDialog(self, self.tr("Rename deck"), self.tr("New name"), old, save).open()

    def _delete(self) -> None:
        deck = self._decks.current()
        if deck is not None:
            self._bus.announce(self._app.decks.remove(deck.name))
            self.said.emit(self.tr("Deleted the deck “{name}”.").format(name=deck.name), True)

    def _remove_note(self, note: Note) -> None:
        self._bus.announce(self._app.decks.remove_notes([note.id]))
        self.said.emit(self.tr("Deleted the card."), True)


def _answer(note: Note) -> str:
    first, second = (to_text(each) for each in note.fields[:2])
    return hidden(first) or second


def _short(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= 60 else f"{line[:59]}…"
