"""The small tables of schema 18: a row for each thing, its settings as protobuf.

The numbers of the fields are those of proto/anki/notetypes.proto, decks.proto and deck_config.proto in Anki's
source. What comes out has the names of schema 11.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from flashcards.exchange.anki.importing.collection import Collection
from flashcards.exchange.anki.importing.protobuf import Message
from flashcards.exchange.anki.importing.small import FoundDeck, Small, text, whole

TABLES = {
    "notetypes": ("id", "name", "mtime_secs", "config"),
    "fields": ("ntid", "ord", "name", "config"),
    "templates": ("ntid", "ord", "name", "config"),
    "decks": ("id", "name", "kind"),
    "deck_config": ("id", "name", "config"),
}
_LONGEST_DELAYS = 50
Result = TypeVar("Result")


def read(collection: Collection) -> Small:
    """Read the tables; raises `CannotRead` for one that is missing or damaged."""
    for table, columns in TABLES.items():
        collection.require(table, columns)
    crt = next(collection.rows("col", ("crt",)), (0,))[0]
    fields = _by_type(collection, "fields", _field)
    templates = _by_type(collection, "templates", _template)
    types = {
        whole(row[0]): _sound(collection, _note_type, row)
        | {"flds": fields.get(whole(row[0]), []), "tmpls": templates.get(whole(row[0]), [])}
        for row in collection.rows("notetypes", TABLES["notetypes"])
    }
    decks = {
        whole(row[0]): _sound(collection, _deck, row) for row in collection.rows("decks", TABLES["decks"])
    }
    presets = {
        whole(row[0]): _sound(collection, _preset, row)
        for row in collection.rows("deck_config", TABLES["deck_config"])
    }
    config = _config(collection)
    west = config.get("creationOffset")
    return Small(
        types,
        decks,
        presets,
        whole(crt),
        None if west is None else whole(west),
        whole(config.get("schedVer"), 1),
    )


def _by_type(
    collection: Collection, table: str, made: Callable[[tuple[Any, ...]], dict[str, Any]]
) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in collection.rows(table, TABLES[table]):
        found.setdefault(whole(row[0]), []).append(_sound(collection, made, row))
    for each in found.values():
        each.sort(key=lambda one: whole(one["ord"]))
    return found


def _sound(collection: Collection, made: Callable[[tuple[Any, ...]], Result], row: tuple[Any, ...]) -> Result:
    """What a row makes; its message may be anything."""
    try:
        return made(row)
    except (ValueError, TypeError, AttributeError):
        raise collection.unreadable() from None


def _note_type(row: tuple[Any, ...]) -> dict[str, Any]:
    config = Message(row[3])
    return {
        "name": row[1],
        "mod": row[2],
        "type": config.number(1),
        "sortf": config.number(2),
        "css": config.text(3),
        "latexPre": config.text(5),
        "latexPost": config.text(6),
        "latexsvg": bool(config.number(7)),
        "originalStockKind": config.number(9),
    }


def _field(row: tuple[Any, ...]) -> dict[str, Any]:
    config = Message(row[3])
    return {
        "ord": row[1],
        "name": row[2],
        "sticky": bool(config.number(1)),
        "rtl": bool(config.number(2)),
        "font": config.text(3),
        "size": config.number(4),
        "description": config.text(5),
        "plainText": bool(config.number(6)),
        "collapsed": bool(config.number(7)),
        "excludeFromSearch": bool(config.number(8)),
        "id": config.number(9) if config.has(9) else None,
        "preventDeletion": bool(config.number(11)),
    }


def _template(row: tuple[Any, ...]) -> dict[str, Any]:
    config = Message(row[3])
    return {
        "ord": row[1],
        "name": row[2],
        "qfmt": config.text(1),
        "afmt": config.text(2),
        "bqfmt": config.text(3),
        "bafmt": config.text(4),
        "bfont": config.text(6),
        "bsize": config.number(7),
        "id": config.number(8) if config.has(8) else None,
    }


def _deck(row: tuple[Any, ...]) -> FoundDeck:
    kind = Message(row[2])
    # The parts of a name are joined by U+001F here.
    name = "::".join(text(part) for part in str(row[1]).split("\x1f"))
    normal = Message(kind.raw(1))
    return FoundDeck(name, normal.number(1), kind.has(2), text(normal.text(4)))


def _preset(row: tuple[Any, ...]) -> dict[str, Any]:
    config = Message(row[2])
    return {
        "name": row[1],
        "new": {
            "delays": config.reals(1)[:_LONGEST_DELAYS],
            "perDay": config.number(9),
            "bury": bool(config.number(27)),
        },
        "rev": {"perDay": config.number(10), "maxIvl": config.number(16), "bury": bool(config.number(28))},
        "lapse": {
            "delays": config.reals(2)[:_LONGEST_DELAYS],
            "leechFails": config.number(22),
            "leechAction": config.number(21),
        },
        "newMix": config.number(30),
        "reviewOrder": config.number(33),
        "newGatherPriority": config.number(34),
        "desiredRetention": config.real(37),
        "easyDaysPercentages": config.reals(4),
        "fsrsParams6": config.reals(6),
    }


def _config(collection: Collection) -> dict[str, Any]:
    """The collection's settings that matter here; each is JSON in a row of its own."""
    found: dict[str, Any] = {}
    if collection.has("config", ("KEY", "val")):
        for key, value in collection.rows("config", ("KEY", "val")):
            if key in ("creationOffset", "schedVer"):
                with suppress(ValueError, TypeError, RecursionError):
                    found[key] = json.loads(bytes(value))
    return found
