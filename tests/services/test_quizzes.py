"""Quizzes over a real library: made from its cards, answered, ended, looked back on; the schedule stays as it is."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.core.changes import Changes
from flashcards.core.errors import BadInput, Cancelled, NotFound
from flashcards.core.exams import Coverage
from flashcards.core.facts import FactKind
from flashcards.core.grading import Outcome
from flashcards.core.progress import Cancel
from flashcards.core.quiz_records import question_of, question_record, spec_of, spec_record
from flashcards.core.quiz_results import QuizSummary, trend
from flashcards.core.quizzes import Choice, QuestionKind, QuizSpec, TrueFalse
from flashcards.core.reviews import Rating
from flashcards.core.typed import Nearness, compare
from tests.services.test_choices import about_receptors

WIDE = (
    *(("plaxin", "NMDA"), ("tonic", "AMPA"), ("poison", "opioid"), ("daylight", "orexin"), ("coffee", "adenosine")),
    *(("venom", "kainate"), ("resin", "sigma")),
)  # fmt: skip
WAYS = ("at noon", "while asleep", "in a lizard", "after rain", "for hours", "in winter", "under water")


@pytest.fixture
def receptors(app):
    """Seven cards that can be asked in several ways."""
    import tests.services.test_choices as making

    old, making.WAYS = making.WAYS, tuple(f"lock {way}" for way in WAYS)
    try:
        article_id, _changes = app.articles.add(about_receptors(WIDE))
    finally:
        making.WAYS = old
    app.drafts.accept([each.id for each in app.drafts.of_article(article_id)], "Brain")
    return [card.id for card in app.search.cards("")]


def test_every_kind_that_cards_allow_is_asked_and_nothing_twice(app, receptors):
    quiz = app.quizzes.make(QuizSpec(number=7, seed=3))
    kinds = {question.kind for question in quiz.questions}
    assert {QuestionKind.CHOICE, QuestionKind.TRUE_FALSE, QuestionKind.TYPED} & kinds
    ids = [basis.card_id for question in quiz.questions for basis in question.basis]
    assert len(ids) == len(set(ids))
    assert all(
        question.basis[0].sentence and question.basis[0].title == "Receptors" for question in quiz.questions
    )


@settings(max_examples=15)
@given(
    seed=st.integers(0, 2**32),
    number=st.integers(1, 9),
    kinds=st.sets(st.sampled_from(QuestionKind), min_size=1),
)
def test_a_seed_gives_the_same_quiz_of_the_wished_kinds_and_size(app, receptors, seed, number, kinds):
    spec = QuizSpec(number=number, seed=seed, kinds=tuple(sorted(kinds)))
    try:
        quiz = app.quizzes.make(spec)
    except NotFound:
        assert not kinds & {QuestionKind.CHOICE, QuestionKind.TYPED}
        return
    assert quiz == app.quizzes.make(spec)
    assert 1 <= len(quiz.questions) <= number
    assert {question.kind for question in quiz.questions} <= kinds
    for question in quiz.questions:
        if isinstance(question.task, Choice):
            right = question.task.options[question.task.right]
            others = [each for at, each in enumerate(question.task.options) if at != question.task.right]
            assert len(others) == 3
            assert all(compare(each, right).nearness is Nearness.DIFFERENT for each in others)
        if isinstance(question.task, TrueFalse) and not question.task.is_true:
            assert question.stem != question.task.correct
            assert question.task.wrong in question.stem
        assert question_of(json.loads(json.dumps(question_record(question)))) == question


def test_a_card_without_good_choices_is_typed_and_where_that_is_not_wished_it_is_left_out(app, stocked):
    stocked(3)
    kinds = (QuestionKind.CHOICE, QuestionKind.TYPED)
    quiz = app.quizzes.make(QuizSpec(number=3, kinds=kinds))
    assert {question.kind for question in quiz.questions} == {QuestionKind.TYPED}
    with pytest.raises(NotFound, match="No good question"):
        app.quizzes.make(QuizSpec(number=3, kinds=(QuestionKind.CHOICE,)))


@pytest.mark.parametrize(
    ("spec", "cards"),
    [
        (QuizSpec(), 7),
        (QuizSpec(covers=Coverage(decks=("Brain",))), 7),
        (QuizSpec(covers=Coverage(roles=(FactKind.RISK,))), 0),
        (QuizSpec(covers=Coverage(tags=("flashcards",))), 7),
        (QuizSpec(covers=Coverage(tags=("flash",))), 0),
        (QuizSpec(covers=Coverage(lost=True)), 0),
        (QuizSpec(query="plaxin"), 1),
        (QuizSpec(card_ids=(1, 2, 999)), 2),
    ],
)
def test_any_set_of_cards_can_be_asked(app, receptors, spec, cards):
    assert app.quizzes.count(spec) == cards
    assert spec_of(json.loads(json.dumps(spec_record(spec)))) == spec


@pytest.mark.parametrize(
    "spec",
    [QuizSpec(covers=Coverage(decks=("Nowhere",))), QuizSpec(covers=Coverage(articles=(99,)))],
)
def test_what_is_not_there_is_said(app, receptors, spec):
    with pytest.raises(NotFound):
        app.quizzes.start(spec)


def test_a_bad_search_or_a_stop_changes_nothing(app, receptors, dump):
    before = dump(app)
    with pytest.raises(BadInput):
        app.quizzes.start(QuizSpec(query="(open"))
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Cancelled):
        app.quizzes.start(QuizSpec(), cancel=cancel)
    with pytest.raises(NotFound):
        app.quizzes.start(QuizSpec(query="nothinglikethis"))
    assert dump(app) == before


def test_a_quiz_is_answered_ended_and_kept_and_no_card_moves(app, receptors, clock):
    cards = [app.study.show(card).card for card in receptors]
    run, changes = app.quizzes.start(QuizSpec(number=4, seed=1, title="Receptors"))
    assert changes == Changes.QUIZZES
    first, second = run.quiz.questions[:2]
    right, _changes = app.quizzes.answer(run.quiz.id, 0, first.right, 4000)
    wrong, _changes = app.quizzes.answer(run.quiz.id, 1, ("nonsense",), 2000)
    assert (right.outcome, wrong.outcome) == (Outcome.RIGHT, Outcome.WRONG)
    with pytest.raises(BadInput, match="already"):
        app.quizzes.answer(run.quiz.id, 0, first.right)
    assert app.quizzes.current().next == 2
    clock.advance(minutes=5)
    result, _changes = app.quizzes.finish(run.quiz.id)
    assert (result.all.points, result.seconds) == (first.points, 6.0)
    assert result.missed == tuple(each.card_id for each in second.basis)
    assert sum(tally.points for tally in result.by_role) == first.points
    with pytest.raises(BadInput, match="over"):
        app.quizzes.answer(run.quiz.id, 2, ("x",))
    assert app.quizzes.current() is None
    assert [(each.title, each.points) for each in app.quizzes.history()] == [("Receptors", first.points)]
    assert [app.study.show(card).card for card in receptors] == cards
    assert app.study.log(receptors[0]) == []


def test_a_mock_exam_lets_answers_change_and_counts_what_was_left_out(app, receptors):
    run, _changes = app.quizzes.start(QuizSpec(number=3, seed=1, mock=True, minutes=1))
    quiz = run.quiz
    app.quizzes.answer(quiz.id, 0, ("nonsense",), 5000)
    app.quizzes.answer(quiz.id, 0, quiz.questions[0].right, 7000)
    assert app.quizzes.get(quiz.id).seconds_left == 48
    result, _changes = app.quizzes.finish(quiz.id)
    assert (result.all.points, result.all.of) == (quiz.questions[0].points, quiz.points)
    assert result.outcomes[Outcome.SKIPPED] == 2


def test_an_interrupted_quiz_goes_on_after_the_program_was_closed(clock, tmp_path):
    from flashcards.app import open_app

    path = tmp_path / "library.db"
    app = open_app(path, clock)
    article_id, _changes = app.articles.add(about_receptors())
    app.drafts.accept([each.id for each in app.drafts.of_article(article_id)], "Brain")
    run, _changes = app.quizzes.start(QuizSpec(number=3, minutes=10))
    app.quizzes.answer(run.quiz.id, 0, run.quiz.questions[0].right, 60_000)
    app.close()
    app = open_app(path, clock)
    again = app.quizzes.current()
    app.close()
    assert again.quiz.questions == run.quiz.questions
    assert (again.next, again.seconds_left) == (1, 540)


def test_the_student_may_count_an_answer_as_right(app, receptors):
    run, _changes = app.quizzes.start(QuizSpec(number=2, seed=1))
    app.quizzes.answer(run.quiz.id, 0, ("nonsense",))
    app.quizzes.answer(run.quiz.id, 1, ("nonsense",))
    app.quizzes.finish(run.quiz.id)
    app.quizzes.overrule(run.quiz.id, 0)
    assert app.quizzes.result(run.quiz.id).all.points == run.quiz.questions[0].points
    assert app.quizzes.history()[0].points == run.quiz.questions[0].points
    assert app.quizzes.get(run.quiz.id).answers[0].given == ("nonsense",)


def test_every_step_can_be_taken_back(app, receptors, dump):
    before = dump(app)
    run, _changes = app.quizzes.start(QuizSpec(number=2, seed=1))
    app.quizzes.answer(run.quiz.id, 0, ("nonsense",))
    app.quizzes.finish(run.quiz.id)
    app.quizzes.remove(run.quiz.id)
    for _step in range(4):
        app.history.undo()
    assert dump(app) == before


def test_missed_cards_come_today_only_when_asked_and_it_can_be_taken_back(app, receptors, clock, dump):
    known, new = receptors[0], receptors[3]
    for _answer in range(3):
        app.study.answer(known, Rating.EASY)
        clock.advance(days=1)
    memory = app.study.show(known).card.memory
    assert memory.due_day > app.calendar.day_of(clock())
    before = dump(app)
    count, changes = app.quizzes.add_to_today([known, new, new])
    assert (count, changes) == (2, Changes.REVIEWS | Changes.DECKS)
    due = [card.id for card in app.study.due("Brain")]
    assert set(due[:2]) == {known, new}
    after = app.study.show(known).card.memory
    assert (after.stability, after.difficulty, after.reps) == (
        memory.stability,
        memory.difficulty,
        memory.reps,
    )
    assert app.study.replayed(known) == after
    app.history.undo()
    assert dump(app) == before


def test_missed_cards_can_be_crammed(app, receptors):
    session = app.sessions.start(app.quizzes.cram_plan(receptors[:2]))
    assert set(session.left) == set(receptors[:2])
    assert session.plan.cram


def test_a_trend_needs_two_quizzes_and_more_than_a_little_change():
    def quiz(share, over=True):
        return QuizSummary(1, "Q", 0, 1 if over else None, False, 10, round(share * 100), 100)

    assert trend([quiz(0.5)]) is None
    assert trend([quiz(0.5), quiz(0.9, over=False)]) is None
    assert trend([quiz(0.9), quiz(0.5)]) == pytest.approx(0.4)
    assert trend([quiz(0.52), quiz(0.5)]) == 0.0
