"""Articles with their facts, kept from one decision to the next: reading a long one again takes longer than deciding."""

from collections import OrderedDict
from dataclasses import dataclass

from flashcards.core.articles import Article
from flashcards.core.facts import Fact
from flashcards.store import articles as articles_table
from flashcards.store.library import Connection

_KEPT = 3


@dataclass(frozen=True, slots=True)
class Known:
    """An article and its facts, neither of which ever changes."""

    article: Article
    facts: tuple[Fact, ...]


class KnownArticles:
    """The articles that were asked for last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, str], Known] = OrderedDict()

    def get(self, connection: Connection, article_id: int) -> Known | None:
        """An article of the library; the key of its text tells whether the one that was kept is still that."""
        key = articles_table.key_of(connection, article_id)
        if key is None:
            return None
        if (article_id, key) not in self._kept:
            article = articles_table.get(connection, article_id)
            assert article is not None
            self._kept[article_id, key] = Known(article, articles_table.facts_of(connection, article_id))
        self._kept.move_to_end((article_id, key))
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return self._kept[article_id, key]
