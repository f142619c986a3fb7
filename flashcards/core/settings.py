"""Choices that shape study, with the defaults that suit most people."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StudySettings:
    """How cards are scheduled.

    Steps are in minutes, as in Anki's deck options. `desired_retention` is the recall chance at
    which a card comes back; `rollover` is the local hour at which a study day begins;
    `learn_ahead` is how many minutes early a learning card may come when nothing else is left.
    """

    learning_steps: tuple[float, ...] = (1, 10)
    relearning_steps: tuple[float, ...] = (10,)
    desired_retention: float = 0.9
    maximum_interval: int = 36500
    new_per_day: int = 20
    rollover: int = 4
    learn_ahead: int = 20
