"""Exporting 100,000 notes to an Anki package: without progress against bare genanki, with it against Anki itself.

Run with a side as a child process: `python -m bench.export ours LIBRARY`.
"""

import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from bench.libraries import NOW, make_library, open_for_study
from bench.measure import Row, Sample, in_child, peak_mb, ratio, timed

_NOTES = 100_000
_PAIRS = 5


def rows() -> Iterator[Row]:
    """Ours and the yardstick, run in turn, each time in a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library.db"
        make_library(library, _NOTES, deck_count=1)
        for sides, names in (
            (("ours", "genanki"), ("export", "bare genanki")),
            (("progress", "anki"), ("export with progress", "Anki, legacy export with scheduling")),
        ):
            taken = [[in_child("bench.export", side, library) for side in sides] for _pair in range(_PAIRS)]
            pairs = [(Sample(a["wall"], a["cpu"]), Sample(b["wall"], b["cpu"])) for a, b in taken]
            for side, name in enumerate(names):
                yield Row(
                    "export",
                    f"{name}, {_NOTES:,} notes",
                    median(pair[side].wall for pair in pairs),
                    "s",
                    cpu=median(pair[side].cpu for pair in pairs),
                    peak_mb=median(pair[side]["peak_mb"] for pair in taken),
                    ratio=ratio(pairs) if side == 0 else None,
                )


def ours(library: Path, target: Path) -> Sample:
    """From the open library to the finished file."""
    return _export(library, target, with_progress=False)


def progress(library: Path, target: Path) -> Sample:
    """The same with scheduling, memory states and the review log."""
    return _export(library, target, with_progress=True)


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


def anki(library: Path, target: Path) -> Sample:
    """Anki's own export of the same cards and answers, which it was given by ours."""
    from anki.collection import (
        Collection,
        ExportAnkiPackageOptions,
        ImportAnkiPackageOptions,
        ImportAnkiPackageRequest,
    )

    # Another process, so that only Anki's memory is counted.
    in_child("bench.export", "package", library, target)
    collection = Collection(str(target.with_suffix(".anki2")))
    given = ImportAnkiPackageOptions(with_scheduling=True)
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(target), options=given))
    assert collection.card_count() == _NOTES
    wanted = ExportAnkiPackageOptions(
        with_scheduling=True, with_deck_configs=True, with_media=True, legacy=True
    )
    sample = timed(lambda: collection.export_anki_package(out_path=str(target), options=wanted, limit=None))
    collection.close()
    return sample


SIDES: dict[str, Callable[[Path, Path], Sample]] = {
    "ours": ours,
    "progress": progress,
    "genanki": genanki_alone,
    "anki": anki,
}


def measure(side: str, library: Path) -> dict[str, float]:
    """One export in this process."""
    random.seed(1)
    with tempfile.TemporaryDirectory() as folder:
        # genanki leaves its database in the temporary folder: here it goes with it.
        tempfile.tempdir = folder
        sample = SIDES[side](library, Path(folder) / "deck.apkg")
        tempfile.tempdir = None
    return {"wall": sample.wall, "cpu": sample.cpu, "peak_mb": peak_mb()}


def _export(library: Path, target: Path, *, with_progress: bool) -> Sample:
    from flashcards.core.exports import ExportOptions
    from flashcards.exchange.anki import collection, package  # their import is not the export's

    assert collection
    assert package
    app = open_for_study(library)
    options = ExportOptions(with_progress=with_progress)
    sample = timed(lambda: app.exchange.export("Deck 0", target, options))
    # The next one is a first edition too.
    app.history.undo()
    app.close()
    return sample


if __name__ == "__main__":
    if sys.argv[1] == "package":
        _export(Path(sys.argv[2]), Path(sys.argv[3]), with_progress=True)
        print("0")
    else:
        print(json.dumps(measure(sys.argv[1], Path(sys.argv[2]))))
