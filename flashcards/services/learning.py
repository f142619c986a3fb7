"""Fitting the ranking of drafts to what the user kept and rejected. It never leaves the computer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashcards.core.changes import Changes
from flashcards.core.errors import BadInput
from flashcards.core.judgements import Judgement, Reason, Verdict
from flashcards.core.wording import counted
from flashcards.store import judgements as judgements_table
from flashcards.store import settings as settings_table
from flashcards.store.library import Library

if TYPE_CHECKING:
    from flashcards.writing.fitting import Judged

#: With fewer judgements of either kind there is nothing to learn from.
FEWEST = 10
#: How many judgements a shipped weight is worth: a few dozen cards shift the ranking, they do not turn it over.
RIDGE = 20.0
RANKING = "ranking"
#: An edited card was wanted, but not as it was.
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Refit:
    """How a fitting went: judgements of each kind, and how often a kept card ranks above a rejected one (0 to 1)."""

    kept: int
    rejected: int
    before: float
    after: float


class LearningService:
    """The ranking's weights of this library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def weights(self) -> Mapping[str, float] | None:
        """The weights fitted for this library, None where the shipped ones hold."""
        with self._library.reading() as connection:
            found = settings_table.get(connection, RANKING)
        return None if found is None else {str(name): float(value) for name, value in found.items()}

    def refit(self) -> tuple[Refit, Changes]:
        """Fit the weights to all judgements, from the shipped ones; new articles are ranked by them.

        Raises `BadInput` while there are fewer than ten kept and ten rejected cards.
        """
        from flashcards.writing.fitting import fit
        from flashcards.writing.weights import WEIGHTS

        with self._library.reading() as connection:
            judged = [each for each in judgements_table.all_of_them(connection) if _teaches(each)]
        kept = sum(each.verdict is Verdict.KEEP for each in judged)
        rejected = sum(each.verdict is Verdict.REJECT for each in judged)
        if kept < FEWEST or rejected < FEWEST:
            raise BadInput(
                f"To learn from your decisions, at least {FEWEST} kept and {FEWEST} rejected drafts are needed; "
                f"there are {kept} and {rejected}."
            )
        cards = [_judged(each) for each in judged]
        weights = fit(cards, WEIGHTS, RIDGE)
        done = Refit(kept, rejected, _area(cards, WEIGHTS), _area(cards, weights))
        with self._library.writing(
            f"Learn from {counted(len(judged), 'decision')}", Changes.NOTHING
        ) as connection:
            settings_table.put(connection, RANKING, weights)
        return done, Changes.NOTHING

    def reset(self) -> Changes:
        """Go back to the shipped weights; the judgements stay."""
        with self._library.writing("Forget the fitted ranking", Changes.NOTHING) as connection:
            settings_table.put(connection, RANKING, None)
        return Changes.NOTHING


def _teaches(judgement: Judgement) -> bool:
    """Whether a judgement says something of the card itself: a duplicate may be a good card."""
    return bool(judgement.features) and judgement.reason != Reason.DUPLICATE


def _judged(judgement: Judgement) -> "Judged":
    from flashcards.writing.fitting import Judged

    wanted = {Verdict.KEEP: 1.0, Verdict.EDIT: _HALF, Verdict.REJECT: 0.0}[judgement.verdict]
    return Judged(judgement.features, wanted)


def _area(cards: "Sequence[Judged]", weights: Mapping[str, float]) -> float:
    """How often a kept card ranks above a rejected one."""
    from flashcards.writing.fitting import chance

    good = [chance(card.features, weights) for card in cards if card.wanted > _HALF]
    bad = [chance(card.features, weights) for card in cards if card.wanted < _HALF]
    wins = sum((a > b) + 0.5 * (a == b) for a in good for b in bad)
    return wins / (len(good) * len(bad))
