"""`python -m bench [NAME...] [--json]`: run benchmarks and print one table."""

import argparse
import json
import os
import platform
from dataclasses import asdict

from rich.console import Console
from rich.table import Table

from bench import answering, browsing, export, generation, importing, reading, scheduling, start
from bench.measure import Row

BENCHES = {
    each.__name__.removeprefix("bench."): each.rows
    for each in (start, answering, browsing, generation, export, importing, reading, scheduling)
}


def main() -> None:
    """Run what was asked for, all by default."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"which: {', '.join(BENCHES)} (default: all)"
    )
    parser.add_argument("--json", action="store_true", help="print the rows as JSON")
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in BENCHES]
    if unknown:
        parser.error(f"there is no bench called {unknown[0]}; there are {', '.join(BENCHES)}")
    rows = [row for name in options.names or BENCHES for row in BENCHES[name]()]
    if options.json:
        print(json.dumps([asdict(row) for row in rows], indent=1))
    else:
        show(rows)


def show(rows: list[Row]) -> None:
    """The rows as a table, and on which machine they were taken."""
    table = Table(box=None, padding=(0, 2, 0, 0), caption_justify="left")
    for title in ("bench", "what", "median", "p99", "CPU", "peak MB", "ratio"):
        table.add_column(title, justify="left" if title in {"bench", "what"} else "right", no_wrap=True)
    for row in rows:
        number = f"{row.value:,.0f}" if row.value >= 1000 else f"{row.value:.3g}"
        rest = [
            _number(row.p99),
            _number(row.cpu),
            f"{row.peak_mb:.0f}" if row.peak_mb else "",
            _number(row.ratio),
        ]
        table.add_row(row.bench, row.what, f"{number} {row.unit}", *rest)
    console = Console(width=None if os.isatty(1) else 120)
    console.print(table)
    console.print(
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} processors"
    )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


if __name__ == "__main__":
    main()
