"""A deck's preset as plain values: what may stand in it, how it is kept, and how it is typed."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields, replace
from enum import StrEnum
from math import isfinite
from typing import Any

from flashcards.core.errors import BadInput
from flashcards.core.facts import FactKind
from flashcards.core.settings import LeechAction, NewOrder, NewWhen, ReviewOrder, StudySettings

#: The preset of every deck that has none of its own.
DEFAULT = "Default"

#: What holds for the whole library or is fitted, and so stands in no preset.
_SHARED = frozenset({"rollover", "learn_ahead", "parameters"})
NAMES = tuple(each.name for each in fields(StudySettings) if each.name not in _SHARED)

_CHOICES: Mapping[str, type[StrEnum]] = {
    "new_order": NewOrder,
    "review_order": ReviewOrder,
    "new_when": NewWhen,
    "leech_action": LeechAction,
}
_RANGES: Mapping[str, tuple[float, float]] = {
    "desired_retention": (0.7, 0.99),
    "maximum_interval": (1, 36500),
    "new_per_day": (0, 9999),
    "reviews_per_day": (0, 9999),
    "leech_threshold": (0, 99),
}
_WHOLE = frozenset(_RANGES) - {"desired_retention"}
_STEPS = frozenset({"learning_steps", "relearning_steps"})
_LONGEST_STEP = 30 * 24 * 60
_WORDS = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}


def options_of(settings: StudySettings, base: StudySettings) -> dict[str, Any]:
    """What of a preset differs from `base`, as JSON can hold it."""
    mine, theirs = asdict(settings), asdict(base)
    return {name: mine[name] for name in NAMES if mine[name] != theirs[name]}


def settings_of(options: Mapping[str, Any], base: StudySettings) -> StudySettings:
    """The preset that `options` make of `base`; raises `BadInput` for one that cannot be used."""
    return replace(base, **{name: _checked(name, value) for name, value in options.items()})


def typed(texts: Mapping[str, str], base: StudySettings) -> StudySettings:
    """The preset that typed values make of `base`.

    Numbers in a list are parted by spaces or commas ("1 10"), roles stand before theirs
    ("risk=0.95 other=0.85"), a switch is on or off. Raises `BadInput`.
    """
    return settings_of({name: _from_text(name, text) for name, text in texts.items()}, base)


def range_of(name: str) -> tuple[float, float]:
    """The smallest and the largest number that a preset takes for a value."""
    return _RANGES[name]


def as_text(settings: StudySettings, name: str) -> str:
    """A value of a preset as it would be typed."""
    value = getattr(settings, name)
    if isinstance(value, bool):
        return "on" if value else "off"
    if name == "role_retention":
        return " ".join(f"{role.value}={share:g}" for role, share in value) or "none"
    if isinstance(value, tuple):
        return " ".join(f"{each:g}" for each in value) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _from_text(name: str, text: str) -> Any:
    default = getattr(StudySettings(), _known(name))
    words = text.replace(",", " ").split()
    if isinstance(default, bool):
        return _WORDS.get(text.strip().lower(), text)
    if name == "role_retention":
        pairs = [] if words == ["none"] else [word.partition("=")[::2] for word in words]
        return [(role, _number(name, share)) for role, share in pairs]
    if isinstance(default, tuple):
        return [] if words == ["none"] else [_number(name, word) for word in words]
    return text.strip().lower() if name in _CHOICES else _number(name, text)


def _number(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise _bad(name, text, "a number is needed") from None


def _checked(name: str, value: Any) -> Any:
    if _known(name) in _CHOICES:
        return _chosen(name, value)
    if name in _RANGES:
        low, high = _RANGES[name]
        number = _between(name, value, low, high)
        if name in _WHOLE and number != int(number):
            raise _bad(name, value, "a whole number is needed")
        return int(number) if name in _WHOLE else number
    check: Callable[[str, Any], Any] = _switch
    if name in _STEPS:
        check = _minutes
    elif name in ("easy_days", "role_retention"):
        check = _easy_days if name == "easy_days" else _by_role
    return check(name, value)


def _chosen(name: str, value: Any) -> StrEnum:
    kind = _CHOICES[name]
    if value not in list(kind):
        raise _bad(name, value, f"it is one of {', '.join(kind)}")
    return kind(value)


def _switch(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _bad(name, value, "it is on or off")
    return value


def _minutes(name: str, value: Any) -> tuple[float, ...]:
    if len(value) > 10:
        raise _bad(name, value, "ten steps are the most")
    return tuple(_between(name, each, 0.1, _LONGEST_STEP) for each in value)


def _easy_days(name: str, value: Any) -> tuple[float, ...]:
    if len(value) != 7:
        raise _bad(name, value, "seven shares are needed, from Monday to Sunday")
    return tuple(_between(name, each, 0, 1) for each in value)


def _by_role(name: str, value: Any) -> tuple[tuple[FactKind, float], ...]:
    roles = [role for role, _share in value]
    unknown = [role for role in roles if role not in list(FactKind)]
    if unknown or len(set(roles)) < len(roles):
        raise _bad(name, value, f"each role stands once, and is one of {', '.join(FactKind)}")
    low, high = _RANGES["desired_retention"]
    return tuple((FactKind(role), _between(name, share, low, high)) for role, share in value)


def _between(name: str, value: Any, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise _bad(name, value, "a number is needed")
    if not low <= value <= high:
        raise _bad(name, value, f"it lies between {low:g} and {high:g}")
    return value


def _known(name: str) -> str:
    if name not in NAMES:
        raise BadInput(f"A preset has no “{name}”; it has {', '.join(NAMES)}.")
    return name


def _bad(name: str, value: Any, why: str) -> BadInput:
    shown = " ".join(map(str, value)) if isinstance(value, list | tuple) else value
    return BadInput(f"“{shown}” cannot be used for {name}: {why}.")
