"""Presets of decks, days off, and the settings that hold for each card."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flashcards.core.changes import Changes
from flashcards.core.errors import BadInput, NotFound
from flashcards.core.presets import DEFAULT, options_of, settings_of, typed
from flashcards.core.settings import StudySettings
from flashcards.core.text import storable
from flashcards.store import decks as decks_table
from flashcards.store import presets as presets_table
from flashcards.store import settings as settings_table
from flashcards.store.library import Connection, Library

PARAMETERS = "parameters"
DAYS_OFF = "days off"
_PRESETS = Changes.PRESETS | Changes.DECKS
_LONGEST_NAME = 100
_MOST_DAYS_OFF = 366


@dataclass(frozen=True, slots=True)
class PresetBook:
    """Every preset with its settings, and which deck has which; decks that are not named have the default."""

    presets: Mapping[str, StudySettings]
    of_decks: Mapping[int, str]
    days_off: frozenset[int]

    def name_of(self, deck_id: int) -> str:
        """The name of a deck's preset."""
        return self.of_decks.get(deck_id, DEFAULT)

    def of(self, deck_id: int) -> StudySettings:
        """The settings of a deck."""
        return self.presets[self.name_of(deck_id)]

    def groups(
        self, deck_ids: Collection[int] | None, all_ids: Collection[int]
    ) -> dict[str, tuple[int, ...] | None]:
        """The decks of each preset; None for all decks of the library under one preset."""
        if not self.of_decks and deck_ids is None:
            return {DEFAULT: None}
        found: dict[str, list[int]] = {}
        for deck_id in all_ids if deck_ids is None else deck_ids:
            found.setdefault(self.name_of(deck_id), []).append(deck_id)
        return {name: tuple(ids) for name, ids in found.items()}


class PresetService:
    """Reads and changes presets. `base` is what the program came with."""

    def __init__(self, library: Library, base: StudySettings) -> None:
        self._library = library
        self._base = base
        self._kept: tuple[int, PresetBook] | None = None

    def book(self, connection: Connection) -> PresetBook:
        """All presets, as they stand in a transaction."""
        version = self._library.version(Changes.PRESETS)
        if self._kept is None or self._kept[0] != version:
            self._kept = (version, self._read(connection))
        return self._kept[1]

    def all(self) -> dict[str, StudySettings]:
        """Every preset by name, the default one first."""
        with self._library.reading() as connection:
            found = dict(self.book(connection).presets)
        return {DEFAULT: found.pop(DEFAULT), **found}

    def of_deck(self, deck: str) -> tuple[str, StudySettings]:
        """The name and the settings of a deck's preset; raises `NotFound`."""
        with self._library.reading() as connection:
            book = self.book(connection)
            deck_id = self._decks(connection, deck)[0]
            return book.name_of(deck_id), book.of(deck_id)

    def save(self, name: str, settings: StudySettings) -> Changes:
        """Write a preset, made if it is missing; raises `BadInput` for values that cannot be used."""
        tidy = " ".join(name.split())
        if not tidy or len(tidy) > _LONGEST_NAME or storable(tidy) != tidy:
            raise BadInput(f"A preset needs a name of up to {_LONGEST_NAME} characters.")
        options = options_of(settings, self._base)
        settings_of(options, self._base)
        with self._library.writing(f"Change preset “{tidy}”", _PRESETS) as connection:
            presets_table.save(connection, tidy, options)
        return _PRESETS

    def change(self, name: str, texts: Mapping[str, str]) -> Changes:
        """Change values of a preset as they were typed; a new preset begins with the default's."""
        presets = self.all()
        return self.save(name, typed(texts, presets.get(name, presets[DEFAULT])))

    def remove(self, name: str) -> Changes:
        """Delete a preset; its decks go back to the default. The default itself goes back to what it came as."""
        if name not in self.all():
            raise NotFound(f"There is no preset “{name}”.")
        with self._library.writing(f"Delete preset “{name}”", _PRESETS) as connection:
            presets_table.remove(connection, name)
        return _PRESETS

    def assign(self, deck: str, name: str) -> Changes:
        """Give a deck and those inside it a preset; raises `NotFound`."""
        if name not in self.all():
            raise NotFound(f"There is no preset “{name}”.")
        with self._library.writing(f"Give “{deck}” the preset “{name}”", _PRESETS) as connection:
            for deck_id in self._decks(connection, deck):
                presets_table.assign(connection, deck_id, None if name == DEFAULT else name)
        return _PRESETS

    def days_off(self) -> list[date]:
        """Days on which no card should come back, in order."""
        with self._library.reading() as connection:
            return [date.fromisoformat(each) for each in settings_table.get(connection, DAYS_OFF) or ()]

    def set_days_off(self, days: Sequence[date]) -> Changes:
        """Set the days off; answers from now on put no card there if its fuzz range has another day."""
        if len(set(days)) > _MOST_DAYS_OFF:
            raise BadInput(f"Up to {_MOST_DAYS_OFF} days can be off.")
        kept = sorted({each.isoformat() for each in days})
        with self._library.writing("Set days off", Changes.PRESETS) as connection:
            settings_table.put(connection, DAYS_OFF, kept or None)
        return Changes.PRESETS

    def _read(self, connection: Connection) -> PresetBook:
        fitted = tuple(settings_table.get(connection, PARAMETERS) or ())
        stored = presets_table.all_presets(connection)
        presets = {DEFAULT: self._base} | {
            name: settings_of(options, self._base) for name, options in stored.items()
        }
        if fitted:
            presets = {name: replace(each, parameters=fitted) for name, each in presets.items()}
        off = settings_table.get(connection, DAYS_OFF) or ()
        return PresetBook(
            presets,
            presets_table.by_deck(connection),
            frozenset((date.fromisoformat(each) - date(1970, 1, 1)).days for each in off),
        )

    @staticmethod
    def _decks(connection: Connection, deck: str) -> list[int]:
        found = decks_table.with_subdecks(connection, deck)
        if not found:
            raise NotFound(f"There is no deck “{deck}”.")
        return [each.id for each in found]
