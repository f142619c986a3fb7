"""How long work says where it is and asks whether to go on."""

from collections.abc import Callable

from flashcards.core.errors import Cancelled

#: Called with the share done (0 to 1) and what is being done, in a few words.
Report = Callable[[float, str], None]


def silent(_share: float, _stage: str) -> None:
    """Report to nobody."""


class Cancel:
    """A switch that one thread sets and long work in another looks at."""

    __slots__ = ("_set",)

    def __init__(self) -> None:
        self._set = False

    def set(self) -> None:
        """Ask the work to stop at its next look."""
        self._set = True

    @property
    def wanted(self) -> bool:
        """Whether somebody asked to stop."""
        return self._set

    def check(self) -> None:
        """Raise `Cancelled` if somebody asked to stop."""
        if self._set:
            raise Cancelled


def stepping(report: Report, cancel: Cancel | None) -> Report:
    """A report that also asks at every step whether to go on; it then raises `Cancelled`."""
    if cancel is None:
        return report

    def step(share: float, stage: str) -> None:
        report(share, stage)
        cancel.check()

    return step
