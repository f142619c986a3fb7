"""Whatever the clock does between answers, due dates set by hand, imports and undo: the log leads to every memory.

Only the acts that write to the log, so that thousands of stories are quick; `test_any_sequence` has all the others.
"""

import os
import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from flashcards.app import open_app
from flashcards.core.reviews import Rating
from flashcards.services.incoming import Incoming
from tests.conftest import MONDAY, FakeClock, stock
from tests.services.test_any_sequence import staged

TORTURE = bool(os.environ.get("FLASHCARDS_TORTURE"))
CARDS = st.sets(st.integers(0, 1), min_size=1)
JUMPS = (
    st.timedeltas(timedelta(days=-400), timedelta(days=400))
    | st.timedeltas(timedelta(hours=-30), timedelta(hours=30))
    | st.sampled_from([timedelta(), timedelta(milliseconds=1), timedelta(days=1), timedelta(days=-1)])
)


class AnyClock(RuleBasedStateMachine):
    """Two cards of somebody whose clock jumps."""

    has_rounded = False

    @initialize()
    def open(self):
        self.clock = FakeClock(MONDAY)
        self.app = open_app(None, self.clock, undo=True, zone=UTC)
        self.stock()
        self.begin = self.app.history.mark

    def stock(self):
        self.ids = stock(self.app, 2)

    def chosen(self, which):
        return [self.ids[each] for each in which]

    @rule(jump=JUMPS)
    def clock_jumps(self, jump):
        self.clock.now = max(self.clock.now + jump, MONDAY - timedelta(days=3000))

    @rule(which=CARDS, rating=st.sampled_from(Rating))
    def answer(self, which, rating):
        for card_id in self.chosen(which):
            self.app.study.answer(card_id, rating)

    @rule(which=CARDS, rating=st.sampled_from(Rating), jump=JUMPS)
    def answer_dated(self, which, rating, jump):
        for card_id in self.chosen(which):
            self.app.study.answer(card_id, rating, at=self.clock.now + jump)

    @rule(which=CARDS, rating=st.sampled_from(Rating))
    def cram(self, which, rating):
        for card_id in self.chosen(which):
            self.app.study.cram(card_id, rating)

    @rule(which=CARDS, days=st.integers(0, 40))
    def set_due(self, which, days):
        self.app.cards.set_due(self.chosen(which), days)

    @rule(which=CARDS)
    def forget(self, which):
        self.app.cards.forget(self.chosen(which))

    @rule(days=st.integers(1, 5))
    def catch_up(self, days):
        self.app.backlog.catch_up(days)

    @rule()
    def reschedule(self):
        self.app.optimiser.reschedule()

    @rule()
    def repair(self):
        if not self.has_rounded:  # what another program says of a memory stands
            self.app.checks.repair()
            assert self.app.checks.check().findings == ()

    @rule()
    def undo(self):
        if self.app.history.mark > self.begin:
            self.app.history.undo()

    @rule()
    def redo(self):
        self.app.history.redo()

    @invariant()
    def the_log_leads_to_every_memory(self):
        for card_id in self.ids:
            memory, replayed = self.app.study.show(card_id).card.memory, self.app.study.replayed(card_id)
            if self.has_rounded and memory.stability is not None and replayed.stability is not None:
                assert replayed.stability == pytest.approx(memory.stability, rel=0.01)
                assert replayed.difficulty == pytest.approx(memory.difficulty, abs=0.01)
                memory = replace(memory, stability=replayed.stability, difficulty=replayed.difficulty)
            assert replayed == memory

    def teardown(self):
        if hasattr(self, "app"):
            self.app.close()


class AnyClocks(AnyClock):
    """The same with two of the cards of a package, and somebody else's answers to them."""

    def stock(self):
        self.take_in(with_progress=False)
        self.ids = sorted(card.id for card in self.app.search.cards(""))[:2]

    def take_in(self, *, with_progress):
        kept = staged("studied.apkg")
        with tempfile.TemporaryDirectory() as folder:
            copy = Incoming(kept.package, Path(folder) / "staged")
            shutil.copytree(kept.folder, copy.folder)
            self.app.importing.bring(copy, with_progress=with_progress)

    @rule()
    def bring(self):
        self.take_in(with_progress=True)
        self.has_rounded = True


for machine in (AnyClock, AnyClocks):
    machine.TestCase.settings = settings(
        max_examples=1500 if TORTURE else 25,
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
TestAnyClock = pytest.mark.timeout(3600 if TORTURE else 600)(AnyClock.TestCase)
TestAnyClocks = pytest.mark.timeout(3600 if TORTURE else 600)(AnyClocks.TestCase)


def test_a_due_date_set_here_and_answers_from_elsewhere_count_in_their_order():
    for days, due_by_hand in ((-1, False), (2, True)):
        story = AnyClocks()
        story.open()
        story.clock.advance(days=days)
        story.app.cards.set_due(story.ids, 30)
        set_for = story.app.study.show(story.ids[0]).card.memory.due_day
        story.bring()
        story.the_log_leads_to_every_memory()
        memory = story.app.study.show(story.ids[0]).card.memory
        assert memory.reps == 3
        assert (memory.due_day == set_for) is due_by_hand
        story.teardown()
