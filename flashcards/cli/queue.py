"""The commands of the study queue: due and why."""

from typing import TYPE_CHECKING, Annotated

import typer

from flashcards.cli.finding import card_rows
from flashcards.cli.listing import DeckFilter
from flashcards.cli.output import counted, one_line, say, table, write_json
from flashcards.cli.session import Session, command
from flashcards.core.facts import FactKind
from flashcards.core.intervals import short_interval
from flashcards.core.reviews import CardState
from flashcards.core.scopes import Scope
from flashcards.core.sessions import SessionOrder, SessionPlan

if TYPE_CHECKING:
    from flashcards.services.study import Why

_LAST_ID = 2**63 - 1


@command
def due(  # noqa: PLR0913, PLR0917 (each is an option)
    session: Session,
    deck: DeckFilter = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="The most to show.")] = 1000,
    article: Annotated[
        int | None, typer.Option("--article", metavar="ID", min=1, max=_LAST_ID, help="Only this article.")
    ] = None,
    role: Annotated[FactKind | None, typer.Option("--role", help="Only cards with this role.")] = None,
    order: Annotated[SessionOrder, typer.Option("--order", help="In which order.")] = SessionOrder.QUEUE,
    minutes: Annotated[
        float | None, typer.Option("--minutes", metavar="N", help="As many as fit into this time.")
    ] = None,
) -> None:
    """List what is due now, in the order of study or another."""
    scope = Scope(deck, article, role)
    with session.existing() as app:
        if order is SessionOrder.QUEUE and minutes is None:
            found = app.study.due(scope, limit)
        else:
            ids = app.sessions.choose(SessionPlan(scope, order, minutes))
            found = [app.study.show(card_id).card for card_id in ids[:limit]]
        rows = card_rows(app, found)
    if session.as_json:
        write_json(rows)
    elif not rows:
        say("Nothing is due.")
    else:
        cells = [
            (row["card"], row["state"], one_line(row["deck"]), one_line(row["question"])) for row in rows
        ]
        table("", (">Card", "State", "Deck", "Question"), cells)


@command
def why(
    session: Session,
    card_id: Annotated[int, typer.Argument(metavar="ID", help="The card.", min=1, max=_LAST_ID)],
) -> None:
    """Say why a card comes now, and what each rating would change."""
    with session.existing() as app:
        found = app.study.why(card_id)
        moved = app.exam_plans.why(card_id)
    if session.as_json:
        write_json(
            {
                "card": card_id,
                "state": found.state.name.lower(),
                "retrievability": found.retrievability,
                "desired_retention": found.desired_retention,
                "days_overdue": found.days_overdue,
                "moved": moved,
                "last_lapse": found.last_lapse.isoformat() if found.last_lapse else None,
                "buttons": {
                    rating.name.lower(): {
                        "seconds": each.seconds,
                        "stability": each.memory.stability,
                        "difficulty": each.memory.difficulty,
                    }
                    for rating, each in found.buttons.items()
                },
            }
        )
        return
    say(f"Card {card_id} {_reason(found)}.", "bold")
    if moved:
        say(moved)
    if found.last_lapse:
        say(f"It was last forgotten on {found.last_lapse.astimezone():%Y-%m-%d}.")
    rows = [
        (
            rating.name.lower(),
            short_interval(each.seconds),
            f"{each.memory.stability or 0:.1f} d",
            f"{each.memory.difficulty or 0:.1f}",
        )
        for rating, each in found.buttons.items()
    ]
    table("", ("Rating", ">Comes back in", ">Stability", ">Difficulty"), rows)


def _reason(found: "Why") -> str:
    if found.state is CardState.NEW:
        return "is new"
    if found.retrievability is None:
        return "was given a due date and was never answered"
    chance = f"there is a chance of {found.retrievability:.0%} to recall it, and the wish is {found.desired_retention:.0%}"
    if found.days_overdue is None:
        return f"is in a learning step: {chance}"
    if found.days_overdue < 0:
        return f"is not due for {counted(-found.days_overdue, 'day')}: {chance}"
    late = f" since {counted(found.days_overdue, 'day')}" if found.days_overdue else " today"
    return f"is due{late}: {chance}"
