"""What stands in which column of Anki's tables, for every layout: notes, cards and revlog. What a card's `data` holds
stands in `numbers`.

Sources: rslib/src/storage/schema11.sql, storage/card/data.rs, card/mod.rs and revlog/mod.rs of Anki.
"""

from flashcards.core.reviews import ReviewKind

NOTES = ("id", "guid", "mid", "mod", "tags", "flds")
CARDS = (
    "id",
    "nid",
    "did",
    "ord",
    "type",
    "queue",
    "due",
    "ivl",
    "factor",
    "reps",
    "lapses",
    "left",
    "odue",
    "odid",
    "flags",
    "data",
)
REVLOG = ("id", "cid", "ease", "ivl", "lastIvl", "factor", "time", "type")

#: `queue`: out of study for good; put off by the scheduler or by the user until tomorrow.
SUSPENDED = -1
BURIED = (-2, -3)

#: `type` of the log. A filtered answer without a factor left the memory alone; one with a factor changed it.
KINDS = {0: ReviewKind.LEARN, 1: ReviewKind.REVIEW, 2: ReviewKind.RELEARN, 3: ReviewKind.REVIEW}
CRAM = 3
CRAM_KIND = ReviewKind.CRAM
MANUAL = 4
RESCHEDULED = 5

#: Of a card's `data`: the longest that is read, and the largest stability in days.
LONGEST_DATA = 9_999
LONGEST_STABILITY = 36_500.0
