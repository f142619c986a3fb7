"""The commands that shape the schedule: presets, preset, days-off, optimise, reschedule, catch-up."""

from dataclasses import asdict
from datetime import date
from typing import Annotated

import typer

from flashcards.cli.listing import DeckFilter
from flashcards.cli.output import counted, progress, say, say_labelled, table, write_json
from flashcards.cli.session import Session, command
from flashcards.core.presets import NAMES, as_text


@command
def presets(session: Session) -> None:
    """List the presets with the decks that have them."""
    with session.existing() as app:
        found = app.presets.all()
        decks = {name: app.presets.of_deck(name)[0] for name in app.decks.names()}
    of = {name: [deck for deck, its in decks.items() if its == name] for name in found}
    if session.as_json:
        write_json(
            [{"name": name, "decks": of[name], **_values(settings)} for name, settings in found.items()]
        )
        return
    rows = [
        (name, f"{each.desired_retention:.0%}", each.new_per_day, each.reviews_per_day, ", ".join(of[name]))
        for name, each in found.items()
    ]
    table("", ("Preset", ">Retention", ">New a day", ">Reviews a day", "Decks"), rows)


@command
def preset(
    session: Session,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The preset; Default is that of all other decks.")
    ],
    values: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="Change a value; may be given again."),
    ] = None,
    deck: Annotated[
        list[str] | None, typer.Option("--deck", metavar="NAME", help="Give it to a deck.")
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Delete it.")] = False,
) -> None:
    """Show a preset, change it, or give it to decks."""
    pairs = [each.partition("=") for each in values or ()]
    if any(not mark for _key, mark, _value in pairs):
        raise typer.BadParameter("write KEY=VALUE, such as new_per_day=10.", param_hint="--set")
    writes = bool(pairs or deck or remove)
    with session.existing(write=writes) as app:
        if remove:
            app.presets.remove(name)
            say(f"The preset “{name}” is gone.")
            return
        if pairs:
            app.presets.change(name, {key.strip(): value.strip() for key, _mark, value in pairs})
        for each in deck or ():
            app.presets.assign(each, name)
        found = app.presets.all()
    if name not in found:
        raise typer.BadParameter(f"there is no preset {name!r}; --set makes one.", param_hint="NAME")
    if session.as_json:
        write_json({"name": name, **_values(found[name])})
        return
    for key in NAMES:
        say(f"{key} = {as_text(found[name], key)}")


@command
def days_off(
    session: Session,
    days: Annotated[list[str] | None, typer.Argument(metavar="[DATE]...", help="As in 2026-12-24.")] = None,
    clear: Annotated[bool, typer.Option("--clear", help="No days are off any more.")] = False,
) -> None:
    """List the days on which no card should come back, or add some."""
    more = [_date(each) for each in days or ()]
    with session.existing(write=bool(more) or clear) as app:
        if more or clear:
            app.presets.set_days_off([*([] if clear else app.presets.days_off()), *more])
        found = app.presets.days_off()
    if session.as_json:
        write_json([each.isoformat() for each in found])
    else:
        say(", ".join(each.isoformat() for each in found) or "No days are off.")


@command
def optimise(
    session: Session,
    look: Annotated[bool, typer.Option("--look", help="Only say what it would be worth.")] = False,
    back: Annotated[bool, typer.Option("--back", help="Use the parameters before the last fit.")] = False,
    reset: Annotated[bool, typer.Option("--reset", help="Use the published parameters.")] = False,
) -> None:
    """Fit the schedule to your memory, from all your answers; used only if it foretells better."""
    if back or reset:
        with session.existing(write=True) as app:
            if back:
                app.optimiser.back()
            else:
                app.optimiser.reset()
            now = app.optimiser.parameters()
        if session.as_json:
            write_json({"parameters": list(now)})
        else:
            say(
                "The earlier parameters are in use again." if back else "The published parameters are in use."
            )
        return
    with session.existing(write=not look) as app, progress() as report:
        if look:
            fitted, applied = app.optimiser.fit(report), False
        else:
            done, _changes = app.optimiser.optimise(report)
            fitted, applied = done.fitted, done.applied
    if session.as_json:
        write_json(asdict(fitted) | {"better": fitted.better, "applied": applied})
        return
    say_labelled("Answers", str(fitted.answers))
    for label, score in (("Before", fitted.before), ("After", fitted.after)):
        say_labelled(
            label, f"log loss {score.log_loss:.4f}, RMSE (bins) {score.rmse:.2%} on the latest fifth"
        )
    if applied:
        say(
            "The fitted parameters are in use; `optimise --back` takes them back, `reschedule` moves due dates."
        )
    else:
        say("Nothing was changed." if look else "The fit foretells no better, so nothing was changed.")


@command
def reschedule(session: Session) -> None:
    """Give every card in review the due date that its memory and its preset ask for."""
    with session.existing(write=True) as app, progress() as report:
        moved, _changes = app.optimiser.reschedule(report)
    if session.as_json:
        write_json({"moved": moved})
    else:
        say(f"{counted(moved, 'card')} moved.")


@command
def catch_up(
    session: Session,
    days: Annotated[int, typer.Argument(metavar="DAYS", min=1, help="Over how many days.")],
    deck: DeckFilter = None,
    apply: Annotated[
        bool, typer.Option("--apply", help="Do it; without this only the plan is shown.")
    ] = False,
) -> None:
    """Spread overdue cards over some days, evenly; nothing is lost."""
    with session.existing(write=apply) as app:
        plan = app.backlog.catch_up(days, deck)[0] if apply else app.backlog.preview(days, deck)
    if session.as_json:
        write_json(
            {
                "overdue": plan.overdue,
                "applied": apply,
                "days": [
                    {"day": each.day.isoformat(), "due": each.due, "backlog": each.backlog}
                    for each in plan.days
                ],
            }
        )
        return
    rows = [(each.day.isoformat(), each.due, each.backlog, each.due + each.backlog) for each in plan.days]
    table(f"{counted(plan.overdue, 'overdue card')}", ("Day", ">Due", ">Backlog", ">Together"), rows)
    say("Done." if apply else "This is only the plan; --apply carries it out.")


def _values(settings: object) -> dict[str, object]:
    return {name: value for name, value in asdict(settings).items() if name in NAMES}  # type: ignore[call-overload]


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date such as 2026-12-24.", param_hint="DATE") from None
