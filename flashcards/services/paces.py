"""Whether the plan of an exam has to do with new cards; asked before every card, so it is kept."""

from flashcards.core.changes import Changes
from flashcards.store import pacing
from flashcards.store.library import Connection, Library


class Paces:
    """Looks again only when something of an exam was changed."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: tuple[int, bool] | None = None

    def any(self, connection: Connection) -> bool:
        """Whether any new card has a day that a plan gave it."""
        version = self._library.version(Changes.EXAMS)
        if self._kept is None or self._kept[0] != version:
            self._kept = (version, pacing.any_paced(connection))
        return self._kept[1]
