"""The backups of the library: what each would change, putting one back, making one now, and checking the library."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from flashcards.core.backups import Backup, Difference, Moved, Reason
from flashcards.core.changes import Changes
from flashcards.core.progress import Cancel, Report
from flashcards.core.wording import counted
from flashcards.gui.models.table import Column, TableModel
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import LARGE, MEDIUM, SMALL, label
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.job_bar import JobBar
from flashcards.gui.widgets.latest_job import LatestJob
from flashcards.gui.widgets.table import Table

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.core.checks import CheckReport

Result = TypeVar("Result")

#: Gets what to say, the backup of what was here before, and what changed.
Restored = Callable[[str, Backup, Changes], None]


class BackupsDialog(QDialog):
    """A chosen backup is compared with the library at once; Restore then puts it back."""

    def __init__(self, parent: QWidget, app: "App", tasks: Tasks, restored: Restored) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Backups"))
        self._app = app
        self._restored = restored
        self._work = LatestJob(tasks)
        self._chosen: Backup | None = None
        self._compared = False
        self._build()
        self.table.chosen.connect(self._compare)
        self.table.opened.connect(lambda _row: self._restore())
        self._job.cancel_asked.connect(self._cancel)
        self._refresh()

    def done(self, result: int) -> None:
        """Stop what runs."""
        self._work.stop()
        super().done(result)

    def _build(self) -> None:
        reasons = {
            Reason.AUTOMATIC: self.tr("By itself"),
            Reason.MANUAL: self.tr("By hand"),
            Reason.IMPORT: self.tr("Before an import"),
            Reason.CHANGE: self.tr("Before a large change"),
            Reason.UPGRADE: self.tr("Before an upgrade"),
            Reason.RESTORE: self.tr("Before a restore"),
            Reason.REPAIR: self.tr("Before a repair"),
        }
        columns: list[Column[Backup]] = [
            Column(self.tr("Made"), lambda each: when(each.made_at)),
            Column(self.tr("Why"), lambda each: reasons[each.reason]),
            Column(
                self.tr("Cards"), lambda each: f"{each.tally.cards:,}" if each.tally else "?", number=True
            ),
            Column(
                self.tr("Answers"), lambda each: f"{each.tally.answers:,}" if each.tally else "?", number=True
            ),
            Column(self.tr("Size"), lambda each: QLocale().formattedDataSize(each.size, 1), number=True),
        ]
        self.model: TableModel[Backup] = TableModel(columns, self)
        self.table = Table(self.model, self.tr("Backups"))
        self.heading = label("", "heading")
        self.details = label("", "muted")
        self.details.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.details.setMinimumHeight(self.fontMetrics().lineSpacing() * 5)
        self._job = JobBar()
        self._now = button(self.tr("&Back up now"), self._make)
        self._check = button(self.tr("C&heck the library"), self._look)
        self._repair = button(self.tr("Re&pair"), self._mend)
        self._repair.hide()
        self._ok = button(self.tr("&Restore"), self._restore, kind="primary")
        self._close = button(self.tr("Close"), self.reject)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        for each in (self._now, self._check, self._repair):
            row.addWidget(each)
        row.addStretch()
        row.addWidget(self._close)
        row.addWidget(self._ok)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        layout.setSpacing(MEDIUM)
        layout.addWidget(self._where())
        layout.addWidget(self.table, 1)
        for shown in (self.heading, self.details, self._job):
            layout.addWidget(shown)
        layout.addLayout(row)
        self.resize(self.fontMetrics().averageCharWidth() * 96, self.fontMetrics().height() * 31)

    def _where(self) -> QLabel:
        """Where backups lie, with what should be known of that place."""
        folder = self._app.backups.folder
        first = self.tr("Made every hour while something changes, and before large changes. Folder: {folder}")
        made = label("\n".join([first.format(folder=folder), *self._app.checks.notices()]), "small")
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return made

    def _refresh(self) -> None:
        """List what there is, and compare the newest."""
        there = self._app.backups.all()
        self._chosen, self._compared = None, False
        self._ok.setEnabled(False)
        self.model.set_rows(there)
        if there:
            self.table.selectRow(0)
        else:
            self._say(self.tr("There are no backups yet."))

    def _say(self, heading: str, details: str = "") -> None:
        self.heading.setText(heading)
        self.details.setText(details)

    def _compare(self, row: Backup | None) -> None:
        if row is None:
            return
        self._chosen, self._compared = row, False
        self._repair.hide()
        self._say(when(row.made_at))

        def then(found: Difference) -> None:
            self._compared = True
            self._free()
            self._show(found)

        self._run(self.tr("comparing"), lambda _report, _cancel: self._app.backups.difference(row), then)

    def _show(self, found: Difference) -> None:
        if found.nothing:
            self.details.setText(
                self.tr("It holds the same decks, notes, cards and answers as your library.")
            )
            return
        lines = [
            sentence
            for sentence in (
                _listed(self.tr("Comes back: {things}"), found, lambda moved: moved.come_back),
                _listed(self.tr("Goes: {things}"), found, lambda moved: moved.go),
            )
            if sentence
        ]
        if found.changed_notes:
            lines.append(
                self.tr("As they were then: the words of {notes}.").format(
                    notes=counted(found.changed_notes, "note")
                )
            )
        lines += [
            self.tr("Comes back, for instance: {words}").format(words=_short(each)) for each in found.back[:1]
        ]
        lines += [
            self.tr("Goes, for instance: {words}").format(words=_short(each)) for each in found.gone[:1]
        ]
        self.details.setText("\n".join(lines))

    def _restore(self) -> None:
        chosen = self._chosen
        if chosen is None or not self._ok.isEnabled():
            return

        def then(done: tuple[Backup, Changes]) -> None:
            words = self.tr("The library is as it was {when}.").format(when=when(chosen.made_at))
            self.accept()
            self._restored(words, *done)

        self._run(
            self.tr("restoring"),
            lambda _report, _cancel: self._app.backups.restore(chosen),
            then,
            stoppable=False,
        )

    def _make(self) -> None:
        def then(_made: Backup) -> None:
            self._free()
            self._refresh()

        self._run(
            self.tr("copying the library"),
            lambda _report, _cancel: self._app.backups.make(),
            then,
            stoppable=False,
        )

    def _look(self) -> None:
        self._run(self.tr("checking"), self._app.checks.check, self._checked)

    def _mend(self) -> None:
        def then(done: "tuple[CheckReport, Changes]") -> None:
            found, changes = done
            there = self._app.backups.all()
            self.accept()
            if changes and there:
                words = (
                    self.tr("The library was repaired.") if found.sound else self.tr("Some faults remain.")
                )
                self._restored(words, there[0], changes)

        self._run(self.tr("repairing"), self._app.checks.repair, then, stoppable=False)

    def _checked(self, found: "CheckReport") -> None:
        self._free()
        if not found.findings:
            self._say(
                self.tr("The library is sound."), self.tr("Every page, reference and memory was looked at.")
            )
            return
        lines = [
            (self.tr("Repaired: {what}") if each.repaired else self.tr("Found: {what}")).format(
                what=each.text
            )
            for each in found.findings
        ]
        mendable = not found.sound and all(each.can_be_repaired for each in found.findings)
        self._repair.setVisible(mendable)
        heading = self.tr("The library was repaired.") if found.sound else self.tr("The library has faults.")
        advice = "" if found.sound or mendable else self.tr("They cannot be repaired; restore a backup.")
        self._say(heading, "\n".join([*lines, advice] if advice else lines))

    def _run(
        self,
        what: str,
        work: Callable[[Report, Cancel], Result],
        then: Callable[[Result], None],
        *,
        stoppable: bool = True,
    ) -> None:
        for each in (self._now, self._check, self._repair, self._ok):
            each.setEnabled(False)
        self._job.start(what, stoppable=stoppable)
        self._work.run(work, then=then, failed=self._failed, progress=self._job.advance)

    def _free(self) -> None:
        self._job.hide()
        for each in (self._now, self._check, self._repair):
            each.setEnabled(True)
        self._ok.setEnabled(self._compared)

    def _failed(self, error: Exception) -> None:
        self._free()
        self._say(self.tr("That could not be done."), str(error))

    def _cancel(self) -> None:
        self._work.stop()
        self._free()
        self._say(self.tr("Stopped; nothing was changed."))


def when(moment: datetime) -> str:
    """A moment in words, in local time."""
    local = moment.astimezone()
    return f"{local.day} {local:%B %Y, %H:%M}"


def _listed(words: str, found: Difference, number: Callable[[Moved], int]) -> str:
    parts = [
        counted(number(moved), name)
        for name, moved in (
            ("deck", found.decks),
            ("note", found.notes),
            ("card", found.cards),
            ("answer", found.answers),
        )
        if number(moved)
    ]
    return words.format(things=", ".join(parts)) + "." if parts else ""


def _short(text: str) -> str:
    from flashcards.core.rendering import to_text

    return " ".join(to_text(text[:400]).split())[:90]
