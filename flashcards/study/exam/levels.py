"""How much is recalled on the days up to an exam: if the plan is followed, and if nothing is seen again."""

from dataclasses import dataclass

from flashcards.study.exam.course import Course
from flashcards.study.exam.planner import Frame, Outlook, Policy, expected, rehearse


@dataclass(frozen=True, slots=True)
class Level:
    """The weighted mean chance of recall at a moment, in study days and parts of them, both ways."""

    moment: float
    followed: float
    stopped: float


def levels(course: Course, frame: Frame, policy: Policy, now: float) -> tuple[Outlook, list[Level]]:
    """What comes of a plan, and the levels now, at the end of each day of it, and at the exam."""

    def stopped(moment: float) -> float:
        return expected(course, course.recalls(frame.w, moment))

    first = stopped(now)
    found = [Level(now, first, first)]

    def watch(after: Course, day: int) -> None:
        moment = day + 1.0
        if now < moment < frame.exam:
            found.append(Level(moment, expected(after, after.recalls(frame.w, moment)), stopped(moment)))

    outlook = rehearse(course, frame, policy, watch)
    last = Level(frame.exam, expected(course, outlook.recalls), stopped(frame.exam))
    return outlook, [*found, last]
