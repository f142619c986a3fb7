"""Every activity on a disk that is full, that comes to be full on the way, or whose folder goes away."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.store.kills import look, prepare

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")

ACTS = """
from tests.conftest import make_analysed
app = open_app(path, clock, undo=True)
ids = stock(app, 120)
clock.advance(minutes=1)
backup = app.backups.make()
folder = path.parent
incoming = app.importing.read(folder / "notes.csv", said={"deck": "Imported"})
acts = {
    "answer": lambda: app.study.answer(ids[0], Rating.GOOD),
    "article": lambda: app.articles.add(make_analysed(200, f"salt{clock().timestamp():.0f}")),
    "accept": lambda: app.drafts.accept(
        [draft.id for each in app.articles.all() for draft in app.drafts.of_article(each.id) if draft.note_id is None], "New"
    ),
    "import": lambda: app.importing.bring(incoming, with_progress=False),
    "package": lambda: app.exchange.export("Biology", folder / "out.apkg"),
    "table": lambda: app.exchange.export("Biology", folder / "out.csv"),
    "backup": app.backups.make,
    "copy": lambda: app.backups.write_to(folder / f"mine-{clock().timestamp():.0f}.db"),
    "restore": lambda: app.backups.restore(backup),
    "undo": app.history.undo,
    "tag": lambda: app.notes.tag([note.id for note in app.decks.notes("ketamine")], f"t{clock().timestamp():.0f}"),
    "repair": app.checks.repair,
}
before = {}
def state():
    from tests.conftest import rows_of
    with app.library.reading() as connection:
        return "".join(rows_of(connection.connection.driver_connection))
def act_all(when):
    for name, act in acts.items():
        clock.advance(seconds=1)
        was = state()
        try:
            act()
            app.backups.wait()
            say(when, name, "done")
        except FlashcardsError as error:
            app.backups.wait()
            assert state() == was, name
            say(when, name, f"{type(error).__name__}: {error}")
"""

LIMITED = (
    ACTS
    + """
def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
act_all("before")
for size in (1, 20_000, 250_000):
    limit(size)
    act_all("full")
    limit(resource.RLIM_INFINITY)
act_all("after")
say("sound", app.checks.check().findings == ())
incoming.close()
app.close()
"""
)

FILLED = (
    ACTS
    + """
act_all("before")
for room in (0, 8_192, 400_000):
    with open(folder / "filler", "wb") as file:
        free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
        try:
            for _each in range(max(0, free - room) // 4096):
                file.write(bytes(4096))
                file.flush()
        except OSError:
            pass
    act_all("full")
    (folder / "filler").unlink()
    for each in [*folder.glob("mine-*"), *app.backups.folder.glob("*.before-restore.*")]:
        each.unlink()
act_all("after")
say("sound", app.checks.check().findings == ())
incoming.close()
app.close()
"""
)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 32 MB, where the rights are there to make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=32M", "tmpfs", folder], check=False).returncode:
        pytest.skip("mounting is not allowed here")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def judge(said, folder):
    """Before and after everything works; while it is full an act works or says one sentence that tells why."""
    acts = [line.split(" ", 2) for line in said if not line.startswith("sound")]
    assert [line for line in acts if line[0] in ("before", "after") and line[2] != "done"] == []
    failed = {name for when, name, outcome in acts if when == "full" and outcome != "done"}
    for _when, _name, outcome in acts:
        if outcome != "done":
            kind, _colon, sentence = outcome.partition(": ")
            assert kind in ("CannotSave", "CannotExport", "CannotRestore", "CannotRead"), outcome
            assert any(
                word in sentence for word in ("full", "no space", "too large", "could not be written")
            ), outcome
            assert sentence.endswith(".")
            assert "Error" not in sentence
    assert said[-1] == "sound True"
    look(folder)
    left = {each.name.split(".")[0] for each in folder.iterdir()} - {"library", "notes", "out"}
    assert [name for name in left if not name.startswith("mine-")] == []
    assert [
        each.name for each in folder.rglob("*") if ".part" in each.name or each.name.startswith(".")
    ] == []
    return failed


def test_no_act_loses_anything_when_files_cannot_grow(outcome, tmp_path):
    prepare(tmp_path)
    failed = judge(outcome(LIMITED, tmp_path / "library.db"), tmp_path)
    assert {"answer", "import", "package", "backup", "copy", "restore", "tag"} <= failed


def test_no_act_loses_anything_on_a_full_disk(outcome, small_disk):
    prepare(small_disk)
    failed = judge(outcome(FILLED, small_disk / "library.db"), small_disk)
    assert {"answer", "import", "package", "backup", "copy", "restore", "tag"} <= failed


GONE = """
app = open_app(path, clock, undo=True)
ids = stock(app, 3)
away = path.parent.with_name("away")
path.parent.rename(away)
for name, act in {
    "answer": lambda: app.study.answer(ids[0], Rating.GOOD),
    "export": lambda: app.exchange.export("Biology", path.parent / "out.csv"),
    "backup": app.backups.make,
    "read": lambda: app.decks.all(),
}.items():
    try:
        act()
        say(name, "done")
    except FlashcardsError as error:
        say(name, f"{type(error).__name__}: {error}")
away.rename(path.parent)
app.study.answer(ids[1], Rating.GOOD)
say("kept", app.checks.check().findings == ())
app.close()
"""


def test_a_folder_that_goes_away_and_comes_back(outcome, tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    said = outcome(GONE, folder / "library.db")
    assert said[-1] == "kept True"
    for line in said[:-1]:
        _name, outcome_of = line.split(" ", 1)
        assert outcome_of == "done" or outcome_of.startswith(
            ("CannotSave: ", "CannotExport: ", "CannotOpenLibrary: ")
        )
        assert outcome_of == "done" or outcome_of.endswith(".")
    assert said[1].startswith("export CannotExport: ")
    look(folder)
