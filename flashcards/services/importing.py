"""Imports packages of other programs: read apart, previewed, then taken in by one transaction that can be undone."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from flashcards.core.backups import Reason
from flashcards.core.cards import NoteType
from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, StudyCalendar, to_milliseconds
from flashcards.core.errors import CannotRead
from flashcards.core.packages import Package, Skipped, Verdict
from flashcards.core.progress import Cancel, Report, silent, stepping
from flashcards.core.rendering import to_text
from flashcards.services.homes import Homes, deck_counts
from flashcards.services.incoming import Imported, ImportPreview, Incoming, SeenNote, make_folder
from flashcards.services.matching import match_types
from flashcards.services.media import MediaFolder, forget
from flashcards.services.merging import Merge
from flashcards.services.study import StudyParts
from flashcards.store import note_types as note_types_table
from flashcards.store.importing import answers as answers_table
from flashcards.store.importing import joining, notes, previewing
from flashcards.store.library import MANY, Connection, Library
from flashcards.store.stopping import stoppable

_ALL = Changes.NOTES | Changes.DECKS | Changes.REVIEWS | Changes.PRESETS
_EXAMPLES = 200
_LONGEST_SEEN, _LONGEST, _LONGEST_BEGIN = 2000, 300, 60

#: The endings of Anki's packages.
PACKAGES = (".apkg", ".colpkg")


class ImportService:
    """Brings in what other programs wrote."""

    def __init__(
        self,
        library: Library,
        clock: Clock,
        calendar: StudyCalendar,
        parts: StudyParts,
        media: MediaFolder,
    ) -> None:
        self._library = library
        self._clock = clock
        self._calendar = calendar
        self._presets = parts.presets
        self._answering = parts.answering
        self._media = media

    def read(
        self,
        path: Path,
        report: Report = silent,
        cancel: Cancel | None = None,
        *,
        said: Mapping[str, str] | None = None,
    ) -> Incoming:
        """Read a file in a process of its own and stage it; `Incoming.close` must be called in the end.

        `said` is what the user says of a text file, by the names of Anki's headers (`exchange.text.sniffing`). Raises
        `CannotRead` with one sentence. Slow for large files: for the background lane.
        """
        _check(path)
        folder = make_folder(self._library.path)
        try:
            from flashcards.exchange.anki.importing.sandbox import Task, TextWish, read_apart

            wish = None
            if _is_text(path):
                wish = TextWish(self.note_types(), said or {}, path.stem)
            task = Task(path, folder, to_milliseconds(self._clock()), wish)
            return Incoming(read_apart(task, report, cancel), folder)
        except BaseException:
            Incoming(Package("", ""), folder).close()
            raise

    def note_types(self) -> list[NoteType]:
        """The note types that a text file's notes may have, by name."""
        with self._library.reading() as connection:
            return sorted(note_types_table.by_id(connection).values(), key=lambda each: each.name.casefold())

    def preview(self, incoming: Incoming, *, with_progress: bool) -> ImportPreview:
        """What an import would do; writes nothing."""
        package = incoming.package
        with (
            self._library.beside(incoming.staging),
            self._library.reading() as connection,
            self._joined(connection, package),
        ):
            found = [
                each for verdict in Verdict for each in previewing.examples(connection, verdict, _EXAMPLES)
            ]
            return ImportPreview(
                name=package.name,
                kind=package.kind,
                notes=previewing.verdicts(connection),
                cards=previewing.fresh_cards(connection),
                answers=answers_table.fresh_count(connection) if with_progress else 0,
                decks=deck_counts(package, joining.used_decks(connection)),
                media=len(self._media.plan(package.media).files),
                conflicts=previewing.reasons(connection),
                skipped=package.skipped + self._media_left_out(package),
                examples=tuple(_seen(each) for each in found),
                has_progress=package.reviews > 0,
                whole=package.whole,
                layout=package.layout,
            )

    def bring(
        self,
        incoming: Incoming,
        *,
        with_progress: bool,
        report: Report = silent,
        cancel: Cancel | None = None,
    ) -> tuple[Imported, Changes]:
        """Take a staged package in, all or nothing; raises `Cancelled`. Slow for large ones: for the background lane.

        With progress, memories, due dates and answers come along; without, its cards are new. Cards that are
        here already keep what is known of them, and get the answers that they lack.
        """
        package = incoming.package
        report = stepping(report, cancel)
        media = self._media.plan(package.media)
        if media.renamed:
            from flashcards.exchange.anki.importing.renaming import rename_media

            rename_media(incoming.staging, dict(media.renamed))
        placed: list[Path] = []
        try:
            with (
                self._library.beside(incoming.staging),
                self._library.writing(
                    f"Import {package.name}", _ALL, rows=MANY, reason=Reason.IMPORT
                ) as connection,
                stoppable(connection, cancel),
                self._joined(connection, package) as changed,
            ):
                for each in changed:
                    note_types_table.save(connection, each)
                done = self._write(connection, package, report, with_progress=with_progress)
                joining.must_refer(connection)
                report(0.9, "storing media")
                placed = self._media.place(incoming.folder, media.files)
                report(0.95, "finishing")
        except BaseException:
            forget(placed)
            raise
        return replace(done, media=len(placed)), _ALL

    def _write(
        self, connection: Connection, package: Package, report: Report, *, with_progress: bool
    ) -> Imported:
        counts = previewing.verdicts(connection)
        cards = previewing.fresh_cards(connection)
        now = self._clock()
        report(0.1, "writing decks")
        homes = Homes(package, self._presets.book(connection), with_progress=with_progress)
        homes.write(connection, joining.used_decks(connection), to_milliseconds(now))
        report(0.2, "writing notes")
        notes.write_notes(connection)
        report(0.4, "writing cards")
        answers = 0
        if with_progress:
            answers = Merge(package, self._calendar, self._answering, now).write(connection, report)
        else:
            notes.write_new_cards(connection)
        return Imported(
            new=counts.get(Verdict.NEW, 0),
            updated=counts.get(Verdict.UPDATED, 0),
            duplicate=counts.get(Verdict.DUPLICATE, 0),
            conflicting=counts.get(Verdict.CONFLICTING, 0),
            cards=cards,
            answers=answers,
            media=0,
        )

    @contextmanager
    def _joined(self, connection: Connection, package: Package) -> Iterator[tuple[NoteType, ...]]:
        """The package's notes judged while the block lasts; gives the note types that are to be written."""
        used = joining.used_types(connection)
        theirs = [each for each in package.note_types if each.id in used]
        matched = match_types(theirs, note_types_table.by_id(connection))
        with joining.joined(connection, matched.ids, by_first=not package.dated):
            yield matched.changed

    def _media_left_out(self, package: Package) -> tuple[Skipped, ...]:
        if self._media.path is not None or not package.media:
            return ()
        first = package.media[0].name
        return (Skipped("media file has no folder: the library is in memory", len(package.media), first),)


def _check(path: Path) -> None:
    """Raise `CannotRead` for what is no file, before any work."""
    name = path.name.encode("utf-8", "replace").decode("utf-8")
    try:
        if path.is_dir():
            raise CannotRead(f"{name} is a folder, not a package.")
        if not path.exists():
            raise CannotRead(f"There is no file {name}.")
        if not path.is_file():
            raise CannotRead(f"{name} is not a file.")
        with path.open("rb"):
            pass
    except PermissionError:
        raise CannotRead(f"You do not have permission to read {name}.") from None
    except (OSError, ValueError) as error:
        raise CannotRead(f"{name} cannot be read: {getattr(error, 'strerror', None) or error}.") from None


def _is_text(path: Path) -> bool:
    """Whether a file is to be read as text: by its first bytes, and for what calls itself a package not at all."""
    with path.open("rb") as file:
        return file.read(2) != b"PK" and path.suffix.lower() not in PACKAGES


def _seen(note: previewing.JudgedNote) -> SeenNote:
    """A note for people: its first words, and where ours differs the field that does, of both."""
    first = next((field for field in map(_short, note.theirs) if field), "")
    if note.verdict is Verdict.UPDATED or (note.ours and note.reason):
        for place, (theirs, ours) in enumerate(zip(note.theirs, note.ours, strict=False)):
            if theirs != ours:
                begins = f"{first[:_LONGEST_BEGIN]}: " if place and first else ""
                return SeenNote(note.verdict, begins + _short(theirs), _short(ours), note.reason)
    said = [field for field in map(_short, note.theirs) if field]
    return SeenNote(note.verdict, " · ".join(said[:2]), reason=note.reason)


def _short(field: str) -> str:
    return " ".join(to_text(field[:_LONGEST_SEEN]).split())[:_LONGEST]
