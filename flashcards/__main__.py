"""The program's way in: no arguments, or files, open the window; other arguments run a command."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flashcards.core.printing import Printable
    from flashcards.core.progress import Report
    from flashcards.core.study_lists import Paper

_WINDOW_NEEDS = ("PySide6", "sqlalchemy", "lxml", "pypdfium2", "nh3", "zstandard")
_COMMANDS_NEED = ("typer", "rich", "sqlalchemy", "lxml", "pypdfium2", "nh3", "zstandard")
# The program starts itself like this to parse a stranger's file; flashcards.reading.worker says how they talk, and
# flashcards.exchange.anki.importing.worker for packages.
_WORKER = "--reading-worker"
_PACKAGE_WORKER = "--package-worker"

_NO_SCREEN = """\
There is no screen here, so the window cannot open.
The command line does the same work:
  python main.py make ARTICLE --deck NAME --accept all --export FILE.apkg
  python main.py --help"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window or run a command; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given == [_WORKER]:
        from flashcards.reading.worker import main as work

        return work()
    if given == [_PACKAGE_WORKER]:
        from flashcards.exchange.anki.importing.worker import main as work_on_package

        return work_on_package()
    _speak_utf8()
    files = _files(given)
    for_window, library = (True, None) if files else _window_library(given)
    missing = [name for name in (_WINDOW_NEEDS if for_window else _COMMANDS_NEED) if find_spec(name) is None]
    if missing:
        return _refuse(
            f"Flashcards' libraries are not installed for {sys.executable} ({missing[0]} is missing): "
            "run `make setup`, then use `.venv/bin/python main.py`."
        )
    if for_window:
        return _open_window(library, files)
    try:
        from flashcards.cli.main import main as run_command

        return run_command(given, paint=_paint, printer=_print)
    except KeyboardInterrupt:
        # Before the commands are there to say it themselves.
        sys.stderr.write("Stopped.\n")
        return 130


def _window_library(given: Sequence[str]) -> tuple[bool, Path | None]:
    """Whether the arguments ask for the window, and the library they name for it."""
    match given:
        case []:
            return True, None
        case ["--library", name] if not name.startswith("-"):
            return True, Path(name)
        case [only] if only.startswith("--library="):
            return True, Path(only.removeprefix("--library="))
        case _:
            return False, None


def _files(given: Sequence[str]) -> list[Path]:
    """The files to open in the window, as a file manager names them; empty for anything else.

    No command has a dot in its name.
    """
    paths = [Path(each) for each in given]
    return paths if all(each.suffix and each.is_file() for each in paths) else []


def _open_window(library: Path | None, files: Sequence[Path] = ()) -> int:
    if not _has_screen():
        return _refuse(_NO_SCREEN)
    try:
        from flashcards.gui.application import run
    except ImportError as error:
        # ModuleNotFoundError names a module of ours or a fault; a library that Qt lacks is a plain one.
        if isinstance(error, ModuleNotFoundError):
            raise
        return _refuse(f"Qt needs system libraries that are missing ({error}): run `make setup`.")
    return run(library, files)


def _has_screen() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _paint(front: str, back: str) -> bool | None:
    """Paint a card's sides for the self-test: whether they show; None where Qt or the painter is absent."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        painter = getattr(import_module("flashcards.gui.application"), "paint_card", None)
    except ImportError:
        return None
    return None if painter is None else bool(painter(front, back))


def _print(path: Path, printable: "Printable", paper: "Paper", report: "Report") -> int:
    """Write a deck as a PDF, which takes Qt but no screen; returns the number of pages."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from flashcards.gui.printing.pdf import write_pdf
    except ImportError as error:
        from flashcards.core.errors import CannotExport

        raise CannotExport(f"Printing needs Qt, which cannot be loaded here ({error}).") from error
    return write_pdf(path, printable, paper, report)


def _speak_utf8() -> None:
    """Let output carry any text, whatever the console's or the pipe's encoding is."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _refuse(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
