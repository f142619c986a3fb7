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
            count = app.exchange.export(_DECK, file)
            yield "export", f"{counted(count, 'note')} in {file.stat().st_size:,} bytes of {ending}"
    painted = paint(card.sides.front, card.sides.back)
    if painted is False:
        raise FlashcardsError("A card was painted, but nothing shows: is a font installed?")
    yield "window", "skipped, Qt cannot paint here" if painted is None else "a card was painted"


def unable(_front: str, _back: str) -> bool | None:
    """Paint nothing."""
    return None
