"""Importing 100,000 cards with 400,000 answers from a package with progress, against the real Anki backend.

Each import is a fresh process with an empty library or collection: `python -m bench.importing SIDE PACKAGE`.
"""

import json
import random
import sqlite3
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

from bench.measure import Row, Sample, in_child, peak_mb, ratio, timed

CARDS, ANSWERS = 100_000, 4
_PAIRS = 3
_NOW = 1_795_400_000
_DAY = 86_400


def rows() -> Iterator[Row]:
    """Ours and the yardstick, run in turn."""
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "large.apkg"
        make_package(package, CARDS)
        taken = [
            (in_child("bench.importing", "ours", package), in_child("bench.importing", "anki", package))
            for _pair in range(_PAIRS)
        ]
    pairs = [(Sample(ours["wall"], ours["cpu"]), Sample(anki["wall"], anki["cpu"])) for ours, anki in taken]
    size = f"{CARDS:,} cards, {CARDS * ANSWERS:,} answers"
    for side, name in enumerate((f"import {size}", f"the real Anki, {size}")):
        yield Row(
            "importing",
            name,
            median(pair[side].wall for pair in pairs),
            "s",
            cpu=median(pair[side].cpu for pair in pairs),
            peak_mb=median(pair[side]["grown_mb"] for pair in taken),
            ratio=ratio(pairs) if side == 0 else None,
        )


def make_package(path: Path, cards: int) -> None:
    """A package of schema 11 with progress: every card in review, with its answers and FSRS memory."""
    from anki.collection import Collection, ExportAnkiPackageOptions

    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(str(Path(folder) / "collection.anki2"))
        basic, deck = collection.models.by_name("Basic"), collection.decks.id("Large")
        assert basic is not None
        assert deck is not None
        note = collection.new_note(basic)
        note["Front"] = "first"
        collection.add_note(note, deck)
        options = ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, legacy=True)
        collection.export_anki_package(out_path=str(path), options=options, limit=None)
        collection.close()
        with zipfile.ZipFile(path) as archive:
            database = Path(archive.extract("collection.anki21", folder))
            others = {name: archive.read(name) for name in archive.namelist() if name != database.name}
        with closing(sqlite3.connect(database)) as connection, connection:
            _fill(connection, cards)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in others.items():
                archive.writestr(name, data)
            archive.write(database, database.name)


def _fill(connection: sqlite3.Connection, cards: int) -> None:
    chance = random.Random(1)
    mid, did = connection.execute("SELECT mid, did FROM notes JOIN cards ON cards.nid = notes.id").fetchone()
    begun = connection.execute("SELECT crt FROM col").fetchone()[0]
    connection.execute("UPDATE col SET crt = crt - ?", (400 * _DAY,))
    for table in ("notes", "cards"):
        connection.execute(f"DELETE FROM {table}")
    notes, made, log = [], [], []
    words = [f"word{number}" for number in range(2000)]
    for number in range(cards):
        key = 1_600_000_000_000 + number
        text = " ".join(chance.choices(words, k=12)) + f"?\x1f{' '.join(chance.choices(words, k=16))}."
        notes.append((key, f"g{number:09}", mid, 1_700_000_000, -1, " one two ", text, number, number, 0, ""))
        day = chance.randrange(1, 300)
        for answer in range(ANSWERS):
            at = (begun - (300 - day) * _DAY + answer * 20 * _DAY) * 1000 - 400 * _DAY * 500 + number
            kind = 0 if answer == 0 else 1
            log.append((at, key, -1, 3, 20, 10 * answer, 550 if answer else 0, 4000, kind))
        data = json.dumps({"s": 20.5, "d": 5.2, "dr": 0.9, "decay": 0.154, "lrt": log[-1][0] // 1000})
        due = 400 + chance.randrange(-5, 60)
        made.append((key, key, did, 0, 1_700_000_000, -1, 2, 2, due, 20, 2500, 4, 0, 0, 0, 0, 0, data))
    connection.executemany(f"INSERT INTO notes VALUES ({','.join('?' * 11)})", notes)
    connection.executemany(f"INSERT INTO cards VALUES ({','.join('?' * 18)})", made)
    connection.executemany(f"INSERT OR IGNORE INTO revlog VALUES ({','.join('?' * 9)})", log)


def ours(package: Path, folder: Path) -> tuple[Sample, float]:
    """From the open library to the closed transaction, with the reading apart; the growth includes the reader's."""
    from flashcards.app import open_app

    app = open_app(folder / "library.db")
    before = peak_mb()

    def bring() -> None:
        incoming = app.importing.read(package)
        app.importing.bring(incoming, with_progress=True)
        incoming.close()

    sample = timed(bring)
    grown = peak_mb() - before
    found = sum(each.cards for each in app.decks.all())
    assert found == CARDS, found
    app.close()
    return sample, grown


def anki(package: Path, folder: Path) -> tuple[Sample, float]:
    """What Anki's own import dialog does, with progress and presets ticked."""
    from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

    collection = Collection(str(folder / "collection.anki2"))
    before = peak_mb()
    options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
    request = ImportAnkiPackageRequest(package_path=str(package), options=options)
    sample = timed(lambda: collection.import_anki_package(request))
    grown = peak_mb() - before
    assert collection.card_count() == CARDS
    collection.close()
    return sample, grown


def measure(side: str, package: Path) -> dict[str, float]:
    """One import in this process."""
    with tempfile.TemporaryDirectory() as folder:
        sample, grown = (ours if side == "ours" else anki)(package, Path(folder))
    return {"wall": sample.wall, "cpu": sample.cpu, "grown_mb": grown}


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], Path(sys.argv[2]))))
