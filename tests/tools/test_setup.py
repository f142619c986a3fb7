"""tools/setup.py: what it finds missing, what it advises, and that it says so on any machine."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

FILE = Path(__file__).parents[2] / "tools" / "setup.py"


@pytest.fixture
def setup():
    """The tool as a module of its own."""
    spec = importlib.util.spec_from_file_location("setup_tool", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


LDD = """\
\tlinux-vdso.so.1 (0x00007ffd)
\tlibxcb-icccm.so.4 => not found
\tlibQt6Quick3DUtils.so.6 => not found
\tlibGL.so.1 => /lib/x86_64-linux-gnu/libGL.so.1 (0x00007f)
\tlibxcb-icccm.so.4 => not found
\tlibEGL.so.1 => not found
"""


def test_missing_libraries_each_once(setup):
    assert setup.not_found(LDD) == ["libxcb-icccm.so.4", "libEGL.so.1"]


def test_packages_of_libraries(setup, monkeypatch):
    monkeypatch.setattr(setup, "_existing", lambda names: names[-1])
    libraries = ["libEGL.so.1", "libglib-2.0.so.0", "libgthread-2.0.so.0", "libunheard.so.1"]
    assert setup.packages(libraries) == ["libegl1", "libglib2.0-0"]


def test_a_renamed_package_is_chosen_by_what_the_system_knows(setup, monkeypatch):
    monkeypatch.setattr(setup.shutil, "which", lambda name: f"/usr/bin/{name}")
    for code, name in ((0, "libglib2.0-0t64"), (100, "libglib2.0-0")):
        monkeypatch.setattr(
            setup.subprocess,
            "run",
            lambda command, code=code, **options: subprocess.CompletedProcess(command, code),
        )
        assert setup.packages(["libglib-2.0.so.0"]) == [name]


@pytest.mark.parametrize(
    ("debian", "root", "advice"),
    [
        (True, True, "Run: apt install libegl1 fonts-dejavu-core"),
        (True, False, "Run: sudo apt install libegl1 fonts-dejavu-core"),
        (
            False,
            False,
            "Install what your system calls libegl1, fonts-dejavu-core (Debian's names), then try again.",
        ),
    ],
)
def test_one_command_to_run(setup, monkeypatch, debian, root, advice):
    monkeypatch.setattr(setup, "_is_debian", lambda: debian)
    monkeypatch.setattr(setup, "_is_root", lambda: root)
    text = setup.shortage(["libEGL.so.1"], [], ["fonts-dejavu-core"])
    assert text == (f"Qt lacks libEGL.so.1. There is no font, so text would be invisible. {advice}")


@pytest.fixture
def machine(setup, monkeypatch, tmp_path):
    """A Linux machine of which a test says what it lacks; keeps what is installed."""
    monkeypatch.setattr(setup.sys, "platform", "linux")
    monkeypatch.setattr(setup.sys, "prefix", str(tmp_path))
    (tmp_path / "PySide6").mkdir()
    monkeypatch.setattr(setup, "qt_folder", lambda: tmp_path / "PySide6")
    monkeypatch.setattr(setup, "has_font", lambda: True)
    monkeypatch.setattr(setup, "_is_debian", lambda: True)
    monkeypatch.setattr(setup, "_import_problem", lambda: "")
    monkeypatch.setattr(setup, "_update", lambda: None)
    installed = []

    def lacks(drawing, window, *, root):
        monkeypatch.setattr(setup, "missing", lambda place: ([], []) if installed else (drawing, window))
        monkeypatch.setattr(setup, "_is_root", lambda: root)
        monkeypatch.setattr(setup, "_install", installed.extend)
        return installed

    return lacks


def test_only_the_windows_libraries_missing_stops_no_test(setup, machine, capsys, tmp_path):
    machine([], ["libxcb-cursor.so.0"], root=False)
    assert setup.qt() == 0
    assert capsys.readouterr().out == (
        "Qt lacks libxcb-cursor.so.0 (for its window only). Run: sudo apt install libxcb-cursor0\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["PySide6"]


def test_missing_for_drawing_is_an_error(setup, machine, capsys):
    machine(["libEGL.so.1"], [], root=False)
    assert setup.qt() == 1
    assert capsys.readouterr().err == "Qt lacks libEGL.so.1. Run: sudo apt install libegl1\n"


def test_root_installs_and_the_next_time_is_quick(setup, machine, monkeypatch):
    installed = machine(["libEGL.so.1"], ["libxcb-cursor.so.0"], root=True)
    assert setup.qt() == 0
    assert installed == ["libegl1", "libxcb-cursor0"]
    monkeypatch.setattr(setup, "missing", lambda place: pytest.fail("looked again"))
    assert setup.qt() == 0


def test_nothing_to_do_elsewhere(setup, monkeypatch):
    monkeypatch.setattr(setup.sys, "platform", "darwin")
    assert setup.qt() == 0


def test_an_old_python_is_told(setup, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(setup, "OLDEST", (9, 9))
    assert setup.environment(tmp_path / "env") == 1
    assert "Flashcards needs Python 3.11 or newer" in capsys.readouterr().err
    assert not (tmp_path / "env").exists()


def test_a_python_without_venv_is_told_the_package(setup, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(setup, "_can_make_environments", lambda: False)
    monkeypatch.setattr(setup, "_is_debian", lambda: True)
    monkeypatch.setattr(setup, "_is_root", lambda: False)
    assert setup.environment(tmp_path / "env") == 1
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    assert capsys.readouterr().err == f"Python's venv module is missing. Run: sudo apt install {package}\n"


def test_a_half_made_environment_is_taken_away(setup, monkeypatch, capsys, tmp_path):
    import venv

    def break_off(self, folder):
        (folder / "bin").mkdir(parents=True)
        raise subprocess.CalledProcessError(1, "ensurepip")

    monkeypatch.setattr(venv.EnvBuilder, "create", break_off)
    assert setup.environment(tmp_path / "env") == 1
    assert "could not be made" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_real_environment_has_pip(tmp_path):
    folder = tmp_path / "env"
    subprocess.run([sys.executable, FILE, "environment", folder], check=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    assert subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=True).stdout


def test_used_wrongly():
    assert subprocess.run([sys.executable, FILE], capture_output=True, check=False).returncode == 2
