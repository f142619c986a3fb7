"""Ids that are moments, as Anki wants them: near a wish, and each given once."""


class FreeIds:
    """Gives the first free numbers from a wish on, quickly even where thousands wish for the same."""

    def __init__(self, latest: int) -> None:
        self._latest = latest
        # For a number that is taken one from which to look on; for a wish, the one behind what it got last.
        self._next: dict[int, int] = {}

    def take(self, wanted: int, count: int = 1) -> int:
        """The first of so many free ones in a row, from the wish on, or from the latest moment that is allowed."""
        wish = wanted if 0 < wanted < self._latest else self._latest
        following = self._next
        at = following.get(wish, wish)
        free = 0
        while free < count:
            if at + free in following:
                at, free = following[at + free], 0
            else:
                free += 1
        for each in range(at, at + count):
            following[each] = at + count
        following[wish] = at + count
        return at
