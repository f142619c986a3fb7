"""Find and replace: what is looked for, and every field that would change before it does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from flashcards.core.errors import BadInput
from flashcards.core.progress import Cancel, Report
from flashcards.core.replacing import Replacement
from flashcards.core.wording import counted
from flashcards.gui.dialogs.text_entry import AskDialog
from flashcards.gui.models.table import Column, TableModel
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import label
from flashcards.gui.widgets.table import Table

if TYPE_CHECKING:
    from flashcards.services.replacing import FieldChange

_PAUSE = 250
_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Replacing:
    """What the dialog works with: the fields there are, the preview of a replacement, and what carries it out."""

    fields: Sequence[str]
    preview: "Callable[[Replacement, Report, Cancel], list[FieldChange]]"
    replace: Callable[[Replacement], None]


class ReplaceDialog(AskDialog):
    """The preview runs in the background lane and follows what is typed; an older one is stopped."""

    def __init__(self, parent: QWidget, tasks: Tasks, what: str, work: Replacing) -> None:
        super().__init__(parent, self.tr("Find and replace"), self.tr("Replace"))
        self._tasks = tasks
        self._work = work
        self._cancel = Cancel()
        self._number = 0
        self.sought = self._line(self.tr("Find"))
        self.into = self._line(self.tr("Replace with"))
        self.field = QComboBox()
        self.field.addItems([self.tr("Question, answer and further fields"), *work.fields])
        self.field.setAccessibleName(self.tr("Field"))
        self.case = QCheckBox(self.tr("Capitals must be the same"))
        self.regex = QCheckBox(self.tr("Regular expression"))
        self.regex.setToolTip(self.tr(r"As Python writes them; \1 stands for the first group"))
        columns: list[Column[FieldChange]] = [
            Column(self.tr("Now"), lambda each: _around(each.before, each.after)),
            Column(self.tr("Then"), lambda each: _around(each.after, each.before)),
            Column(self.tr("Field"), lambda each: each.field),
        ]
        self.model: TableModel[FieldChange] = TableModel(columns, self)
        self.said = label("", "muted")
        self._build(what)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._preview)
        for line in (self.sought, self.into):
            line.textChanged.connect(self._changed)
        for box in (self.case, self.regex):
            box.toggled.connect(self._changed)
        self.field.currentIndexChanged.connect(self._changed)
        self._changed()

    def replacement(self) -> Replacement:
        """What is typed."""
        field = self.field.currentText() if self.field.currentIndex() else None
        return Replacement(
            self.sought.text(), self.into.text(), field, self.case.isChecked(), self.regex.isChecked()
        )

    def accept(self) -> None:
        """Carry it out."""
        wanted = self.replacement()
        self._stop()
        super().accept()
        self._work.replace(wanted)

    def reject(self) -> None:
        """Leave everything as it is."""
        self._stop()
        super().reject()

    def _build(self, what: str) -> None:
        form = QFormLayout()
        form.addRow(label(self.tr("Find")), self.sought)
        form.addRow(label(self.tr("Replace with")), self.into)
        form.addRow(label(self.tr("In")), self.field)
        boxes = QHBoxLayout()
        boxes.addWidget(self.case)
        boxes.addWidget(self.regex)
        boxes.addStretch()
        table = Table(self.model, self.tr("What would change"))
        header = table.horizontalHeader()
        header.setSectionResizeMode(1, header.ResizeMode.Stretch)
        self._layout.addWidget(label(what, "muted"))
        self._layout.addLayout(form)
        self._layout.addLayout(boxes)
        self._layout.addWidget(self.said)
        self._layout.addWidget(table, 1)
        self._layout.addWidget(self._buttons)
        self.resize(self.fontMetrics().averageCharWidth() * 110, self.fontMetrics().height() * 32)
        self.sought.setFocus()

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        return made

    def _changed(self) -> None:
        self._stop()
        self._ok.setEnabled(False)
        self._pause.start()

    def _stop(self) -> None:
        """Let no older preview through."""
        self._cancel.set()
        self._number += 1

    def _preview(self) -> None:
        wanted = self.replacement()
        if not wanted.find:
            self._show([], self.tr("Type what to look for; you see every change before it is made."))
            return
        try:
            wanted.pattern()
        except BadInput as error:
            self._show([], str(error))
            return
        self.said.setText(self.tr("Looking …"))
        number, self._cancel = self._number, Cancel()
        cancel = self._cancel

        def then(found: "list[FieldChange]") -> None:
            if number == self._number:
                self._found(found)

        def failed(error: Exception) -> None:
            if number == self._number:
                self._show([], str(error))

        self._tasks.run(lambda report: self._work.preview(wanted, report, cancel), then=then, failed=failed)

    def _found(self, found: "list[FieldChange]") -> None:
        notes = counted(len({each.note_id for each in found}), "note")
        if not found:
            text = self.tr("Not found.")
        elif len(found) > _SHOWN:
            text = self.tr("{notes} would change; the first {shown} changes are below.").format(
                notes=notes, shown=_SHOWN
            )
        else:
            text = self.tr("{notes} would change.").format(notes=notes)
        self._show(found[:_SHOWN], text)
        self._ok.setEnabled(bool(found))

    def _show(self, rows: "Sequence[FieldChange]", text: str) -> None:
        self.model.set_rows(rows)
        self.said.setText(text)


def _around(text: str, other: str) -> str:
    """A text from just before where it differs from another."""
    line, beside = " ".join(text.split()), " ".join(other.split())
    same = next(
        (at for at, (one, two) in enumerate(zip(line, beside, strict=False)) if one != two),
        min(len(line), len(beside)),
    )
    start = line.rfind(" ", 0, max(0, same - 20)) + 1
    return f"… {line[start:]}" if start > 1 else line
