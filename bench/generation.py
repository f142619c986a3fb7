"""Articles to drafts in words per second, against bare spaCy parsing the same text.

Run as a child process, so that memory is its own: `python -m bench.generation`.
"""

import json
from collections.abc import Iterator
from statistics import median

from bench.measure import ROOT, Row, Sample, in_child, pairs, peak_mb, ratio

_PAIRS = 5


def rows() -> Iterator[Row]:
    """Ours and the yardstick in turn, both with a loaded model."""
    found = in_child("bench.generation")
    taken = [(Sample(*ours), Sample(*bare)) for ours, bare in found["pairs"]]
    for side, name in enumerate(("articles to drafts", "bare spaCy, same text, same parts")):
        yield Row(
            "generation",
            name,
            found["words"] / median(pair[side].wall for pair in taken),
            "words/s",
            cpu=median(pair[side].cpu for pair in taken),
            peak_mb=found["peak_mb"],
            ratio=ratio(taken) if side == 0 else None,
        )


def measure() -> dict[str, object]:
    """The bundled articles, whole, several times."""
    from flashcards.analysis.model import language
    from flashcards.analysis.pipeline import find_facts
    from flashcards.reading.files import read_file
    from flashcards.writing.pipeline import write

    files = sorted((ROOT / "decks").glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in files]
    parse = language()

    def ours() -> None:
        for path in files:
            article = read_file(path)
            write(article, find_facts(article))

    def bare() -> None:
        for text in texts:
            for _doc in parse.pipe(text.split("\n"), batch_size=32):
                pass

    ours()
    bare()
    taken = [[(sample.wall, sample.cpu) for sample in pair] for pair in pairs(ours, bare, _PAIRS)]
    return {"pairs": taken, "words": sum(len(text.split()) for text in texts), "peak_mb": peak_mb()}


if __name__ == "__main__":
    print(json.dumps(measure()))
