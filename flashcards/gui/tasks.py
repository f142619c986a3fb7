"""Slow work off the GUI thread, answers on the GUI thread.

One lane, so that jobs never race, and one bridge signal that lives as long as the window: a QObject
for each job would have two owners, Python and Qt, and two ways to die.

Both threads share Python's lock, so the lane has to let go of it: see `_SWITCH` and `_no_collection`.
"""

import gc
import logging
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from flashcards.core.progress import Report

Result = TypeVar("Result")

#: Seconds after which a thread that computes must let the other one have Python's lock. With the usual 5 ms the
#: window waits up to that long for every event; with this, the 99th percentile of its delays while an article of
#: 20,000 words is read fell from 45 ms to 5 ms, and reading was no slower.
_SWITCH = 0.0005


class Tasks(QObject):
    """Runs one job at a time; `then`, `failed` and `progress` are called in the GUI thread."""

    _call = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = ThreadPoolExecutor(max_workers=1, thread_name_prefix="flashcards")
        self._open = True
        sys.setswitchinterval(_SWITCH)
        self._call.connect(self._run_here, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[Report], Result],
        *,
        then: Callable[[Result], None],
        failed: Callable[[Exception], None],
        progress: Report | None = None,
    ) -> None:
        """Queue a job; `work` gets a function to report progress with."""
        self._lane.submit(self._work, work, then, failed, progress)

    def here(self, call: Callable[[], None]) -> None:
        """Have something called in the GUI thread soon, from any thread."""
        self._call.emit(call)

    def close(self) -> None:
        """Forget waiting jobs, wait for the running one, and let no answer through."""
        self._open = False
        self._lane.shutdown(wait=True, cancel_futures=True)

    def _work(
        self,
        work: Callable[[Report], Result],
        then: Callable[[Result], None],
        failed: Callable[[Exception], None],
        progress: Report | None,
    ) -> None:
        def report(share: float, stage: str) -> None:
            if progress:
                self._call.emit(partial(progress, share, stage))

        call: Callable[[], Any]
        try:
            with _no_collection():
                call = partial(then, work(report))
        except Exception as error:
            logging.getLogger(__name__).info("a job failed", exc_info=True)
            call = partial(failed, error)
        self._call.emit(call)

    @Slot(object)
    def _run_here(self, call: Callable[[], None]) -> None:
        if self._open:
            call()


@contextmanager
def _no_collection() -> Iterator[None]:
    """Put off the search for rings of garbage: with a language model in memory one takes 100 ms, and holds the lock."""
    # By the threshold: spaCy's loader switches the collector itself off and on again.
    usual = gc.get_threshold()
    gc.set_threshold(0)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
