"""Study against the real Anki backend on the same cards and answers: 100,000 cards, 500,000 reviews.

Run as a child process: `python -m bench.scheduling CARDS REVIEWS`. Both sides of a ratio are measured in turn.
"""

import json
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from bench.libraries import NOW, make_library, open_for_study
from bench.measure import Row, Sample, in_child, p99, peak_mb, timed
from flashcards.app import App
from flashcards.core.reviews import Rating

CARDS, REVIEWS = 100_000, 500_000
_ROUNDS = 300
#: Before so many of them, what comes next is made ready while a card is being read, as the window does.
_READY = 200
_DAY = 86_400_000
_MEMORY = json.dumps(
    {
        "state": 2, "step": 0, "stability": 12.3, "difficulty": 5.4, "due_at": None, "due_day": 20514,
        "last_at": 1771405200000, "last_day": 20502, "interval": 12, "reps": 4, "lapses": 1,
    }
)  # fmt: skip


def rows() -> Iterator[Row]:
    """One line for each act, with the ratio to Anki's where it has one."""
    found = in_child("bench.scheduling", CARDS, REVIEWS)
    for what, taken in found["acts"].items():
        ours = [each * 1000 for each in taken["ours"]]
        theirs = taken["theirs"]
        ratio = median(a / b for a, b in zip(taken["ours"], theirs, strict=False)) if theirs else None
        yield Row(
            "scheduling",
            what,
            median(ours),
            "ms",
            p99=p99(ours) if len(ours) > 20 else max(ours),
            peak_mb=found["peak_mb"],
            ratio=ratio,
        )


def measure(cards: int, reviews: int) -> Mapping[str, object]:
    """Seconds of every act, ours and Anki's in turn."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        make_library(path, cards)
        fill_log(path, reviews)
        anki = _anki(Path(folder) / "collection.anki2", path)
        app = open_for_study(path)
        acts = (
            dict(_study(app, anki))
            | dict(_searches(app, anki))
            | dict(_figures(app, anki))
            | dict(_slow(app))
        )
        app.close()
        anki.close()
    return {"acts": acts, "peak_mb": peak_mb()}


def _study(app: App, anki: Any) -> Iterator[tuple[str, Mapping[str, list[float]]]]:
    answers, nexts, queues, both, bare, suspends = (_Pair() for _each in range(6))
    # The checkpoint of what was written in bulk is not an answer's.
    with app.library.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM cards").scalar()
    shown, theirs = app.study.next(), anki.sched.get_queued_cards()
    for number in range(_ROUNDS):
        assert shown is not None
        rating = Rating.GOOD if number % 5 else Rating.AGAIN
        is_ready = number < _READY
        if is_ready:
            app.study.prepare()
        ours = timed(partial(app.study.answer, shown.card.id, rating, 4000)).wall
        other = timed(partial(_answer_anki, anki, theirs, rating)).wall
        next_ours = timed(app.study.next).wall
        queued = timed(anki.sched.get_queued_cards).wall
        shown, theirs = app.study.next(), anki.sched.get_queued_cards()
        rendered = queued + timed(partial(_render_in_anki, anki, theirs)).wall
        answers.add(ours, other)
        if is_ready:
            nexts.add(next_ours, rendered)
            queues.add(next_ours, queued)
            both.add(ours + next_ours, other + queued)
        else:
            bare.add(next_ours, rendered)
    for _number in range(20):
        assert shown is not None
        card_id, their_id = shown.card.id, theirs.cards[0].card.id
        suspends.add(
            timed(partial(_suspend, app, card_id)).wall, timed(partial(_suspend_in_anki, anki, their_id)).wall
        )
        shown, theirs = app.study.next(), anki.sched.get_queued_cards()
    yield "answer a card, committed", answers.lists
    yield "next card with both sides, made ready before", nexts.lists
    yield "next card with both sides, nothing made ready", bare.lists
    yield "next card with both sides (Anki: its queue alone)", queues.lists
    yield "answer and next card (Anki: its queue alone)", both.lists
    yield "suspend a card, next card", suspends.lists
    yield "counts of all decks", _pairs(app.decks.all, anki.sched.deck_due_tree, 15)
    yield "undo", {"ours": [timed(app.history.undo).wall for _each in range(15)], "theirs": []}
    card = app.study.next()
    assert card is not None
    outcomes = partial(_previews, app, card.card.id)
    yield "four previews", {"ours": [timed(outcomes).wall / 20 for _each in range(15)], "theirs": []}


def _render_in_anki(anki: Any, queued: Any) -> None:
    from anki.cards import Card

    card = Card(anki, backend_card=queued.cards[0].card)
    card.question()
    card.answer()


def _suspend(app: App, card_id: int) -> None:
    app.cards.suspend([card_id])
    app.study.next()


def _suspend_in_anki(anki: Any, card_id: int) -> None:
    anki.sched.suspend_cards([card_id])
    anki.sched.get_queued_cards()


def _previews(app: App, card_id: int) -> None:
    from flashcards.core.settings import StudySettings
    from flashcards.study.scheduler import Scheduler

    scheduler = Scheduler(StudySettings(), app.calendar)
    memory = app.study.show(card_id).card.memory
    for _each in range(20):
        scheduler.outcomes(card_id, memory, NOW)


def _searches(app: App, anki: Any) -> Iterator[tuple[str, Mapping[str, list[float]]]]:
    for ours, theirs in (
        ("receptor", "receptor"),
        ('"substance 777"', '"substance 777"'),
        ("prop:due<=0", "prop:due<=0"),
    ):
        yield (
            f"first page of the search {ours}",
            _pairs(partial(app.search.cards, ours, 50), partial(anki.find_cards, theirs), 15),
        )


def _figures(app: App, anki: Any) -> Iterator[tuple[str, Mapping[str, list[float]]]]:
    def theirs() -> object:
        return anki._backend.graphs(search="", days=365)  # noqa: SLF001 (what its own statistics window calls)

    yield "all figures of a year (Anki: its graphs)", _pairs(app.figures.all, theirs, 7)


def _slow(app: App) -> Iterator[tuple[str, Mapping[str, list[float]]]]:
    app.presets.change("Default", {"desired_retention": "0.92"})
    yield "reschedule every card", {"ours": [timed(app.optimiser.reschedule).wall], "theirs": []}
    yield "undo of that", {"ours": [timed(app.history.undo).wall], "theirs": []}
    yield "fit to the whole log", {"ours": [timed(app.optimiser.fit).wall], "theirs": []}


class _Pair:
    def __init__(self) -> None:
        self.ours: list[float] = []
        self.theirs: list[float] = []

    def add(self, ours: float, theirs: float) -> None:
        """Seconds of both, one after the other."""
        self.ours.append(ours)
        self.theirs.append(theirs)

    @property
    def lists(self) -> Mapping[str, list[float]]:
        return {"ours": self.ours, "theirs": self.theirs}


def _pairs(
    ours: Callable[[], object], theirs: Callable[[], object], rounds: int
) -> Mapping[str, list[float]]:
    taken: list[tuple[Sample, Sample]] = [(timed(ours), timed(theirs)) for _each in range(rounds)]
    return {"ours": [one.wall for one, _two in taken], "theirs": [two.wall for _one, two in taken]}


def _answer_anki(anki: Any, queued: Any, rating: Rating) -> None:
    from anki.cards import Card
    from anki.scheduler.v3 import CardAnswer

    top = queued.cards[0]
    card = Card(anki, backend_card=top.card)
    card.start_timer()
    chosen = CardAnswer.GOOD if rating is Rating.GOOD else CardAnswer.AGAIN
    anki.sched.answer_card(anki.sched.build_answer(card=card, states=top.states, rating=chosen))


def fill_log(path: Path, reviews: int) -> None:
    """Answers by chance over the last year until there are as many as asked for."""
    chance, today = Random(1), int(NOW.timestamp() * 1000) // _DAY
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE reviews SET before = ?, after = ?", (_MEMORY, _MEMORY))
        there = connection.execute("SELECT count(*) FROM reviews").fetchone()[0]
        ids = [row[0] for row in connection.execute("SELECT id FROM cards WHERE state = 2")]
        step = 364 * _DAY // max(1, reviews - there)
        made = []
        for number in range(max(0, reviews - there)):
            at = (today - 364) * _DAY + number * step + 7
            rating = chance.choices((1, 2, 3, 4), (10, 10, 70, 10))[0]
            days = chance.randint(1, 60)
            made.append(
                (
                    at,
                    chance.choice(ids),
                    rating,
                    "review",
                    2,
                    _MEMORY,
                    _MEMORY,
                    at // _DAY,
                    days,
                    12,
                    4000,
                    "FSRS-6",
                    "",
                )
            )
        connection.executemany(f"INSERT OR IGNORE INTO reviews VALUES ({','.join('?' * 13)})", made)
        connection.commit()


def _anki(path: Path, library: Path) -> Any:
    """The same decks, notes, cards and answers in a collection of Anki's, due on the same days from today."""
    from anki.collection import Collection

    anki: Any = Collection(str(path))
    anki.set_config("fsrs", True)
    kind = anki.models.by_name("Basic")
    today = int(NOW.timestamp() * 1000) // _DAY
    ids = count(1_700_000_000_000)
    with closing(sqlite3.connect(library)) as source:
        decks = {row[0]: anki.decks.id(row[1]) for row in source.execute("SELECT id, name FROM decks")}
        notes = source.execute("SELECT id, guid, fields FROM notes").fetchall()
        cards = source.execute(
            "SELECT id, note_id, deck_id, state, stability, difficulty, due_day, interval, reps, position FROM cards"
        ).fetchall()
        reviews = source.execute("SELECT at, card_id, rating, scheduled_days, state FROM reviews").fetchall()
    for deck in decks.values():
        preset = anki.decks.config_dict_for_deck_id(deck)
        preset["rev"]["perDay"] = 9999
        anki.decks.update_config(preset)
    own = {row[0]: next(ids) for row in cards}
    insert = "INSERT INTO {} VALUES ({})".format
    anki.db.executemany(
        insert("notes", ",".join("?" * 11)),
        [
            (row[0], row[1], kind["id"], 0, 0, "", "\x1f".join(row[2].split("\x1f")[:2]), row[1], 0, 0, "")
            for row in notes
        ],
    )
    anki.db.executemany(
        insert("cards", ",".join("?" * 18)),
        [
            (
                own[card], note, decks[deck], 0, 0, 0, 2 if state == 2 else 0, 2 if state == 2 else 0,
                anki.sched.today + due - today if due else place, interval, 2500 if state == 2 else 0, reps, 0, 0, 0, 0, 0,
                json.dumps({"s": stability, "d": difficulty}) if state == 2 else "{}",
            )
            for card, note, deck, state, stability, difficulty, due, interval, reps, place in cards
        ],
    )  # fmt: skip
    shift = anki.sched.day_cutoff * 1000 - (today + 1) * _DAY - 4 * 3_600_000
    anki.db.executemany(
        "INSERT OR IGNORE INTO revlog VALUES (?,?,-1,?,?,10,500,4000,?)",
        [
            (at + shift, own[card], rating, days, 1 if state else 0)
            for at, card, rating, days, state in reviews
        ],
    )
    anki.close()
    reopened: Any = Collection(str(path))
    reopened.decks.select(next(iter(decks.values())))
    return reopened


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
