"""Sessions by time, by order and of cramming: what they take, how they resume, and what they leave alone."""

from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.app import open_app
from flashcards.core.errors import BadInput, NotFound
from flashcards.core.facts import FactKind
from flashcards.core.reviews import CardState, Memory, Rating, ReviewKind
from flashcards.core.scopes import Scope
from flashcards.core.sessions import SessionOrder, SessionPlan
from flashcards.study.backlog import spread
from flashcards.study.gain import gains, recalls
from flashcards.study.scheduler import DEFAULT_PARAMETERS
from flashcards.study.session import fill, still_to_come
from tests.conftest import stock

AGAIN, HARD, GOOD, EASY = Rating


def memory(app, card_id):
    return app.study.show(card_id).card.memory


@pytest.fixture
def reviewed(app, stocked, clock):
    """Six cards in review, learned on different days, all due."""
    app.presets.change("Default", {"balance_load": "off"})
    card_ids = stocked(6)
    for number, card_id in enumerate(card_ids):
        app.study.answer(card_id, EASY, duration=20_000)
        clock.advance(days=number)
    clock.advance(days=30)
    return card_ids


def run(app, ratings):
    """Answer a session's cards with the ratings in turn; returns the cards in their order."""
    seen = []
    for rating in ratings:
        shown = app.sessions.next()
        if shown is None:
            break
        seen.append(shown.card.id)
        app.sessions.answer(shown.card.id, rating, 5000)
    return seen


def test_ten_minutes_take_what_gains_most(app, reviewed):
    session = app.sessions.start(SessionPlan(minutes=1, order=SessionOrder.GAIN))
    assert len(session.chosen) == 5  # twelve seconds each, while the log tells nothing of reviews
    today = app.calendar.day_of(app.clock())
    worth = dict(
        zip(reviewed, gains([memory(app, each) for each in reviewed], today, DEFAULT_PARAMETERS), strict=True)
    )
    assert list(session.chosen) == sorted(reviewed, key=lambda each: -worth[each])[:5]
    assert session.seconds == pytest.approx(60)
    assert run(app, [GOOD] * 9) == list(session.chosen)
    assert app.sessions.next() is None
    assert app.sessions.current().answers == 5


def test_the_weakest_come_first(app, reviewed):
    session = app.sessions.start(SessionPlan(order=SessionOrder.WEAKEST))
    chances = [app.study.show(each).retrievability for each in session.chosen]
    assert chances == sorted(chances)
    assert set(session.chosen) == set(reviewed)


def test_a_session_by_role_and_by_article(app, reviewed, stocked):
    risks = app.sessions.start(SessionPlan(Scope(role=FactKind.RISK))).chosen
    assert len(risks) == 2
    assert {app.study.show(each).note.role for each in risks} == {FactKind.RISK}
    stocked(2, "Other")
    (second,) = [each.id for each in app.articles.all() if each.accepted == 2]
    assert len(app.sessions.start(SessionPlan(Scope(article_id=second))).chosen) == 2
    assert len(app.study.due(Scope(role=FactKind.RISK, article_id=second))) == 0
    assert app.study.left(Scope(article_id=second)).new == 2


def test_a_lapse_comes_back_within_the_session(app, reviewed, clock):
    app.sessions.start(SessionPlan(card_ids=tuple(reviewed[:2])))
    first = app.sessions.next().card.id
    app.sessions.answer(first, AGAIN)
    clock.advance(minutes=11)
    assert app.sessions.next().card.id == first
    app.sessions.answer(first, GOOD)
    assert app.sessions.next().card.id != first


def test_a_session_resumes_after_the_program_was_gone(tmp_path, clock):
    path = tmp_path / "library.db"
    app = open_app(path, clock, zone=UTC)
    stock(app, 5)
    session = app.sessions.start(SessionPlan())
    run(app, [EASY, EASY])
    app.close()
    clock.advance(hours=2)
    app = open_app(path, clock, zone=UTC)
    again = app.sessions.current()
    assert (again.plan, again.chosen, again.answers) == (session.plan, session.chosen, 2)
    assert again.left == session.chosen[2:]
    assert app.sessions.next().card.id == session.chosen[2]
    app.sessions.end()
    assert app.sessions.current() is None
    app.close()


def test_a_session_goes_on_past_the_rollover(app, reviewed, clock):
    clock.now = clock.now.replace(hour=3, minute=58) + timedelta(days=1)
    session = app.sessions.start(SessionPlan())
    run(app, [GOOD])
    clock.advance(minutes=5)  # a new study day
    assert app.sessions.current().left == session.chosen[1:]
    run(app, [GOOD] * 5)
    assert app.sessions.current().left == ()
    days = {app.study.log(each)[-1].day for each in reviewed}
    assert len(days) == 2
    for card_id in reviewed:
        assert app.study.replayed(card_id) == memory(app, card_id)


def test_cramming_leaves_the_schedule_alone(app, stocked, clock, dump):
    card_ids = stocked(4)
    for card_id in card_ids[:3]:
        app.study.answer(card_id, EASY)
    before = [memory(app, each) for each in card_ids]
    left = app.study.left()
    app.sessions.start(SessionPlan(cram=True))
    seen = run(app, [AGAIN, GOOD, GOOD, GOOD, GOOD])
    assert len(seen) == 5
    assert seen[4] == seen[0]  # what was not known comes again at the end
    assert app.sessions.next() is None
    assert [memory(app, each) for each in card_ids] == before
    assert app.study.left() == left
    assert {log.kind for each in card_ids for log in app.study.log(each)} == {
        ReviewKind.LEARN,
        ReviewKind.CRAM,
    }
    assert app.statistics.summary().retention is None
    for card_id in card_ids:
        assert app.study.replayed(card_id) == memory(app, card_id)
    assert app.history.undo_label == "Answer"


def test_sessions_that_cannot_be(app, stocked):
    with pytest.raises(NotFound, match="nothing to study"):
        app.sessions.start(SessionPlan())
    stocked(1)
    for minutes in (0, -5, 10_000):
        with pytest.raises(BadInput, match="more than no minutes"):
            app.sessions.start(SessionPlan(minutes=minutes))
    with pytest.raises(NotFound, match="no deck “X”"):
        app.sessions.start(SessionPlan(Scope("X")))
    assert app.sessions.current() is None
    assert app.sessions.next() is None


def test_why_now(app, reviewed, clock):
    card_id = reviewed[0]
    app.study.answer(card_id, AGAIN)
    lapsed = clock()
    clock.advance(minutes=10)
    app.study.answer(card_id, GOOD)
    clock.advance(days=9)
    why = app.study.why(card_id)
    shown = app.study.show(card_id)
    assert (why.state, why.retrievability, why.last_lapse) == (CardState.REVIEW, shown.retrievability, lapsed)
    assert why.days_overdue == app.calendar.day_of(clock()) - shown.card.memory.due_day
    assert why.desired_retention == 0.9
    assert {rating: each.seconds for rating, each in why.buttons.items()} == shown.seconds
    assert why.buttons[GOOD].memory.stability > why.memory.stability > why.buttons[AGAIN].memory.stability
    new = app.study.why(stock(app, 1, name="fresh")[0])
    assert (new.state, new.retrievability, new.days_overdue, new.last_lapse) == (
        CardState.NEW,
        None,
        None,
        None,
    )


def test_a_backlog_is_spread_over_days(app, reviewed, dump):
    before, preview = dump(app), app.backlog.preview(3)
    assert dump(app) == before
    assert preview.overdue == 6
    assert [each.backlog for each in preview.days] == [2, 2, 2]
    best = max(reviewed, key=lambda each: app.study.show(each).retrievability)
    done, _changes = app.backlog.catch_up(3)
    assert done == preview
    assert app.study.left().review == 2
    assert best in [card.id for card in app.study.due()]
    for card_id in reviewed:
        assert app.study.replayed(card_id) == memory(app, card_id)
    assert app.history.undo_label == "Catch up in 3 days"
    app.history.undo()
    assert dump(app) == before


def test_a_backlog_leaves_days_off_alone(app, reviewed, clock):
    today = app.calendar.date_of(app.calendar.day_of(clock()))
    app.presets.set_days_off([today + timedelta(days=1)])
    assert [each.backlog for each in app.backlog.preview(3).days] == [3, 0, 3]
    with pytest.raises(BadInput, match="from 1 to 365"):
        app.backlog.preview(0)
    app.presets.set_days_off([today])
    with pytest.raises(BadInput, match="All of these days are off"):
        app.backlog.catch_up(1)


@given(
    cards=st.integers(0, 300),
    due=st.dictionaries(st.integers(0, 13), st.integers(0, 60)),
    days=st.integers(1, 14),
)
def test_every_card_gets_a_day_and_days_are_level(cards, due, days):
    placed = spread(list(range(cards)), due, list(range(days)))
    assert sorted(placed) == list(range(cards))
    assert list(placed.values()) == sorted(placed.values())
    full = [due.get(day, 0) + list(placed.values()).count(day) for day in range(days)]
    given_ = [total for day, total in enumerate(full) if total > due.get(day, 0)]
    assert not given_ or max(given_) - min(full) <= 1


def test_time_is_filled_with_the_best_for_its_time():
    seconds, worth = {1: 10.0, 2: 30.0, 3: 10.0, 4: 5.0}, {1: 0.5, 2: 0.9, 3: 0.1, 4: 0.1}
    assert fill(seconds, worth, 45) == [1, 2, 4]
    assert fill(seconds, worth, 1) == [1]


def test_what_is_still_to_come():
    answers = [(1, AGAIN), (2, GOOD), (1, GOOD), (3, AGAIN)]
    assert still_to_come([1, 2, 3, 4], answers, again=True) == [4, 3]
    assert still_to_come([1, 2, 3, 4], answers, again=False) == [4]


def test_gains_are_larger_where_more_would_be_lost():
    def one(waited, stability):
        return Memory(CardState.REVIEW, 0, stability, 5.0, last_day=100 - waited, interval=10, reps=3)

    fresh, fading, sure, new = gains(
        [one(1, 10.0), one(12, 10.0), one(12, 2000.0), Memory()], 100, DEFAULT_PARAMETERS
    )
    assert fading > fresh > sure > 0
    assert new > fading
    chances = recalls([one(10, 10.0), Memory()], 100, DEFAULT_PARAMETERS)
    assert chances == pytest.approx([0.9, 0.0])


def test_what_is_put_off_leaves_the_session_and_comes_back_with_undo(app, reviewed):
    app.sessions.start(SessionPlan(order=SessionOrder.WEAKEST))
    first = app.sessions.next().card.id
    app.cards.bury([first])
    assert first not in app.sessions.current().left
    assert app.sessions.left().total == 5
    app.history.undo()
    assert app.sessions.next().card.id == first


def test_cards_of_somebodys_own_choice_come_though_they_were_put_off(app, reviewed):
    app.cards.bury(reviewed[:1])
    assert app.sessions.start(SessionPlan(card_ids=tuple(reviewed[:2]))).left == tuple(reviewed[:2])


def test_steps_that_are_still_to_come_count_as_left(app, reviewed, clock):
    assert (app.sessions.left().total, app.sessions.next_step_at()) == (0, None)
    app.sessions.start(SessionPlan(card_ids=tuple(reviewed[:2])))
    assert app.sessions.left().review == 2
    app.sessions.answer(app.sessions.next().card.id, AGAIN)
    left = app.sessions.left()
    assert (left.learning, left.review) == (1, 1)
    minutes = (app.sessions.next_step_at() - clock().timestamp() * 1000) / 60_000
    assert minutes == pytest.approx(10, abs=0.1)
