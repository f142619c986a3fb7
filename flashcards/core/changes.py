"""What a service call touched, so that screens know whether to refresh."""

from enum import Flag, auto


class Changes(Flag):
    """Kinds of things in the library."""

    NOTHING = 0
    ARTICLES = auto()
    DRAFTS = auto()
    DECKS = auto()
    NOTES = auto()
    REVIEWS = auto()
    PRESETS = auto()
    SEARCHES = auto()
    EXAMS = auto()
    QUIZZES = auto()
    EVERYTHING = ARTICLES | DRAFTS | DECKS | NOTES | REVIEWS | PRESETS | SEARCHES | EXAMS | QUIZZES
