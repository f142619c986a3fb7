"""Packages that somebody made to do harm: one clear sentence or a cleaned import, nothing changed on failure."""

import io
import json
import sqlite3
import struct
import time
import zipfile
import zlib

import pytest
import zstandard

from flashcards.core.errors import CannotRead, FlashcardsError
from tests.importing.making import PNG, rewritten, set_col_json

pytestmark = pytest.mark.anki

FAR = 9_223_372_036_854_775_807


@pytest.fixture(scope="session")
def good(tmp_path_factory):
    """A legacy package with two notes, a picture and an answer, and the same as the latest layout."""
    from tests.importing.making import Student

    folder = tmp_path_factory.mktemp("good")
    student = Student(folder / "anki")
    student.media("x.png")
    student.add(Front='q <img src="x.png">', Back="a")
    student.add(Front="other", Back="b")
    student.answer(student.cards()[0].id, 3)
    student.export(folder / "legacy.apkg", legacy=True)
    student.export(folder / "latest.apkg")
    student.close()
    return folder


@pytest.fixture
def refused(app, dump, tmp_path):
    """Import a file that must be refused; gives the sentence. The library and all folders are as before."""

    def run(path):
        before, folders = dump(app), _everything(tmp_path)
        with pytest.raises(CannotRead) as problem:
            app.importing.read(path)
        assert dump(app) == before
        assert _everything(tmp_path) == folders
        sentence = str(problem.value)
        assert sentence.endswith(".")
        assert "\n" not in sentence
        return sentence

    return run


def _everything(folder):
    return sorted(str(path) for path in folder.rglob("*") if "library.db" not in path.name)


def packed(tmp_path, entries, name="evil.apkg", **options):
    path = tmp_path / name
    with zipfile.ZipFile(path, "w", options.get("compression", zipfile.ZIP_DEFLATED)) as archive:
        for entry, data in entries:
            archive.writestr(entry, data)
    return path


def collection_of(good):
    with zipfile.ZipFile(good / "legacy.apkg") as archive:
        return archive.read("collection.anki21")


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/etc/evil", "..\\evil", "C:\\evil", "a/../../evil", "media/../../x"]
)
def test_names_in_the_zip_that_lead_out(good, refused, tmp_path, name):
    entries = [("collection.anki21", collection_of(good)), ("media", b"{}"), (name, b"x")]
    assert "lead out" in refused(packed(tmp_path, entries))


@pytest.mark.parametrize("name", ["../evil.png", "/etc/evil.png", "a/b.png", "..\\evil.png", "x\x00.png"])
def test_names_of_media_that_lead_out(good, refused, tmp_path, name):
    path = rewritten(
        good / "legacy.apkg", tmp_path / "evil.apkg", replace={"media": json.dumps({"0": name}), "0": PNG}
    )
    assert "lead out" in refused(path)


def test_names_of_media_that_lead_out_in_protobuf(good, refused, tmp_path):
    entry = b"\x0a\x0b../evil.png"
    listed = zstandard.compress(b"\x0a" + bytes([len(entry)]) + entry)
    path = rewritten(good / "latest.apkg", tmp_path / "evil.apkg", replace={"media": listed})
    assert "lead out" in refused(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice(good, refused, tmp_path):
    entries = [("collection.anki21", collection_of(good)), ("media", b"{}"), ("media", b"{}")]
    assert "same name" in refused(packed(tmp_path, entries))


def test_a_zip_bomb(refused, tmp_path):
    path = packed(tmp_path, [("collection.anki21", b"\0" * (60 << 20)), ("media", b"{}")])
    assert path.stat().st_size < 1 << 20
    assert "far more" in refused(path)


def test_a_zip_that_lies_about_its_sizes(good, refused, tmp_path):
    path = packed(tmp_path, [("collection.anki21", collection_of(good)), ("media", b"{}")])
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    path.write_bytes(data)
    assert "damaged" in refused(path) or "no Anki" in refused(path)


def test_entries_that_overlap(refused, tmp_path):
    """Many names for the same bytes, as in zip bombs that need no second stage."""
    body = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed_body = body.compress(b"\0" * 1000) + body.flush()
    out = io.BytesIO()
    crc = zlib.crc32(b"\0" * 1000)
    local = (
        struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed_body), 1000, 5, 0) + b"media"
    )
    out.write(local + packed_body)
    begins = out.tell()
    for name in (b"media", b"0", b"collection.anki2"):
        out.write(
            struct.pack(
                "<4s6H3I5H2I",
                b"PK\x01\x02",
                20,
                20,
                0,
                8,
                0,
                0,
                crc,
                len(packed_body),
                1000,
                len(name),
                0,
                0,
                0,
                0,
                0,
                0,
            )
            + name
        )
    size = out.tell() - begins
    out.write(struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 3, 3, size, begins, 0))
    path = tmp_path / "overlap.apkg"
    path.write_bytes(out.getvalue())
    assert "damaged" in refused(path)


def test_a_zstandard_bomb(good, refused, tmp_path):
    bomb = zstandard.ZstdCompressor(level=3).compress(b"\0" * (700 << 20))
    path = rewritten(good / "latest.apkg", tmp_path / "evil.apkg", replace={"collection.anki21b": bomb})
    assert "far more" in refused(path)


def test_broken_zstandard(good, refused, tmp_path):
    path = rewritten(
        good / "latest.apkg", tmp_path / "evil.apkg", replace={"collection.anki21b": b"\x28\xb5\x2f\xfdxx"}
    )
    assert refused(path) == "evil.apkg holds no Anki collection."
    with zipfile.ZipFile(good / "latest.apkg") as archive:
        whole = archive.read("collection.anki21b")
    path = rewritten(
        good / "latest.apkg", tmp_path / "cut.apkg", replace={"collection.anki21b": whole[:-2000]}
    )
    assert refused(path)


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip at all", b"PK\x05\x06" + b"\0" * 18, b"\0" * 5000])
def test_no_package_at_all(refused, tmp_path, data):
    path = tmp_path / "some.apkg"
    path.write_bytes(data)
    assert refused(path)


def test_a_package_cut_short(good, refused, tmp_path):
    data = (good / "legacy.apkg").read_bytes()
    path = tmp_path / "short.apkg"
    for size in (len(data) // 3, len(data) - 30):
        path.write_bytes(data[:size])
        assert "damaged" in refused(path)


def test_a_newer_layout_than_is_known(good, refused, tmp_path):
    path = rewritten(good / "latest.apkg", tmp_path / "evil.apkg", replace={"meta": b"\x08\x09"})
    assert "newer version of Anki" in refused(path)


SCHEMA_TRICKS = {
    "view": ["ALTER TABLE notes RENAME TO n", "CREATE VIEW notes AS SELECT * FROM n"],
    "endless view": [
        "DROP TABLE notes",
        "CREATE VIEW notes AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) "
        "SELECT id, 'g' AS guid, 1 AS mid, 1 AS mod, '' AS tags, 'a' AS flds FROM n",
    ],
    "trigger": ["CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM cards; END"],
    "generated column": ["DROP TABLE revlog", "CREATE TABLE revlog (id INTEGER, cid AS (id * 2))"],
    "virtual table": [
        "DROP TABLE notes",
        "CREATE VIRTUAL TABLE notes USING fts5(id, guid, mid, mod, tags, flds)",
    ],
    "missing table": ["DROP TABLE revlog"],
    "missing column": ["ALTER TABLE cards DROP COLUMN data"],
    "no row": ["DELETE FROM col"],
    "future schema": ["UPDATE col SET ver = 99"],
    "old schema": ["UPDATE col SET ver = 3"],
    "schema that is text": ["UPDATE col SET ver = 'x'"],
}


@pytest.mark.parametrize("trick", SCHEMA_TRICKS)
def test_a_schema_that_no_collection_has(good, refused, tmp_path, trick):
    def change(connection):
        for statement in SCHEMA_TRICKS[trick]:
            connection.execute(statement)

    assert refused(rewritten(good / "legacy.apkg", tmp_path / "evil.apkg", change))


JSON_TRICKS = {
    "no JSON": "{",
    "a list": "[1]",
    "deep": "[" * 100_000 + "]" * 100_000,
    "deep object": '{"a":' * 100_000 + "1" + "}" * 100_000,
    "huge number": '{"1": ' + "9" * 100_000 + "}",
}


@pytest.mark.parametrize("column", ["models", "decks", "dconf", "conf"])
@pytest.mark.parametrize("trick", JSON_TRICKS)
def test_json_that_is_none(app, good, tmp_path, bring, column, trick):
    path = rewritten(
        good / "legacy.apkg",
        tmp_path / "evil.apkg",
        lambda connection: set_col_json(connection, column, JSON_TRICKS[trick]),
    )
    try:
        bring(path)
    except FlashcardsError as problem:
        assert "damaged" in str(problem)  # noqa: PT017 (both ends are right)


def test_json_of_many_megabytes(good, refused, tmp_path):
    path = rewritten(
        good / "legacy.apkg",
        tmp_path / "evil.apkg",
        lambda connection: set_col_json(connection, "models", "{" + '"a' * 12_000_000),
    )
    assert refused(path)


def test_types_that_are_not_what_they_should_be(app, good, bring, tmp_path):
    odd = {
        "1": None,
        "x": 3,
        "2": {"name": 5, "flds": "no", "tmpls": [1]},
        "3": {"flds": [{}], "tmpls": [{}]},
    }

    def change(connection):
        models = json.loads(connection.execute("SELECT models FROM col").fetchone()[0])
        set_col_json(connection, "models", models | odd)
        set_col_json(connection, "decks", {"1": {"name": 7, "conf": []}, "y": []})

    done = bring(rewritten(good / "legacy.apkg", tmp_path / "evil.apkg", change))
    assert done.new == 2
    assert app.decks.names() == ["evil"]


@pytest.mark.parametrize("value", [FAR, -FAR, 10**18, -1, 2**31, 0])
@pytest.mark.parametrize("layout", ["cards", "revlog"])
def test_absurd_numbers_come_in_as_sense_or_not_at_all(app, good, bring, tmp_path, value, layout):
    columns = {
        "cards": ("type", "queue", "due", "ivl", "factor", "reps", "lapses", "left", "odue", "flags"),
        "revlog": ("ease", "ivl", "lastIvl", "factor", "time", "type"),
    }[layout]

    def change(connection):
        for column in columns:
            connection.execute(f'UPDATE {layout} SET "{column}" = ?', (value,))

    done = bring(rewritten(good / "legacy.apkg", tmp_path / "evil.apkg", change))
    assert done.cards == 2
    for card in app.study.due():
        app.study.show(card.id)
    for deck in app.decks.all():
        assert deck.cards == 2


@pytest.mark.parametrize("value", ["text", b"\xff\xfe", None, 1.5, float("inf")])
@pytest.mark.parametrize(
    "place", [("cards", "due"), ("cards", "nid"), ("revlog", "ease"), ("revlog", "id"), ("notes", "mod")]
)
def test_other_things_than_numbers(app, good, bring, tmp_path, place, value):
    table, column = place

    def change(connection):
        # The column loses its type and its NOT NULL, as a stranger may have made it.
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        connection.execute(f"ALTER TABLE {table} RENAME TO old")
        connection.execute(f"CREATE TABLE {table} ({', '.join(names)})")
        connection.execute(f"INSERT INTO {table} SELECT * FROM old")
        connection.execute("DROP TABLE old")
        connection.execute(f"UPDATE {table} SET {column} = ?", (value,))

    try:
        bring(rewritten(good / "legacy.apkg", tmp_path / "evil.apkg", change))
    except CannotRead:
        assert app.decks.all() == []


def test_letters_that_are_none(app, good, bring, tmp_path):
    def change(connection):
        connection.execute(
            "UPDATE notes SET flds = CAST(x'ff41001f62ed1fa080' AS TEXT), tags = CAST(x'20ff20' AS TEXT)"
        )

    assert bring(rewritten(good / "legacy.apkg", tmp_path / "evil.apkg", change)).new == 2
    fields = {note.fields for note in app.decks.notes()}
    assert all("\0" not in field for each in fields for field in each)
    assert all(len(each) == 2 for each in fields)


def test_a_broken_database(good, refused, tmp_path):
    data = bytearray(collection_of(good))
    data[4096 : len(data) - 4096] = b"\xa5" * (len(data) - 8192)
    path = rewritten(good / "legacy.apkg", tmp_path / "evil.apkg", replace={"collection.anki21": bytes(data)})
    assert "damaged" in refused(path)
    path = rewritten(
        good / "legacy.apkg", tmp_path / "evil2.apkg", replace={"collection.anki21": b"SQLite?" * 100}
    )
    assert "no Anki collection" in refused(path)


def test_a_database_that_waits_for_its_log(app, good, bring, tmp_path):
    """The mark of write-ahead logging in the header, and no log."""
    data = bytearray(collection_of(good))
    data[18:20] = b"\x02\x02"
    path = rewritten(good / "legacy.apkg", tmp_path / "wal.apkg", replace={"collection.anki21": bytes(data)})
    assert bring(path).new == 2


def test_fields_of_many_megabytes_stay_out(app, good, bring, look, tmp_path):
    def change(connection):
        connection.execute("UPDATE notes SET flds = hex(zeroblob(3000000)) WHERE flds LIKE 'other%'")

    path = rewritten(good / "legacy.apkg", tmp_path / "evil.apkg", change)
    assert [each.reason for each in look(path).skipped] == ["note is too long", "card has no note"]
    assert bring(path).new == 1


def test_a_hundred_thousand_note_types(good, refused, tmp_path):
    def change(connection):
        kinds = {str(number): {"name": "x", "flds": [{}], "tmpls": [{}]} for number in range(1, 20_000)}
        set_col_json(connection, "models", kinds)

    assert "more note types" in refused(rewritten(good / "legacy.apkg", tmp_path / "evil.apkg", change))


@pytest.mark.parametrize(
    "wrong",
    [
        ("page.html", b"<script>alert(1)</script>", "neither picture, sound nor font"),
        ("drawing.svg", b"<svg><g id='a'><use href='#a'/></g></svg>", "neither picture, sound nor font"),
        ("page.svg", b"<html><svg/></html>", "neither picture, sound nor font"),
        ("program.png", b"MZ\x90\x00", "neither picture, sound nor font"),
        ("con.png", PNG, "name that cannot be used"),
        ("-option.png", PNG, "name that cannot be used"),
        ("turned\u202egnp.exe", PNG, "name that cannot be used"),
        ("x" * 200 + ".png", PNG, "too long a name"),
    ],
)
def test_media_that_stay_out(app, good, bring, look, tmp_path, wrong):
    name, data, reason = wrong
    path = rewritten(
        good / "legacy.apkg", tmp_path / "evil.apkg", replace={"media": json.dumps({"0": name}), "0": data}
    )
    assert reason in look(path).skipped[0].reason
    assert bring(path).media == 0
    assert not app.media.path.exists()


HTML = (
    "<script>fetch('http://127.0.0.1:9/x')</script>",
    "<img src='http://127.0.0.1:9/x.png' onerror='alert(1)'>",
    "<img src='file:///etc/passwd'><img src='/etc/passwd'><img src='..%2f..%2fetc%2fpasswd'>",
    "<iframe src='http://127.0.0.1:9'></iframe><object data='x'></object><embed src='x'>",
    "<a href='javascript:alert(1)'>x</a><a href='data:text/html,x'>y</a>",
    "<svg onload=alert(1)><math><mtext></mtext></math>",
    "<div style='background:url(http://127.0.0.1:9/)'>x</div>",
    "<style>@import 'http://127.0.0.1:9/x.css';</style><link rel=stylesheet href='http://127.0.0.1:9/x'>",
    "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'><base href='http://127.0.0.1:9/'>",
)


@pytest.mark.parametrize("html", HTML)
def test_scripts_and_remote_content_are_kept_out_of_what_is_shown(app, good, bring, tmp_path, html):
    def change(connection):
        connection.execute("UPDATE notes SET flds = ? || char(31) || 'a'", (f"seen {html}",))
        models = json.loads(connection.execute("SELECT models FROM col").fetchone()[0])
        for model in models.values():
            model["css"] = html
            for template in model["tmpls"]:
                template["qfmt"] += html
        set_col_json(connection, "models", models)

    bring(rewritten(good / "legacy.apkg", tmp_path / "evil.apkg", change))
    for card in app.study.due():
        sides = app.study.show(card.id).sides
        for side in (sides.front, sides.back):
            assert "seen" in side
            lowered = side.lower()
            for bad in (
                "script",
                "127.0.0.1",
                "onerror",
                "onload",
                "passwd",
                "iframe",
                "url(",
                "data:",
                "<svg",
                "<meta",
            ):
                assert bad not in lowered
    (note, *_others) = app.decks.notes()
    assert html in note.fields[0]  # as it came, for an export


def test_templates_that_nest_without_end_are_shown_in_no_time(app, good, bring, tmp_path):
    def change(connection):
        models = json.loads(connection.execute("SELECT models FROM col").fetchone()[0])
        for model in models.values():
            model["tmpls"][0]["qfmt"] = "{{#Front}}" * 9_000 + "x" + "{{" * 9_000 + "<!--" * 9_000
            model["tmpls"][0]["afmt"] = "{{FrontSide}}" * 200 + "<div>" * 9_000
        set_col_json(connection, "models", models)

    bring(rewritten(good / "legacy.apkg", tmp_path / "evil.apkg", change))
    begun = time.process_time()
    for card in app.study.due():
        app.study.show(card.id)
    assert time.process_time() - begun < 5


def test_two_notes_with_one_guid_both_come_in(app, good, bring, tmp_path):
    def change(connection):
        connection.execute("UPDATE notes SET guid = 'same'")

    path = rewritten(good / "legacy.apkg", tmp_path / "twice.apkg", change)
    assert bring(path).new == 2
    assert bring(path).duplicate == 2


def test_reading_does_not_touch_the_file(app, good, fingerprint, bring):
    path = good / "latest.apkg"
    before = fingerprint(path)
    bring(path)
    assert fingerprint(path) == before


def test_the_staging_database_is_what_core_says(app, good):
    incoming = app.importing.read(good / "legacy.apkg")
    with sqlite3.connect(incoming.staging) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    assert tables == {"notes", "cards", "reviews", "placements", "quarters"}
    incoming.close()
    assert not incoming.folder.exists()
