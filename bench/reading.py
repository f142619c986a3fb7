"""A PDF of 200 pages and a web page of 1 MB to articles, worker process included, against their bare parsers.

Run as a child process, so that memory is its own: `python -m bench.reading`.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from bench.measure import ROOT, Row, Sample, environment, in_child, pairs, ratio

_PAIRS = 3
_PAGES = 200
_HTML = 1_000_000


def rows() -> Iterator[Row]:
    """Ours and the yardstick in turn, for each kind of file."""
    found = in_child("bench.reading")
    for kind, (name, yardstick) in _NAMES.items():
        taken = [(Sample(*ours), Sample(*bare)) for ours, bare in found[kind]["pairs"]]
        for side, what in enumerate((f"{name} to an article", yardstick)):
            yield Row(
                "reading",
                what,
                median(pair[side].wall for pair in taken),
                "s",
                peak_mb=found[kind]["peak_mb"] if side == 0 else None,
                ratio=ratio(taken) if side == 0 else None,
            )


_NAMES = {
    "pdf": (f"PDF of {_PAGES} pages", "bare PDFium, text of every page"),
    "html": ("web page of 1 MB", "bare lxml, a tree of the page"),
}


def measure() -> dict[str, Any]:
    """Both files, several times."""
    from flashcards.reading.files import read_file

    with tempfile.TemporaryDirectory() as folder:
        pdf, page = Path(folder) / "long.pdf", Path(folder) / "long.html"
        write_pdf(pdf)
        write_page(page)
        found = {}
        for kind, path, bare in (("pdf", pdf, bare_pdf), ("html", page, bare_html)):
            found[kind] = _measured(partial(read_file, path), partial(bare, path))
            found[kind]["peak_mb"] = worker_peak(path)
    return found


def _measured(ours: Callable[[], object], bare: Callable[[], object]) -> dict[str, Any]:
    ours()
    bare()
    return {"pairs": [[(sample.wall, sample.cpu) for sample in pair] for pair in pairs(ours, bare, _PAIRS)]}


def worker_peak(path: Path) -> float:
    """The most memory that reading a file took, in MB: it is read once more without a worker, in a fresh process."""
    import subprocess

    code = (
        "import sys; from pathlib import Path; from bench.measure import peak_mb; "
        "from flashcards.reading import files; from flashcards.reading.documents import read_document; "
        "read_document(files._document(Path(sys.argv[1]))); print(peak_mb())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def bare_pdf(path: Path) -> None:
    """What PDFium alone needs for the letters."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    for page in document:
        page.get_textpage().get_text_range()
    document.close()


def bare_html(path: Path) -> None:
    """What lxml alone needs for a tree."""
    from lxml import etree

    etree.HTML(path.read_bytes())


def _paragraphs() -> list[str]:
    """The bundled articles' lines, as often as needed."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "decks").glob("*.txt"))]
    return [line for text in texts for line in text.split("\n") if line.strip()]


def write_page(path: Path) -> None:
    """A page with menus, headings and links."""
    made, number = ["<html><body><nav><ul>" + "<li><a href='#'>Entry</a></li>" * 40 + "</ul></nav><main>"], 0
    while sum(map(len, made)) < _HTML:
        for line in _paragraphs():
            made.append(
                f"<h2>{line}</h2>"
                if len(line) < 60
                else f"<p>Part {number}. <a href='#'>{line[:9]}</a>{line[9:]}</p>"
            )
            number += 1
    path.write_text("\n".join(made)[:_HTML] + "</main></body></html>", encoding="utf-8")


def write_pdf(path: Path) -> None:
    """A book of 200 pages, set by Qt."""
    from PySide6.QtGui import QGuiApplication, QPainter, QPdfWriter, QTextDocument

    application = QGuiApplication.instance() or QGuiApplication(["bench", "-platform", "offscreen"])
    writer = QPdfWriter(str(path))
    writer.setResolution(72)
    document = QTextDocument()
    lines = _paragraphs()
    document.setPlainText("\n\n".join(lines[:35]))
    document.setTextWidth(writer.width())
    painter = QPainter(writer)
    for number in range(_PAGES):
        if number:
            writer.newPage()
        painter.save()
        painter.setClipRect(0, 0, writer.width(), writer.height() - 40)
        document.drawContents(painter)
        painter.restore()
        painter.drawText(10, writer.height() - 10, f"Page {number + 1}")
    painter.end()
    assert application is not None


if __name__ == "__main__":
    print(json.dumps(measure()))
