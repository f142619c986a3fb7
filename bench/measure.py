"""Taking time and memory: wall and CPU seconds, medians and percentiles, and work in a fresh process."""

import gc
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: seconds on the wall and of the processor."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `value` and `p99` are in `unit`; `ratio` is to the line's yardstick."""

    bench: str
    what: str
    value: float
    unit: str
    p99: float | None = None
    cpu: float | None = None
    peak_mb: float | None = None
    ratio: float | None = None


def timed(work: Callable[[], object]) -> Sample:
    """Run something once."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Sample(time.perf_counter() - wall, time.process_time() - cpu)


def pairs(
    first: Callable[[], object], second: Callable[[], object], count: int
) -> list[tuple[Sample, Sample]]:
    """Run two things in turn, A B A B, so that a noisy machine is noisy for both."""
    taken = []
    for _pair in range(count):
        gc.collect()
        one = timed(first)
        gc.collect()
        taken.append((one, timed(second)))
    return taken


def ratio(taken: Sequence[tuple[Sample, Sample]]) -> float:
    """The median over pairs of what the first costs in terms of the second."""
    return median(one.wall / two.wall for one, two in taken)


def p99(values: Sequence[float]) -> float:
    """What 99 of 100 values stay below."""
    return quantiles(values, n=100)[98]


def peak_mb(process: int | str = "self") -> float:
    """The most memory that a process has held at once, in MB.

    From /proc where there is one: a child's ru_maxrss begins with what its parent held.
    """
    status = Path(f"/proc/{process}/status")
    if status.exists():
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    used = resource.getrusage(
        resource.RUSAGE_SELF if process == "self" else resource.RUSAGE_CHILDREN
    ).ru_maxrss
    return used / (1024 * 1024 if sys.platform == "darwin" else 1024)


def environment(**extra: str) -> dict[str, str]:
    """The environment of a measured process: bytecode is used, and no screen is needed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"} | extra


def in_child(module: str, *arguments: object) -> Any:
    """What `python -m MODULE ARGUMENTS` prints as JSON on its last line; its memory is its own."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])
