"""Any sequence of what the services offer: counts agree, undo leads back byte for byte, logs lead to every memory.

`tests/store/test_undo` has the verbs of one deck and its drafts. Here decks also go out and come in, cards are moved,
split, merged and replaced in, exams are planned, and the clock is set back. The long form is `make torture`.
"""

import contextlib
import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from flashcards.app import open_app
from flashcards.core.drafts import CardType, DraftState
from flashcards.core.errors import FlashcardsError
from flashcards.core.exams import Coverage, Exam
from flashcards.core.exports import ExportOptions
from flashcards.core.replacing import Replacement
from flashcards.core.reviews import Rating
from flashcards.core.sessions import SessionPlan
from flashcards.services.incoming import Incoming
from tests.conftest import MONDAY, FakeClock, make_analysed
from tests.store.test_undo import CHOICE, DECKS, AnyStudent, dump_of

TORTURE = bool(os.environ.get("FLASHCARDS_TORTURE"))
FILES = ("studied.apkg", "plain.apkg", "table.csv")
WORDS = st.text(max_size=12)


@cache
def staged(name):
    """A file of somebody who studied the same article, as it is before it is taken in."""
    folder = Path(tempfile.mkdtemp(prefix="flashcards-tests-"))
    clock = FakeClock(MONDAY + timedelta(days=1))
    with contextlib.closing(open_app(None, clock, zone=UTC)) as app:
        article_id, _changes = app.articles.add(make_analysed(4, "ketamine"))
        app.drafts.accept([each.id for each in app.drafts.of_article(article_id)], "A::Other")
        for rating in (Rating.GOOD, Rating.AGAIN, Rating.EASY, Rating.HARD, Rating.GOOD):
            app.study.answer(app.study.next().card.id, rating, 900)
            clock.advance(minutes=11)
        options = ExportOptions(with_progress=name == "studied.apkg", with_presets=name == "studied.apkg")
        app.exchange.export("A", folder / name, options if name.endswith(".apkg") else ExportOptions())
        incoming = app.importing.read(folder / name)
        kept = Incoming(incoming.package, folder / "staged")
        shutil.copytree(incoming.folder, kept.folder)
        incoming.close()
    return kept


class AnyOwner(AnyStudent):
    """Does what the services offer with whole files, cards and exams, besides."""

    has_rounded = False

    def cards(self):
        return self.app.search.cards("")

    def some(self, choice, things):
        return [each for each in things if choice.random() < 0.6]

    @rule(name=st.sampled_from(FILES), progress=st.booleans())
    def bring(self, name, progress):
        kept = staged(name)
        with tempfile.TemporaryDirectory() as folder:
            copy = Incoming(kept.package, Path(folder) / "staged")
            shutil.copytree(kept.folder, copy.folder)
            before = dump_of(self.app)
            self.app.importing.preview(copy, with_progress=progress)
            assert dump_of(self.app) == before
            self.app.importing.bring(copy, with_progress=progress)
        self.has_rounded |= progress and name == "studied.apkg"

    @precondition(lambda self: self.app.decks.names())
    @rule(choice=CHOICE, ending=st.sampled_from([".apkg", ".csv", ".md"]), progress=st.booleans())
    def hand_out(self, choice, ending, progress):
        options = ExportOptions(with_progress=progress and ending == ".apkg")
        with tempfile.TemporaryDirectory() as folder, suppress(FlashcardsError):
            self.app.exchange.export(
                choice.choice(self.app.decks.names()), Path(folder) / f"deck{ending}", options
            )

    @precondition(lambda self: self.cards())
    @rule(choice=CHOICE, deck=st.sampled_from((*DECKS, "New::One")))
    def move(self, choice, deck):
        self.app.notes.move([card.id for card in self.some(choice, self.cards())], deck)

    @precondition(lambda self: self.app.decks.notes())
    @rule(
        choice=CHOICE, tags=st.sampled_from(["a", "a b::c", "ß 日本"]), verb=st.sampled_from(["tag", "untag"])
    )
    def mark_notes(self, choice, tags, verb):
        getattr(self.app.notes, verb)([each.id for each in self.some(choice, self.app.decks.notes())], tags)

    @precondition(lambda self: self.app.decks.notes())
    @rule(
        choice=CHOICE, find=st.sampled_from(["e", "protein", "Step"]), put=st.sampled_from(["", "x", "<b>"])
    )
    def replace_words(self, choice, find, put):
        ids = [each.id for each in self.some(choice, self.app.decks.notes())]
        with suppress(FlashcardsError):
            self.app.replacing.replace(ids, Replacement(find, put))

    @precondition(lambda self: self.app.decks.notes())
    @rule(choice=CHOICE)
    def bring_back(self, choice):
        older = self.app.notes.older(choice.choice(self.app.decks.notes()).id)
        if older:
            with suppress(FlashcardsError):
                self.app.notes.bring_back(choice.choice(older).id)

    @precondition(lambda self: self.drafts())
    @rule(choice=CHOICE, verb=st.sampled_from(["split", "merge"]))
    def reshape(self, choice, verb):
        with suppress(FlashcardsError):
            if verb == "split":
                self.app.shaping.split(choice.choice(self.drafts()).id)
            else:
                self.app.shaping.merge([each.id for each in self.drafts()[:2]])

    @precondition(lambda self: self.drafts())
    @rule(choice=CHOICE, question=WORDS, answer=WORDS, deck=st.sampled_from((*DECKS, None)))
    def write(self, choice, question, answer, deck):
        draft = choice.choice(self.drafts())
        with suppress(FlashcardsError):
            self.app.shaping.write(draft.article_id, draft.evidence, (CardType.BASIC, question, answer), deck)

    @rule(
        name=st.sampled_from(["s", "日本"]),
        query=st.sampled_from(["is:due", "tag:a", "x"]),
        keep=st.booleans(),
    )
    def saved_search(self, name, query, keep):
        with suppress(FlashcardsError):
            if keep:
                self.app.browsing.save_search(name, query)
            else:
                self.app.browsing.forget_search(name)

    @precondition(lambda self: self.cards())
    @rule(choice=CHOICE, rating=st.sampled_from(Rating), minutes=st.integers(-600, 600))
    def answer_at_another_time(self, choice, rating, minutes):
        card = choice.choice(self.cards())
        with suppress(FlashcardsError):
            self.app.study.answer(card.id, rating, 700, at=self.clock.now + timedelta(minutes=minutes))

    @precondition(lambda self: self.cards())
    @rule(choice=CHOICE, rating=st.sampled_from(Rating))
    def cram(self, choice, rating):
        self.app.study.cram(choice.choice(self.cards()).id, rating)

    @rule(hours=st.integers(1, 48))
    def clock_is_set_back(self, hours):
        self.clock.advance(hours=-hours)

    @precondition(lambda self: self.cards())
    @rule(ratings=st.lists(st.sampled_from(Rating), max_size=3), cram=st.booleans())
    def session(self, ratings, cram):
        with suppress(FlashcardsError):
            self.app.sessions.start(SessionPlan(cram=cram))
            for rating in ratings:
                if shown := self.app.sessions.next():
                    self.app.sessions.answer(shown.card.id, rating, 500)
            self.app.sessions.end()

    @precondition(lambda self: self.app.decks.names())
    @rule(choice=CHOICE, days=st.integers(1, 20), verb=st.sampled_from(["add", "apply", "remove"]))
    def exam(self, choice, days, verb):
        with suppress(FlashcardsError):
            if verb == "add":
                deck = choice.choice(self.app.decks.names())
                self.app.exams.add(
                    Exam("Exam", self.clock.now + timedelta(days=days), Coverage(decks=(deck,)))
                )
            elif verb == "apply":
                self.app.exam_plans.apply("Exam")
            else:
                self.app.exams.remove("Exam")

    def every_accepted_draft_has_a_note_with_a_card(self):
        """As many cards as it has gaps: words may be replaced by gaps, and notes of others are merged."""

    @invariant()
    def drafts_and_notes_know_each_other(self):
        for draft in self.drafts():
            assert (draft.note_id is not None) == (draft.state is DraftState.ACCEPTED)

    def the_log_leads_to_every_memory(self):
        """To the last digit, unless memories came from a package: those have four decimals."""
        for card in self.cards():
            replayed = self.app.study.replayed(card.id)
            if not self.has_rounded:
                assert replayed == card.memory
                continue
            rounded = {"stability": None, "difficulty": None, "interval": 0, "due_day": None}
            assert replace(replayed, **rounded) == replace(card.memory, **rounded)
            assert replayed.stability == pytest.approx(card.memory.stability, rel=0.01)
            assert replayed.difficulty == pytest.approx(card.memory.difficulty, abs=0.01)


AnyOwner.TestCase.settings = settings(
    max_examples=400 if TORTURE else 12,
    stateful_step_count=50 if TORTURE else 16,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
TestAnyOwner = pytest.mark.timeout(3600 if TORTURE else 600)(AnyOwner.TestCase)
