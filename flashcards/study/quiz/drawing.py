"""Which cards a quiz asks: by lot, with every role in its share, and what is weak twice as often as what is known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from flashcards.core.facts import FactKind

Made = TypeVar("Made")

#: From this chance of recall on a card counts as known.
KNOWN = 0.9
_WEIGHT_OF_WEAK = 2.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card that may be asked. `recall` is the chance to recall it now, 0 for one that was never answered;
    `article_id` is None for one of no article, `ordered` says that its answer is steps in their order."""

    card_id: int
    role: FactKind
    recall: float = 0.0
    article_id: int | None = None
    ordered: bool = False

    @property
    def stratum(self) -> tuple[FactKind, bool]:
        """Its role, and whether it is weak."""
        return self.role, self.recall < KNOWN


def draw(
    candidates: Sequence[Candidate], number: int, seed: int, ask: Callable[[int], Made | None]
) -> list[Made]:
    """What `ask` makes of cards drawn by lot, up to `number`; where it makes nothing, another card of the same
    stratum takes the place.

    Strata take turns (smooth weighted round robin), so that the first few are as well mixed as all of them. The same
    candidates and seed give the same draw, whatever order the candidates come in.
    """
    lines: dict[tuple[FactKind, bool], list[int]] = {}
    for each in sorted(candidates, key=lambda each: each.card_id):
        lines.setdefault(each.stratum, []).append(each.card_id)
    lot = Random(seed)  # noqa: S311 (only mixes)
    strata = sorted(lines)
    for stratum in strata:
        lot.shuffle(lines[stratum])
    weights = {stratum: len(lines[stratum]) * _weight(stratum) for stratum in strata}
    turns = dict.fromkeys(strata, 0.0)
    made: list[Made] = []
    while turns and len(made) < number:
        for stratum in turns:
            turns[stratum] += weights[stratum]
        chosen = max(turns, key=lambda stratum: turns[stratum])
        found = _next(lines[chosen], ask)
        if found is None:
            del turns[chosen]
        else:
            turns[chosen] -= sum(weights[stratum] for stratum in turns)
            made.append(found)
    return made


def of_few_articles(candidates: Sequence[Candidate], articles: int, seed: int) -> list[Candidate]:
    """The cards of so many articles at most, drawn by lot: the more cards an article has, the likelier."""
    lot = Random(f"{seed}:articles")  # noqa: S311 (only mixes)
    order = sorted(candidates, key=lambda each: each.card_id)
    lot.shuffle(order)
    chosen = set(list(dict.fromkeys(each.article_id for each in order))[:articles])
    return [each for each in candidates if each.article_id in chosen]


def _weight(stratum: tuple[FactKind, bool]) -> float:
    return _WEIGHT_OF_WEAK if stratum[1] else 1.0


def _next(line: list[int], ask: Callable[[int], Made | None]) -> Made | None:
    """What is made of the next card of a line that something can be made of; None when the line ends."""
    while line:
        made = ask(line.pop())
        if made is not None:
            return made
    return None
