"""Judging drafts beside the article, with the evidence marked."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from flashcards.core.changes import Changes
from flashcards.core.drafts import CardType, Draft, DraftState
from flashcards.core.wording import counted
from flashcards.gui.changes import ChangeBus
from flashcards.gui.dialogs.text_entry import EditDialog
from flashcards.gui.models.drafts import DraftListModel
from flashcards.gui.theme import MEDIUM, SMALL, Theme, label
from flashcards.gui.widgets.article_view import ArticleView
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.draft_list import DraftList
from flashcards.gui.widgets.page import Page
from flashcards.gui.widgets.reasons import ReasonButton

if TYPE_CHECKING:
    from flashcards.app import App


class DraftsPage(Page):
    """One article's drafts: A accepts, R rejects, E edits, the arrows move."""

    back_asked = Signal()
    study_asked = Signal(str)

    CARES_FOR = Changes.DRAFTS | Changes.NOTES | Changes.DECKS

    def __init__(self, theme: Theme, app: "App", bus: ChangeBus) -> None:
        super().__init__("")
        self._theme = theme
        self._app = app
        self._bus = bus
        self._article_id = 0
        self._build()

    def show_article(self, article_id: int) -> None:
        """Show an article and its drafts."""
        self._article_id = article_id
        article = self._app.articles.get(article_id)
        self.title.setText(article.title)
        self._view.show_article(article)
        self._name_deck(_deck_name(article.title))
        self.refresh()
        self._select_waiting(0)
        self._list.setFocus()

    def refresh(self) -> None:
        """Show what was decided."""
        if not self._article_id:
            return
        drafts = self._app.drafts.of_article(self._article_id)
        self._model.set_drafts(drafts)
        waiting = sum(draft.state is DraftState.WAITING for draft in drafts)
        accepted = sum(draft.state is DraftState.ACCEPTED for draft in drafts)
        self._counts.setText(
            self.tr("{waiting} to judge · {accepted} accepted · {all} in all").format(
                waiting=waiting, accepted=accepted, all=len(drafts)
            )
        )
        self._all.setEnabled(waiting > 0)
        self._study.setEnabled(accepted > 0)
        typed = self._deck.currentText()
        self._deck.clear()
        self._deck.addItems(self._app.decks.names())
        self._name_deck(typed)

    def _name_deck(self, name: str) -> None:
        self._deck.setEditText(name)
        line = self._deck.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def _build(self) -> None:
        self.header.insertWidget(
            0, button(self.tr("‹ Articles"), self.back_asked.emit, kind="quiet", tip=self.tr("All articles"))
        )
        self._all = button(self.tr("Accept all"), self._accept_all, kind="primary")
        self._study = button(self.tr("Study"), self._ask_study)
        self.title.setMinimumWidth(1)
        bar = QHBoxLayout()
        bar.setSpacing(SMALL)
        self._counts = label("", "muted")
        self._counts.setWordWrap(False)
        self._deck = QComboBox()
        self._deck.setEditable(True)
        self._deck.setAccessibleName(self.tr("Deck for accepted cards"))
        self._deck.setMinimumWidth(self.fontMetrics().averageCharWidth() * 36)
        bar.addWidget(self._counts)
        bar.addStretch()
        bar.addWidget(label(self.tr("Deck")))
        for each in (self._deck, self._all, self._study):
            bar.addWidget(each)
        self.body.addLayout(bar)
        self._view = ArticleView(self._theme)
        self._view.place_clicked.connect(self._choose_at)
        frame = QFrame()
        frame.setObjectName("panel")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.addWidget(self._view)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(MEDIUM)
        splitter.addWidget(frame)
        splitter.addWidget(self._build_list())
        splitter.setSizes([1000, 900])
        self.body.addWidget(splitter, 1)
        save = QShortcut(QKeySequence("Ctrl+Shift+A"), self)
        save.activated.connect(self._accept_all)

    def _build_list(self) -> QWidget:
        self._model = DraftListModel(self)
        self._list = DraftList(self._theme, self._model)
        self._list.accept_asked.connect(self._accept)
        self._list.reject_asked.connect(self._reject)
        self._list.edit_asked.connect(self._edit)
        self._list.doubleClicked.connect(self._edit)
        self._list.selectionModel().currentChanged.connect(self._show_evidence)
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MEDIUM)
        layout.addWidget(self._list, 1)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(button(self.tr("Accept  (A)"), self._accept, kind="primary"))
        row.addWidget(button(self.tr("Edit  (E)"), self._edit))
        row.addWidget(button(self.tr("Reject  (R)"), self._reject))
        why = ReasonButton()
        why.chosen.connect(self._reject)
        row.addWidget(why)
        row.addStretch()
        layout.addLayout(row)
        return side

    def _current(self) -> Draft | None:
        draft: Draft | None = self._list.currentIndex().data(DraftListModel.DraftRole)
        return draft

    def _accept(self) -> None:
        draft = self._current()
        if draft is None:
            return
        row = self._list.currentIndex().row()
        if draft.state is not DraftState.ACCEPTED:
            deck = self._deck.currentText()
            self._bus.announce(self._app.drafts.accept([draft.id], deck))
            self.said.emit(self.tr("Accepted into “{deck}”.").format(deck=deck), True)
        self._select_waiting(row)

    def _reject(self, reason: str = "") -> None:
        draft = self._current()
        if draft is None:
            return
        row = self._list.currentIndex().row()
        if reason or draft.state is not DraftState.REJECTED:
            self._bus.announce(self._app.drafts.reject([draft.id], reason))
            self.said.emit(self.tr("Rejected."), True)
        self._select_waiting(row)

    def _edit(self) -> None:
        draft = self._current()
        if draft is None:
            return
        first = self.tr("Text with {{c1::gap}}") if draft.type is CardType.CLOZE else self.tr("Question")

        def save(question: str, answer: str) -> None:
            self._bus.announce(self._app.drafts.edit(draft.id, question, answer))
            self.said.emit(self.tr("Card changed."), True)

        EditDialog(self, (first, self.tr("Answer")), (draft.question, draft.answer), save).open()

    def _accept_all(self) -> None:
        waiting = [draft.id for draft in self._model.drafts() if draft.state is DraftState.WAITING]
        if not waiting:
            return
        deck = self._deck.currentText()
        self._bus.announce(self._app.drafts.accept(waiting, deck))
        words = self.tr("Accepted {cards} into “{deck}”.")
        self.said.emit(words.format(cards=counted(len(waiting), "card"), deck=deck), True)

    def _ask_study(self) -> None:
        self.study_asked.emit(self._deck.currentText())

    def _show_evidence(self, current: QModelIndex, _previous: QModelIndex) -> None:
        draft: Draft | None = current.data(DraftListModel.DraftRole)
        self._view.mark(None if draft is None else draft.evidence)

    def _choose_at(self, offset: int) -> None:
        for row, draft in enumerate(self._model.drafts()):
            if draft.evidence.start <= offset < draft.evidence.end:
                self._list.setCurrentIndex(self._model.index(row))
                return

    def _select_waiting(self, row: int) -> None:
        """Go on to the next draft that waits, from `row` on and round to the beginning."""
        drafts = self._model.drafts()
        order = [*range(row, len(drafts)), *range(row)]
        for number in order:
            if drafts[number].state is DraftState.WAITING:
                self._list.setCurrentIndex(self._model.index(number))
                return


def _deck_name(title: str) -> str:
    return title.replace("::", " ").replace('"', "")[:80]
