"""Where cards came from."""

from collections.abc import Sequence

from flashcards.core.articles import Snapshot
from flashcards.core.cards import Note, NoteType
from flashcards.core.errors import NotFound
from flashcards.core.origins import Origin, origin_of
from flashcards.core.rendering import to_text
from flashcards.store import articles as articles_table
from flashcards.store import note_types as note_types_table
from flashcards.store import notes as notes_table
from flashcards.store import origins as origins_table
from flashcards.store import snapshots as snapshots_table
from flashcards.store.library import Connection, Library


class OriginService:
    """Tells where a card came from, whether or not its article is still there."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def of_note(self, note_id: int) -> Origin:
        """The origin of a note; raises `NotFound` for a note that does not exist."""
        with self._library.reading() as connection:
            kept = origins_table.of_notes(connection, [note_id])
            return kept.get(note_id) or _worked_out(connection, note_id)

    def of_notes(self, note_ids: Sequence[int]) -> dict[int, Origin]:
        """The origins that were kept with notes, by the note's id."""
        with self._library.reading() as connection:
            return origins_table.of_notes(connection, note_ids)

    def snapshot(self, article_id: int) -> Snapshot | None:
        """The web page that an article was made of, as it came; None for an article that was not fetched."""
        with self._library.reading() as connection:
            return snapshots_table.get(connection, article_id)


def _worked_out(connection: Connection, note_id: int) -> Origin:
    """The origin of a note of an earlier version or of another program: from its article, else its fields."""
    note = notes_table.get(connection, note_id)
    if note is None:
        raise NotFound(f"There is no note {note_id}.")
    said = _fields(note, note_types_table.by_id(connection)[note.note_type_id])
    article = None if note.article_id is None else articles_table.get(connection, note.article_id)
    if article is not None and note.evidence is not None:
        return origin_of(article, note.evidence, said.get("Location", ""))
    return Origin(
        title=said.get("Source title", ""),
        name="",
        link=said.get("Source link", ""),
        author="",
        date="",
        licence="",
        section=said.get("Location", ""),
        page=0,
        before="",
        sentence=said.get("Source sentence", ""),
        after="",
    )


def _fields(note: Note, note_type: NoteType) -> dict[str, str]:
    return {each.name: to_text(value) for each, value in zip(note_type.fields, note.fields, strict=False)}
