"""The workspace: an article, its drafts beside it, and what was decided about them."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter

from flashcards.core.articles import Article, Span
from flashcards.core.changes import Changes
from flashcards.core.drafts import CardType, Draft, DraftState
from flashcards.core.places import sentences_around
from flashcards.core.reshaping import can_merge, proposal
from flashcards.gui.changes import ChangeBus
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import MEDIUM, SMALL, Theme, as_tip, label
from flashcards.gui.widgets.article_panel import ArticlePanel
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.card_editor import Advice, Words
from flashcards.gui.widgets.deck_chooser import DeckChooser
from flashcards.gui.widgets.draft_list import Verb
from flashcards.gui.widgets.draft_panel import DraftPanel
from flashcards.gui.widgets.menus import add_shortcut
from flashcards.gui.widgets.page import Page
from flashcards.gui.widgets.verdicts import Verdicts

if TYPE_CHECKING:
    from flashcards.app import App


class DraftsPage(Page):
    """One article's drafts, judged by single keys; `Verb` has them all."""

    back_asked = Signal()
    study_asked = Signal(str)
    map_asked = Signal(int)

    CARES_FOR = Changes.DRAFTS | Changes.NOTES | Changes.DECKS

    def __init__(self, theme: Theme, app: "App", tasks: Tasks, bus: ChangeBus) -> None:
        super().__init__("")
        self._theme = theme
        self._app = app
        self._tasks = tasks
        self._bus = bus
        self._article: Article | None = None
        self._editing: Draft | None = None
        self._evidence = Span(0, 0)
        self._build()
        self._verbs: dict[Verb, Callable[[], None]] = {
            Verb.ACCEPT: self._accept,
            Verb.REJECT: self._reject,
            Verb.REJECT_AS: self._drafts.pick_reason,
            Verb.WAIT: self._reopen,
            Verb.EDIT: self._edit,
            Verb.SPLIT: self._split,
            Verb.MERGE: self._merge,
            Verb.ACCEPT_ROLE: self._accept_role,
            Verb.NEW: partial(self._write, CardType.BASIC),
            Verb.GAP: partial(self._write, CardType.CLOZE),
            Verb.NEXT: partial(self._list.step, 1),
            Verb.PREVIOUS: partial(self._list.step, -1),
        }

    def show_article(self, article_id: int, draft_id: int = 0) -> None:
        """Show an article and its drafts; one of them, or the first that waits, is chosen.

        The article that is there already stays as it was left.
        """
        if self._article is not None and self._article.id == article_id:
            self.refresh()
            self._drafts.choose_draft(draft_id)
            self._list.setFocus()
            return
        self._article = self._app.drafts.article(article_id)
        self._drafts.editor.leave()
        self.title.setText(self._article.title)
        self.title.setToolTip(as_tip(self._article.title))
        self._panel.show_article(self._article)
        self._where.name(_deck_name(self._article.title))
        self.refresh()
        if not self._drafts.choose_draft(draft_id):
            self._drafts.choose_waiting(0)
        self._list.setFocus()
        # The first decision would wait for this; nobody is told should it fail, for nothing is lost.
        self._tasks.run(
            lambda _report: self._app.drafts.prepare(article_id),
            then=lambda _none: None,
            failed=lambda _error: None,
        )

    def refresh(self) -> None:
        """Show what was decided; what was chosen stays chosen, and nothing scrolls."""
        if self._article is None:
            return
        drafts, stretches = self._app.drafts.judged(self._article.id)
        self._drafts.show_drafts(drafts)
        self._panel.show_stretches(stretches)
        waiting = sum(draft.state is DraftState.WAITING for draft in drafts)
        accepted = sum(draft.state is DraftState.ACCEPTED for draft in drafts)
        words = self.tr(
            "{waiting} to judge · {accepted} accepted · {all} in all · "
            "{covered} of {claims} sentences with facts have a card"
        )
        counts = {"waiting": waiting, "accepted": accepted, "all": len(drafts)}
        covered = sum(each.covered for each in stretches)
        self._counts.setText(words.format(**counts, covered=covered, claims=len(stretches)))
        self._all.setEnabled(waiting > 0)
        self._study.setEnabled(accepted > 0)
        self._where.offer(self._app.decks.names())

    def stop(self) -> None:
        """Ask running work to stop, as when the window closes."""
        self._verdicts.stop()

    def _build(self) -> None:
        self.header.insertWidget(
            0, button(self.tr("‹ Articles"), self.back_asked.emit, kind="quiet", tip=self.tr("All articles"))
        )
        self._study = button(self.tr("Study"), self._ask_study)
        self.header.addWidget(button(self.tr("Map"), self._ask_map, tip=self.tr("What leads to what")))
        self.header.addWidget(self._study)
        self.title.setMinimumWidth(1)
        self.body.setSpacing(MEDIUM)
        self._where = DeckChooser()
        self._verdicts = Verdicts(self._app, self._bus, self._tasks, self._where)
        self._verdicts.said.connect(self.said)
        self._verdicts.failed.connect(self.failed)
        self._all = button(
            self.tr("Accept all"), self._accept_all, kind="primary", tip=self.tr("Ctrl+Shift+A")
        )
        bar = QHBoxLayout()
        bar.setSpacing(SMALL)
        bar.addWidget(self._where, 1)
        bar.addWidget(self._all)
        self.body.addLayout(bar)
        self._counts = label("", "small")
        self.body.addWidget(self._counts)
        self.body.addWidget(self._verdicts.job)
        self._panel = ArticlePanel(self._theme)
        self._view = self._panel.view
        self._view.place_clicked.connect(self._choose_at)
        self._panel.strip.asked.connect(self._choose_at)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(MEDIUM)
        splitter.addWidget(self._panel)
        self._drafts = DraftPanel(self._theme, Advice(self._app.shaping.sides, self._app.shaping.findings))
        self._list, self._model = self._drafts.list, self._drafts.model
        self._drafts.asked.connect(self._do)
        self._drafts.rejected.connect(self._reject)
        self._drafts.saved.connect(self._save)
        self._drafts.moved.connect(self._show_evidence)
        splitter.addWidget(self._drafts)
        splitter.setSizes([1000, 900])
        self.body.addWidget(splitter, 1)
        self._view.send_letters_to(self._list)
        self._panel.add_shortcuts(self)
        add_shortcut(self, "Ctrl+Shift+A", self._accept_all)
        add_shortcut(self, "Ctrl+J", self._list.setFocus)

    def _do(self, verb: Verb) -> None:
        self._verbs[verb]()

    def _accept(self) -> None:
        row = self._list.currentIndex().row()
        if self._list.chosen() and self._verdicts.accept(self._list.chosen()):
            self._drafts.choose_waiting(row)

    def _reject(self, reason: str = "") -> None:
        row = self._list.currentIndex().row()
        if self._list.chosen() and self._verdicts.reject(self._list.chosen(), reason):
            self._drafts.choose_waiting(row)

    def _reopen(self) -> None:
        self._verdicts.reopen(self._list.chosen())

    def _accept_all(self) -> None:
        self._verdicts.accept(self._drafts.waiting())

    def _accept_role(self) -> None:
        current = self._drafts.current()
        if current is not None:
            self._verdicts.accept([draft for draft in self._drafts.waiting() if draft.role is current.role])
            self._drafts.choose_waiting(self._list.currentIndex().row())

    def _split(self) -> None:
        current = self._drafts.current()
        if current is not None:
            self._choose_first(self._verdicts.split(current))

    def _merge(self) -> None:
        """Merge what is chosen; of a single draft, whatever of its sentence can be one with it."""
        chosen, current = self._list.chosen(), self._drafts.current()
        if len(chosen) == 1 and current is not None:
            others = [
                draft
                for draft in self._model.drafts()
                if draft.id != current.id and draft.evidence == current.evidence
            ]
            chosen += [draft for draft in others if can_merge([current, draft])]
        if chosen:
            self._choose_first(self._verdicts.merge(chosen))

    def _choose_first(self, ids: list[int]) -> None:
        if ids:
            self._drafts.choose_draft(ids[0])

    def _edit(self) -> None:
        current = self._drafts.current()
        if current is None:
            return
        self._editing = current
        self._drafts.open_editor(self.tr("Edit card"), (current.type, current.question, current.answer))

    def _write(self, kind: CardType) -> None:
        """Begin a card about the selected words, or about the sentence that is marked."""
        current = self._drafts.current()
        chosen = self._view.chosen_span() or (current.evidence if current else None)
        if self._article is None or chosen is None:
            self._drafts.say(self.tr("Select the words in the article that the card is about."))
            return
        self._editing = None
        self._evidence = sentences_around(self._article, chosen)
        words = (kind, *proposal(self._article, chosen, self._evidence, kind))
        self._view.mark(self._evidence)
        self._drafts.open_editor(self.tr("New card from the marked sentence"), words, kinds=True)

    def _save(self, words: Words) -> None:
        draft = self._editing
        if draft is not None:
            saved = self._verdicts.edit(draft, words[1], words[2])
        else:
            assert self._article is not None
            saved = self._verdicts.write(self._article.id, self._evidence, words)
        if saved:
            self._drafts.editor.leave()

    def _ask_study(self) -> None:
        self.study_asked.emit(self._where.deck)

    def _ask_map(self) -> None:
        if self._article is not None:
            self.map_asked.emit(self._article.id)

    def _choose_at(self, offset: int) -> None:
        """Choose the first card of the sentence that was clicked, and on a further click the next."""
        assert self._article is not None
        if not self._drafts.choose_at(offset):
            self._view.mark(sentences_around(self._article, Span(offset, offset)))
            words = self.tr("No card of this sentence. N writes a question, G hides the words you selected.")
            self._drafts.say(words)

    def _show_evidence(self, draft: Draft | None) -> None:
        self._view.mark(None if draft is None else draft.evidence)


def _deck_name(title: str) -> str:
    return title.replace("::", " ").replace('"', "")[:80]
