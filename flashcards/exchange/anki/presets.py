"""A deck's preset as Anki keeps it (the `dconf` of schema 11; rslib/src/deckconfig/schema11.rs)."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from flashcards.core.settings import LeechAction, NewOrder, NewWhen, ReviewOrder, StudySettings

_REVIEW_ORDERS = {
    ReviewOrder.DUE: 0,
    ReviewOrder.INTERVAL: 3,
    ReviewOrder.INTERVAL_DESCENDING: 4,
    ReviewOrder.DIFFICULTY: 6,  # Anki counts ease, which is high where difficulty is low
    ReviewOrder.DIFFICULTY_DESCENDING: 5,
    ReviewOrder.RETRIEVABILITY: 7,
    ReviewOrder.RETRIEVABILITY_DESCENDING: 11,
    ReviewOrder.OVERDUENESS: 12,
    ReviewOrder.RANDOM: 8,
}
_MIXES = {NewWhen.MIXED: 0, NewWhen.AFTER: 1, NewWhen.BEFORE: 2}
#: How new cards are gathered (lowest position, highest, by chance) and sorted after that (as gathered).
_GATHERED = {NewOrder.POSITION: 1, NewOrder.LATEST: 2, NewOrder.RANDOM: 4}
_AS_GATHERED = 1


def preset_of(name: str, settings: StudySettings, parameters: Sequence[float]) -> dict[str, Any]:
    """A preset with an id of its own content: Anki never changes a preset that it has, so a changed one is another.

    `parameters` are FSRS-6's 21. Wishes for retention by role have no place in Anki's presets.
    """
    content = {
        "name": name,
        "usn": -1,
        "maxTaken": 60,
        "autoplay": True,
        "timer": 0,
        "replayq": True,
        "dyn": False,
        "new": {
            "bury": settings.bury_new,
            "delays": [float(each) for each in settings.learning_steps],
            "initialFactor": 2500,
            "ints": [1, 4, 0],
            "order": 0 if settings.new_order is NewOrder.RANDOM else 1,
            "perDay": settings.new_per_day,
        },
        "rev": {
            "bury": settings.bury_reviews,
            "ease4": 1.3,
            "ivlFct": 1.0,
            "maxIvl": settings.maximum_interval,
            "perDay": settings.reviews_per_day,
            "hardFactor": 1.2,
        },
        "lapse": {
            "delays": [float(each) for each in settings.relearning_steps],
            "leechAction": 0 if settings.leech_action is LeechAction.SUSPEND else 1,
            "leechFails": settings.leech_threshold or 9999,
            "minInt": 1,
            "mult": 0.0,
        },
        "newMix": _MIXES[settings.new_when],
        "newSortOrder": _AS_GATHERED,
        "newGatherPriority": _GATHERED[settings.new_order],
        "reviewOrder": _REVIEW_ORDERS[settings.review_order],
        "buryInterdayLearning": settings.bury_reviews,
        "fsrsParams6": [round(each, 6) for each in parameters],
        "desiredRetention": settings.desired_retention,
        "sm2Retention": 0.9,
        "easyDaysPercentages": [float(each) for each in settings.easy_days],
    }
    return {"id": steady_id(json.dumps(content, sort_keys=True)), "mod": 0} | content


def steady_id(text: str) -> int:
    """A number that a text always gets, as large as Anki's own ids."""
    return int.from_bytes(sha256(text.encode()).digest()[:5]) + (1 << 40)
