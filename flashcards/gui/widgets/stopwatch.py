"""How long a card was looked at."""

from time import monotonic


class Stopwatch:
    """Counts while it runs; time away from the card does not count."""

    def __init__(self) -> None:
        self._counted = 0.0
        self._since: float | None = None

    def start(self) -> None:
        """Count from zero."""
        self._counted = 0.0
        self._since = monotonic()

    def pause(self) -> None:
        """Stop counting for now."""
        if self._since is not None:
            self._counted += monotonic() - self._since
            self._since = None

    def go_on(self) -> None:
        """Count on."""
        if self._since is None:
            self._since = monotonic()

    @property
    def milliseconds(self) -> int:
        """What was counted so far."""
        running = 0.0 if self._since is None else monotonic() - self._since
        return round((self._counted + running) * 1000)
