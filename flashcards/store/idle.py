"""Work that waits for a moment in which nobody uses the library."""

from collections.abc import Callable
from threading import Event, Thread
from time import monotonic

#: Seconds without a change after which a moment counts as idle: most answers take longer to think of.
PAUSE = 3.0


class Idle:
    """Calls `work` in a thread of its own, once, when the last `wake` is `PAUSE` seconds ago.

    `work` says whether it could do what it had to; if not, it is called again after another pause. The thread begins
    with the first `wake`, which costs an answer some microseconds.
    """

    def __init__(self, work: Callable[[], bool]) -> None:
        self._work = work
        self._wanted, self._closing = Event(), Event()
        self._last = 0.0
        self._thread: Thread | None = None

    def wake(self) -> None:
        """Something has changed, so there is work to do later."""
        self._last = monotonic()
        if self._thread is None:
            self._thread = Thread(target=self._run, name="flashcards-idle", daemon=True)
            self._thread.start()
        self._wanted.set()

    def close(self) -> None:
        """Wait for work that has begun; what has not begun is dropped."""
        self._closing.set()
        self._wanted.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while self._wanted.wait() and not self._closing.is_set():
            rest = self._last + PAUSE - monotonic()
            if rest > 0:
                self._closing.wait(rest)
                continue
            self._wanted.clear()
            if not self._work():
                self.wake()
