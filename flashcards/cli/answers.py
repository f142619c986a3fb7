"""Answers as they are typed, or as they stand in a file of JSON lines."""

import json
import math
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from flashcards.core.errors import BadInput, CannotRead, NotFound
from flashcards.core.reviews import Rating

if TYPE_CHECKING:
    from flashcards.services.study import Answer

_RATINGS = {rating.name.lower(): rating for rating in Rating}
_CHOICES = ", ".join(_RATINGS)
_KEYS = {"card", "rating", "at", "seconds"}
_MOST_BYTES = 64 * 1024 * 1024


def typed_answer(card_id: int, rating: str, seconds: float) -> "Answer":
    """The answer given on the command line; a usage error when it makes no sense."""
    from flashcards.services.study import Answer

    if rating.lower() not in _RATINGS:
        raise typer.BadParameter(f"{rating!r} is none of {_CHOICES}.", param_hint="rating")
    if not _is_duration(seconds):
        raise typer.BadParameter(f"{seconds} is not a time that an answer can take.", param_hint="--seconds")
    return Answer(card_id, _RATINGS[rating.lower()], round(seconds * 1000))


def read_answers(file: Path) -> list["Answer"]:
    """Every line of a file ("-" is standard input) as an answer; an error names the first bad line."""
    answers = []
    for number, line in enumerate(_lines(file), 1):
        try:
            answers.append(_answer(json.loads(line)))
        except (json.JSONDecodeError, RecursionError):
            raise _bad(file, number, "it is not a JSON object") from None
        except ValueError as problem:
            raise _bad(file, number, str(problem)) from None
    if not answers:
        raise BadInput(f"There are no answers in {_name(file)}.")
    return answers


def check_cards(answers: Sequence["Answer"], show: Callable[[int], object], file: Path) -> None:
    """Raise `BadInput` naming the first line whose card does not exist."""
    seen = set()
    for number, answer in enumerate(answers, 1):
        if answer.card_id not in seen:
            seen.add(answer.card_id)
            try:
                show(answer.card_id)
            except NotFound:
                raise _bad(file, number, f"there is no card {answer.card_id}") from None


def _lines(file: Path) -> list[str]:
    try:
        if str(file) == "-":
            data = sys.stdin.buffer.read(_MOST_BYTES + 1)
        else:
            with file.open("rb") as source:
                data = source.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise CannotRead(f"There are more than 64 MB in {_name(file)}, the most that answers may have.")
        return data.decode("utf-8-sig").rstrip().splitlines()
    except OSError as problem:
        reason = (problem.strerror or "unknown reason").lower()
        raise CannotRead(f"Nothing can be read from {_name(file)}: {reason}.") from None
    except UnicodeDecodeError:
        raise CannotRead(f"There is no UTF-8 text in {_name(file)}.") from None


def _answer(row: Any) -> "Answer":
    from flashcards.services.study import Answer

    if not isinstance(row, dict):
        raise ValueError("it is not a JSON object")
    unknown = sorted(set(row) - _KEYS)
    if unknown:
        raise ValueError(f"“{unknown[0]}” is none of card, rating, at, seconds")
    card = row.get("card")
    if type(card) is not int or not 0 < card < 2**63:
        raise ValueError("“card” is not the number of a card")
    seconds = row.get("seconds", 0)
    if type(seconds) not in (int, float) or not _is_duration(seconds):
        raise ValueError("“seconds” is not a time that an answer can take")
    return Answer(card, _rating(row.get("rating")), round(seconds * 1000), _moment(row.get("at")))


def _rating(value: object) -> Rating:
    if isinstance(value, str) and value.lower() in _RATINGS:
        return _RATINGS[value.lower()]
    if type(value) is int and value in list(Rating):
        return Rating(value)
    raise ValueError(f"“rating” is none of {_CHOICES}")


def _moment(value: object) -> datetime | None:
    """A time in ISO 8601, local unless it says otherwise, or in milliseconds since 1970."""
    if value is None:
        return None
    try:
        if type(value) is int:
            return datetime.fromtimestamp(value / 1000, UTC)
        if isinstance(value, str):
            moment = datetime.fromisoformat(value).astimezone(UTC)
            if 1970 <= moment.year <= 9000:
                return moment
    except (ValueError, OverflowError, OSError):
        pass
    raise ValueError("“at” is not a time such as 2026-01-31T09:00:00Z")


def _is_duration(seconds: float) -> bool:
    return math.isfinite(seconds) and 0 <= seconds < 10**6


def _bad(file: Path, number: int, reason: str) -> BadInput:
    return BadInput(f"Line {number} of {_name(file)} cannot be used: {reason}; nothing was changed.")


def _name(file: Path) -> str:
    return "standard input" if str(file) == "-" else file.name
