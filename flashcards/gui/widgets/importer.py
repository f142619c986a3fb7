"""Runs an import in the background lane: reads a file, previews it, brings it in; keeps what was read until then."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from flashcards.core.direction import isolated
from flashcards.core.errors import Cancelled
from flashcards.core.progress import Cancel, Report, silent
from flashcards.gui.tasks import Tasks

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.core.cards import NoteType
    from flashcards.core.changes import Changes
    from flashcards.services.incoming import Imported, ImportPreview, Incoming


class Importer(QObject):
    """One file at a time. `seen` carries an `ImportPreview`, `brought` an `Imported` and the `Changes`.

    `started` and `advanced` say what is going on; `failed` carries an error, and after it nothing is kept.
    """

    started = Signal(str)
    advanced = Signal(float, str)
    seen = Signal(object)
    brought = Signal(object, object)
    failed = Signal(object)

    def __init__(self, app: "App", tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._tasks = tasks
        self._cancel = Cancel()
        self._incoming: Incoming | None = None
        self._old: list[Incoming] = []

    def note_types(self) -> "list[NoteType]":
        """The note types that the notes of a text file may have."""
        return self._app.importing.note_types()

    def decks(self) -> list[str]:
        """The decks there are."""
        return self._app.decks.names()

    def read(self, path: Path, said: Mapping[str, str] | None = None) -> None:
        """Read a file, then preview it; `said` is what the user says of a text file."""
        self.forget()
        cancel = self._cancel = Cancel()

        def work(report: Report) -> "tuple[Incoming, ImportPreview]":
            incoming = self._app.importing.read(path, report, cancel, said=said)
            try:
                cancel.check()
                seen = self._app.importing.preview(incoming, with_progress=False)
                if seen.suggests_progress:
                    seen = self._app.importing.preview(incoming, with_progress=True)
            except BaseException:
                incoming.close()
                raise
            return incoming, seen

        def then(found: "tuple[Incoming, ImportPreview]") -> None:
            incoming, seen = found
            if cancel.wanted:
                incoming.close()
                return
            self._incoming = incoming
            self.seen.emit(seen)

        self.started.emit(self.tr("reading {name}").format(name=isolated(path.name)))
        self._run(work, then)

    def preview(self, *, with_progress: bool) -> None:
        """Preview what was read once more, with its progress or without."""
        incoming = self._incoming
        if incoming is not None:
            self.started.emit(self.tr("comparing with your library"))
            self._run(
                lambda _report: self._app.importing.preview(incoming, with_progress=with_progress),
                self.seen.emit,
            )

    def bring(self, *, with_progress: bool) -> None:
        """Bring in what was read."""
        incoming, cancel = self._incoming, self._cancel
        if incoming is None:
            return

        def work(report: Report) -> "tuple[Imported, Changes]":
            return self._app.importing.bring(
                incoming, with_progress=with_progress, report=report, cancel=cancel
            )

        def then(done: "tuple[Imported, Changes]") -> None:
            self.forget()
            self.brought.emit(*done)

        self.started.emit(self.tr("importing {name}").format(name=isolated(incoming.package.name)))
        self._run(work, then)

    def forget(self) -> None:
        """Stop what runs and forget what was read, once the running work no longer needs it."""
        self._cancel.set()
        if self._incoming is not None:
            self._old.append(self._incoming)
            self._incoming = None
            self._tasks.run(self._sweep, then=_nothing, failed=_nothing)

    def close(self) -> None:
        """Leave nothing staged when the window closes and its lane has ended."""
        self.forget()
        self._sweep()

    def _run(self, work: Callable[[Report], Any], then: Callable[[Any], None]) -> None:
        self._tasks.run(work, then=then, failed=self._fail, progress=self.advanced.emit)

    def _sweep(self, _report: Report = silent) -> None:
        while self._old:
            self._old.pop().close()

    def _fail(self, error: Exception) -> None:
        self.forget()
        if not isinstance(error, Cancelled):
            self.failed.emit(error)


def _nothing(_result: object) -> None:
    """What is done when a folder is gone."""
