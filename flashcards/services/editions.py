"""Editions of decks: what is different from what was handed out before."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, to_milliseconds
from flashcards.core.editions import (
    WITHDRAWN_TAG,
    ChangeKind,
    Edition,
    EditionChange,
    NoteLine,
    change_of,
    digest_of,
    gone,
    next_line,
)
from flashcards.core.errors import NotFound
from flashcards.core.exports import ExportSummary
from flashcards.core.rendering import gapped, to_text
from flashcards.exchange.anki.rows import PackedNote
from flashcards.services.decks import DeckService
from flashcards.store import editions as editions_table
from flashcards.store import notes as notes_table
from flashcards.store.library import Connection, Library

_LONGEST_WORDS = 120
_WITHDRAWN = (
    '<div class="withdrawn">Withdrawn: this card is no longer part of its deck. Suspend or delete it.</div>'
)


@dataclass(frozen=True, slots=True)
class Handed:
    """A deck with its editions so far, and the lines of the last one."""

    deck: str
    deck_id: int | None
    editions: Sequence[Edition]
    lines: Mapping[str, NoteLine]

    @property
    def is_first(self) -> bool:
        """Whether nothing was handed out yet."""
        return not self.editions


class NextEdition:
    """Notes the lines of an edition while its notes pass by, and gives each the time that it must have."""

    def __init__(self, handed: Handed, library: Library, moment: int) -> None:
        self._handed = handed
        self._library = library
        self._moment = moment
        self.lines: dict[str, NoteLine] = {}
        self._changes: list[EditionChange] = []

    def passing(self, pages: Iterator[list[PackedNote]]) -> Iterator[list[PackedNote]]:
        """The pages with their times, then those that were withdrawn."""
        for page in pages:
            yield [self._passed(note) for note in page]
        withdrawn = self._withdrawn()
        if withdrawn:
            yield withdrawn

    @property
    def changes(self) -> tuple[EditionChange, ...]:
        """What is different from the edition before; nothing in the first one."""
        return () if self._handed.is_first else tuple(self._changes)

    @property
    def is_same(self) -> bool:
        """Whether the edition before held the same."""
        return not self._handed.is_first and not self._changes

    @property
    def number(self) -> int:
        """Its number; that of the edition before if nothing changed."""
        last = self._handed.editions[-1].number if self._handed.editions else 0
        return last if self.is_same else last + 1

    def _passed(self, note: PackedNote) -> PackedNote:
        guid = note.guid
        digest = digest_of(note.note_type_id, note.fields, note.tags)
        if self._handed.is_first:
            self.lines[guid] = (guid, digest, note.edited, False)
            return note
        before = self._handed.lines.get(guid)
        self.lines[guid] = line = next_line(before, guid, digest, note.edited)
        kind = change_of(before, line)
        if kind is not None:
            self._changes.append(EditionChange(kind, guid, words_of(note.fields)))
        return note if note.edited == line[2] else note._replace(edited=line[2])

    def _withdrawn(self) -> list[PackedNote]:
        """Notes that students have and the deck has no more; of those only elsewhere now, nothing is said."""
        missing = gone(self._handed.lines, self.lines)
        if not missing:
            return []
        guids = [line[0] for line in missing]
        with self._library.reading() as connection:
            elsewhere = notes_table.known_guids(connection, guids)
            kept = editions_table.removed(connection, guids)
            texts = editions_table.words_of(connection, guids)
        notes = []
        for line in missing:
            guid = line[0]
            if guid in elsewhere:
                self._log(ChangeKind.MOVED, guid, texts)
            elif guid in kept:
                notes.append(self._withdraw(line, kept[guid], texts))
        return notes

    def _withdraw(self, before: NoteLine, row: Mapping[str, object], texts: Mapping[str, str]) -> PackedNote:
        guid, digest, modified, withdrawn = before
        if not withdrawn:
            self._log(ChangeKind.WITHDRAWN, guid, texts)
            modified = max(self._moment // 1000, modified + 1)
        self.lines[guid] = (guid, digest, modified, True)
        return PackedNote(
            guid=guid,
            note_type_id=int(str(row["note_type_id"])),
            fields=f"{_WITHDRAWN}{row['fields']}",
            tags=f"{row['tags']} {WITHDRAWN_TAG}".strip(),
            edited=modified,
            created=int(str(row["created_at"])),
            # It changes the note of whoever has it; whoever has not gets no card.
            cards=(),
        )

    def _log(self, kind: ChangeKind, guid: str, texts: Mapping[str, str]) -> None:
        self._changes.append(EditionChange(kind, guid, words_of(texts.get(guid, ""))))


class EditionService:
    """Keeps the editions of decks and tells what changed from one to the next."""

    def __init__(self, library: Library, clock: Clock, decks: DeckService) -> None:
        self._library = library
        self._clock = clock
        self._decks = decks

    def all(self, deck: str) -> list[Edition]:
        """The editions of a deck for other people, the first one first; raises `NotFound`."""
        return list(self.handed(deck, with_progress=False).editions)

    def changes(self, deck: str, number: int) -> list[EditionChange]:
        """What an edition changed; raises `NotFound`. The words are those that the notes have now."""
        editions = {each.number: each for each in self.all(deck)}
        if number not in editions:
            raise NotFound(f"The deck “{deck}” has no edition {number}.")
        with self._library.reading() as connection:
            lines = editions_table.lines_of(connection, editions[number].id)
            earlier = editions.get(number - 1)
            if earlier is None:
                return []
            before = editions_table.lines_of(connection, earlier.id)
            kinds = dict(_differences(before, lines))
            texts = editions_table.words_of(connection, list(kinds))
        return [EditionChange(kind, guid, words_of(texts.get(guid, ""))) for guid, kind in kinds.items()]

    def handed(self, deck: str, *, with_progress: bool) -> Handed:
        """What was handed out of a deck before; raises `NotFound`."""
        found = self._decks.find(deck)
        deck_id = next((each.id for each in found if each.name == deck), None)
        with self._library.reading() as connection:
            return _handed(connection, deck, deck_id, with_progress=with_progress)

    def begin(self, handed: Handed) -> NextEdition:
        """The edition that follows."""
        return NextEdition(handed, self._library, to_milliseconds(self._clock()))

    def keep(
        self, handed: Handed, following: NextEdition, summary: ExportSummary, *, with_progress: bool
    ) -> Changes:
        """Note that an edition was handed out; one that is like the one before is not another."""
        if following.is_same or self._library.read_only:
            return Changes.NOTHING
        edition = Edition(
            id=0,
            deck=handed.deck,
            number=following.number,
            made_at=to_milliseconds(self._clock()),
            with_progress=with_progress,
            notes=summary.notes,
            counts=summary.counts,
        )
        label = f"Keep edition {edition.number} of “{handed.deck}”"
        with self._library.writing(label, Changes.DECKS) as connection:
            editions_table.add(connection, edition, handed.deck_id, following.lines.values())
        return Changes.DECKS


def counts_of(changes: Sequence[EditionChange]) -> dict[ChangeKind, int]:
    """How many changes there are of each kind."""
    found = Counter(each.kind for each in changes)
    return {kind: found[kind] for kind in ChangeKind if found[kind]}


def words_of(fields: str) -> str:
    """A note in a few words: its first field as plain text, gaps shown as gaps."""
    first = fields.partition("\x1f")[0].removeprefix(_WITHDRAWN)
    text = " ".join(gapped(to_text(first)).split())
    return text if len(text) <= _LONGEST_WORDS else f"{text[: _LONGEST_WORDS - 1]}…"


def _handed(connection: Connection, deck: str, deck_id: int | None, *, with_progress: bool) -> Handed:
    editions = editions_table.of_deck(connection, deck_id, deck, with_progress=with_progress)
    lines = editions_table.lines_of(connection, editions[-1].id) if editions else {}
    return Handed(deck, deck_id, editions, lines)


def _differences(
    before: Mapping[str, NoteLine], now: Mapping[str, NoteLine]
) -> Iterator[tuple[str, ChangeKind]]:
    for guid, line in now.items():
        earlier = before.get(guid)
        if line[3]:
            if earlier is None or not earlier[3]:
                yield guid, ChangeKind.WITHDRAWN
            continue
        kind = change_of(earlier, line)
        if kind is not None:
            yield guid, kind
    for line in gone(before, now):
        yield line[0], ChangeKind.MOVED
