"""What is typed for an exam, as values; anything else is a usage error."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import typer

from flashcards.core.exams import Coverage
from flashcards.core.facts import FactKind


def covered(
    decks: Sequence[str] | None,
    articles: Sequence[int] | None,
    tags: Sequence[str] | None,
    roles: Sequence[str] | None,
) -> Coverage:
    """What an exam covers."""
    return Coverage(tuple(decks or ()), tuple(articles or ()), tuple(tags or ()), roles_of(roles))


def roles_of(names: Sequence[str] | None) -> tuple[FactKind, ...]:
    """Roles by their names."""
    return tuple(_role(each, "--role") for each in dict.fromkeys(names or ()))


def weights_of(texts: Sequence[str]) -> tuple[tuple[FactKind, float], ...]:
    """Weights such as risk=2."""
    return tuple(_weight(text) for text in texts)


def moment_of_exam(text: str) -> datetime:
    """When an exam is; a date alone is not enough, since the hour counts."""
    try:
        moment = datetime.fromisoformat(text)
        if len(text) <= len("2026-06-20") or not 1970 <= moment.year <= 9000:
            raise ValueError("no hour, or outside of what calendars here can count")
        return moment.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        raise typer.BadParameter(
            f"{text!r} is not a date with an hour such as 2026-06-20T09:00.", param_hint="--at"
        ) from None


def goal_of(percent: float) -> float:
    """A goal in percent as a share."""
    if not 1.0 < percent <= 100.0:
        raise typer.BadParameter(f"{percent:g} is not a goal in percent, such as 90.", param_hint="--goal")
    return percent / 100.0


def minutes_of(text: str) -> tuple[float, ...]:
    """Minutes for each weekday, of one number for all or of seven."""
    try:
        numbers = tuple(float(each) for each in text.replace(",", " ").split())
    except ValueError:
        numbers = ()
    if len(numbers) not in (1, 7):
        raise typer.BadParameter(
            f"{text!r} is neither one number nor seven, from Monday on, such as 20,20,20,20,20,0,60.",
            param_hint="--minutes",
        )
    return numbers * 7 if len(numbers) == 1 else numbers


def dates(texts: Sequence[str]) -> tuple[date, ...]:
    """Dates such as 2026-06-14."""
    try:
        return tuple(date.fromisoformat(each) for each in texts)
    except ValueError:
        raise typer.BadParameter(
            f"{', '.join(texts)!r} is not a date such as 2026-06-14.", param_hint="--off"
        ) from None


def _weight(text: str) -> tuple[FactKind, float]:
    role, _mark, number = text.partition("=")
    try:
        return _role(role, "--weight"), float(number)
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is not a role with a number, such as risk=2.", param_hint="--weight"
        ) from None


def _role(name: str, option: str) -> FactKind:
    if name not in list(FactKind):
        raise typer.BadParameter(f"{name!r} is no role; roles are {', '.join(FactKind)}.", param_hint=option)
    return FactKind(name)
