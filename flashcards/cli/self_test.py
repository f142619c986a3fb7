"""The command self-test: does everything once, to find what an installation lacks."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.cli.output import counted, say, write_json
from flashcards.cli.session import Session, command
from flashcards.core.errors import FlashcardsError
from flashcards.core.reviews import Rating

if TYPE_CHECKING:
    from flashcards.app import App

#: Paints both sides of a card: whether they show, None where nothing can paint.
Paint = Callable[[str, str], bool | None]

_DECK = "Self-test"
_SENTENCE = "Everything works as it should."
#: The least that is a PDF: one page with one sentence.
_PDF = f"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R
  /Resources << /Font << /F 4 0 R >> >> >> endobj
4 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
5 0 obj << /Length {37 + len(_SENTENCE)} >> stream
BT /F 12 Tf 72 720 Td ({_SENTENCE}) Tj ET
endstream endobj
trailer << /Root 1 0 R >>
%%EOF
""".encode("ascii")


def self_test_with(paint: Paint) -> Callable[..., None]:
    """The command, with the function that paints a card: commands know nothing of windows."""

    @command
    def self_test(session: Session) -> None:
        """Try every part once, away from your library."""
        done = []
        with session.nothing() as app:
            for what, outcome in _steps(app, paint):
                done.append({"step": what, "outcome": outcome})
                if not session.as_json:
                    say(f"ok    {what}: {outcome}")
        if session.as_json:
            write_json({"ok": True, "steps": done})
        else:
            say("Everything works.")

    return self_test


def _steps(app: "App", paint: Paint) -> Iterator[tuple[str, str]]:
    """Each step with what came of it; a failed one raises."""
    yield "library", "opened in memory"
    yield from _formats(app)
    examples = app.examples.articles()
    if not examples:
        raise FlashcardsError("The bundled articles are missing from this installation.")
    found = app.articles.analyse(app.examples.read(examples[0]))
    yield "article", f"“{found.article.title}” gave {counted(len(found.drafts), 'card')}"
    article_id, _changes = app.articles.add(found)
    app.drafts.accept([draft.id for draft in app.drafts.of_article(article_id)], _DECK)
    card = app.study.next(_DECK)
    if card is None:
        raise FlashcardsError("No card was ready to study.")
    log, _changes = app.study.answer(card.card.id, Rating.GOOD)
    if app.study.replayed(card.card.id) != log.after:
        raise FlashcardsError("The scheduler does not repeat its own results.")
    yield "study", f"card {card.card.id} answered and replayed"
    with tempfile.TemporaryDirectory(prefix="flashcards-self-test-") as folder:
        for ending in (".apkg", ".json"):
            file = Path(folder) / f"deck{ending}"
            summary, _changes = app.exchange.export(_DECK, file)
            yield "export", f"{counted(summary.notes, 'note')} in {file.stat().st_size:,} bytes of {ending}"
    painted = paint(card.sides.front, card.sides.back)
    if painted is False:
        raise FlashcardsError("A card was painted, but nothing shows: is a font installed?")
    yield "window", "skipped, Qt cannot paint here" if painted is None else "a card was painted"


def _formats(app: "App") -> Iterator[tuple[str, str]]:
    """Read a page and a PDF, each with its own library in a process of its own."""
    page = app.articles.read_paste("", html=f"<h1>Self-test</h1><p>{_SENTENCE}</p>")
    with tempfile.TemporaryDirectory(prefix="flashcards-self-test-") as folder:
        file = Path(folder) / "self-test.pdf"
        file.write_bytes(_PDF)
        document = app.articles.read_file(file)
    if _SENTENCE not in page.text or _SENTENCE not in document.text:
        raise FlashcardsError("A page or a PDF was read, but its words are not there.")
    yield "reading", "a web page and a PDF"


def unable(_front: str, _back: str) -> bool | None:
    """Paint nothing."""
    return None
