"""Throws changed files and words at everything that takes them: `make fuzz SECONDS=300`.

With atheris (coverage leads the way), or where it is not installed with changes at random over the same seeds. The time
is shared among the targets of tests/fuzz/targets.py. What fails is kept in tests/fuzz/found/TARGET, where
`make test` tries it again for ever.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
FOUND = ROOT / "tests" / "fuzz" / "found"
#: The longest input, in bytes, and the longest time for one, in seconds.
LONGEST, SLOWEST = 200_000, 20


def main() -> int:
    """Fuzz all targets, or those named; the exit code says whether anything failed."""
    parser = argparse.ArgumentParser(description="Fuzz everything that takes strangers' bytes.")
    parser.add_argument("targets", nargs="*", help="all of them unless named")
    parser.add_argument("--seconds", type=float, default=300, help="for all targets together")
    parser.add_argument("--only", help="this one, in this process")
    options = parser.parse_args()
    if options.only:
        return fuzz(options.only, options.seconds)
    names = options.targets or list(targets())
    unknown = [name for name in names if name not in targets()]
    if unknown:
        print(f"There is no target {unknown[0]}; there are {', '.join(targets())}.")
        return 2
    print("with atheris" if find_spec("atheris") else "without atheris: changes at random")
    failed = [name for name in names if not _passes(name, options.seconds / len(names))]
    print(f"failed: {', '.join(failed)}; see {FOUND}" if failed else "nothing found")
    return 1 if failed else 0


def targets() -> "dict[str, Callable[[], Any]]":
    """What can be fuzzed, by name."""
    found: dict[str, Callable[[], Any]] = import_module("tests.fuzz.targets").TARGETS
    return found


def _passes(name: str, seconds: float) -> bool:
    """Run a target in a process of its own, since atheris never comes back."""
    command = [sys.executable, __file__, "--only", name, "--seconds", str(seconds)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        command, env=environment, check=False, capture_output=True, text=True, errors="replace"
    )
    with suppress(OSError):
        (FOUND / name).rmdir()  # unless something is in it
    lines = [line for line in done.stderr.splitlines() if "DONE" in line or "tried" in line]
    print(f"{name:10} {'passed' if done.returncode == 0 else 'FAILED'}  {lines[-1].strip() if lines else ''}")
    if done.returncode:
        print("\n".join(done.stderr.splitlines()[-25:]))
    return done.returncode == 0


def fuzz(name: str, seconds: float) -> int:
    """Fuzz one target for some seconds."""
    folder = FOUND / name
    try:
        import atheris
    except ImportError:
        return _at_random(name, seconds, folder)
    with atheris.instrument_imports(include=["flashcards"], enable_loader_override=False):
        target = targets()[name]()
        for seed in target.seeds:
            target.run(seed)  # what is imported on the way is instrumented too
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(target.seeds):
            (Path(corpus) / f"seed{number}").write_bytes(seed)
        flags = (
            f"-max_total_time={max(1, round(seconds))}",
            f"-max_len={LONGEST}",
            f"-timeout={SLOWEST}",
            "-rss_limit_mb=2048",
            f"-artifact_prefix={folder}{os.sep}",
        )
        atheris.Setup([sys.argv[0], *flags, corpus], target.run)
        atheris.Fuzz()
    return 0


def _at_random(name: str, seconds: float, folder: Path) -> int:
    """Change seeds at random until time is up; keep what fails, and what takes too long."""
    target = targets()[name]()
    source, known, tried = random.Random(time.time_ns()), list(target.seeds), 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data = changed(source, known)
        if not _holds(target.run, data):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / sha256(data).hexdigest()[:16]).write_bytes(data)
            return 1
        tried += 1
    sys.stderr.write(f"tried {tried}\n")
    return 0


def changed(source: random.Random, known: list[bytes]) -> bytes:
    """One of the seeds with some bytes changed, cut out, repeated, or of another seed put in."""
    data = bytearray(source.choice(known))
    for _change in range(source.randint(1, 8)):
        at = source.randint(0, len(data))
        end = min(len(data), at + source.randint(0, 60))
        other = source.choice(known)
        begin = source.randint(0, len(other))
        put = source.choice(
            (b"", source.randbytes(source.randint(1, 8)), bytes(data[at:end]) * source.randint(2, 40),
             other[begin : begin + source.randint(1, 200)])
        )  # fmt: skip
        data[at:end] = put
    return bytes(data[:LONGEST])


def _holds(run: "Callable[[bytes], None]", data: bytes) -> bool:
    import traceback

    begun = time.process_time()
    try:
        run(data)
    except Exception:  # noqa: BLE001 (whatever it is, it was found)
        traceback.print_exc()
        return False
    return time.process_time() - begun < SLOWEST


if __name__ == "__main__":
    sys.exit(main())
