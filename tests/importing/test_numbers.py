"""Cards and answers on their way into the staging file: what becomes of numbers, and of what is none."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy.exc import IntegrityError

from tests.importing.making import Student, rewritten

pytestmark = pytest.mark.anki

FIRST = 1_700_000_000_000


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """A package of one note with its card."""
    folder = tmp_path_factory.mktemp("good")
    student = Student(folder / "anki")
    student.add(Front="question", Back="answer")
    student.answer(student.cards()[0].id, 3)
    student.export(folder / "good.apkg", legacy=True)
    student.close()
    return folder / "good.apkg"


@pytest.fixture
def stage(app, good, tmp_path):
    """Read the package with a log of (ease, last interval, factor, kind) a second apart, and other changes to it;
    gives the staged rows of a table."""

    def run(table, log=(), *changes):
        def change(connection):
            connection.execute("DELETE FROM revlog")
            (card,) = connection.execute("SELECT id FROM cards").fetchone()
            for number, (ease, last, factor, kind) in enumerate(log):
                row = (FIRST + 1000 * number, card, -1, ease, 5, last, factor, 4000, kind)
                connection.execute("INSERT INTO revlog VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            for statement in changes:
                connection.execute(statement)

        incoming = app.importing.read(rewritten(good, tmp_path / "changed.apkg", change))
        try:
            with closing(sqlite3.connect(incoming.staging)) as connection:
                connection.row_factory = sqlite3.Row
                return [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]
        finally:
            incoming.close()

    return run


def before(rows):
    """Which answer came before each, as its number in the log; and the kinds."""
    return [
        (each["kind"], None if each["previous_at"] is None else (each["previous_at"] - FIRST) // 1000)
        for each in rows
    ]


def test_an_answer_follows_the_last_one_that_changed_the_memory(stage):
    log = [(3, 0, 0, 0), (3, -600, 0, 0), (1, 5, 0, 3), (3, 5, 500, 1), (1, 5, 500, 1), (3, -600, 0, 2)]
    assert before(stage("reviews", log)) == [
        ("learn", None),
        ("learn", 0),
        ("cram", 1),
        ("review", 1),
        ("review", 3),
        ("relearn", 4),
    ]


def test_what_was_made_new_again_begins_anew(stage):
    log = [(3, 0, 0, 0), (3, 5, 500, 1), (0, 0, 0, 4), (3, 5, 0, 0), (3, 0, 0, 0)]
    assert before(stage("reviews", log)) == [("learn", None), ("review", 0), ("learn", None), ("learn", None)]
    assert [each["kind"] for each in stage("placements", log)] == ["forget"]


def test_a_card_that_was_made_new_at_last_has_no_last_answer(stage):
    played = [(3, 0, 0, 0), (3, 5, 500, 1)]
    review = "UPDATE cards SET type = 2, queue = 2, due = 9, ivl = 5, data = '{}'"
    assert stage("cards", played, review)[0]["last_at"] == FIRST + 1000
    assert stage("cards", [*played, (0, 0, 0, 4)], review)[0]["last_at"] is None


def test_what_cannot_be_an_answer_is_counted(app, stage, good, tmp_path, look):
    assert before(stage("reviews", [(3, 0, 0, 0), (7, 5, 0, 1), (3, 5, 0, 9)])) == [("learn", None)]

    def change(connection):
        connection.execute("UPDATE revlog SET ease = 9")

    skipped = look(rewritten(good, tmp_path / "odd.apkg", change)).skipped
    assert [(each.reason, each.count) for each in skipped] == [("answer has no possible rating", 1)]


@pytest.mark.parametrize(
    ("data", "memory"),
    [
        ('{"s": 12.5, "d": 5.25}', (12.5, 5.25)),
        ('{"s": 12, "d": 50}', (12.0, 10.0)),
        ('{"s": 1e300, "d": 5}', (None, None)),
        ('{"s": 99999, "d": 5}', (36500.0, 5.0)),
        ('{"s": -3, "d": 5}', (None, None)),
        ('{"s": 3}', (None, None)),
        ('{"s": "3", "d": "x"}', (None, None)),
        ('{"s": NaN, "d": 5}', (None, None)),
        ('{"s": [1], "d": {}}', (None, None)),
        ("[1, 2]", (None, None)),
        ("{", (None, None)),
        ("", (None, None)),
    ],
)
def test_a_memory_is_two_numbers_that_make_sense(stage, data, memory):
    (card,) = stage("cards", [], f"UPDATE cards SET type = 2, queue = 2, due = 9, ivl = 5, data = '{data}'")
    assert (card["stability"], card["difficulty"]) == memory


def test_fractions_become_whole(stage):
    (card,) = stage(
        "cards", [], "UPDATE cards SET type = 2, queue = 2, due = 9.5, ivl = 5.7, factor = 2500.2"
    )
    assert (card["due_day"], card["interval"], card["ease"]) == (9, 5, 2500)


LOOSE = ("ALTER TABLE cards RENAME TO old", "CREATE TABLE cards AS SELECT * FROM old")


@pytest.mark.parametrize("value", ["NULL", "'soon'", "x'00ff'", "1e300"])
def test_a_card_without_a_number_where_one_belongs_has_none_there(stage, value):
    odd = ", ".join(
        f"{name} = {value}" for name in ("due", "ivl", "factor", "reps", "lapses", "left", "flags", "odue")
    )
    (card,) = stage("cards", [], *LOOSE, f"UPDATE cards SET type = 2, queue = 2, data = '', {odd}")
    assert (card["due_day"], card["interval"], card["reps"], card["lapses"]) == (0, 1, 0, 0)


def test_a_card_or_an_answer_whose_ids_are_no_numbers_is_left_out_and_the_rest_is_taken(good, tmp_path, look):
    def change(connection):
        for statement in (
            *LOOSE,
            "INSERT INTO cards SELECT 'x', nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, left, odue,"
            " odid, flags, data FROM cards",
            "ALTER TABLE revlog RENAME TO olds",
            "CREATE TABLE revlog AS SELECT * FROM olds",
            "INSERT INTO revlog SELECT id + 1, 'x', usn, ease, ivl, lastIvl, factor, time, type FROM olds",
        ):
            connection.execute(statement)

    seen = look(rewritten(good, tmp_path / "odd.apkg", change))
    assert {(each.reason, each.count) for each in seen.skipped} == {
        ("card has no possible number", 1),
        ("answer has no possible number", 1),
    }
    assert seen.cards == 1


def test_what_refers_to_nothing_is_never_kept(app, good, dump, monkeypatch):
    """References are checked at the end of an import, not row by row: a fault of ours must show there."""
    from flashcards.store.importing import notes

    monkeypatch.setattr(notes, "_SCHEDULE", notes._SCHEDULE.replace("i.target AS note_id", "99 AS note_id"))
    before = dump(app)
    incoming = app.importing.read(good)
    with pytest.raises(IntegrityError):
        app.importing.bring(incoming, with_progress=True)
    incoming.close()
    assert dump(app) == before
    with app.library.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
