"""The mechanism map of an article: what does what to what, each with its sentence."""

from flashcards.core.errors import NotFound
from flashcards.core.maps import Chain, MechanismMap
from flashcards.services.articles import Analysed
from flashcards.store import articles as articles_table
from flashcards.store.library import Library

#: Two effects in a row are worth showing together; a card asks for three or more.
FEWEST_SHOWN = 2


class MapService:
    """Mechanism maps of articles, in the library or just read."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def of_text(self, analysed: Analysed) -> MechanismMap:
        """The map of an article that was analysed, stored or not."""
        from flashcards.writing.chains import mechanism_map

        return mechanism_map(analysed.facts)

    def of_article(self, article_id: int) -> MechanismMap:
        """The map of an article in the library; raises `NotFound`."""
        from flashcards.writing.chains import mechanism_map

        with self._library.reading() as connection:
            if articles_table.get(connection, article_id) is None:
                raise NotFound(f"There is no article {article_id}.")
            facts = articles_table.facts_of(connection, article_id)
        return mechanism_map(facts)

    def chains(self, found: MechanismMap) -> tuple[Chain, ...]:
        """The chains of a map, the best first."""
        from flashcards.writing.chains import chains

        return chains(found, FEWEST_SHOWN)
