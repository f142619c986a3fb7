"""The sentence that a card came from, with its neighbours and where it stands."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from flashcards.core.wording import counted
from flashcards.gui.theme import LARGE, SMALL, TIGHT, label
from flashcards.gui.widgets.buttons import button

if TYPE_CHECKING:
    from flashcards.core.origins import Origin
    from flashcards.services.cards import Leech


class SourcePanel(QFrame):
    """Hidden until a source is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._before = label("", "muted")
        self._sentence = label("", "body")
        self._sentence.setWordWrap(True)
        self._after = label("", "muted")
        self._place = label("", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(LARGE, SMALL, LARGE, SMALL)
        layout.setSpacing(TIGHT)
        for each in (self._before, self._sentence, self._after, self._place):
            layout.addWidget(each)
        self.hide()

    def show_origin(self, origin: "Origin") -> None:
        """Show where a card came from."""
        self._before.setText(f"… {origin.before}" if origin.before else "")
        self._sentence.setText(f"“{origin.sentence}”" if origin.sentence else self.tr("No source is known."))
        self._after.setText(f"{origin.after} …" if origin.after else "")
        parts = (origin.title, origin.place, origin.author, origin.date, origin.link or origin.name)
        self._place.setText(" · ".join(part for part in parts if part))
        for each in (self._before, self._after, self._place):
            each.setVisible(bool(each.text()))
        self.show()

    def text(self) -> str:
        """All that is shown, a line for each part."""
        shown = (self._before, self._sentence, self._after, self._place)
        return "\n".join(each.text() for each in shown if each.text())


class LeechNotice(QFrame):
    """Tells that a card keeps being forgotten, with the paragraph it came from. Hidden until then.

    `split_asked` carries the id of its note.
    """

    split_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._title = label("", "body")
        self._title.setProperty("tone", "wrong")
        self._title.setWordWrap(True)
        self._question = label("", "body")
        self._question.setWordWrap(True)
        self._paragraph = label("", "muted")
        self._hint = label(
            self.tr("U takes the answer back; E then edits the card, so that it asks for less at once."),
            "small",
        )
        self.split = button(
            self.tr("Split it"), self._ask_split, tip=self.tr("One card for each thing it asks for")
        )
        self.split.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._note_id = 0
        foot = QHBoxLayout()
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.split)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(LARGE, SMALL, LARGE, SMALL)
        layout.setSpacing(TIGHT)
        for each in (self._title, self._question, self._paragraph):
            layout.addWidget(each)
        layout.addLayout(foot)
        self.hide()

    def tell(self, leech: "Leech", question: str) -> None:
        """Show what happened to a card; `question` is its front as plain text."""
        times = counted(leech.card.memory.lapses, "time")
        if leech.card.suspended:
            text = self.tr("Forgotten {times}: this card is a leech now, and is suspended.")
        else:
            text = self.tr("Forgotten {times}: this card is a leech now.")
        self._note_id = leech.card.note_id
        self._title.setText(text.format(times=times))
        self._question.setText(question)
        self._paragraph.setText(leech.paragraph)
        self._paragraph.setVisible(bool(leech.paragraph))
        self.show()

    def _ask_split(self) -> None:
        self.split_asked.emit(self._note_id)

    def text(self) -> str:
        """All that is shown."""
        return "\n".join((self._title.text(), self._question.text(), self._paragraph.text()))
