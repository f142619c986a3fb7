"""Migrations that are cut off at one statement after the other."""

from flashcards.app import open_app
from flashcards.store.migrations import REVISIONS
from tests.store.kills import contents, look, make_released, rows

#: For each number it reads, a process that opens the library and is gone before that statement of its connection.
UNTIL_STATEMENT = """
import alembic.command
from flashcards.store import opening
real = opening.connect
def dying(last):
    seen = [0]
    def connect(path, *, read_only=False):
        connection = real(path, read_only=read_only)
        def count(_statement):
            seen[0] += 1
            if seen[0] == last:
                os._exit(9)
        connection.set_trace_callback(count)
        return connection
    return connect
for line in sys.stdin:
    pid = os.fork()
    if pid == 0:
        opening.connect = dying(int(line))
        open_app(path, clock)
        os._exit(0)
    _pid, status = os.waitpid(pid, 0)
    say("whole" if status == 0 else "cut", status)
"""


def cut_off_at_every_statement(child, folder, revision, first, step):
    """Opens a library of an earlier version again and again, each time one step further; how often it was cut off."""
    path = folder / "library.db"
    process = child(UNTIL_STATEMENT, path)
    states, statement, cuts = set(), first, 0
    while True:
        for each in sorted(folder.rglob("*"), reverse=True):
            each.rmdir() if each.is_dir() else each.unlink()
        make_released(path, revision)
        before = contents(path)
        process.stdin.write(f"{statement}\n")
        process.stdin.flush()
        said = process.stdout.readline()
        assert said, process.stderr.read()
        look(folder)
        ((now,),) = rows(path, "SELECT version_num FROM alembic_version")
        states.add(now)
        assert now in (revision, REVISIONS[-1])  # old or new, never between
        assert contents(path) == before
        if now != revision or "before-upgrade" in str(sorted(path.with_suffix(".backups").glob("*.db"))):
            (backup,) = path.with_suffix(".backups").glob("*.before-upgrade.db")
            assert contents(backup) == before
        if said.startswith("whole"):
            break
        cuts += 1
        statement += step
        app = open_app(path)
        assert app.statistics.summary().answers == 1
        app.library.close()
        assert contents(path) == before
    assert states == {revision, REVISIONS[-1]}
    return cuts
