"""Which cards a session takes, and which of them comes next."""

from collections.abc import Mapping, Sequence

from flashcards.core.reviews import Rating


def fill(seconds: Mapping[int, float], worth: Mapping[int, float], time: float) -> list[int]:
    """The cards that gain most in so many seconds, the best for its time first.

    A card that no longer fits makes room for a shorter one; there is always at least one.
    """
    ordered = sorted(worth, key=lambda card: (-worth[card] / seconds[card], card))
    chosen: list[int] = []
    used = 0.0
    for card in ordered:
        if used + seconds[card] <= time or not chosen:
            chosen.append(card)
            used += seconds[card]
    return chosen


def still_to_come(chosen: Sequence[int], answers: Sequence[tuple[int, Rating]], *, again: bool) -> list[int]:
    """The cards that no answer has settled yet, those answered `again` last behind the others.

    With `again` a card is settled by any answer but Again, else by any.
    """
    settled, failed = set(), dict[int, None]()
    for card, rating in answers:
        failed.pop(card, None)
        if again and rating is Rating.AGAIN:
            settled.discard(card)
            failed[card] = None
        else:
            settled.add(card)
    fresh = [card for card in chosen if card not in settled and card not in failed]
    return [*fresh, *(card for card in failed if card in set(chosen))]
