"""Cards that keep being forgotten."""


def is_leech(lapses: int, threshold: int) -> bool:
    """Whether this lapse makes a card a leech: the one at the threshold, and one at every half of it after that.

    0 as the threshold means never. The rule is Anki's (rslib/src/scheduler/states/review.rs).
    """
    if threshold <= 0 or lapses < threshold:
        return False
    return (lapses - threshold) % max(1, -(-threshold // 2)) == 0
