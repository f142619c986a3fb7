"""The preview of an import: what would be new, changed, kept or left out; nothing is written before Import."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QHeaderView, QVBoxLayout, QWidget

from flashcards.core.direction import isolated
from flashcards.core.errors import FlashcardsError
from flashcards.core.layouts import TextLayout
from flashcards.core.packages import Verdict
from flashcards.core.wording import counted
from flashcards.gui.models.table import Column, TableModel
from flashcards.gui.theme import LARGE, MEDIUM, label
from flashcards.gui.widgets.importer import Importer
from flashcards.gui.widgets.job_bar import JobBar
from flashcards.gui.widgets.table import Table
from flashcards.gui.widgets.text_mapping import TextMapping

if TYPE_CHECKING:
    from flashcards.core.changes import Changes
    from flashcards.services.incoming import Imported, ImportPreview, SeenNote

_ORDER = (Verdict.UPDATED, Verdict.CONFLICTING, Verdict.NEW, Verdict.DUPLICATE)
_MOST_REASONS = 6
#: The columns that take what room there is; the second only where there is something of ours to see.
_THEIRS, _OURS = 0, 1


class ImportDialog(QDialog):
    """Reads a file as soon as it is made; `done_with` gets the words to say and the changes once it is in."""

    def __init__(
        self, parent: QWidget, importer: Importer, path: Path, done_with: Callable[[str, "Changes"], None]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Import {name}").format(name=isolated(path.name)))
        self._importer = importer
        self._done_with = done_with
        self._path = path
        self._name = path.name
        self._mapping: TextMapping | None = None
        self._shown = False
        self._build()
        self._connect()
        importer.read(path)

    def done(self, result: int) -> None:
        """However it ends, what was read is forgotten."""
        self._importer.forget()
        super().done(result)

    def _build(self) -> None:
        words = {
            Verdict.NEW: self.tr("New"),
            Verdict.UPDATED: self.tr("Updated"),
            Verdict.DUPLICATE: self.tr("Here already"),
            Verdict.CONFLICTING: self.tr("Yours is kept"),
        }
        columns: list[Column[SeenNote]] = [
            Column(self.tr("In the file"), lambda each: each.text),
            Column(self.tr("In your library"), lambda each: each.ours or each.reason),
            Column(self.tr("What happens"), lambda each: words[each.verdict]),
        ]
        self.summary = label("", "heading")
        self.details = label("", "muted")
        self.left_out = label("", "small")
        self.progress = QCheckBox(
            self.tr("&Bring the progress along: due dates, answers, memories and presets")
        )
        self.model: TableModel[SeenNote] = TableModel(columns, self)
        self.table = Table(self.model, self.tr("Notes of the file"))
        header = self.table.horizontalHeader()
        for column in (_THEIRS, _OURS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.job = JobBar(with_cancel=False)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.ok = self.buttons.addButton(self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.ok.setProperty("kind", "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        layout.setSpacing(MEDIUM)
        above: tuple[QWidget, ...] = (self.summary, self.details, self.progress)
        below: tuple[QWidget, ...] = (self.left_out, self.job, self.buttons)
        for each in above:
            layout.addWidget(each)
        self._place_for_mapping = layout.count()
        layout.addWidget(self.table, 1)
        for each in below:
            layout.addWidget(each)
        self.progress.hide()
        self.resize(self.fontMetrics().averageCharWidth() * 110, self.fontMetrics().height() * 32)

    def _connect(self) -> None:
        self.buttons.accepted.connect(self._import)
        self.buttons.rejected.connect(self.reject)
        self.progress.clicked.connect(self._preview_again)
        self._importer.started.connect(self._start)
        self._importer.advanced.connect(self.job.advance)
        self._importer.seen.connect(self._show)
        self._importer.brought.connect(self._finish)
        self._importer.failed.connect(self._fail)

    def _start(self, stage: str) -> None:
        self.ok.setEnabled(False)
        self.progress.setEnabled(False)
        if self._mapping is not None:
            self._mapping.setEnabled(False)
        if not self._shown:
            self.summary.setText(self._name)
        self.job.start(stage)

    def _show(self, seen: "ImportPreview") -> None:
        self.job.hide()
        first, self._shown = not self._shown, True
        if first:
            self.progress.setVisible(seen.has_progress)
            self.progress.setChecked(seen.suggests_progress)
        self.progress.setEnabled(True)
        if seen.layout is not None:
            self._show_mapping(seen.layout)
        self.summary.setText(self._summary(seen))
        self.details.setText(_details(seen))
        self.details.setVisible(bool(self.details.text()))
        self.left_out.setText("\n".join(_reasons(seen)))
        self.left_out.setVisible(bool(self.left_out.text()))
        order = {verdict: place for place, verdict in enumerate(_ORDER)}
        self.model.set_rows(sorted(seen.examples, key=lambda each: order[each.verdict]))
        self.table.setColumnHidden(_OURS, not any(each.ours or each.reason for each in seen.examples))
        self.ok.setEnabled(seen.changes)
        if seen.changes and first:
            self.ok.setDefault(True)
            self.ok.setFocus()

    def _show_mapping(self, layout: TextLayout) -> None:
        """A text file's columns can be read otherwise."""
        if self._mapping is None:
            self._mapping = TextMapping(self._importer.note_types(), self._importer.decks())
            self._mapping.changed.connect(self._read_again)
            own = self.layout()
            assert isinstance(own, QVBoxLayout)
            own.insertWidget(self._place_for_mapping, self._mapping)
            self._mapping.show()
        self._mapping.setEnabled(True)
        self._mapping.show_layout(layout)

    def _read_again(self, said: dict[str, str]) -> None:
        self._importer.read(self._path, said)

    def _fail(self, error: Exception) -> None:
        """A text file may be read otherwise yet; of any other file there is nothing to see."""
        if self._mapping is None or not isinstance(error, FlashcardsError):
            self.reject()
            return
        self.job.hide()
        self._mapping.setEnabled(True)
        self.summary.setText(str(error))
        self.model.set_rows([])

    def _summary(self, seen: "ImportPreview") -> str:
        if not seen.changes:
            return self.tr("Everything in this file is in your library already.")
        new, updated = seen.notes.get(Verdict.NEW, 0), seen.notes.get(Verdict.UPDATED, 0)
        parts = []
        if new:
            parts.append(f"{counted(new, 'new note')} with {counted(seen.cards, 'card')}")
        elif seen.cards:
            parts.append(counted(seen.cards, "new card"))
        if updated:
            parts.append(f"{counted(updated, 'note')} updated")
        if seen.answers:
            parts.append(counted(seen.answers, "answer"))
        return ", ".join(parts)

    def _preview_again(self) -> None:
        self._importer.preview(with_progress=self.progress.isChecked())

    def _import(self) -> None:
        self._importer.bring(with_progress=self.progress.isVisible() and self.progress.isChecked())

    def _finish(self, done: "Imported", changes: "Changes") -> None:
        parts = [counted(done.new, "new note"), counted(done.cards, "card")]
        if done.updated:
            parts.append(f"{counted(done.updated, 'note')} updated")
        if done.answers:
            parts.append(counted(done.answers, "answer"))
        words = self.tr("Imported {name}: {parts}.").format(name=isolated(self._name), parts=", ".join(parts))
        self.accept()
        self._done_with(words, changes)


def _details(seen: "ImportPreview") -> str:
    parts = []
    if seen.decks:
        names = [name for name, _cards in seen.decks]
        shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        parts.append(f"Into {shown}.")
    if seen.media:
        parts.append(f"{counted(seen.media, 'media file')}.")
    same = seen.notes.get(Verdict.DUPLICATE, 0)
    if same and seen.changes:
        parts.append(f"{counted(same, 'note')} here already.")
    return " ".join(parts)


def _reasons(seen: "ImportPreview") -> list[str]:
    found = [
        f"Yours is kept for {counted(count, 'note')}: {reason}." for reason, count in seen.conflicts.items()
    ]
    found += [
        f"Left out: {each.count} × {each.reason}" + (f" (“{each.example[:60]}”)." if each.example else ".")
        for each in seen.skipped
    ]
    more = len(found) - _MOST_REASONS
    return found[:_MOST_REASONS] + ([f"And {more} more reasons."] if more > 0 else [])
