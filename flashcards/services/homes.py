"""Where a package's cards go: decks of the same names, with the presets that they came with."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from flashcards.core.clock import StudyCalendar
from flashcards.core.packages import Package
from flashcards.core.presets import DEFAULT, options_of, settings_of
from flashcards.core.settings import StudySettings
from flashcards.core.text import storable
from flashcards.services.presets import PARAMETERS, PresetBook
from flashcards.store import decks as decks_table
from flashcards.store import presets as presets_table
from flashcards.store import settings as settings_table
from flashcards.store.importing import joining
from flashcards.store.library import Connection
from flashcards.study.scheduler import Scheduler

_LONGEST_NAME = 300
#: Anki's preset for decks without one of their own has the name that ours has.
_RENAMED = {DEFAULT: "Default (Anki)"}


def deck_counts(package: Package, used: Sequence[tuple[int, int]]) -> tuple[tuple[str, int], ...]:
    """The names of the decks that get cards, with how many."""
    names = _Names(package)
    counts: dict[str, int] = {}
    for deck, cards in used:
        counts[names.of(deck)] = counts.get(names.of(deck), 0) + cards
    return tuple(sorted(counts.items()))


class Homes:
    """Makes the decks that are missing; with progress they get their presets, which never overwrite one of ours."""

    def __init__(self, package: Package, book: PresetBook, *, with_progress: bool) -> None:
        self._package = package
        self._book = book
        self._names = _Names(package)
        self._base = StudySettings()
        self._presets = {each.name: each for each in package.presets} if with_progress else {}
        self._of_deck = {each.id: each.preset for each in package.decks}
        self._descriptions = {each.id: each.description for each in package.decks}

    def write(self, connection: Connection, used: Sequence[tuple[int, int]], now: int) -> None:
        """Make what is missing, and the map from their decks to ours."""
        known = {deck.name for deck in decks_table.all_decks(connection)}
        self._adopt_parameters(connection, used)
        rows = []
        for deck, _cards in used:
            name = self._names.of(deck)
            deck_id = decks_table.ensure(connection, name, now)
            settings = self._book.of(deck_id)
            if name not in known:
                known.add(name)
                if description := self._descriptions.get(deck):
                    decks_table.describe(connection, deck_id, description)
                settings = self._assign(connection, deck_id, self._of_deck.get(deck, "")) or settings
            rows.append((deck, deck_id, len(settings.learning_steps), len(settings.relearning_steps)))
        joining.fill(connection, "deck_map", rows)
        self._fill_others(connection, {deck for deck, _cards in used})

    def _fill_others(self, connection: Connection, used: set[int]) -> None:
        """Decks in which no card is made still say how many steps their cards go through."""
        ids = {deck.name: deck.id for deck in decks_table.all_decks(connection)}
        rows: list[tuple[int, int | None, int, int]] = []
        for deck in joining.all_decks(connection) - used:
            deck_id = ids.get(self._names.of(deck))
            settings = self._book.presets[DEFAULT] if deck_id is None else self._book.of(deck_id)
            rows.append((deck, deck_id, len(settings.learning_steps), len(settings.relearning_steps)))
        joining.fill(connection, "deck_map", rows)

    def _assign(self, connection: Connection, deck_id: int, preset: str) -> StudySettings | None:
        """Give a new deck its preset; None where it has none."""
        packed = self._presets.get(preset)
        if packed is None:
            return None
        name = _RENAMED.get(packed.name, packed.name)
        mine = presets_table.all_presets(connection)
        settings = settings_of(mine.get(name, packed.options), self._base)
        if name not in mine:
            presets_table.save(connection, name, options_of(settings, self._base))
        presets_table.assign(connection, deck_id, name)
        return settings

    def _adopt_parameters(self, connection: Connection, used: Sequence[tuple[int, int]]) -> None:
        """A library without answers takes over the parameters under which most of the cards were studied."""
        if settings_table.get(connection, PARAMETERS) is not None or joining.any_answers(connection):
            return
        shares: dict[tuple[float, ...], int] = {}
        for deck, cards in used:
            preset = self._presets.get(self._of_deck.get(deck, ""))
            parameters = preset.parameters if preset else ()
            shares[parameters] = shares.get(parameters, 0) + cards
        most = max(shares, key=lambda each: shares[each], default=())
        if most and _can_be_used(most):
            settings_table.put(connection, PARAMETERS, list(most))


def _can_be_used(parameters: tuple[float, ...]) -> bool:
    """Whether FSRS takes parameters; those of a stranger may be any numbers."""
    try:
        Scheduler(replace(StudySettings(), parameters=parameters), StudyCalendar())
    except (ValueError, ArithmeticError):
        return False
    return True


class _Names:
    """What their decks are called here."""

    def __init__(self, package: Package) -> None:
        self._given = {each.id: _tidy(each.name) for each in package.decks}
        self._other = _tidy(PurePath(package.name).stem) or "Imported"

    def of(self, deck: int) -> str:
        """The name of a deck; cards of none go to one that is called like the file."""
        return self._given.get(deck) or self._other


def _tidy(name: str) -> str:
    parts = (" ".join(storable(part).replace('"', "'").split()) for part in name.split("::"))
    return "::".join(part for part in parts if part)[:_LONGEST_NAME]
