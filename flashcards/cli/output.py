"""How commands speak: results on standard output, everything else on standard error."""

import json
import re
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flashcards.core.progress import Report, silent

if TYPE_CHECKING:
    from rich.console import Console

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_WIDTH_IN_A_PIPE = 110
_PATIENCE = 1.0
_LABEL = 10


def clean(text: str) -> str:
    """Text without control characters and broken ones: an article must not steer the terminal."""
    return _UNSEEN.sub("�", text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """Text with its line breaks and runs of spaces made single spaces."""
    return " ".join(clean(text).split())


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 card", "2 cards"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def note(text: str) -> None:
    """A message beside the result."""
    sys.stderr.write(clean(text) + "\n")


def error(text: str) -> None:
    """Why something could not be done, in one line."""
    note(f"error: {one_line(text)}")


def write_json(content: Any) -> None:
    """The machine-readable result."""
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def say(text: str = "", style: str = "") -> None:
    """A line of the result for people."""
    _console().print(clean(text), style=style or None, soft_wrap=True)


def say_labelled(label: str, text: str) -> None:
    """A line with a short label before it; a long text is folded beside the label."""
    from textwrap import wrap

    from rich.text import Text

    console = _console()
    lines = wrap(one_line(text), max(20, console.width - _LABEL - 3)) or [""]
    folded = f"\n{' ' * (_LABEL + 2)}".join(lines)
    console.print(Text.assemble(f"  {label:<{_LABEL}}", style="dim").append(folded, style="not dim"))


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table for people; a column whose name begins with `>` is aligned to the right."""
    from rich import box
    from rich.table import Table

    made = Table(title=title or None, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for name in columns:
        right = name.startswith(">")
        made.add_column(
            name.removeprefix(">"), justify="right" if right else "left", no_wrap=right, overflow="fold"
        )
    for row in rows:
        made.add_row(*("" if cell is None else clean(str(cell)) for cell in row))
    _console().print(made)


@contextmanager
def progress() -> Iterator[Report]:
    """Somewhere to report to: a bar on a terminal, once the work has taken more than a second."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.progress import BarColumn, Progress, TextColumn

    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), transient=True, console=_console(sys.stderr)
    )
    task = bar.add_task("", total=1.0)
    started = time.monotonic()
    shown = False

    def report(share: float, stage: str) -> None:
        nonlocal shown
        bar.update(task, completed=share, description=clean(stage))
        if not shown and time.monotonic() - started > _PATIENCE:
            shown = True
            bar.start()

    try:
        yield report
    finally:
        if shown:
            bar.stop()


def _console(file: Any = None) -> "Console":
    from rich.console import Console

    target = file or sys.stdout
    width = None if target.isatty() else _WIDTH_IN_A_PIPE
    # No markup: what stands in brackets in an article is text.
    return Console(file=target, width=width, markup=False, highlight=False, emoji=False)
