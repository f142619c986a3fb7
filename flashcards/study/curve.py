"""FSRS-6's forgetting curve, without arrays: how likely a memory is recalled after some days."""

from flashcards.core.reviews import Memory


def recall_after(days: float, stability: float, decay: float) -> float:
    """The chance to recall after so many days: 0.9 after as many as the stability.

    (1 + (0.9^(-1/decay) - 1) * days / stability)^(-decay), with `decay` the 21st parameter.
    """
    factor = 0.9 ** (-1.0 / decay) - 1.0
    return float((1.0 + factor * max(0.0, days) / stability) ** -decay)


def recall(memory: Memory, today: int, decay: float) -> float | None:
    """The chance to recall a card on a study day; None for one that was never answered."""
    if memory.stability is None or memory.last_day is None:
        return None
    return recall_after(today - memory.last_day, memory.stability, decay)
