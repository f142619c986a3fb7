"""Small pieces of English that several parts need."""


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 card", "3 cards"; `many` for plurals that do not just add an s."""
    return f"{number} {one if number == 1 else many or one + 's'}"
