"""The command make: from articles to cards in a deck, and on to a file."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flashcards.cli.drafting import counts_by_role
from flashcards.cli.output import counted, error, one_line, progress, say, write_json
from flashcards.cli.places import ChaptersOption, PlacesArgument, chapter_numbers, read_place
from flashcards.cli.records import article_record, draft_record
from flashcards.cli.session import Session, command
from flashcards.cli.targets import accepted_count, check_library, check_target, real_text
from flashcards.core.articles import Article
from flashcards.core.drafts import Draft, DraftState
from flashcards.core.errors import BadInput, CannotRead, FlashcardsError, NotEnglish, NothingToLearn

if TYPE_CHECKING:
    from flashcards.app import App

DeckOption = Annotated[
    str, typer.Option("--deck", metavar="NAME", help="The deck, made if it is missing.", callback=real_text)
]
AcceptOption = Annotated[str, typer.Option("--accept", metavar="all|best:N", help="Which drafts to accept.")]
ExportOption = Annotated[
    Path | None,
    typer.Option(
        "--export",
        metavar="FILE",
        readable=False,
        help="Write the deck to an .apkg, .csv, .tsv, .md or .json file.",
    ),
]


@dataclass(slots=True)
class Made:
    """What became of one article: its cards in the library, or why there are none."""

    place: str
    article: Article | None = None
    known: bool = False
    gone: tuple[int, ...] = ()
    earlier: int | None = None
    added: int = 0
    accepted: list[Draft] = field(default_factory=list)
    cards: dict[int, list[int]] = field(default_factory=dict)
    error: str = ""


@command
def make(
    session: Session,
    articles: PlacesArgument,
    deck: DeckOption,
    accept: AcceptOption = "all",
    export: ExportOption = None,
    chapters: ChaptersOption = "",
) -> None:
    """Make cards of articles, keep them in a deck, and export it."""
    from flashcards.services.decks import checked_name

    best = accepted_count(accept)
    chapter_numbers(chapters)
    name = checked_name(deck)
    check_library(session.library_path)
    if export is not None:
        check_target(export, session.library_path, [Path(each) for each in articles])
    with ExitStack() as stack:
        maker = _Maker(session, stack, name, best)
        made = maker.make_all(list(dict.fromkeys(articles)), chapters)
        if len(made) == 1 and made[0].error:
            raise FlashcardsError(made[0].error)
        exported, failure = maker.export(export)
    where = export if exported else None
    if session.as_json:
        write_json(_record(made, name, where))
    else:
        _say_all(made, name, where, exported)
    for each in [*(each.error for each in made), failure]:
        if each:
            error(each)
    if failure or any(each.error for each in made):
        raise typer.Exit(1)


class _Maker:
    """Makes the articles of one command, in one deck of one library."""

    def __init__(self, session: Session, stack: ExitStack, deck: str, best: int | None) -> None:
        self._session = session
        self._stack = stack
        self._deck = deck
        self._best = best
        self._reader = stack.enter_context(session.nothing())
        self._app: App | None = None

    def make_all(self, places: Sequence[str], chapters: str) -> list[Made]:
        """Make every article that can be; one that cannot does not stop the others."""
        made = [self._read(place, chapters) for place in places]
        # A library that is in use says so before the slow work; a new one waits for something to hold.
        if self._session.library_path.exists() and not all(each.error for each in made):
            self._library()
        for each in made:
            if each.article is None:
                continue
            try:
                self._make(each, each.article)
            except (NothingToLearn, NotEnglish) as problem:
                each.error = str(problem)
        return made

    def export(self, target: Path | None) -> tuple[int, str]:
        """Write the deck; returns the number of its notes, and what went wrong."""
        if target is None or self._app is None:
            return 0, ""
        try:
            summary, _changes = self._app.exchange.export(self._deck, target)
            return summary.notes, ""
        except FlashcardsError as problem:
            return 0, f"{problem} The library keeps the cards."

    def _read(self, place: str, chapters: str) -> Made:
        try:
            return Made(place, read_place(self._reader.articles, place, chapters))
        except (CannotRead, BadInput) as problem:
            return Made(place, error=str(problem))

    def _make(self, made: Made, article: Article) -> None:
        article_id = self._app.articles.known(article) if self._app else None
        made.known = article_id is not None
        if article_id is None:
            article_id = self._add(made, article)
        app = self._library()
        chosen = _chosen(app.drafts.of_article(article_id), self._best)
        if chosen:
            app.drafts.accept(chosen, self._deck)
        made.added = len(chosen)
        made.article = app.articles.get(article_id)
        made.accepted = [d for d in app.drafts.of_article(article_id) if d.state is DraftState.ACCEPTED]
        for draft in made.accepted:
            if draft.note_id is not None:
                _note, _type, cards = app.decks.note_with_cards(draft.note_id)
                made.cards[draft.id] = [card.id for card in cards]

    def _add(self, made: Made, article: Article) -> int:
        """Analyse an article and keep it; of a later version only what is new."""
        from flashcards.services.articles import with_drafts

        # Over the library where there is one: it knows what was rejected or read before.
        app = self._app or self._reader
        made.earlier = app.versions.earlier(article)
        with progress() as report:
            found = app.articles.explain(article, report)
        if made.earlier is not None:
            found = app.versions.only_new(found, made.earlier)
            made.gone = app.versions.difference(article, made.earlier).gone
        found = with_drafts(found)
        article_id, _changes = self._library().articles.add(found, made.earlier)
        return article_id

    def _library(self) -> "App":
        if self._app is None:
            self._app = self._stack.enter_context(self._session.app())
        return self._app


def _chosen(drafts: Sequence[Draft], best: int | None) -> list[int]:
    """The drafts to accept now, in the article's order: those that wait, among the best of all."""
    ranking = sorted((d for d in drafts if d.state is not DraftState.REJECTED), key=lambda d: -d.score)
    wanted = {draft.id for draft in ranking[:best]}
    return [d.id for d in drafts if d.id in wanted and d.state is DraftState.WAITING]


def _news(made: Made) -> str:
    """What a later version brought, and which cards its text no longer bears out."""
    news = f"{counts_by_role(made.accepted)} of new sentences"
    if not made.gone:
        return news
    notes = ", ".join(str(each) for each in made.gone)
    return f"{news} (the sentence of {counted(len(made.gone), 'note')} is gone, and nothing was deleted: {notes})"


def _record(made: Sequence[Made], deck: str, exported: Path | None) -> dict[str, Any]:
    ending = {"deck": deck, "exported": None if exported is None else str(exported)}
    if len(made) == 1:
        return _made_record(made[0]) | ending
    return {"articles": [_made_record(each) for each in made], **ending}


def _made_record(made: Made) -> dict[str, Any]:
    if made.article is None or made.error:
        return {"article": {"source": made.place}, "cards": [], "error": made.error}
    article = made.article
    cards = [
        {"ids": made.cards.get(draft.id, []), "note": draft.note_id, **draft_record(draft, article)}
        for draft in made.accepted
    ]
    record = {"article": article_record(article), "cards": cards, "added": made.added}
    return record if made.earlier is None else record | {"earlier": made.earlier, "gone": list(made.gone)}


def _say_all(made: Sequence[Made], deck: str, exported: Path | None, count: int) -> None:
    for each in made:
        if each.article is None or each.error:
            continue
        title = one_line(each.article.title)
        if each.earlier is not None:
            say(f"{title}: a later version of article {each.earlier}; {_news(each)} in the deck “{deck}”.")
        elif not each.known:
            say(f"{title}: {counts_by_role(each.accepted)} in the deck “{deck}”.")
        elif each.added:
            say(f"{title}: already in the library; {each.added} more accepted into the deck “{deck}”.")
        else:
            say(f"{title}: already in the library with {counts_by_role(each.accepted)}; nothing to add.")
    if exported is not None:
        say(f"Exported the deck “{deck}” with {counted(count, 'note')} to {exported}.")
