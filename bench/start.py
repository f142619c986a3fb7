"""Process start to the first painted window and to a usable Today page, against a bare Qt list window.

The program itself says when: with FLASHCARDS_BENCH=paint|today in its environment it prints its CPU seconds
at that moment, waits while its peak memory is read, and quits.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

from bench.libraries import make_library
from bench.measure import ROOT, Row, environment, peak_mb

_Start = tuple[float, float, float]

_ROUNDS = 7
_CARDS = 10_000


def rows() -> Iterator[Row]:
    """Each kind of start in turn, several rounds, after one that warms the disk."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library.db"
        make_library(library, _CARDS)
        kinds = starts(library)
        taken: dict[str, list[_Start]] = {name: [] for name in kinds}
        for number in range(_ROUNDS + 1):
            for name, start in kinds.items():
                sample = start()
                if number:
                    taken[name].append(sample)
    bare = taken["bare Qt window with a list"]
    for name, samples in taken.items():
        shares = [ours[1] / theirs[1] for ours, theirs in zip(samples, bare, strict=True)]
        yield Row(
            "start",
            name,
            median(wall for wall, _cpu, _peak in samples),
            "s",
            cpu=median(cpu for _wall, cpu, _peak in samples),
            peak_mb=median(peak for _wall, _cpu, peak in samples),
            ratio=None if samples is bare else median(shares),
        )


def starts(library: Path) -> dict[str, Callable[[], _Start]]:
    """What can be started, by name, on that library."""
    ours = ["main.py", "--library", str(library)]
    return {
        "bare Qt window with a list": partial(_start, ["-m", "bench.bare_window"], ""),
        "first painted window": partial(_start, ours, "paint"),
        f"usable Today page, {_CARDS:,} cards": partial(_start, ours, "today"),
    }


def _start(arguments: list[str], moment: str) -> _Start:
    """Wall seconds, CPU seconds and peak MB of one process."""
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment(FLASHCARDS_BENCH=moment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        answer = process.stdout.readline()
        wall = time.perf_counter() - start
        peak = peak_mb(process.pid)
        process.communicate("\n")
    if process.returncode:
        raise RuntimeError(f"the start failed: {arguments}")
    return wall, float(answer.split()[2]), peak
