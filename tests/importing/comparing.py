"""The same card as the real Anki keeps it and as we do, in one shape, so that columns can be compared one by one."""

import re
from datetime import UTC
from html import unescape

from flashcards.core.clock import StudyCalendar, from_milliseconds, to_milliseconds

_PLAYED = re.compile(r"\[anki:play:[^\]]*\]|\[\[type:[^\]]*\]\]|________|♪ [^<]*")
_HIDDEN = re.compile(r"(?s)<style>.*?</style>|<script>.*?</script>|<!--.*?-->")


def words(html):
    """What a side says: without styles, sounds and places to type in."""
    html = _HIDDEN.sub("", _PLAYED.sub("", html)).replace("\u200b", "")
    return " ".join(unescape(re.sub("<[^>]*>", "", html)).split())


def in_anki(col):
    """Every card by guid and ordinal, as it stands in a collection; days from today."""
    found = {}
    for card_id in col.find_cards(""):
        card = col.get_card(card_id)
        note, kind = card.note(), card.note_type()
        home = card.odid or card.did
        due = card.odue if card.odid and card.odue else card.due
        # As Anki tells them apart: steps that end today are moments, steps after a night are days.
        by_day = card.type == 2 or (card.type > 0 and due < 10**9)
        memory = card.memory_state
        log = col.db.all(
            "SELECT id, ease, ivl, lastIvl, factor, time, type FROM revlog WHERE cid = ? ORDER BY id", card_id
        )
        found[note.guid, card.ord] = {
            "fields": note.fields,
            "tags": sorted(note.tags),
            "type": (
                kind["id"],
                kind["name"],
                kind["css"],
                kind["latexPre"],
                [(each["name"], each["id"], each["font"], each["size"], each["rtl"], each["description"]) for each in kind["flds"]],
                [(each["name"], each["id"], each["qfmt"], each["afmt"], each["bqfmt"]) for each in kind["tmpls"]],
            ),
            "deck": col.decks.name(home),
            "away": home != card.did,
            "state": (card.type, card.queue),
            "due": None if card.type == 0 else due - col.sched.today if by_day else due,
            "interval": max(1, card.ivl) if card.type == 2 else None,
            "left": max(1, card.left % 1000) if card.type in (1, 3) else None,
            "ease": card.factor if card.type in (2, 3) else None,
            "counts": (card.reps, card.lapses),
            "flag": card.user_flag(),
            "memory": memory and (round(memory.stability, 2), round(memory.difficulty, 2)),
            "log": [(at, ease, ivl, kind) for at, ease, ivl, _last, _factor, _time, kind in log],
            "rest of the log": [tuple(each[3:6]) for each in log],
            "position": due if card.type == 0 else None,
        }  # fmt: skip
    return found


def decks_in_anki(col):
    """What is said about each deck, and what of its preset we know too."""
    found = {}
    for each in col.decks.all_names_and_ids(skip_empty_default=True, include_filtered=False):
        deck, preset = col.decks.get(each.id), col.decks.config_dict_for_deck_id(each.id)
        found[each.name] = (
            deck["desc"],
            preset["new"]["delays"],
            preset["lapse"]["delays"],
            preset["new"]["perDay"],
            preset["rev"]["perDay"],
            preset["rev"]["maxIvl"],
            preset["new"]["bury"],
            preset["rev"]["bury"],
            preset["lapse"]["leechFails"],
            preset["lapse"]["leechAction"],
            preset["desiredRetention"],
            preset["newMix"],
            preset["easyDaysPercentages"],
        )
    return found


def here(app):
    """Every card of ours by guid and ordinal, in what both keep; steps that are due on a day at its beginning."""
    calendar = StudyCalendar(UTC)
    today = calendar.day_of(app.clock())
    found = {}
    for note in app.decks.notes():
        _note, _kind, cards = app.decks.note_with_cards(note.id)
        for card in cards:
            memory = card.memory
            on_day = memory.due_at and memory.due_at == to_milliseconds(
                calendar.start_of(calendar.day_of(from_milliseconds(memory.due_at)))
            )
            day = calendar.day_of(from_milliseconds(memory.due_at)) if on_day else memory.due_day
            found[note.guid, card.ordinal] = {
                "id": card.id,
                "fields": list(note.fields),
                "tags": sorted(note.tags),
                "state": int(memory.state),
                "suspended": card.suspended,
                "buried": card.buried_until > today,
                "due": memory.due_at if day is None else day - today,
                "interval": memory.interval if memory.state == 2 else None,
                "counts": (memory.reps, memory.lapses),
                "flag": card.flag,
                "memory": memory.stability and (round(memory.stability, 2), round(memory.difficulty, 2)),
                "log": [(each.at, int(each.rating), each.scheduled_days, each.duration) for each in app.study.log(card.id)],
            }  # fmt: skip
    return found


def as_here(theirs):
    """The same columns of a card of Anki."""
    kind, queue = theirs["state"]
    rated = [
        (row[0], row[1], row[2], rest[2])
        for row, rest in zip(theirs["log"], theirs["rest of the log"], strict=True)
        if row[1]
    ]
    return {
        "fields": theirs["fields"],
        "tags": theirs["tags"],
        "state": kind,
        "suspended": queue == -1,
        "buried": queue in (-2, -3),
        "due": theirs["due"] * 1000 if kind in (1, 3) and theirs["due"] > 10**9 else theirs["due"],
        "interval": theirs["interval"],
        "counts": theirs["counts"],
        "flag": theirs["flag"],
        "log": rated,
    }
