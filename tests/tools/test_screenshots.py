"""The pictures of every page: `make screenshots` takes them, and so does this test, so that every page can be grabbed."""

import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[2]
_SEEN = 8


def test_every_page_in_both_themes_at_both_scales(tmp_path):
    folder = tmp_path / "screenshots"
    command = [sys.executable, str(ROOT / "tools" / "screenshots.py"), str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=280)
    assert done.returncode == 0, done.stderr[-2000:]
    pictures: defaultdict[str, dict[tuple[str, str], QImage]] = defaultdict(dict)
    for path in folder.glob("*.png"):
        name, scheme, scale = path.stem.rsplit("-", 2)
        pictures[name][scheme, scale] = QImage(str(path))
    assert len(pictures) >= 40
    for name, taken in pictures.items():
        assert set(taken) == {(scheme, scale) for scheme in ("light", "dark") for scale in ("1", "1.5")}, name
        for scheme in ("light", "dark"):
            small, large = taken[scheme, "1"], taken[scheme, "1.5"]
            assert abs(large.width() - 1.5 * small.width()) <= 2, name
            assert len(_colours(small)) >= _SEEN, f"{name} in {scheme} shows nothing"
        assert _brightness(taken["light", "1"]) > _brightness(taken["dark", "1"]), name


def _colours(image: QImage) -> set[int]:
    """The colours at points of a grid."""
    return {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}


def _brightness(image: QImage) -> float:
    """The mean brightness of a picture, 0 to 255."""
    points = [
        image.pixelColor(x, y).lightness()
        for x in range(0, image.width(), 40)
        for y in range(0, image.height(), 40)
    ]
    return sum(points) / len(points)
