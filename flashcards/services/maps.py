"""The mechanism map of an article: what does what to what, each with its sentence."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.core.cards import Card, Note
from flashcards.core.clock import Clock, StudyCalendar
from flashcards.core.errors import NotFound
from flashcards.core.maps import Chain, MechanismMap
from flashcards.core.mastery import Known, Mastery, mastery_of, worst
from flashcards.core.pictures import Picture
from flashcards.core.rendering import gapped, hidden, to_text
from flashcards.core.reviews import CardState
from flashcards.core.settings import StudySettings
from flashcards.services.articles import Analysed
from flashcards.store import articles as articles_table
from flashcards.store import cards as cards_table
from flashcards.store import notes as notes_table
from flashcards.store.library import Library
from flashcards.study.scheduler import Scheduler

if TYPE_CHECKING:
    from flashcards.writing.map_cards import Ground, MapCards

#: How wide a text of a size in pixels is.
Measure = Callable[[str, float], float]
#: A card slips when its chance of recall is so far below the desired one.
SLIPPING_BY = 0.1

#: Two effects in a row are worth showing together; a card asks for three or more.
FEWEST_SHOWN = 2


class MapService:
    """Mechanism maps of articles, in the library or just read, and pictures of them."""

    def __init__(
        self, library: Library, clock: Clock, calendar: StudyCalendar, settings: StudySettings
    ) -> None:
        self._library = library
        self._clock = clock
        self._settings = settings
        self._scheduler = Scheduler(settings, calendar)

    def of_text(self, analysed: Analysed) -> MechanismMap:
        """The map of an article that was analysed, stored or not."""
        from flashcards.writing.chains import mechanism_map

        return mechanism_map(analysed.facts)

    def of_article(self, article_id: int) -> MechanismMap:
        """The map of an article in the library; raises `NotFound`."""
        return self.ground(article_id).found

    def ground(self, article_id: int) -> "Ground":
        """An article of the library with its facts, its map and the chains of that; raises `NotFound`."""
        from flashcards.writing.chains import mechanism_map
        from flashcards.writing.map_cards import Ground

        with self._library.reading() as connection:
            article = articles_table.get(connection, article_id)
            if article is None:
                raise NotFound(f"There is no article {article_id}.")
            facts = articles_table.facts_of(connection, article_id)
        found = mechanism_map(facts)
        return Ground(article, facts, found, self.chains(found))

    def cards_from(self, ground: "Ground", part: str | int) -> "MapCards":
        """The cards that can be made from a concept (its id) or an effect (its number in the map)."""
        from flashcards.writing.map_cards import cards_from_edge, cards_from_node

        if isinstance(part, str):
            return cards_from_node(ground, part)
        return cards_from_edge(ground, ground.found.edges[part])

    def chains(self, found: MechanismMap) -> tuple[Chain, ...]:
        """The chains of a map, the best first."""
        from flashcards.writing.chains import chains

        return chains(found, FEWEST_SHOWN)

    def known(self, article_id: int) -> tuple[Known, ...]:
        """The notes made from an article, each with how it stands now, in the article's order.

        A note is as well known as the worst of its cards. Slipping is one that was forgotten and is being
        learned again, or whose chance of recall fell well below the one that is aimed at.
        """
        with self._library.reading() as connection:
            notes = notes_table.of_article(connection, article_id)
            cards = {note.id: cards_table.of_note(connection, note.id) for note in notes}
        return tuple(
            Known(note.evidence, note.id, *_sides(note), worst(map(self._standing, cards[note.id])))
            for note in notes
            if note.evidence is not None
        )

    def picture(
        self, found: MechanismMap, known: Sequence[Known] = (), measure: Measure | None = None
    ) -> Picture:
        """A map laid out as a picture; `measure` gives the widths of texts where a font is at hand."""
        from flashcards.exchange.maps.drawing import draw, estimate

        nodes = {node.id: mastery_of(node.evidence, known) for node in found.nodes}
        edges = {at: mastery_of([edge.evidence], known) for at, edge in enumerate(found.edges)}
        return draw(found, nodes, edges, measure or estimate)

    def svg(self, picture: Picture, title: str, legend: Mapping[Mastery, str] | None = None) -> str:
        """A picture as SVG on a light page; `legend` gives the signs to explain and their words, None for all."""
        from flashcards.exchange.maps.svg import LEGEND, to_svg

        return to_svg(picture, title, legend=legend or LEGEND)

    def save(self, path: Path, content: bytes) -> None:
        """Write a picture's file; one that is there is replaced at the end. Raises `CannotExport`."""
        from flashcards.exchange.atomic import replacing

        with replacing(path) as part:
            part.write_bytes(content)

    def _standing(self, card: Card) -> Mastery:
        memory = card.memory
        if memory.state is CardState.NEW:
            return Mastery.NEW
        if memory.state is CardState.RELEARNING:
            return Mastery.SLIPPING
        if memory.state is CardState.LEARNING:
            return Mastery.LEARNING
        chance = self._scheduler.retrievability(memory, self._clock()) or 0.0
        return Mastery.SLIPPING if chance < self._settings.desired_retention - SLIPPING_BY else Mastery.KNOWN


def _sides(note: Note) -> tuple[str, str]:
    first, second = (to_text(field) for field in note.fields[:2])
    return (gapped(first), hidden(first)) if hidden(first) else (first, second)
