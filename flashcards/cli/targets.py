"""Checks of what was typed, before any slow work."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import typer

from flashcards.core.errors import CannotExport, CannotOpenLibrary

#: The largest number that a library gives to anything.
LAST_ID = 2**63 - 1

_ALL = "all"
_BEST = "best:"


def real_text(text: str | None) -> str | None:
    """What was typed; a usage error for bytes that are not text, which no library could hold."""
    if text is not None and any("\ud800" <= character <= "\udfff" for character in text):
        raise typer.BadParameter("it holds bytes that are not text.")
    return text


def refuse(options: Mapping[str, object], only_for: str) -> None:
    """A usage error for the first option that was given: it means nothing here."""
    given = [name for name, value in options.items() if value not in (None, False, "")]
    if given:
        raise typer.BadParameter(f"only for {only_for}.", param_hint=given[0])


def accepted_count(choice: str) -> int | None:
    """How many drafts to accept, None for all of them; a usage error for anything but all and best:N."""
    if choice == _ALL:
        return None
    number = choice.removeprefix(_BEST)
    if choice.startswith(_BEST) and number.isascii() and number.isdigit() and 0 < int(number) < 10**6:
        return int(number)
    raise typer.BadParameter(f"{choice!r} is neither all nor best:N, such as best:10.", param_hint="--accept")


def check_library(path: Path) -> None:
    """Raise `CannotOpenLibrary` when a library that is not there yet cannot be made."""
    folder = path.absolute().parent
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if not path.exists() and not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
        raise CannotOpenLibrary(f"The library {path} cannot be made: {folder} cannot be written.")


def check_target(target: Path, library: Path, articles: Sequence[Path] = ()) -> None:
    """Raise `CannotExport` for a file that a deck cannot or must not be exported to."""
    from flashcards.services.exchange import ENDINGS

    if target.suffix.lower() not in ENDINGS:
        raise CannotExport(f"{target.name} does not end in one of {', '.join(ENDINGS)}.")
    check_place(target, library, articles)


def check_place(target: Path, library: Path, articles: Sequence[Path] = ()) -> None:
    """Raise `CannotExport` for a place where no file can or must be written, whatever its ending."""
    if not target.parent.is_dir():
        raise CannotExport(f"{target.name} cannot be written: there is no folder {target.parent}.")
    if target.is_dir():
        raise CannotExport(f"{target.name} cannot be written: a folder has that name.")
    if _same(target, library):
        raise CannotExport(f"{target.name} is the library itself; export to another file.")
    if any(_same(target, article) for article in articles):
        raise CannotExport(f"{target.name} is the article itself; export to another file.")
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise CannotExport(f"{target.name} cannot be written: the folder {target.parent} is read-only.")


def _same(one: Path, other: Path) -> bool:
    if one.exists() and other.exists():
        return one.samefile(other)
    return one.resolve() == other.resolve()
