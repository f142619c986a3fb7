"""The middle of the study page: the card, the end of what is to study, or the choice of a session."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from flashcards.gui.widgets.session_chooser import SessionChooser
from flashcards.gui.widgets.study_desk import StudyDesk
from flashcards.gui.widgets.study_end import StudyEnd


class StudyBoard(QStackedWidget):
    """One of the three shows."""

    def __init__(self, desk: StudyDesk, end: StudyEnd, chooser: SessionChooser) -> None:
        super().__init__()
        self.study = _centred(desk, 100)
        self.end = end
        self.choice = _centred(chooser, 3, top=True)
        for each in (self.study, self.end, self.choice):
            self.addWidget(each)

    @property
    def is_over(self) -> bool:
        """Whether no card is left for now."""
        return self.currentWidget() is self.end

    @property
    def is_choosing(self) -> bool:
        """Whether a session is being chosen."""
        return self.currentWidget() is self.choice


def _centred(inside: QWidget, share: int, *, top: bool = False) -> QWidget:
    """A widget in the middle of the page, with room at both sides."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(inside, share, Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag(0))
    row.addStretch(1)
    return made
