"""What a worker process may use, and how it is held to that."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one piece of work may take.

    `memory` is address space and `written` the largest file, in bytes, 0 for no file at all. `step_seconds` are of the
    processor without a sign of getting on, `whole_seconds` in all; `wall_step_seconds` and `wall_seconds` the same on the
    wall, for a machine that is busy with other things, None for no end.
    """

    memory: int
    written: int
    step_seconds: int
    whole_seconds: int
    wall_step_seconds: float
    wall_seconds: float | None = None


def limit(limits: Limits) -> None:
    """Bound what this process may use: memory, the files it writes, time of the processor.

    Only POSIX systems can. On Windows the process is bounded by the parent's clock and nothing else.
    """
    try:
        import resource
    except ImportError:
        return
    if limits.written:
        import signal

        # A file that would grow too long is an error to deal with, not a signal that ends the process.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.written),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (OSError, ValueError):
            continue  # macOS knows RLIMIT_AS, but does not let it be set
    extend(limits)


def extend(limits: Limits) -> None:
    """Allow this process some more seconds of the processor, up to the whole."""
    try:
        import resource
    except ImportError:
        return
    spent = resource.getrusage(resource.RUSAGE_SELF)
    soft = min(int(spent.ru_utime + spent.ru_stime) + 1 + limits.step_seconds, limits.whole_seconds)
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
