"""Programs that work until they are killed, and what must hold of their libraries then.

One process imports everything once and forks another for each life. What a life says was done must be there after its
death, what it did not say may be missing, and nothing may be half.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import time
import zipfile
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from flashcards.app import open_app, open_rescue
from flashcards.core.reviews import Rating
from flashcards.store.migrations import REVISIONS
from tests.conftest import FakeClock, stock

#: Notes of the file that is imported, and cards of the deck that is deleted.
MANY = 150

LIVES = """
import itertools, random, signal, threading, time
from flashcards.core.browsing import Order, Show
from flashcards.store import idle
from tests.conftest import make_analysed
activity, folder = sys.argv[2], path.parent

def cards(app):
    return app.browsing.ids("", Show.CARDS, Order())

def opened():
    idle.PAUSE = 0.002  # so that many die while the log is taken over
    return open_app(path, clock, undo=True)

def study():
    app = opened()
    ids = cards(app) or stock(app, 5)
    say("ready")
    for number in itertools.count():
        clock.advance(seconds=1)
        log, _changes = app.study.answer(ids[number % 3], Rating(number % 4 + 1))
        say("done", log.at, log.card_id)

def accept():
    app = opened()
    begun = clock().timestamp()
    say("ready")
    for number in itertools.count():
        name = f"drug{begun:.0f}x{number}"
        article_id, _changes = app.articles.add(make_analysed(6, name))
        app.drafts.accept([draft.id for draft in app.drafts.of_article(article_id)], "Biology")
        say("done", name)

def import_():
    app = opened()
    incoming = app.importing.read(folder / "notes.csv", said={"deck": "Imported"})
    say("ready")
    for number in itertools.count():
        app.importing.bring(incoming, with_progress=False)
        say("done", "in")
        app.decks.remove("Imported")
        say("done", "out")

def export():
    app = opened()
    if not app.decks.names():
        stock(app, 60)
    say("ready")
    for name in itertools.cycle(("out.apkg", "out.csv", "out.json")):
        app.exchange.export("Biology", folder / name)
        say("done", name)

def back_up():
    app = opened()
    ids = cards(app) or stock(app, 60)
    say("ready")
    for number in itertools.count():
        clock.advance(seconds=1)
        app.study.answer(ids[number % 3], Rating(number % 4 + 1))
        say("done", app.backups.make().name)

def restore():
    app = opened()
    there = {each.tally.decks: each for each in app.backups.all()}
    if len(there) < 2:
        stock(app, 60)
        app.backups.make()
        app.decks.create("Other")
        clock.advance(seconds=1)
        app.backups.make()
        there = {each.tally.decks: each for each in app.backups.all()}
    say("ready")
    for number in itertools.count():
        clock.advance(seconds=1)
        app.backups.restore(there[number % 2 + 1])
        say("done", number % 2 + 1)

def undo():
    app = opened()
    if not app.decks.names():
        stock(app, 150)
    say("ready")
    for number in itertools.count():
        app.decks.remove("Biology")
        app.history.undo()
        say("done", "undone")

def migrate():
    say("ready")
    opened()
    say("done", "opened")
    time.sleep(60)

def rescue():
    from flashcards.app import open_rescue
    found = open_rescue(path, clock)
    say("ready")
    if random.random() < 0.5:
        found.restore(found.get("latest"))
    else:
        found.salvage()
    say("done", "rescued")
    time.sleep(60)

work = {"study": study, "accept": accept, "import": import_, "export": export, "back up": back_up,
        "restore": restore, "undo": undo, "migrate": migrate, "rescue": rescue}[activity]
import alembic.command  # once, not in every life
import flashcards.exchange.anki.package, flashcards.exchange.anki.importing.sandbox
for line in sys.stdin:
    # Every round works on a day of its own, so that times never repeat.
    clock.advance(days=200)
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)  # what it starts dies with it
        try:
            work()
        except BaseException as error:
            say("error", repr(error))
        os._exit(1)
    say("pid", pid)
    os.waitpid(pid, 0)
    say("dead")
"""
ACTIVITIES = {
    # The longest that a life lasts, in seconds: a few rounds of its work.
    "study": 0.03,
    "accept": 0.25,
    "import": 0.15,
    "export": 0.25,
    "back up": 0.2,
    "restore": 0.3,
    "undo": 0.15,
    "migrate": 0.25,
    "rescue": 0.3,
}


def kill_again_and_again(child, folder, activity, rounds, seed):
    """Lets lives of one activity end at random points and looks at what is left after each."""
    path = folder / "library.db"
    prepare(folder)
    chance, done = random.Random(seed), []
    process = child(LIVES, path, activity)
    for number in range(rounds):
        before = _before(path, activity, number)
        # Every fourth has done something for sure, however slow the machine is.
        said = one_life(process, chance.uniform(0, ACTIVITIES[activity]), "ready" if number % 4 else "done")
        done += said
        if activity != "rescue":  # which begins with a library that is not sound
            look(folder)
        JUDGES[activity](path, done, number + 1, before)
    process.stdin.close()
    process.wait(timeout=60)
    app = open_app(path, FakeClock(datetime(2200, 1, 1, tzinfo=UTC)))  # after all lives
    try:
        assert app.checks.check().findings == ()
        left = [each.name for each in folder.rglob("*") if each.name.startswith(".") or ".part" in each.name]
        # What is staged for an export is swept by the next one to the same file.
        assert [name for name in left if not name.startswith(".out.")] == []
    finally:
        app.close()
    return done


def prepare(folder):
    rows = "".join(f"Question {number}?,Answer {number}\n" for number in range(MANY))
    (folder / "notes.csv").write_text("Front,Back\n" + rows, "utf-8")


def one_life(process, seconds, until):
    """Lets one process live until it has said a word and that much longer; what it said was done."""
    process.stdin.write("go\n")
    process.stdin.flush()
    said, pid = [], 0
    while not pid or not any(line.startswith(until) for line in said):
        line = process.stdout.readline().strip()
        assert line, process.stderr.read()
        assert not line.startswith("error"), line
        if line.startswith("pid"):
            pid = int(line.split()[1])
        said.append(line)
    time.sleep(seconds)
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    while said[-1] != "dead":
        said.append(process.stdout.readline().strip())
        assert said[-1], process.stderr.read()
        assert not said[-1].startswith("error"), said[-1]
    return [line.removeprefix("done ") for line in said if line.startswith("done ")]


def rows(path, query, *values):
    """What the next start will find, in file and log, once a journal that was left has been rolled back."""
    mode = "rw" if path.with_name(f"{path.name}-journal").exists() else "ro"
    with closing(sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True)) as connection:
        return connection.execute(query, values).fetchall()


def look(folder):
    """What must hold after any death: a sound library, and no half file under a name of its own."""
    path = folder / "library.db"
    if path.exists() and path.stat().st_size:
        assert rows(path, "PRAGMA integrity_check") == [("ok",)]
        assert rows(path, "PRAGMA foreign_key_check") == []
    for each in (folder / "library.backups").glob("*.db"):
        with closing(sqlite3.connect(f"{each.as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for each in (folder / "library.backups").glob("*.json"):
        json.loads(each.read_text("utf-8"))
    for package in folder.glob("out.apkg"):
        with zipfile.ZipFile(package) as opened:
            assert opened.testzip() is None
    for deck in folder.glob("out.json"):
        json.loads(deck.read_text("utf-8"))
    for table in folder.glob("out.csv"):
        assert len(table.read_text("utf-8").splitlines()) >= 60


def _before(path, activity, number):
    if activity == "rescue":
        return damage_anew(path)
    if activity != "migrate":
        return None
    clear(path)
    revision = REVISIONS[number % (len(REVISIONS) - 1)]
    make_released(path, revision)
    return contents(path)


def clear(path):
    for each in path.parent.glob("library.*"):
        shutil.rmtree(each) if each.is_dir() else each.unlink()


def damage_anew(path):
    """A library with a backup and a page that is garbled; its bytes."""
    clear(path)
    app = open_app(path, FakeClock())
    ids = stock(app, 40)
    app.backups.make()
    for card_id in ids[:5]:
        app.study.answer(card_id, Rating.GOOD)
    app.close()
    content = bytearray(path.read_bytes())
    content[4096 * 20 : 4096 * 22] = b"\xa5" * 8192
    path.write_bytes(content)
    return bytes(content)


def make_released(path, revision):
    """A library as an earlier version of the program left it."""
    from flashcards.store.migrations import APPLICATION_ID

    script = Path(__file__).parent / "libraries" / f"r{revision}.sql"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script.read_text("utf-8"))
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode=WAL")


def contents(path):
    """What a migration must not change."""
    return [
        rows(path, query)
        for query in (
            "SELECT guid, fields, tags FROM notes ORDER BY guid",
            "SELECT id, note_id, deck_id, state, stability, due_day FROM cards ORDER BY id",
            "SELECT at, card_id, rating FROM reviews ORDER BY at",
            "SELECT key, title, text FROM articles ORDER BY key",
            "SELECT question, answer, state FROM drafts ORDER BY id",
        )
    ]


def _judge_study(path, done, lives, before):
    stored = {f"{at} {card}" for at, card in rows(path, "SELECT at, card_id FROM reviews")}
    assert set(done) <= stored
    assert len(stored) <= len(done) + lives  # of each life the answer that was under way


def _judge_accept(path, done, lives, before):
    per_article = dict(
        rows(path, "SELECT title, count(*) FROM articles JOIN notes ON article_id = articles.id GROUP BY 1")
    )
    assert set(per_article.values()) <= {6}
    assert {f"How {name} works" for name in done} <= set(per_article)
    assert len(per_article) <= len(done) + lives


def _judge_import(path, done, lives, before):
    ((count,),) = rows(path, "SELECT count(*) FROM notes")
    assert count in (0, MANY)
    ((cards,),) = rows(path, "SELECT count(*) FROM cards")
    assert cards == count


def _judge_export(path, done, lives, before):
    assert all((path.parent / name).exists() for name in done)


def _judge_backup(path, done, lives, before):
    there = {each.name for each in path.with_suffix(".backups").glob("*.db")}
    assert set(done) <= there


def _judge_restore(path, done, lives, before):
    assert len(rows(path, "SELECT name FROM decks")) in (1, 2)
    assert rows(path, "SELECT count(*) FROM cards") == [(60,)]


def _judge_undo(path, done, lives, before):
    assert rows(path, "SELECT count(*) FROM cards") in ([(0,)], [(150,)])


def _judge_migration(path, done, lives, before):
    assert contents(path) == before
    ((revision,),) = rows(path, "SELECT version_num FROM alembic_version")
    backups = list(path.with_suffix(".backups").glob("*.before-upgrade.db"))
    assert revision in REVISIONS
    if revision == REVISIONS[-1]:
        assert len(backups) == 1
        assert contents(backups[0]) == before
    open_app(path).close()
    assert contents(path) == before
    assert rows(path, "SELECT version_num FROM alembic_version") == [(REVISIONS[-1],)]


def _judge_rescue(path, done, lives, before):
    """The damaged file is where it was, or kept aside whole and a sound library in its place; there always is one."""
    aside = list(path.parent.glob("library.damaged-*.db"))
    assert all(each.read_bytes() == before for each in aside)
    if path.read_bytes() == before:
        rescue = open_rescue(path, FakeClock())
        rescue.restore(rescue.latest())
    else:
        assert aside
    look(path.parent)
    app = open_app(path, FakeClock())
    assert app.decks.all()[0].cards == 40
    app.close()


JUDGES = {
    "study": _judge_study,
    "accept": _judge_accept,
    "import": _judge_import,
    "export": _judge_export,
    "back up": _judge_backup,
    "restore": _judge_restore,
    "undo": _judge_undo,
    "migrate": _judge_migration,
    "rescue": _judge_rescue,
}
