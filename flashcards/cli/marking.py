"""The commands that change cards: suspend, bury, flag, set-due, forget, forgive, and the list of leeches."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from flashcards.cli.finding import card_rows, chosen
from flashcards.cli.output import counted, one_line, say, say_labelled, write_json
from flashcards.cli.records import span_list
from flashcards.cli.session import Session, command

if TYPE_CHECKING:
    from flashcards.app import App

Cards = Annotated[
    list[str], typer.Argument(metavar="CARDS...", help="Ids of cards, or a query.", show_default=False)
]
_DAYS = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")


@command
def suspend(session: Session, cards: Cards) -> None:
    """Take cards out of study until they are unsuspended."""
    change_cards(session, cards, lambda app, ids: app.cards.suspend(ids), "suspended")


@command
def unsuspend(session: Session, cards: Cards) -> None:
    """Let suspended cards come again."""
    change_cards(session, cards, lambda app, ids: app.cards.unsuspend(ids), "back in study")


@command
def bury(session: Session, cards: Cards) -> None:
    """Put cards off until tomorrow."""
    change_cards(session, cards, lambda app, ids: app.cards.bury(ids), "put off until tomorrow")


@command
def unbury(session: Session, cards: Cards) -> None:
    """Let buried cards come today."""
    change_cards(session, cards, lambda app, ids: app.cards.unbury(ids), "back for today")


@command
def flag(
    session: Session,
    number: Annotated[int, typer.Argument(metavar="NUMBER", min=0, max=7, help="1 to 7, or 0 for none.")],
    cards: Cards,
) -> None:
    """Give cards a flag."""
    change_cards(
        session,
        cards,
        lambda app, ids: app.cards.flag(ids, number),
        f"flagged {number}" if number else "unflagged",
    )


@command
def set_due(
    session: Session,
    days: Annotated[
        str, typer.Argument(metavar="DAYS", help="In how many days: 0, 3, or a range such as 3-7.")
    ],
    cards: Cards,
) -> None:
    """Let cards come in some days; suspended ones come too."""
    match = _DAYS.fullmatch(days)
    if match is None:
        raise typer.BadParameter(
            f"{days!r} is not a number of days or a range such as 3-7.", param_hint="DAYS"
        )
    first, last = int(match[1]), int(match[2] or match[1])
    when = "today" if last == 0 else f"in {days} {'day' if last == 1 else 'days'}"
    change_cards(session, cards, lambda app, ids: app.cards.set_due(ids, first, last), f"due {when}")


@command
def forget(session: Session, cards: Cards) -> None:
    """Make cards new again; their answers stay in the log."""
    change_cards(session, cards, lambda app, ids: app.cards.forget(ids), "new again")


@command
def forgive(session: Session, cards: Cards) -> None:
    """Take the mark of a leech from cards, as when they were made easier; suspended ones stay so."""
    change_cards(session, cards, lambda app, ids: app.cards.forgive(ids), "forgiven")


@command
def leeches(session: Session) -> None:
    """List cards that keep being forgotten, with the paragraph they came from."""
    with session.existing() as app:
        found = app.cards.leeches()
        rows = card_rows(app, [each.card for each in found])
    for row, leech in zip(rows, found, strict=True):
        row |= {"paragraph": leech.paragraph, "article": leech.article_id, "place": span_list(leech.place)}
    if session.as_json:
        write_json(rows)
        return
    if not rows:
        say("There are no leeches.")
    for row in rows:
        say(f"Card {row['card']}: forgotten {counted(row['memory']['lapses'], 'time')}", "bold")
        say_labelled("Question", one_line(row["question"]))
        if row["paragraph"]:
            say_labelled("Paragraph", row["paragraph"])


def change_cards(
    session: Session, cards: Sequence[str], change: "Callable[[App, list[int]], object]", what: str
) -> None:
    """Change the cards that were named or found, and say what they are now."""
    with session.existing(write=True) as app:
        ids = chosen(app, cards)
        change(app, ids)
    if session.as_json:
        write_json({"cards": ids})
    else:
        say(f"{counted(len(ids), 'card')} {'is' if len(ids) == 1 else 'are'} {what}.")
