"""Prepares this machine: a virtual environment, and the system libraries that Qt needs.

Used by the Makefile. Standard library only, and it must still parse on Pythons that are too old, so
that they can say so:

    python3 tools/setup.py environment .venv
    .venv/bin/python tools/setup.py qt
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

OLDEST = (3, 11)

#: Which Debian package has a library; where a name changed, the newer one comes first.
PACKAGES = {
    "libEGL.so.1": ("libegl1",),
    "libGL.so.1": ("libgl1",),
    "libGLX.so.0": ("libglx0",),
    "libOpenGL.so.0": ("libopengl0",),
    "libX11-xcb.so.1": ("libx11-xcb1",),
    "libX11.so.6": ("libx11-6",),
    "libXext.so.6": ("libxext6",),
    "libXrender.so.1": ("libxrender1",),
    "libatomic.so.1": ("libatomic1",),
    "libbrotlidec.so.1": ("libbrotli1",),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libfreetype.so.6": ("libfreetype6",),
    "libglib-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libgthread-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libpng16.so.16": ("libpng16-16t64", "libpng16-16"),
    "libstdc++.so.6": ("libstdc++6",),
    "libwayland-client.so.0": ("libwayland-client0",),
    "libwayland-cursor.so.0": ("libwayland-cursor0",),
    "libwayland-egl.so.1": ("libwayland-egl1",),
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-glx.so.0": ("libxcb-glx0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-image.so.0": ("libxcb-image0",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-randr.so.0": ("libxcb-randr0",),
    "libxcb-render-util.so.0": ("libxcb-render-util0",),
    "libxcb-render.so.0": ("libxcb-render0",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libxcb-shm.so.0": ("libxcb-shm0",),
    "libxcb-sync.so.1": ("libxcb-sync1",),
    "libxcb-util.so.1": ("libxcb-util1",),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0",),
    "libxcb-xinerama.so.0": ("libxcb-xinerama0",),
    "libxcb-xkb.so.1": ("libxcb-xkb1",),
    "libxcb.so.1": ("libxcb1",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libz.so.1": ("zlib1g",),
    "libzstd.so.1": ("libzstd1",),
}
FONT_PACKAGE = "fonts-dejavu-core"

#: What drawing needs even without a screen, and what a window on X11 or Wayland needs besides.
_DRAWING = (
    "QtCore.abi3.so",
    "QtGui.abi3.so",
    "QtWidgets.abi3.so",
    "QtSvg.abi3.so",
    "QtPrintSupport.abi3.so",
    "Qt/plugins/platforms/libqoffscreen.so",
)
_WINDOW = ("Qt/plugins/platforms/libqxcb.so",)
_WAYLAND = ("Qt/plugins/platforms/libqwayland*.so",)
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")


def main(arguments: list[str]) -> int:
    """Do what the Makefile asks for; returns the exit code."""
    if len(arguments) == 2 and arguments[0] == "environment":
        return environment(Path(arguments[1]))
    if arguments == ["qt"]:
        return qt()
    return _say("usage: setup.py environment FOLDER | qt", 2)


def environment(folder: Path) -> int:
    """Make a virtual environment with pip."""
    if sys.version_info < OLDEST:
        return _say(
            "Flashcards needs Python 3.11 or newer, and {} is {}.{}. Install a newer one and name it: "
            "make run PYTHON=python3.11".format(sys.executable, *sys.version_info[:2]),
            1,
        )
    package = "python{}.{}-venv".format(*sys.version_info[:2])
    if not _can_make_environments():
        if not (_is_debian() and _is_root()):
            return _say(f"Python's venv module is missing. {_advice([package])}", 1)
        _update()
        if not _install([package]) or not _can_make_environments():
            return _say(f"Python's venv module could not be installed. {_advice([package])}", 1)
    return _make_environment(folder)


def qt() -> int:
    """See that Qt's system libraries and a font are here, and install or name those that are not."""
    if not sys.platform.startswith("linux"):
        return 0
    place = qt_folder()
    if place is None:
        return _say("Qt for Python is not installed here: run `make setup`.", 1)
    stamp = Path(sys.prefix) / ".qt-is-complete"
    mark = f"{place.stat().st_mtime_ns} {bool(os.environ.get('WAYLAND_DISPLAY'))}"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == mark:
        return 0
    drawing, window = missing(place)
    fonts = [] if has_font() else [FONT_PACKAGE]
    if (drawing or window or fonts) and _is_debian() and _is_root():
        _update()
        _install([*packages([*drawing, *window]), *fonts])
        drawing, window = missing(place)
        fonts = [] if has_font() else [FONT_PACKAGE]
    if drawing or window or fonts:
        return _say(shortage(drawing, window, fonts), 1 if drawing else 0)
    problem = _import_problem()
    if problem:
        return _say(f"Qt does not start: {problem}", 1)
    stamp.write_text(mark, encoding="utf-8")
    return 0


def qt_folder() -> Path | None:
    """Where PySide6 lies in this environment."""
    spec = find_spec("PySide6")
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) if places else None


def missing(place: Path) -> tuple[list[str], list[str]]:
    """The libraries that drawing lacks, and those that only a window lacks."""
    drawing = _unresolved(place, _DRAWING)
    wanted = _WINDOW + (_WAYLAND if os.environ.get("WAYLAND_DISPLAY") else ())
    return drawing, [name for name in _unresolved(place, wanted) if name not in drawing]


def not_found(ldd_output: str) -> list[str]:
    """The libraries that `ldd` did not find, each once, without Qt's own."""
    names = re.findall(r"^\s*(\S+) => not found", ldd_output, re.MULTILINE)
    return [name for name in dict.fromkeys(names) if not name.startswith("libQt6")]


def packages(libraries: list[str]) -> list[str]:
    """The Debian packages that have those libraries; libraries that nobody knows are left out."""
    found = [_existing(PACKAGES[name]) for name in libraries if name in PACKAGES]
    return list(dict.fromkeys(found))


def has_font() -> bool:
    """Whether there is any font: without one, text would be invisible."""
    folders = [Path(name).expanduser() for name in _FONT_FOLDERS]
    return any(
        any(folder.rglob(ending)) for folder in folders for ending in ("*.[to]tf", "*.ttc", "*.pf[ab]")
    )


def shortage(drawing: list[str], window: list[str], fonts: list[str]) -> str:
    """What is missing and the one command that brings it."""
    libraries = [*drawing, *window]
    wanted = [*packages(libraries), *fonts]
    what = []
    if libraries:
        what.append(f"Qt lacks {', '.join(libraries)}{'' if drawing else ' (for its window only)'}.")
    if fonts:
        what.append("There is no font, so text would be invisible.")
    if wanted:
        what.append(_advice(wanted))
    unknown = [name for name in libraries if name not in PACKAGES]
    if unknown and _is_debian():
        what.append(f"Look for a package with {', '.join(unknown)} as well.")
    return " ".join(what)


def _can_make_environments() -> bool:
    # Asked of a new process: this one has looked, and Debian's bare Python has venv without ensurepip.
    check = [sys.executable, "-c", "import venv, ensurepip"]
    return subprocess.run(check, capture_output=True, check=False).returncode == 0


def _make_environment(folder: Path) -> int:
    import venv

    was_there = folder.exists()
    try:
        venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(folder)
    except BaseException as problem:
        # A half-made environment would pass for a whole one next time.
        if not was_there:
            shutil.rmtree(folder, ignore_errors=True)
        if isinstance(problem, (OSError, subprocess.CalledProcessError)):
            return _say(f"The environment {folder} could not be made: {problem}", 1)
        raise
    return 0


def _unresolved(place: Path, patterns: tuple[str, ...]) -> list[str]:
    files = [str(file) for pattern in patterns for file in sorted(place.glob(pattern))]
    if not files or shutil.which("ldd") is None:
        return []
    result = subprocess.run(["ldd", *files], capture_output=True, text=True, check=False)
    return not_found(result.stdout)


def _import_problem() -> str:
    """Why Qt's widgets cannot be imported, in one line; empty when they can."""
    result = subprocess.run(
        [sys.executable, "-c", "import PySide6.QtWidgets, PySide6.QtSvg"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = result.stderr.strip().splitlines() or [f"exit code {result.returncode}"]
    return lines[-1] if result.returncode else ""


def _existing(names: tuple[str, ...]) -> str:
    """The first of a package's names that this system knows, else the last."""
    for name in names[:-1]:
        if shutil.which("apt-cache") is None:
            break
        shown = subprocess.run(["apt-cache", "show", name], capture_output=True, check=False)
        if shown.returncode == 0:
            return name
    return names[-1]


def _update() -> None:
    """Let apt learn what there is; a failure shows when installing."""
    subprocess.run(["apt-get", "update", "-qq"], capture_output=True, check=False)


def _install(wanted: list[str]) -> bool:
    """Install packages as root; whether that went well."""
    if not wanted:
        return True
    _say(f"Installing {', '.join(wanted)} ...", 0)
    result = subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *wanted],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        _say((result.stderr or result.stdout).strip(), 1)
    return result.returncode == 0


def _advice(wanted: list[str]) -> str:
    """The one command to run."""
    if _is_debian():
        return f"Run: {'' if _is_root() else 'sudo '}apt install {' '.join(wanted)}"
    return f"Install what your system calls {', '.join(wanted)} (Debian's names), then try again."


def _is_debian() -> bool:
    if shutil.which("apt-get") is None:
        return False
    try:
        text = Path("/etc/os-release").read_text(encoding="utf-8")
    except OSError:
        return False
    return re.search(r"^ID(_LIKE)?=.*(debian|ubuntu)", text, re.MULTILINE) is not None


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _say(text: str, code: int) -> int:
    print(text, file=sys.stderr if code else sys.stdout)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
