"""Two weeks up to an exam as they are lived: planned every day, studied from the queue, forgotten by chance."""

from datetime import UTC, timedelta
from random import Random

import pytest

from flashcards.app import open_app
from flashcards.core.exams import Exam
from flashcards.core.reviews import Rating
from tests.conftest import MONDAY, FakeClock, stock

_DAYS, _MINUTES, _SECONDS = 14, 4.0, 10.0


def lived(*, planned):
    """Studies from the queue every day as long as the minutes last; returns readiness on the eve and the longest day."""
    clock, chance, longest = FakeClock(), Random(5), 0.0
    app = open_app(None, clock, zone=UTC)
    stock(app, 40)
    app.presets.change("Default", {"new_per_day": "9", "balance_load": "off"})
    app.exams.add(Exam("Biology", MONDAY + timedelta(days=_DAYS), minutes=(_MINUTES,) * 7))
    for _day in range(_DAYS):
        if planned:
            app.exam_plans.apply("Biology")
        used = 0.0
        while used + _SECONDS <= _MINUTES * 60 and (shown := app.study.next()):
            recall = 0.6 if shown.retrievability is None else shown.retrievability
            rating = Rating.GOOD if chance.random() < recall else Rating.AGAIN
            app.study.answer(shown.card.id, rating, int(_SECONDS * 1000))
            used += _SECONDS
            clock.advance(seconds=_SECONDS)
        longest = max(longest, used / 60)
        clock.now = MONDAY + timedelta(days=_day + 1) - timedelta(hours=1)
    ready = app.exam_plans.forecast("Biology").readiness
    app.close()
    return ready, longest


@pytest.mark.timeout(120)
def test_who_plans_for_the_exam_knows_more_on_the_day_in_the_same_minutes():
    with_plan, longest = lived(planned=True)
    without, _longest = lived(planned=False)
    assert with_plan.unseen <= without.unseen
    assert with_plan.share > without.share + 0.02
    assert longest <= _MINUTES
