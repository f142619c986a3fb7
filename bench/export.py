"""Exporting 10,000 notes to an Anki package, against bare genanki with the same notes.

Run with a side as a child process: `python -m bench.export ours LIBRARY`.
"""

import json
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.libraries import NOW, make_library, open_for_study
from bench.measure import Row, Sample, in_child, peak_mb, ratio, timed

_NOTES = 10_000
_PAIRS = 5


def rows() -> Iterator[Row]:
    """Ours and the yardstick, run in turn, each time in a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library.db"
        make_library(library, _NOTES, deck_count=1)
        taken = [
            (in_child("bench.export", "ours", library), in_child("bench.export", "genanki", library))
            for _pair in range(_PAIRS)
        ]
    pairs = [(Sample(ours["wall"], ours["cpu"]), Sample(bare["wall"], bare["cpu"])) for ours, bare in taken]
    for side, name in enumerate((f"export {_NOTES:,} notes", f"bare genanki, {_NOTES:,} notes")):
        yield Row(
            "export",
            name,
            median(pair[side].wall for pair in pairs),
            "s",
            cpu=median(pair[side].cpu for pair in pairs),
            peak_mb=median(pair[side]["peak_mb"] for pair in taken),
            ratio=ratio(pairs) if side == 0 else None,
        )


def ours(library: Path, target: Path) -> Sample:
    """From the open library to the finished file."""
    app = open_for_study(library)
    from flashcards.exchange.anki import collection, package  # its import is not the export's

    assert package
    assert collection
    sample = timed(lambda: app.exchange.export("Deck 0", target))
    app.close()
    return sample


def genanki_alone(library: Path, target: Path) -> Sample:
    """The same fields, tags and deck in genanki's own objects, written by `Package.write_to_file`."""
    import genanki

    from flashcards.core.note_types import BUILT_IN

    app = open_for_study(library)
    notes = app.decks.notes(deck="Deck 0", limit=10 * _NOTES)
    app.close()
    assert len(notes) == _NOTES
    models = {
        kind.id: genanki.Model(
            kind.id,
            kind.name,
            fields=[{"name": field.name} for field in kind.fields],
            templates=[{"name": each.name, "qfmt": each.front, "afmt": each.back} for each in kind.templates],
            css=kind.css,
            model_type=genanki.Model.CLOZE if kind.is_cloze else genanki.Model.FRONT_BACK,
        )
        for kind in BUILT_IN
    }

    def write() -> None:
        deck = genanki.Deck(1 << 40, "Deck 0")
        for note in notes:
            model = models[note.note_type_id]
            deck.add_note(genanki.Note(model, list(note.fields), tags=list(note.tags), guid=note.guid))
        genanki.Package(deck).write_to_file(target, timestamp=NOW.timestamp())

    return timed(write)


def measure(side: str, library: Path) -> dict[str, float]:
    """One export in this process."""
    random.seed(1)
    with tempfile.TemporaryDirectory() as folder:
        # genanki leaves its database in the temporary folder: here it goes with it.
        tempfile.tempdir = folder
        sample = (ours if side == "ours" else genanki_alone)(library, Path(folder) / "deck.apkg")
        tempfile.tempdir = None
    return {"wall": sample.wall, "cpu": sample.cpu, "peak_mb": peak_mb()}


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], Path(sys.argv[2]))))
