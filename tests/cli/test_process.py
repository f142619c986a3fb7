"""The program as a process: its two entries, what it imports, and what the system can do to it."""

import ast
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAIN = ROOT / "main.py"
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="about Linux")


def start(*arguments, before=None, **options):
    env = {name: value for name, value in os.environ.items() if name not in SCREENS}
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=env,
        preexec_fn=before,
        timeout=120,
        check=False,
        **options,
    )


@linux
def test_without_a_screen_it_shows_the_command_line(tmp_path):
    for arguments in ((), ("--library", "x.db"), ("--library=x.db",)):
        result = start(MAIN, *arguments, cwd=tmp_path)
        assert (result.returncode, result.stdout) == (1, "")
        first, *rest = result.stderr.splitlines()
        assert first == "There is no screen here, so the window cannot open."
        assert "make ARTICLE --deck NAME --accept all --export FILE.apkg" in "\n".join(rest)
    assert not list(tmp_path.iterdir())


def test_both_entries_run_commands_from_anywhere(tmp_path):
    assert start(MAIN, "--help", cwd=tmp_path).stdout.startswith("Usage: flashcards ")
    assert start("-m", "flashcards", "--help", cwd=ROOT).stdout.startswith("Usage: flashcards ")


def test_main_can_be_read_by_old_pythons():
    ast.parse(MAIN.read_text(encoding="utf-8"), feature_version=(3, 4))


CHECK = """
import sys
sys.argv = ["main.py", *{arguments!r}]
sys.path.insert(0, {root!r})
from flashcards.__main__ import main
try:
    main()
except SystemExit:
    pass
loaded = sorted({{name.partition(".")[0] for name in sys.modules}} & {forbidden!r})
print("LOADED", loaded)
"""


@pytest.mark.parametrize(
    ("arguments", "forbidden"),
    [
        (["--help"], {"PySide6", "spacy", "numpy", "sqlalchemy", "genanki", "rich"}),
        (["dekcs"], {"PySide6", "spacy", "numpy", "sqlalchemy", "genanki", "rich"}),
        (["decks", "--json"], {"PySide6", "spacy", "numpy", "genanki", "rich"}),
        ([], {"typer", "rich", "sqlalchemy", "spacy", "numpy"}),
    ],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(tmp_path, arguments, forbidden):
    extra = ["--library", str(tmp_path / "absent.db")] if "decks" in arguments else []
    code = CHECK.format(arguments=[*arguments, *extra], root=str(ROOT), forbidden=forbidden)
    result = start("-c", code, cwd=tmp_path)
    assert result.stdout.splitlines()[-1] == "LOADED []", result.stdout + result.stderr


HOLD = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from flashcards.app import open_app
app = open_app(Path({path!r}))
print("open", flush=True)
sys.stdin.read()
"""


@pytest.mark.model
def test_a_library_in_use_can_be_read_but_not_changed(library, article, tmp_path):
    code = HOLD.format(root=str(ROOT), path=str(library))
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "open\n"
        busy = f"error: The library library.db is open in another window or command (process {holder.pid}, since "
        for command in (("answer", 1, "good"), ("make", article, "--deck", "D")):
            result = start(MAIN, *command, "--library", library)
            assert (result.returncode, result.stdout) == (1, "")
            assert result.stderr.startswith(busy)
            assert result.stderr.endswith("); close it and try again.\n")
        assert start(MAIN, "decks", "--library", library).returncode == 0
        assert start(MAIN, "export", "Medicine", tmp_path / "x.apkg", "--library", library).returncode == 0
        holder.stdin.close()
    assert start(MAIN, "answer", 1, "good", "--library", library).returncode == 0


needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become nobody"
)

NOBODY = """
import io, os, sys, tempfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
sys.path.insert(0, {root!r})
from flashcards.app import open_app
from flashcards.cli.main import main
# The interpreter's own folder may be closed to nobody, so all that is needed is loaded before.
with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
    path = Path(folder) / "library.db"
    open_app(path).close()
    for words in (["decks"], ["answer", "1", "good"], ["draft", folder]):
        main([*words, "--library", str(path)])
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
sys.exit(main({arguments!r}))
"""


def start_as_nobody(*arguments):
    code = NOBODY.format(root=str(ROOT), arguments=[str(each) for each in arguments])
    return start("-c", code)


@pytest.fixture
def open_folder(tmp_path):
    """A folder that everybody may use, and everything above it."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_mode & 0o005 != 0o005:
            folder.chmod(folder.stat().st_mode | 0o055)
        if folder.name == "tmp":
            break
    tmp_path.chmod(0o777)
    return tmp_path


@needs_root
def test_an_article_without_permission(open_folder):
    path = open_folder / "secret.txt"
    path.write_text("Aspirin blocks an enzyme.", encoding="utf-8")
    path.chmod(0)
    result = start_as_nobody("draft", path)
    assert (result.returncode, result.stderr) == (
        1,
        "error: You do not have permission to read secret.txt.\n",
    )


@needs_root
@pytest.mark.model
def test_a_read_only_library_is_left_alone(library, open_folder):
    os.chown(library, 65534, 65534)
    library.chmod(0o444)
    before = library.read_bytes()
    for command in (("answer", 1, "good"), ("decks",)):
        result = start_as_nobody(*command, "--library", library)
        assert result.returncode == 1
        assert result.stderr == (
            "error: The library library.db is read-only, so it cannot be used for study.\n"
        )
    assert library.read_bytes() == before
    # Nothing was left beside it that keeps it read-only after it was made writable again.
    library.chmod(0o644)
    result = start_as_nobody("answer", 1, "good", "--library", library)
    assert result.returncode == 0, result.stderr


@needs_root
@pytest.mark.model
def test_a_folder_that_cannot_be_written(open_folder, article, library):
    locked = open_folder / "locked"
    locked.mkdir()
    result = start_as_nobody("make", article, "--deck", "D", "--library", locked / "new.db")
    assert result.returncode == 1
    assert (
        result.stderr
        == f"error: The library {locked / 'new.db'} cannot be made: {locked} cannot be written.\n"
    )
    result = start_as_nobody("export", "Medicine", locked / "x.apkg", "--library", library)
    assert result.stderr == f"error: x.apkg cannot be written: the folder {locked} is read-only.\n"


def small_disk(size):
    def limit():
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


@linux
@pytest.mark.model
def test_a_full_disk_changes_nothing(library, tmp_path):
    before = library.read_bytes()
    result = start(MAIN, "answer", 1, "good", "--library", library, before=small_disk(4096))
    assert (result.returncode, result.stdout) == (1, "")
    assert "could not be written (disk error or disk full), so nothing was changed." in result.stderr
    assert library.read_bytes() == before
    target = tmp_path / "deck.apkg"
    target.write_bytes(b"PK the one before")
    limit = small_disk(40_000)
    result = start(MAIN, "export", "Medicine", target, "--library", library, before=limit)
    assert result.returncode == 1
    assert result.stderr.startswith("error: deck.apkg could not be written: disk full or disk error")
    assert target.read_bytes() == b"PK the one before"
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith("library.db")] == [
        "deck.apkg"
    ]


@linux
@pytest.mark.model
def test_output_that_nobody_takes(library):
    for target, code in (("/dev/full", 1), ("| true", 0)):
        pipe = target if target.startswith("|") else f"> {target}"
        line = f"{sys.executable} {MAIN} notes --json --library {library} {pipe}"
        result = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
        assert result.returncode == code
        expected = "error: The system refused: no space left on device.\n" if code else ""
        assert result.stderr == expected


@linux
def test_a_file_name_that_is_not_text(tmp_path):
    path = os.fsencode(tmp_path) + b"/b\xffd.txt"
    Path(os.fsdecode(path)).touch()
    result = start(MAIN, "draft", os.fsdecode(path))
    assert (result.returncode, result.stderr) == (1, "error: b?d.txt is empty.\n")


@linux
@pytest.mark.model
def test_interrupted_while_it_works(article, tmp_path):
    long = tmp_path / "long.txt"
    text = article.read_text()
    long.write_text("\n\n".join(text.replace("aspirin", f"aspirin-{number}") for number in range(150)))
    command = [
        sys.executable,
        str(MAIN),
        "make",
        str(long),
        "--deck",
        "D",
        "--library",
        str(tmp_path / "n.db"),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        maps = Path(f"/proc/{process.pid}/maps")
        while process.poll() is None and "spacy" not in maps.read_text():
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, "", "Stopped.\n")
    assert not (tmp_path / "n.db").exists()
