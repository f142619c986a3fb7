"""Answering a card and fetching the next one, at three sizes of library, as the window does it.

Run with a size as a child process: `python -m bench.answering 100000`.
"""

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from statistics import median

from bench.libraries import make_library, open_for_study
from bench.measure import Row, Sample, in_child, p99, peak_mb, timed
from flashcards.core.reviews import Rating

SIZES = (1_000, 10_000, 100_000)
_ANSWERS = 250


def rows() -> Iterator[Row]:
    """One line for each act at each size."""
    for size in SIZES:
        found = in_child("bench.answering", size)
        for act, name in (
            ("answer", "answer a card, committed"),
            ("next", "next card of the library"),
            ("deck", "next card of one deck"),
            ("left", "what is left today"),
        ):
            times = found[act]
            yield Row(
                "answer",
                f"{name}, {size:,} cards",
                median(times) * 1000,
                "ms",
                p99=p99(times) * 1000,
                cpu=found[f"{act} cpu"] / len(times) * 1000,
                peak_mb=found["peak_mb"],
            )


def measure(size: int) -> Mapping[str, object]:
    """Seconds for each act, in the order of a study session."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        make_library(path, size)
        app = open_for_study(path)
        taken: dict[str, list[Sample]] = {name: [] for name in ("answer", "next", "deck", "left")}
        card = app.study.next()
        for number in range(_ANSWERS):
            if card is None:
                raise RuntimeError(f"{size} cards are too few for {_ANSWERS} answers")
            rating = Rating.GOOD if number % 5 else Rating.AGAIN
            taken["answer"].append(timed(partial(app.study.answer, card.card.id, rating, 4000)))
            taken["next"].append(timed(app.study.next))
            taken["deck"].append(timed(partial(app.study.next, "Deck 3")))
            taken["left"].append(timed(app.study.left))
            card = app.study.next()
        app.close()
    walls = {name: [each.wall for each in samples] for name, samples in taken.items()}
    cpus = {f"{name} cpu": sum(each.cpu for each in samples) for name, samples in taken.items()}
    return {**walls, **cpus, "peak_mb": peak_mb()}


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
