"""What is kept of the lines from answer to answer is what looking at the library anew would give, whatever is done between."""

import os
from contextlib import suppress
from datetime import UTC, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from flashcards.app import open_app
from flashcards.core.changes import Changes
from flashcards.core.drafts import CardType
from flashcards.core.errors import FlashcardsError, NotFound
from flashcards.core.exams import Coverage, Exam
from flashcards.core.facts import FactKind
from flashcards.core.reviews import CardState, Rating
from flashcards.core.scopes import Scope
from flashcards.core.sessions import SessionPlan
from flashcards.core.settings import NewOrder, NewWhen, ReviewOrder, StudySettings
from flashcards.services import beginnings
from flashcards.services.study import Answer, StudyParts
from tests.conftest import FakeClock, make_analysed, stock

TORTURE = bool(os.environ.get("FLASHCARDS_TORTURE"))
CHOICE = st.randoms(use_true_random=False)
GAPS = "Step {{c1::2}} raises {{c2::protein}} {{c3::2}}."
SCOPES = (
    Scope(),
    Scope(),
    Scope("A"),
    Scope("A::B"),
    Scope("C"),
    Scope(article_id=1),
    Scope(role=FactKind.MECHANISM),
    Scope(role=FactKind.RISK),
    Scope("A", role=FactKind.RISK),
    Scope("C", article_id=2),
)
VALUES = {
    "new_per_day": ("2", "4", "20"),
    "reviews_per_day": ("2", "5", "9999"),
    "new_when": tuple(each.value for each in NewWhen),
    "new_order": tuple(each.value for each in NewOrder),
    "review_order": tuple(each.value for each in ReviewOrder),
    "learning_steps": ("none", "1 10", "5"),
    "relearning_steps": ("none", "10"),
    "bury_new": ("on", "off"),
    "bury_reviews": ("on", "off"),
    "bury_sentence": ("on", "off"),
    "leech_threshold": ("0", "1", "2"),
    "leech_action": ("suspend", "tag"),
}


def anew(app):
    """A queue over the same library that has seen nothing yet."""
    return StudyParts.over(app.library, app.calendar, StudySettings()).queue


class AnyStudy(RuleBasedStateMachine):
    """Studies one part of a library after the other, with all that may happen meanwhile."""

    @initialize(choice=CHOICE, few=st.booleans())
    def open(self, choice, few):
        """Some read no more than two steps at once, as in libraries with very many."""
        self.patch = pytest.MonkeyPatch()
        if few:
            self.patch.setattr(beginnings, "_MOST_STEPS", 2)
        self.clock = FakeClock()
        self.scope = Scope()
        self.app = app = open_app(None, self.clock, undo=True, zone=UTC)
        for name, deck in (("ketamine", "A"), ("lithium", "A::B"), ("caffeine", "C")):
            article_id, _changes = app.articles.add(make_analysed(5, name))
            drafts = app.drafts.of_article(article_id)
            app.drafts.edit(drafts[2].id, GAPS, "2")
            app.drafts.accept([each.id for each in drafts], deck)
            app.shaping.write(article_id, drafts[0].evidence, (CardType.BASIC, "Which step?", "0"), deck)
        with app.library.writing("Another role", Changes.NOTES) as connection:
            connection.exec_driver_sql("UPDATE notes SET role = 'risk' WHERE fields LIKE 'Which step%'")
        for name in ("Default", "Other"):
            app.presets.change(name, {each: choice.choice(values) for each, values in VALUES.items()})
        for card in self.cards():
            if choice.random() < 0.6:
                app.study.answer(card.id, choice.choice((Rating.GOOD, Rating.EASY)))
        self.clock.advance(days=choice.randint(0, 12))
        if choice.random() < 0.3:
            self.an_exam_comes(days=3)

    def cards(self):
        return self.app.search.cards("")

    @rule(scope=st.sampled_from(SCOPES))
    def study_another_part(self, scope):
        if scope.deck is None or scope.deck in self.app.decks.names():
            self.scope = scope

    @rule(ratings=st.lists(st.sampled_from(Rating), min_size=1, max_size=6), seconds=st.integers(0, 400))
    def study(self, ratings, seconds):
        for rating in ratings:
            shown = self.app.study.next(self.scope)
            if shown is not None:
                self.app.study.answer(shown.card.id, rating, 900)
                self.clock.advance(seconds=seconds)
                self.what_comes_next_is_what_the_library_says()

    @rule(
        choice=CHOICE, rating=st.sampled_from(Rating), minutes=st.sampled_from((None, -2000, -1500, -30, 5))
    )
    def answer_some_cards(self, choice, rating, minutes):
        at = None if minutes is None else self.clock.now + timedelta(minutes=minutes)
        for card in choice.sample(self.cards(), min(3, len(self.cards()))):
            self.app.study.answer(card.id, rating, 900, at=at)
            self.what_comes_next_is_what_the_library_says()

    @rule(choice=CHOICE)
    def answers_of_which_one_fails(self, choice):
        for card in choice.sample(self.cards(), min(1, len(self.cards()))):
            with pytest.raises(NotFound):
                self.app.study.answer_all([Answer(card.id, Rating.GOOD), Answer(10**9, Rating.GOOD)])

    @rule(minutes=st.integers(0, 30))
    def minutes_pass(self, minutes):
        self.clock.advance(minutes=minutes)

    @rule(hours=st.integers(-30, 60))
    def the_clock_goes(self, hours):
        self.clock.advance(hours=hours)

    @rule(
        choice=CHOICE,
        verb=st.sampled_from(["suspend", "unsuspend", "bury", "unbury", "forget", "set_due", "flag"]),
        number=st.integers(0, 2),
    )
    def mark_cards(self, choice, verb, number):
        ids = [card.id for card in self.cards() if choice.random() < 0.3]
        getattr(self.app.cards, verb)(ids, *((number,) if verb in ("set_due", "flag") else ()))

    @rule(choice=CHOICE, name=st.sampled_from(["Default", "Other"]))
    def change_preset(self, choice, name):
        chosen = choice.sample(sorted(VALUES), 3)
        self.app.presets.change(name, {each: choice.choice(VALUES[each]) for each in chosen})

    @rule(deck=st.sampled_from(["A", "A::B", "C"]), name=st.sampled_from(["Default", "Other"]))
    def give_preset(self, deck, name):
        with suppress(FlashcardsError):
            self.app.presets.assign(deck, name)

    @rule(choice=CHOICE, deck=st.sampled_from(["A", "A::B", "C", "D"]))
    def move(self, choice, deck):
        self.app.notes.move([card.id for card in self.cards() if choice.random() < 0.3], deck)

    @rule(choice=CHOICE)
    def remove_note(self, choice):
        for note in choice.sample(self.app.decks.notes(), min(1, len(self.app.decks.notes()))):
            self.app.decks.remove_notes([note.id])

    @rule(name=st.sampled_from(["fresh", "more"]))
    def more_cards(self, name):
        stock(self.app, 3, "A", name)

    @rule(days=st.integers(1, 9))
    def an_exam_comes(self, days):
        with suppress(FlashcardsError):
            self.app.exams.add(Exam("Exam", self.clock.now + timedelta(days=days), Coverage(decks=("A",))))
        self.app.exam_plans.keep_up()

    @rule(rating=st.sampled_from(Rating))
    def cram(self, rating):
        with suppress(FlashcardsError):
            self.app.sessions.start(SessionPlan(cram=True))
            self.app.sessions.answer(self.app.sessions.next().card.id, rating)

    @rule(steps=st.integers(1, 4))
    def undo(self, steps):
        for _step in range(steps):
            self.app.history.undo()

    @rule()
    def redo(self):
        self.app.history.redo()

    @rule()
    def prepare(self):
        with suppress(NotFound):
            self.app.study.prepare(self.scope)

    @invariant()
    def what_comes_next_is_what_the_library_says(self):
        app, now = self.app, self.clock.now
        if self.scope.deck is not None and self.scope.deck not in app.decks.names():
            with pytest.raises(NotFound):
                app.study.next(self.scope)
            self.scope = Scope()
        first, second = anew(app), anew(app)
        with app.library.reading() as connection:
            comes, left = first.next(connection, self.scope, now), second.left(connection, self.scope, now)
        shown = app.study.next(self.scope)
        assert (shown and shown.card) == comes
        assert app.study.left(self.scope) == left
        if comes is not None:
            assert shown == app.study.show(comes.id)
        self.what_is_due_comes_in_that_order(comes)

    def what_is_due_comes_in_that_order(self, comes):
        """Another way to tell: the first of the list of what is due, where one preset says when new cards come."""
        presets = self.app.presets.all().values()
        if self.app.exams.all() or {each.new_when for each in presets} not in (
            {NewWhen.AFTER},
            {NewWhen.BEFORE},
        ):
            return
        due = self.app.study.due(self.scope)
        if due:
            assert comes == due[0]
        else:
            assert comes is None or comes.memory.state in (CardState.LEARNING, CardState.RELEARNING)

    def teardown(self):
        if hasattr(self, "app"):
            self.app.close()
            self.patch.undo()


AnyStudy.TestCase.settings = settings(
    max_examples=1000 if TORTURE else 40,
    stateful_step_count=50 if TORTURE else 25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
TestAnyStudy = pytest.mark.timeout(3600 if TORTURE else 600)(AnyStudy.TestCase)


def test_a_card_of_another_role_that_is_put_off_leaves_the_line_of_its_role(app, analysed):
    article_id, _changes = app.articles.add(analysed(3))
    mechanism, _theory, risk = app.drafts.of_article(article_id)
    app.drafts.accept([mechanism.id, risk.id], "A")
    with app.library.writing("The same sentence", Changes.NOTES) as connection:
        connection.exec_driver_sql("UPDATE notes SET start = 5, end = 9")
    app.presets.change("Default", {"bury_sentence": "on"})
    first = app.study.next(Scope(role=FactKind.MECHANISM)).card.id
    assert app.study.next(Scope(role=FactKind.RISK)) is not None
    app.study.answer(first, Rating.EASY)
    assert app.study.next(Scope(role=FactKind.RISK)) is None


def test_the_next_card_is_found_without_asking_the_lines_again(app, stocked):
    """What an answer does to them is known; so only the card and its note are read."""
    stocked(30)
    asked = []
    app.study.answer(app.study.next().card.id, Rating.EASY)
    app.study.prepare()
    shown = app.study.next()
    app.study.answer(shown.card.id, Rating.GOOD)
    driver = app.library._connection.connection.driver_connection
    driver.set_trace_callback(asked.append)
    assert app.study.next() is not None
    driver.set_trace_callback(None)
    lines = [each for each in asked if "ORDER BY" in each or ("count(" in each and "reviews" in each)]
    assert lines == []
