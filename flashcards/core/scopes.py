"""Which cards a session is about."""

from dataclasses import dataclass

from flashcards.core.facts import FactKind


@dataclass(frozen=True, slots=True)
class Scope:
    """A deck with those inside it, the cards of an article, those with a role, or all of that at once.

    What is None does not limit.
    """

    deck: str | None = None
    article_id: int | None = None
    role: FactKind | None = None


def scope_of(what: Scope | str | None) -> Scope:
    """A scope as it is; a text is the name of a deck, None everything."""
    return what if isinstance(what, Scope) else Scope(deck=what)
