"""A file on its way into the library: read and staged, not yet decided on; and what would become of it."""

import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flashcards.core.layouts import TextLayout
from flashcards.core.packages import STAGING, Package, Skipped, Verdict
from flashcards.system import scratch

#: How the folders begin that imports are staged in.
PREFIX = ".flashcards-import-"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A package with its staging folder, which `close` takes away."""

    package: Package
    folder: Path

    @property
    def staging(self) -> Path:
        """The staging file."""
        return self.folder / STAGING

    def close(self) -> None:
        """Forget what was staged."""
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class SeenNote:
    """A note of the package as a preview shows it: plain text of its fields, and of ours where they differ."""

    verdict: Verdict
    text: str
    ours: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do. Nothing was written.

    `decks` are names with how many cards each gets; `examples` the first notes of each verdict; `conflicts` and
    `skipped` say why how many notes stay as they are or out; `cards` and `answers` are how many would be new.
    `has_progress` says whether the file knows of study, `same_cards` whether we know some of its notes.
    """

    name: str
    kind: str
    notes: dict[Verdict, int]
    cards: int
    answers: int
    decks: tuple[tuple[str, int], ...]
    media: int
    conflicts: dict[str, int]
    skipped: tuple[Skipped, ...]
    examples: tuple[SeenNote, ...]
    has_progress: bool
    whole: bool
    layout: TextLayout | None = None

    @property
    def changes(self) -> bool:
        """Whether there is anything to do."""
        return bool(
            self.notes.get(Verdict.NEW) or self.notes.get(Verdict.UPDATED) or self.cards or self.answers
        )

    @property
    def suggests_progress(self) -> bool:
        """Whether its progress is most likely the user's own: a whole collection, or cards that were here before."""
        known = sum(
            self.notes.get(each, 0) for each in (Verdict.DUPLICATE, Verdict.UPDATED, Verdict.CONFLICTING)
        )
        return self.has_progress and (self.whole or known > 0)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    new: int
    updated: int
    duplicate: int
    conflicting: int
    cards: int
    answers: int
    media: int


def make_folder(library: Path | None) -> Path:
    """A new folder to stage in: beside the library, so that media need only be moved; else the system's own.

    Folders that a killed import left there are swept away.
    """
    if library is not None:
        with suppress(OSError):
            return scratch.make(library.parent, PREFIX)
    return Path(tempfile.mkdtemp(prefix=PREFIX))
