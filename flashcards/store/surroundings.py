"""What around a library may harm it: copies that a synchronising program made, and folders that such programs watch."""

import re
from collections.abc import Iterator
from pathlib import Path

#: How programs that synchronise folders name the copy of a file that was changed in two places: Dropbox and Nextcloud,
#: Syncthing, Google Drive, OneDrive.
_CONFLICTS = re.compile(r"conflict|\(\d+\)|-(desktop|laptop)-\w+", re.IGNORECASE)
#: Folders that are synchronised, by the names their programs give them.
_WATCHED = re.compile(
    r"^(dropbox|onedrive|google ?drive|my drive|nextcloud|owncloud|icloud ?drive|mobile documents|pcloud ?drive|mega)\b",
    re.IGNORECASE,
)
_MARKS = (".stfolder", ".dropbox", ".sync", ".owncloudsync.log")


def conflicts(library: Path) -> list[Path]:
    """Copies beside a library that arose because it was changed in two places."""
    try:
        beside = sorted(library.parent.glob(f"*{library.suffix}"))
    except OSError:
        return []
    return [each for each in beside if each != library and _is_conflict(each, library)]


def watched_by(library: Path) -> str:
    """The name of the synchronised folder in which a library lies; empty if it lies in none that is known."""
    for folder in library.absolute().parents:
        if _WATCHED.match(folder.name):
            return folder.name
        if any((folder / mark).exists() for mark in _MARKS):
            return folder.name
    return ""


def conflict_notices(library: Path) -> Iterator[str]:
    """What the user should know of copies in conflict."""
    for each in conflicts(library):
        yield (
            f"{each.name} is a copy of the library that a synchronising program made because it was changed in two "
            "places. Open both and keep the one with more answers."
        )


def folder_notices(library: Path) -> Iterator[str]:
    """What the user should know of the folder."""
    folder = watched_by(library)
    if folder:
        yield (
            f"The library lies in {folder}, which is synchronised: use it on one computer at a time, and close it "
            "before you open it on another."
        )


def _is_conflict(path: Path, library: Path) -> bool:
    stem = library.stem.casefold()
    name = path.stem.casefold()
    return name.startswith(stem) and bool(_CONFLICTS.search(name[len(stem) :]))
