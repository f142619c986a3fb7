"""Undo: whatever is done in whatever order, taking it all back leaves the library as it was, byte for byte."""

import tempfile
from contextlib import suppress
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import Column, Integer, MetaData, Table, create_engine
from sqlalchemy.types import NullType

from flashcards.app import open_app
from flashcards.core.changes import Changes
from flashcards.core.drafts import DraftState
from flashcards.core.errors import BadInput, Cancelled, CannotExport
from flashcards.core.judgements import Verdict
from flashcards.core.progress import Cancel
from flashcards.core.reviews import Rating
from flashcards.store import library, reversing
from flashcards.store.undo import UndoLog
from tests.conftest import FakeClock, make_analysed, rows_of

DECKS = ("A", "A::B", "A::B::C", "B")
WORDS = st.text(max_size=12)
#: Changes that no screen has to be painted anew for.
NO_SCREEN_SHOWS = ("Begin a session", "End the session")
CHOICE = st.randoms(use_true_random=False)


def dump_of(app):
    with app.library.reading() as connection:
        return "\n".join(rows_of(connection.connection.driver_connection))


class AnyStudent(RuleBasedStateMachine):
    """Does what the services offer, in any order, and then takes it all back."""

    @initialize(hours=st.integers(0, 23), in_bulk=st.booleans())
    def open(self, hours, in_bulk):
        """Some students take even small steps back as if they were of very many rows."""
        self.patch = pytest.MonkeyPatch()
        if in_bulk:
            self.patch.setattr(library, "_BULK", 0)
            self.patch.setattr(reversing, "_RUN", 2)
            self.patch.setattr(reversing, "_STRETCH", 7)
        self.clock = FakeClock()
        self.clock.advance(hours=hours)
        self.app = open_app(None, self.clock, undo=True, zone=UTC)
        self.start = dump_of(self.app)

    def drafts(self):
        return [
            each for article in self.app.articles.all() for each in self.app.drafts.of_article(article.id)
        ]

    @rule(minutes=st.integers(0, 60 * 24 * 3))
    def time_passes(self, minutes):
        self.clock.advance(minutes=minutes)

    @rule(sentences=st.integers(1, 4), name=st.sampled_from(["ketamine", "lithium", "it's"]))
    def add_article(self, sentences, name):
        self.app.articles.add(make_analysed(sentences, name))

    @rule(
        choice=CHOICE,
        verb=st.sampled_from(["accept", "accept", "reject", "reopen"]),
        deck=st.sampled_from(DECKS),
    )
    def decide(self, choice, verb, deck):
        ids = [each.id for each in self.drafts() if choice.random() < 0.6]
        if verb == "accept":
            self.app.drafts.accept(ids, deck)
        elif verb == "reject":
            self.app.drafts.reject(ids, choice.choice(["", "wrong"]))
        else:
            self.app.drafts.reopen(ids)

    @precondition(lambda self: self.drafts())
    @rule(choice=CHOICE, question=WORDS, answer=WORDS)
    def edit_draft(self, choice, question, answer):
        with suppress(BadInput):
            self.app.drafts.edit(choice.choice(self.drafts()).id, question, answer)

    @precondition(lambda self: self.app.decks.notes())
    @rule(choice=CHOICE, front=WORDS)
    def edit_note(self, choice, front):
        note = choice.choice(self.app.decks.notes())
        with suppress(BadInput):  # a gap card without a gap
            self.app.decks.edit_note(note.id, (front, *note.fields[1:]))

    @precondition(lambda self: self.app.search.cards(""))
    @rule(
        choice=CHOICE,
        verb=st.sampled_from(
            ["suspend", "unsuspend", "bury", "unbury", "forget", "set_due", "flag", "forgive"]
        ),
        number=st.integers(0, 7),
    )
    def mark_cards(self, choice, verb, number):
        ids = [card.id for card in self.app.search.cards("") if choice.random() < 0.6]
        getattr(self.app.cards, verb)(ids, *((number,) if verb in ("set_due", "flag") else ()))

    @rule(name=st.sampled_from(["Default", "Exam"]), new=st.integers(0, 5), threshold=st.integers(0, 2))
    def change_preset(self, name, new, threshold):
        self.app.presets.change(name, {"new_per_day": str(new), "leech_threshold": str(threshold)})

    @precondition(lambda self: self.app.decks.names())
    @rule(choice=CHOICE)
    def give_preset(self, choice):
        deck = choice.choice(self.app.decks.names())
        self.app.presets.assign(deck, choice.choice(list(self.app.presets.all())))

    @rule(days=st.integers(1, 5))
    def catch_up(self, days):
        self.app.backlog.catch_up(days)

    @rule()
    def reschedule(self):
        self.app.optimiser.reschedule()

    @precondition(lambda self: self.app.decks.notes())
    @rule(choice=CHOICE)
    def remove_note(self, choice):
        self.app.decks.remove_notes([choice.choice(self.app.decks.notes()).id])

    @rule(deck=st.sampled_from(DECKS))
    def create_deck(self, deck):
        self.app.decks.create(deck)

    @precondition(lambda self: self.app.decks.names())
    @rule(choice=CHOICE, name=st.sampled_from(DECKS))
    def rename_deck(self, choice, name):
        with suppress(BadInput):
            self.app.decks.rename(choice.choice(self.app.decks.names()), name)

    @precondition(lambda self: self.app.decks.names())
    @rule(choice=CHOICE)
    def remove_deck(self, choice):
        self.app.decks.remove(choice.choice(self.app.decks.names()))

    @precondition(lambda self: self.app.articles.all())
    @rule(choice=CHOICE)
    def remove_article(self, choice):
        self.app.articles.remove(choice.choice(self.app.articles.all()).id)

    @precondition(lambda self: self.app.study.next())
    @rule(ratings=st.lists(st.sampled_from(Rating), min_size=1, max_size=4))
    def study(self, ratings):
        for rating in ratings:
            if shown := self.app.study.next():
                self.app.study.answer(shown.card.id, rating, duration=1500)
                self.clock.advance(seconds=90)

    @precondition(lambda self: self.app.decks.names())
    @rule(choice=CHOICE)
    def export(self, choice):
        before = dump_of(self.app)
        with tempfile.TemporaryDirectory() as folder, suppress(CannotExport):
            self.app.exchange.export(choice.choice(self.app.decks.names()), Path(folder) / "deck.json")
        assert dump_of(self.app) == before

    @rule()
    def undo_and_redo(self):
        before, label = dump_of(self.app), self.app.history.undo_label
        assert self.app.history.undo()[0] == label
        assert self.app.history.redo_label == label or not label
        if label:
            assert dump_of(self.app) != before
            assert self.app.history.redo()[0] == label
        assert dump_of(self.app) == before

    @rule()
    def undo(self):
        self.app.history.undo()

    @rule()
    def redo(self):
        self.app.history.redo()

    @invariant()
    def counts_agree(self):
        summary, rows = self.app.statistics.summary(), self.app.decks.all()
        assert sum(summary.states.values()) == sum(row.cards for row in rows)
        assert summary.notes == len(self.app.decks.notes())
        assert summary.articles == len(self.app.articles.all())
        for row in self.app.articles.all():
            states = [each.state for each in self.app.drafts.of_article(row.id)]
            assert (row.waiting, row.accepted, row.rejected) == tuple(
                states.count(each) for each in DraftState
            )

    @invariant()
    def every_accepted_draft_has_a_note_with_a_card(self):
        for draft in self.drafts():
            assert (draft.note_id is not None) == (draft.state is DraftState.ACCEPTED)
            if draft.note_id is not None:
                _note, note_type, cards = self.app.decks.note_with_cards(draft.note_id)
                assert len(cards) == 1
                assert len(self.app.study.show(cards[0].id).note.fields) == len(note_type.fields)

    @invariant()
    def every_draft_has_at_most_one_verdict(self):
        decided = [each for each in self.app.judgements.all() if each.verdict is not Verdict.EDIT]
        verdicts = {each.draft_id: each.verdict for each in decided if each.draft_id is not None}
        assert len(verdicts) == sum(each.draft_id is not None for each in decided)
        for draft in self.drafts():
            if draft.state is DraftState.WAITING:
                assert draft.id not in verdicts
            elif draft.state is DraftState.ACCEPTED:
                assert verdicts[draft.id] is Verdict.KEEP

    @invariant()
    def the_log_leads_to_every_memory(self):
        for note in self.app.decks.notes():
            for card in self.app.decks.note_with_cards(note.id)[2]:
                assert self.app.study.replayed(card.id) == card.memory

    def teardown(self):
        if not hasattr(self, "app"):
            return
        end, steps = dump_of(self.app), 0
        while self.app.history.undo_label:
            label, changes = self.app.history.undo()
            assert label
            assert changes != Changes.NOTHING or label in NO_SCREEN_SHOWS
            steps += 1
        assert dump_of(self.app) == self.start
        for _step in range(steps):
            self.app.history.redo()
        assert dump_of(self.app) == end
        while self.app.history.redo_label:  # what was undone before the end
            self.app.history.redo()
        while self.app.history.undo_label:
            self.app.history.undo()
        assert dump_of(self.app) == self.start
        with self.app.library.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None
        self.app.close()
        self.patch.undo()


AnyStudent.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
# Finding the shortest story that fails takes minutes.
TestAnyStudent = pytest.mark.timeout(900)(AnyStudent.TestCase)


def test_nothing_to_undo_or_redo(app):
    assert (app.history.undo_label, app.history.redo_label) == ("", "")
    assert app.history.undo() == app.history.redo() == ("", Changes.NOTHING)


def test_undo_names_what_it_takes_back_and_says_what_it_touched(app, stocked, dump):
    app.decks.create("A")
    before = dump(app)
    stocked(3)
    assert app.history.undo_label == "Accept 3 cards"
    label, changes = app.history.undo()
    assert label == app.history.redo_label == "Accept 3 cards"
    assert changes & Changes.NOTES
    assert app.history.undo()[0] == "Add “How drug1 works”"
    assert dump(app) == before


def test_a_new_change_forgets_what_was_undone(app):
    app.decks.create("A")
    app.history.undo()
    app.decks.create("B")
    assert app.history.redo_label == ""
    assert app.history.redo() == ("", Changes.NOTHING)
    assert app.decks.names() == ["B"]


def test_a_change_that_changed_nothing_is_no_step(app):
    app.decks.create("A")
    app.decks.create("A")
    app.history.undo()
    assert app.history.undo_label == ""


def test_a_decision_that_was_taken_already_is_no_step(app, stocked):
    stocked(1)
    (draft,) = app.drafts.of_article(1)
    app.drafts.reject([draft.id])
    app.drafts.reject([draft.id])
    app.history.undo()
    assert app.history.undo_label == "Accept 1 card"


def test_a_change_that_failed_is_no_step(app, stocked):
    stocked(1)
    label = app.history.undo_label
    with suppress(BadInput):
        app.drafts.edit(1, "", "")
    assert app.history.undo_label == label


def test_an_undone_answer_brings_back_memory_log_and_queue(app, stocked, clock):
    stocked(2)
    before = app.study.next()
    app.study.answer(before.card.id, Rating.EASY)
    app.history.undo()
    assert app.study.next() == before
    assert app.study.log(before.card.id) == []


def test_only_the_latest_two_hundred_steps_are_kept(app):
    for number in range(230):
        app.decks.create(f"Deck {number}")
    undone = 0
    while app.history.undo_label:
        app.history.undo()
        undone += 1
    assert 200 <= undone <= 202
    assert len(app.decks.names()) == 230 - undone


def test_going_back_over_many_rows_says_how_far_it_is_and_can_be_stopped(app, stocked, dump, monkeypatch):
    monkeypatch.setattr(reversing, "_STRETCH", 10)
    stocked(40)
    before, shares, cancel = dump(app), [], Cancel()

    def stop_half_way(share, _stage):
        shares.append(share)
        if share > 0.4:
            cancel.set()

    with pytest.raises(Cancelled):
        app.history.undo(stop_half_way, cancel)
    assert len(shares) > 3
    assert shares == sorted(shares)
    assert shares[-1] < 0.9
    assert dump(app) == before
    assert app.history.undo_label == "Accept 40 cards"
    shares.clear()
    app.history.undo(lambda share, _stage: shares.append(share))
    assert shares[-1] == pytest.approx(0.9)
    app.history.redo()
    assert dump(app) == before


def test_text_that_is_hard_to_quote_comes_back(app, stocked, dump):
    stocked(1)
    note = app.decks.notes()[0]
    hard = "it's \"quoted\" \\ %s ?1 :x 'a''b' – „日本“ 🧠 \u202e {{c1::x}} \n;--"
    app.decks.edit_note(note.id, (hard, *note.fields[1:]))
    before = dump(app)
    app.decks.remove("Biology")
    app.history.undo()
    assert dump(app) == before
    assert app.decks.notes()[0].fields[0] == hard


VALUES = (0.1 + 0.2, 5e-324, -0.0, 2**53 + 1, -(2**63), None, b"\0\xff\n", "", "it's\0not?1", "\u202e🧠")


@pytest.mark.parametrize("value", VALUES)
def test_a_value_of_any_kind_comes_back_as_it_was(value):
    """In a table without types, since the log that keeps the old values has none either."""
    tables = MetaData()
    odd = Table("odd", tables, Column("id", Integer, primary_key=True), Column("value", NullType()))
    with create_engine("sqlite://").connect() as connection:
        connection.exec_driver_sql("CREATE TABLE odd (id INTEGER PRIMARY KEY, value)")
        connection.exec_driver_sql("INSERT INTO odd VALUES (7, ?)", (value,))
        log = UndoLog(connection, [odd])
        for act in (
            "UPDATE odd SET value = 'new', id = 8",
            "DELETE FROM odd",
            "INSERT INTO odd VALUES (9, 1)",
        ):
            first = log.position()
            connection.exec_driver_sql(act)
            log.record(first, log.position(), act, Changes.NOTHING)
        for _step in range(3):
            back = log.reverse(redo=False)
            log.turn(back, redo=False)
        rows = connection.exec_driver_sql("SELECT id, value, typeof(value) FROM odd").all()
        kinds = {float: "real", int: "integer", type(None): "null", bytes: "blob", str: "text"}
        assert [tuple(row) for row in rows] == [(7, value, kinds[type(value)])]


def test_without_undo_nothing_is_remembered():
    app = open_app(None)
    app.decks.create("A")
    assert app.history.undo() == ("", Changes.NOTHING)
    assert app.decks.names() == ["A"]
    app.close()
