"""Everything that can go wrong outside the program, each with one clear sentence for people.

Anything else that is raised is a fault of the program itself.
"""


class FlashcardsError(Exception):
    """Something the user can understand and perhaps mend; `str(error)` is the sentence to show."""


class CannotRead(FlashcardsError):
    """An article's file is missing, unreadable, not text, or too large."""


class NothingToLearn(FlashcardsError):
    """An article holds no claim that a card could be made of."""


class NotEnglish(FlashcardsError):
    """An article is in a language of which the generator knows nothing."""


class CannotExport(FlashcardsError):
    """A deck could not be written to a file."""


class CannotOpenLibrary(FlashcardsError):
    """The library file cannot be used; it was left as it is."""


class LibraryBusy(CannotOpenLibrary):
    """Another process has the library open."""


class LibraryTooNew(CannotOpenLibrary):
    """A newer version of the program wrote the library."""


class NotALibrary(CannotOpenLibrary):
    """The file is something else: another program's database, or no database at all."""


class LibraryMissing(CannotOpenLibrary):
    """The library file is gone, and its backups are still there."""


class LibraryDamaged(CannotOpenLibrary):
    """The library file is not sound: pages are corrupted, or its end is missing."""


class CannotRestore(FlashcardsError):
    """A backup could not be put back; the library is as it was."""


class CannotSave(FlashcardsError):
    """The library could not be written: the disk is full, or the file is read-only."""


class NotFound(FlashcardsError):
    """A deck, article, note or card that was asked for does not exist."""


class BadInput(FlashcardsError):
    """Something typed in cannot be used, such as an empty deck name."""


class Cancelled(FlashcardsError):
    """The user stopped the work."""

    def __init__(self) -> None:
        super().__init__("Stopped; nothing was changed.")
