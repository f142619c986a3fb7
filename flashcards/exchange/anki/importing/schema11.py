"""The small tables of schema 11: JSON in the one row of the table `col`."""

import json
from typing import Any

from flashcards.exchange.anki.importing.collection import Collection
from flashcards.exchange.anki.importing.small import FoundDeck, Small, mapping, text, whole

COLUMNS = ("crt", "ver", "conf", "models", "decks", "dconf")


def read(collection: Collection) -> Small:
    """Read the row; raises `CannotRead` where there is none or its JSON is none."""
    row = next(collection.rows("col", COLUMNS), None)
    if row is None:
        raise collection.unreadable()
    crt, _ver, *texts = row
    conf, models, decks, presets = (_json(collection, each) for each in texts)
    return Small(
        types={whole(key): mapping(value) for key, value in models.items()},
        decks={whole(key): _deck(mapping(value)) for key, value in decks.items()},
        presets={whole(key): mapping(value) for key, value in presets.items()},
        created=whole(crt),
        minutes_west=whole(conf["creationOffset"]) if "creationOffset" in conf else None,
        scheduler=whole(conf.get("schedVer"), 1),
    )


def _json(collection: Collection, value: object) -> dict[str, Any]:
    try:
        found = json.loads(value) if isinstance(value, str) and value.strip() else {}
    except (ValueError, RecursionError):
        raise collection.unreadable() from None
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise collection.unreadable()
    return found


def _deck(deck: Any) -> FoundDeck:
    filtered = bool(whole(deck.get("dyn")))
    return FoundDeck(
        text(deck.get("name")), 0 if filtered else whole(deck.get("conf")), filtered, text(deck.get("desc"))
    )
