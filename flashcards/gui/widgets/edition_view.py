"""What an export holds, what changed since the last one, and what to choose in Anki."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashcards.core.editions import ChangeKind, EditionChange
from flashcards.core.exports import ExportOptions, ExportSummary, boxes_to_tick
from flashcards.core.wording import counted
from flashcards.gui.models.table import Column, TableModel
from flashcards.gui.theme import SMALL, label
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.table import Table


class EditionView(QWidget):
    """A line of counts, the change log below it if there is one, and the steps to take in Anki."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("")
        self.words.setWordWrap(True)
        columns: list[Column[EditionChange]] = [
            Column(self.tr("Card"), lambda change: change.words),
            Column(self.tr("Change"), lambda change: _kinds()[change.kind]),
        ]
        self.model: TableModel[EditionChange] = TableModel(columns, self)
        self.table = Table(self.model, self.tr("Changes since the last edition"))
        self.copy = button(
            self.tr("Copy the list"), self._copy, kind="quiet", tip=self.tr("For those who have the deck")
        )
        self.steps = label("", "body")
        self.steps.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SMALL)
        layout.addWidget(self.words)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.steps)
        layout.addStretch(0)
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self.say("")
        self.steps.hide()

    def say(self, words: str) -> None:
        """Show one sentence and no changes."""
        self.words.setText(words)
        self.model.set_rows([])
        self.table.hide()
        self.copy.hide()

    def show_summary(self, summary: ExportSummary) -> None:
        """Show what a package holds and what is different from the edition before."""
        self.say(f"{held(summary)} {_edition(summary)}")
        self.model.set_rows(summary.changes)
        for each in (self.table, self.copy):
            each.setVisible(bool(summary.changes))

    def _copy(self) -> None:
        rows = (self.model.row(number) for number in range(self.model.rowCount()))
        lines = [f"{_kinds()[row.kind]}: {row.words}" for row in rows if row is not None]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def show_steps(self, options: ExportOptions) -> None:
        """Show what to do in Anki."""
        steps = [f"{each[:1].upper()}{each[1:]}" for each in boxes_to_tick(options)]
        numbered = [f"{number}. {each}" for number, each in enumerate(steps, 1)] if len(steps) > 1 else steps
        self.steps.setText("\n".join([self.tr("In Anki:"), *numbered]))
        self.steps.show()


def held(summary: ExportSummary) -> str:
    """What a file holds, in a sentence."""
    parts = [counted(summary.notes, "note"), counted(summary.cards, "card")]
    if summary.answers:
        parts.append(counted(summary.answers, "answer"))
    if summary.media:
        parts.append(counted(summary.media, "media file"))
    return f"{', '.join(parts)}."


def _edition(summary: ExportSummary) -> str:
    if not summary.edition:
        return _tr("Other files than packages, and a library that is open elsewhere, count no editions.")
    if summary.same:
        return _tr("Nothing changed since edition {number}.").format(number=summary.edition)
    if summary.edition == 1:
        return _tr("The first edition of this deck.")
    changes = ", ".join(f"{count} {_kinds()[kind]}" for kind, count in summary.counts.items())
    return _tr("Edition {number}: {changes} since the last one.").format(
        number=summary.edition, changes=changes
    )


def _kinds() -> dict[ChangeKind, str]:
    return {
        ChangeKind.ADDED: _tr("added"),
        ChangeKind.CHANGED: _tr("changed"),
        ChangeKind.MOVED: _tr("moved to another deck"),
        ChangeKind.WITHDRAWN: _tr("withdrawn"),
        ChangeKind.RETURNED: _tr("came back"),
    }


def _tr(text: str) -> str:
    return QCoreApplication.translate("editions", text)
