"""Runs that are recorded, then cut off again and again."""

import pickle
import random
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

from flashcards.app import open_app, open_rescue
from tests.conftest import FakeClock
from tests.store.kills import contents, look, make_released, prepare, rows
from tests.store.powercuts import disk_after, write_disk

LATER = datetime(2200, 1, 1, tzinfo=UTC)

WORK = """
from flashcards.store import idle
from tests.store.recording import Recorder
from tests.conftest import make_analysed
recorder = Recorder()
recorder.install()
idle.PAUSE = 0.005  # so that many cuts fall into checkpoints
import time
"""

STUDY = (
    WORK
    + """
for start in range(3):
    app = open_app(path, clock, undo=True)
    ids = stock(app, 8) if start == 0 else ids
    for number in range(25):
        clock.advance(seconds=1)
        log, _changes = app.study.answer(ids[number % 8], Rating(number % 4 + 1))
        recorder.mark(("answer", log.at, log.card_id))
        if number % 6 == 0:
            time.sleep(0.02)
    name = f"drug{start}"
    article_id, _changes = app.articles.add(make_analysed(6, name))
    app.drafts.accept([draft.id for draft in app.drafts.of_article(article_id)], "Biology")
    recorder.mark(("accepted", name))
    made = app.backups.make()
    recorder.mark(("backup", made.name))
    clock.advance(minutes=3)
    app.close()
recorder.save(Path(sys.argv[2]))
"""
)

IMPORT = (
    WORK
    + """
app = open_app(path, clock, undo=True)
incoming = app.importing.read(path.parent / "notes.csv", said={"deck": "Imported"})
for _round in range(2):
    app.importing.bring(incoming, with_progress=False)
    recorder.mark("in")
    app.backups.wait()
    time.sleep(0.02)
    app.history.undo()
    recorder.mark("out")
    clock.advance(minutes=1)
incoming.close()
app.close()
recorder.save(Path(sys.argv[2]))
"""
)

MIGRATE = (
    WORK
    + """
recorder.events.append(("whole", str(path), path.read_bytes()))
app = open_app(path, clock)
recorder.mark("new")
app.close()
recorder.save(Path(sys.argv[2]))
"""
)


def recorded(child_outcome, code, folder):
    """The events of a run in a folder."""
    log = folder.with_name("events")
    child_outcome(code, folder / "library.db", log)
    return pickle.loads(log.read_bytes())


def cuts(events, folder, count, seed):
    """The library after each of so many power cuts at random points, with what had been shown as done; checked."""
    chance = random.Random(seed)
    after = folder.with_name("after")
    for _cut in range(count):
        shutil.rmtree(after, ignore_errors=True)
        after.mkdir()
        durable, marks = disk_after(events, chance.randrange(1, len(events)), chance)
        write_disk(durable, folder, after)
        path = after / "library.db"
        if path.exists() and path.stat().st_size and any(path.read_bytes()[:16]):
            look(after)
            yield path, marks
        else:  # cut off in the very first write
            assert not marks
            open_app(path, FakeClock(LATER)).close()


def study(child_outcome, folder, count, seed=5):
    """Every answer, accepted card and backup that was shown is there after any cut; returns how many cuts."""
    events = recorded(child_outcome, STUDY, folder)
    seen = 0
    for path, marks in cuts(events, folder, count, seed):
        seen += 1
        if not marks or seen % 10 == 0:
            open_app(path, FakeClock(LATER)).close()  # whatever is left, the program goes on with it
        if not marks:
            continue
        stored = set(rows(path, "SELECT at, card_id FROM reviews"))
        assert {tuple(each[1:]) for each in marks if each[0] == "answer"} <= stored
        titles = {
            title
            for (title,) in rows(path, "SELECT title FROM articles JOIN notes ON article_id = articles.id")
        }
        assert {f"How {each[1]} works" for each in marks if each[0] == "accepted"} <= titles
        there = {each.name: each for each in open_rescue(path).all()}
        for each in (each[1] for each in marks if each[0] == "backup"):
            assert open_rescue(path)._folder.verified(there[each])
    return seen


def imports(child_outcome, folder, count, seed=6):
    """All of an import or nothing of it after any cut."""
    prepare(folder)
    events = recorded(child_outcome, IMPORT, folder)
    counts = set()
    for path, _marks in cuts(events, folder, count, seed):
        try:
            ((number,),) = rows(path, "SELECT count(*) FROM notes")
        except sqlite3.OperationalError:
            number = 0  # cut off while the tables were made
        counts.add(number)
        assert number in (0, 150)
    return counts


def migration(child_outcome, folder, revision, count, seed=7):
    """The old or the new library after any cut; returns which were seen."""
    make_released(folder / "library.db", revision)
    before = contents(folder / "library.db")
    with closing(sqlite3.connect(folder / "library.db")) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    events = recorded(child_outcome, MIGRATE, folder)
    states = set()
    for path, marks in cuts(events, folder, count, seed):
        assert contents(path) == before
        ((now,),) = rows(path, "SELECT version_num FROM alembic_version")
        states.add(now)
        if marks:
            assert now != revision
        open_app(path).close()
        assert contents(path) == before
    return states
