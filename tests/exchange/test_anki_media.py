"""Files that cards name: found, put into the package once, and there when Anki opens it. And stopping half-way."""

import json
import zipfile
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.app import open_app
from flashcards.core.errors import Cancelled
from flashcards.core.exports import ExportOptions
from flashcards.core.progress import Cancel
from flashcards.exchange.media import files_of, is_safe, names_in
from tests.conftest import stock

PICTURE = bytes.fromhex("89504e470d0a1a0a") + b"not much of a picture"


@pytest.fixture
def illustrated(tmp_path, clock):
    """A library on disk whose cards name files, some of which are there."""
    app = open_app(tmp_path / "library.db", clock, undo=True, zone=UTC)
    stock(app, 3)
    folder = tmp_path / "library.media"
    folder.mkdir()
    (folder / "cell wall.png").write_bytes(PICTURE)
    (folder / "hört.mp3").write_bytes(b"ID3")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    fields = [
        '<img src="cell wall.png"> what is it?',
        '[sound:hört.mp3]<img src="cell wall.png"><img src="../secret.txt"><img src="absent.png">',
        '<img src="https://example.org/x.png">',
    ]
    for note, front in zip(app.decks.notes(), fields, strict=True):
        app.decks.edit_note(note.id, (front + "{{c1::x}}", *note.fields[1:]))
    yield app
    app.close()


@pytest.mark.anki
def test_media_arrive_once_under_their_names(illustrated, tmp_path, collection, bring_in):
    path = tmp_path / "deck.apkg"
    summary, _changes = illustrated.exchange.export("Biology", path)
    assert summary.media == 2
    with zipfile.ZipFile(path) as archive:
        names = json.loads(archive.read("media"))
        assert sorted(names.values()) == ["cell wall.png", "hört.mp3"]
        assert sorted(archive.namelist()) == ["0", "1", "collection.anki2", "media"]
    bring_in(collection, path)
    assert (Path(collection.media.dir()) / "cell wall.png").read_bytes() == PICTURE
    assert collection.media.check().missing == ["../secret.txt", "absent.png"]


def test_the_same_media_give_the_same_bytes(illustrated, tmp_path):
    for name in ("one.apkg", "two.apkg"):
        illustrated.exchange.export("Biology", tmp_path / name)
    assert (tmp_path / "one.apkg").read_bytes() == (tmp_path / "two.apkg").read_bytes()


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ("<img src=a.png><IMG alt=1 SRC='b c.png'>", ["a.png", "b c.png"]),
        ('<img src="a&amp;b.png">[sound:x.mp3]', ["a&b.png", "x.mp3"]),
        ('<object data="m.svg"></object><audio src="y.ogg">', ["m.svg", "y.ogg"]),
        ('<img src="data:image/png;base64,AA"><img src="//host/a.png"><img src="http://h/a.png">', []),
        ("src=a.png in plain words", []),
        ("<img src=it's.png>", ["it's.png"]),
    ],
)
def test_names_in_html(html, names):
    assert list(names_in(html)) == names


@pytest.mark.parametrize(
    "name",
    ["", "..", "../a", "a/b", "a\\b", "c:a", ".hidden", "a ", "a?.png", "x" * 200, "e\u0301.png", "a\x00b"],
)
def test_unsafe_names(name):
    assert not is_safe(name)


@given(st.text(max_size=30))
def test_a_safe_name_stays_in_its_folder(tmp_path, name):
    if is_safe(name):
        assert (tmp_path / name).resolve().parent == tmp_path.resolve()
    assert all(path.parent == tmp_path for path in files_of(f'<img src="{name}">', tmp_path).values())


@pytest.mark.parametrize("options", [ExportOptions(), ExportOptions(with_progress=True)])
@pytest.mark.parametrize("after", [0, 1, 2])
def test_stopping_leaves_the_old_file_and_nothing_else(app, tmp_path, options, after, dump):
    stock(app, 4)
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "deck.apkg"
    path.write_text("old", encoding="utf-8")
    cancel, stages = Cancel(), []

    def watch(share, stage):
        stages.append((share, stage))
        if len(stages) > after:
            cancel.set()

    before = dump(app)
    if after < 2:
        with pytest.raises(Cancelled):
            app.exchange.export("Biology", path, options, watch, cancel)
        assert path.read_text(encoding="utf-8") == "old"
        assert dump(app) == before
    else:
        app.exchange.export("Biology", path, options, watch, cancel)
        assert zipfile.is_zipfile(path)
    assert list(folder.iterdir()) == [path]
    assert all(0 <= share <= 1 for share, _stage in stages)


@pytest.mark.anki
def test_study_goes_on_while_a_deck_is_exported(app, tmp_path, collection, bring_in, monkeypatch):
    from flashcards.core.reviews import Rating
    from flashcards.services import packing

    monkeypatch.setattr(packing, "_PAGE", 2)
    ids = stock(app, 8)
    gone = app.decks.notes()[7].id
    steps = iter(range(100))

    def meanwhile(_share, _stage):
        step = next(steps)
        if step == 1:
            for each in ids[:6]:
                app.study.answer(each, Rating.EASY)
            app.decks.remove_notes([gone])

    path = tmp_path / "deck.apkg"
    summary, _changes = app.exchange.export("Biology", path, ExportOptions(with_progress=True), meanwhile)
    assert (summary.notes, summary.cards, summary.answers) == (7, 7, 4)
    bring_in(collection, path, with_scheduling=True)
    logs = dict(collection.db.all("select cid, count() from revlog group by cid"))
    for card_id, kind in collection.db.all("select id, type from cards"):
        # Each card is as before its answer or as after it, its log with it.
        assert logs.get(card_id, 0) == (1 if kind == 2 else 0)
    assert sorted(collection.db.list("select type from cards")) == [0, 0, 0, 2, 2, 2, 2]
