"""What stands behind a part of the map: its claim, its sentence, and its cards."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout

from flashcards.core.drafts import Draft, DraftState
from flashcards.core.mastery import SIGNS, Known
from flashcards.gui.models.drafts import shown_question
from flashcards.gui.theme import MEDIUM, SMALL, label
from flashcards.gui.widgets.safe_browser import SafeBrowser


class MapDetails(QFrame):
    """`asked` carries the id of a draft to judge or look at."""

    asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._claim = label("", "heading")
        self._claim.setWordWrap(True)
        self._marks = label("", "small")
        self._sentence = SafeBrowser()
        self._sentence.setAccessibleName(self.tr("Sentences"))
        self._heading = label(self.tr("Cards of this sentence"), "small")
        self._cards = QListWidget()
        self._cards.setObjectName("cards")
        self._cards.setWordWrap(True)
        self._cards.setAccessibleName(self.tr("Cards of the chosen part"))
        self._cards.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._cards.itemActivated.connect(self._open)
        claim = QVBoxLayout()
        claim.setSpacing(SMALL)
        claim.addWidget(self._claim)
        claim.addWidget(self._marks)
        claim.addWidget(self._sentence, 1)
        cards = QVBoxLayout()
        cards.setSpacing(SMALL)
        cards.addWidget(self._heading)
        cards.addWidget(self._cards, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        layout.setSpacing(MEDIUM)
        layout.addLayout(claim, 1)
        layout.addLayout(cards, 1)
        self.clear()

    def clear(self) -> None:
        """Say what can be done here."""
        self._fill(
            self.tr("Click an arrow or a concept"), "", self.tr("Its sentence and its cards show here.")
        )
        self._cards.clear()
        self._heading.hide()
        self._cards.hide()

    def show_part(
        self, claim: str, marks: str, sentence: str, drafts: Sequence[Draft], known: Sequence[Known]
    ) -> None:
        """Show a claim with its marks, the sentences it rests on, and their drafts with how they stand."""
        self._fill(claim, marks, sentence)
        standing = {each.note_id: each.mastery for each in known}
        self._cards.clear()
        for draft in drafts:
            mastery = standing.get(draft.note_id) if draft.note_id is not None else None
            state = f"{SIGNS[mastery]} {mastery.value}" if mastery else self._word(draft)
            item = QListWidgetItem(f"{shown_question(draft)}\n{draft.answer} — {state}")
            item.setData(Qt.ItemDataRole.UserRole, draft.id)
            self._cards.addItem(item)
        self._heading.setText(
            self.tr("Cards: Enter opens one beside the article") if drafts else self.tr("No card yet")
        )
        self._heading.show()
        self._cards.setVisible(bool(drafts))

    def enter(self) -> None:
        """Go to the cards."""
        if self._cards.isVisible():
            self._cards.setFocus()
            self._cards.setCurrentRow(0)

    def _word(self, draft: Draft) -> str:
        return self.tr("✕ rejected") if draft.state is DraftState.REJECTED else self.tr("to judge")

    def _fill(self, claim: str, marks: str, sentence: str) -> None:
        self._claim.setText(claim)
        self._marks.setText(marks)
        self._marks.setVisible(bool(marks))
        self._sentence.setPlainText(sentence)

    def _open(self, item: QListWidgetItem) -> None:
        self.asked.emit(int(item.data(Qt.ItemDataRole.UserRole)))
