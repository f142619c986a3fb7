"""An Anki preset in our words: what of it we know too. What does not fit a preset of ours is left at its default."""

from collections.abc import Mapping
from typing import Any

from flashcards.core.errors import BadInput
from flashcards.core.packages import PackedPreset
from flashcards.core.presets import settings_of
from flashcards.core.settings import LeechAction, NewOrder, NewWhen, ReviewOrder, StudySettings
from flashcards.exchange.anki.importing.small import mapping, real, text, whole

PARAMETERS = 21

# The numbers are those of DeckConfig.Config in Anki's proto/anki/deck_config.proto.
_NEW_WHEN = {0: NewWhen.MIXED, 1: NewWhen.AFTER, 2: NewWhen.BEFORE}
_NEW_ORDER = {2: NewOrder.LATEST, 3: NewOrder.RANDOM, 4: NewOrder.RANDOM}
_REVIEW_ORDER = {
    3: ReviewOrder.INTERVAL,
    4: ReviewOrder.INTERVAL_DESCENDING,
    5: ReviewOrder.DIFFICULTY_DESCENDING,
    6: ReviewOrder.DIFFICULTY,
    7: ReviewOrder.RETRIEVABILITY,
    8: ReviewOrder.RANDOM,
    11: ReviewOrder.RETRIEVABILITY_DESCENDING,
    12: ReviewOrder.OVERDUENESS,
}
_LEECH = {0: LeechAction.SUSPEND, 1: LeechAction.TAG}
_NO_LIMIT = 9999


def preset_of(preset: Mapping[str, Any]) -> PackedPreset:
    """The preset's name, what we can use of it, and its parameters if it has 21 of them."""
    options = {name: value for name, value in _options(preset).items() if _fits(name, value)}
    given = preset.get("fsrsParams6")
    values = tuple(real(each, 0.0) for each in given) if isinstance(given, list) else ()
    return PackedPreset(_name(preset), options, values if len(values) == PARAMETERS else ())


def _name(preset: Mapping[str, Any]) -> str:
    return " ".join(text(preset.get("name"), most=100).split())


def _options(preset: Mapping[str, Any]) -> dict[str, Any]:
    new, reviews, lapse = (mapping(preset.get(part)) for part in ("new", "rev", "lapse"))
    return {
        "learning_steps": _steps(new.get("delays")),
        "relearning_steps": _steps(lapse.get("delays")),
        "desired_retention": round(real(preset.get("desiredRetention"), 0.9), 4),
        # One retention for all cards: Anki knows no roles.
        "role_retention": (),
        "maximum_interval": whole(reviews.get("maxIvl"), 36500),
        "new_per_day": min(_NO_LIMIT, whole(new.get("perDay"), 20)),
        "reviews_per_day": min(_NO_LIMIT, whole(reviews.get("perDay"), 200)),
        "new_order": _NEW_ORDER.get(whole(preset.get("newGatherPriority")), NewOrder.POSITION),
        "review_order": _REVIEW_ORDER.get(whole(preset.get("reviewOrder")), ReviewOrder.DUE),
        "new_when": _NEW_WHEN.get(whole(preset.get("newMix")), NewWhen.MIXED),
        "bury_new": bool(new.get("bury")),
        "bury_reviews": bool(reviews.get("bury")),
        "leech_threshold": min(99, whole(lapse.get("leechFails"), 8)),
        "leech_action": _LEECH.get(whole(lapse.get("leechAction"), 1), LeechAction.TAG),
        "easy_days": _easy_days(preset.get("easyDaysPercentages")),
    }


def _steps(delays: object) -> tuple[float, ...]:
    """Learning steps in minutes; those above what we allow are left out."""
    values = delays if isinstance(delays, list) else []
    steps = (round(real(each, 0.0), 4) for each in values)
    return tuple(each for each in steps if 0.1 <= each <= 43_200)[:10]


def _easy_days(shares: object) -> tuple[float, ...]:
    values = [real(each, 1.0) for each in shares] if isinstance(shares, list) else []
    return tuple(min(1.0, max(0.0, each)) for each in values) if len(values) == 7 else (1.0,) * 7


def _fits(name: str, value: Any) -> bool:
    try:
        settings_of({name: value}, StudySettings())
    except BadInput:
        return False
    return True
