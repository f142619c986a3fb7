"""Decks to files: whole or not at all, and our own format there and back."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.cards import Note
from flashcards.core.errors import CannotExport, CannotRead, NotFound
from flashcards.core.facts import FactKind
from flashcards.core.note_types import BASIC, BUILT_IN, CLOZE
from flashcards.exchange.atomic import replacing
from flashcards.exchange.deck_json import read_deck, write_deck

ENDINGS = pytest.mark.parametrize("ending", [".apkg", ".json", ".csv", ".tsv", ".md"])


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "out"
    made.mkdir()
    return made


@ENDINGS
def test_an_export_counts_its_notes_and_replaces_the_file(app, stocked, folder, ending):
    stocked(3)
    path = folder / f"deck{ending}"
    path.write_text("old", encoding="utf-8")
    assert app.exchange.export("Biology", path)[0].notes == 3
    assert path.stat().st_size > 100
    assert list(folder.iterdir()) == [path]


def test_an_unknown_ending_is_refused(app, stocked, folder):
    stocked(1)
    with pytest.raises(CannotExport, match=r"does not end in one of \.apkg, \.csv, \.tsv, \.md, \.json"):
        app.exchange.export("Biology", folder / "deck.pdf")
    assert list(folder.iterdir()) == []


@ENDINGS
def test_an_empty_deck_is_refused_and_the_old_file_stays(app, folder, ending):
    app.decks.create("Empty")
    path = folder / f"deck{ending}"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(CannotExport, match="has no cards to export"):
        app.exchange.export("Empty", path)
    assert path.read_text(encoding="utf-8") == "old"


def test_a_deck_that_is_not_there(app, folder):
    with pytest.raises(NotFound):
        app.exchange.export("Nowhere", folder / "deck.apkg")


@ENDINGS
def test_a_folder_that_is_missing(app, stocked, folder, ending):
    stocked(1)
    with pytest.raises(CannotExport, match="there is no folder"):
        app.exchange.export("Biology", folder / "missing" / f"deck{ending}")
    assert list(folder.iterdir()) == []


@ENDINGS
def test_a_target_that_is_a_folder(app, stocked, folder, ending):
    stocked(1)
    target = folder / f"deck{ending}"
    target.mkdir()
    with pytest.raises(CannotExport, match="a folder has that name"):
        app.exchange.export("Biology", target)
    assert list(folder.iterdir()) == [target]
    assert list(target.iterdir()) == []


def test_a_name_too_long_for_the_disk(app, stocked, folder):
    stocked(1)
    with pytest.raises(CannotExport, match=r"could not be written: .*\.$"):
        app.exchange.export("Biology", folder / ("x" * 251 + ".apkg"))
    assert list(folder.iterdir()) == []


def test_a_long_name_that_the_disk_can_hold(app, stocked, folder):
    stocked(1)
    path = folder / ("x" * 250 + ".apkg")
    app.exchange.export("Biology", path)
    assert path.is_file()


def test_an_error_inside_leaves_the_old_file(folder):
    path = folder / "deck.json"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError), replacing(path) as part:
        part.write_text("half", encoding="utf-8")
        raise RuntimeError
    assert path.read_text(encoding="utf-8") == "old"
    assert list(folder.iterdir()) == [path]


FAULTY = """
import os, resource, sys
from pathlib import Path
from flashcards.app import open_app
from flashcards.core.errors import FlashcardsError
from tests.conftest import FakeClock, stock
target, fault = Path(sys.argv[1]), sys.argv[2]
app = open_app(None, FakeClock())
stock(app, 300)
if fault == "rights":
    os.setgroups([])
    os.setuid(65534)
else:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(fault), int(fault)))
try:
    app.exchange.export("Biology", target)
    print("written")
except FlashcardsError as error:
    print(f"{type(error).__name__}: {error}")
"""


def _in_child(target, fault):
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", FAULTY, str(target), fault],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")
@pytest.mark.parametrize(
    ("ending", "limit"), [(".apkg", 4096), (".apkg", 100_000), (".json", 4096), (".json", 50_000)]
)
def test_a_full_disk_leaves_the_old_file_and_nothing_else(folder, ending, limit):
    path = folder / f"deck{ending}"
    path.write_text("old", encoding="utf-8")
    said = _in_child(path, str(limit))
    assert said.startswith(f"CannotExport: deck{ending} could not be written: ")
    assert said.endswith(".")
    assert path.read_text(encoding="utf-8") == "old"
    assert list(folder.iterdir()) == [path]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody without rights"
)
@ENDINGS
@pytest.mark.parametrize("rights", [0o755, 0o700])
def test_a_folder_that_may_not_be_written_or_not_even_entered(shared_folder, ending, rights):
    path = shared_folder / f"deck{ending}"
    path.write_text("old", encoding="utf-8")
    shared_folder.chmod(rights)
    assert _in_child(path, "rights") == f"CannotExport: deck{ending} could not be written: permission denied."
    assert path.read_text(encoding="utf-8") == "old"
    assert list(shared_folder.iterdir()) == [path]


FIELD = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
TAG = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=8)


@st.composite
def notes(draw):
    kind = draw(st.sampled_from(BUILT_IN))
    fields = draw(st.lists(FIELD, min_size=len(kind.fields), max_size=len(kind.fields)))
    tags = draw(st.lists(TAG, max_size=3))
    guid = draw(st.text(st.characters(categories=["L", "Nd"]), min_size=1))
    return Note(
        0,
        guid,
        kind.id,
        tuple(fields),
        tuple(tags),
        draw(st.sampled_from(FactKind)),
        created_at=7,
        edited_at=7,
    )


@given(deck=st.text(st.characters(exclude_categories=["Cs"])), content=st.lists(notes(), max_size=5))
def test_our_own_format_there_and_back(tmp_path_factory, deck, content):
    path = tmp_path_factory.mktemp("json") / "deck.json"
    kinds = {each.id: each for each in BUILT_IN}
    assert write_deck(path, deck, [(note, kinds[note.note_type_id], deck) for note in content]) == len(
        content
    )
    found = read_deck(path, BUILT_IN, now=7)
    assert (found.name, found.notes) == (deck, content)


def test_an_exported_deck_reads_back(app, stocked, folder):
    stocked(3)
    app.exchange.export("Biology", folder / "deck.json")
    found = read_deck(folder / "deck.json", BUILT_IN, now=0)
    assert found.name == "Biology"
    assert [(note.guid, note.fields, note.tags, note.role) for note in found.notes] == [
        (note.guid, note.fields, note.tags, note.role) for note in app.decks.notes()
    ]


def good():
    return {
        "format": "flashcards-deck",
        "version": 1,
        "deck": "D",
        "notes": [
            {"guid": "g", "type": CLOZE.name, "role": "risk", "tags": [], "fields": {"Text": "{{c1::x}}"}}
        ],
    }


@pytest.mark.parametrize(
    "spoil",
    [
        lambda deck: deck.update(format="other"),
        lambda deck: deck.update(version=2),
        lambda deck: deck.pop("deck"),
        lambda deck: deck.pop("notes"),
        lambda deck: deck.update(notes=3),
        lambda deck: deck.update(notes=["x"]),
        lambda deck: deck["notes"][0].pop("guid"),
        lambda deck: deck["notes"][0].update(type="Unknown"),
        lambda deck: deck["notes"][0].update(role="hero"),
        lambda deck: deck["notes"][0].update(fields=[1]),
        lambda deck: deck["notes"][0].update(tags="a b"),
    ],
)
def test_a_deck_file_that_is_not_one_is_one_clear_error(tmp_path, spoil):
    deck = good()
    spoil(deck)
    path = tmp_path / "deck.json"
    path.write_text(json.dumps(deck), encoding="utf-8")
    with pytest.raises(CannotRead, match=r"^deck\.json is not a .*\.$"):
        read_deck(path, BUILT_IN, now=0)


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b"{", b"null", b"3", b'"x"', b"[" * 100_000])
def test_a_file_that_is_no_deck_at_all(tmp_path, content):
    path = tmp_path / "deck.json"
    path.write_bytes(content)
    with pytest.raises(CannotRead, match=r"^deck\.json is not a .*\.$"):
        read_deck(path, BUILT_IN, now=0)


def test_a_deck_file_that_is_missing(tmp_path):
    with pytest.raises(CannotRead):
        read_deck(tmp_path / "deck.json", BUILT_IN, now=0)


def test_signs_that_no_note_can_hold_are_dropped(tmp_path):
    deck = good()
    deck["notes"][0].update(type=BASIC.name, fields={"Front": "a\x1fb\x00\ud800"}, tags=["two words", "\x1f"])
    path = tmp_path / "deck.json"
    path.write_text(json.dumps(deck), encoding="utf-8")
    (note,) = read_deck(path, BUILT_IN, now=0).notes
    assert note.fields[0] == "ab"
    assert note.tags == ("two", "words")
