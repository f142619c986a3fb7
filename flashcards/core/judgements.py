"""What the user said about proposed cards: kept, edited, rejected. It stays on this computer."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from flashcards.core.drafts import CardType
from flashcards.core.facts import FactKind

#: The gate of a card that the user rejected before.
REJECTED_BEFORE = "rejected before"
#: The gate of a card whose sentence an earlier version of the article had already.
KNOWN_BEFORE = "known before"

_SIGNS = str.maketrans("‘’‛“”„‟‐‑‒–—−", '\'\'\'""""------')
#: What does not count at the beginning and at the end of a sentence.
_BEFORE = " \"'("
_AFTER = " \"').,;:!?"


class Verdict(StrEnum):
    """What was done with a draft."""

    KEEP = "keep"
    EDIT = "edit"
    REJECT = "reject"


class Reason(StrEnum):
    """Why a draft was rejected, in the words that the window offers; any other text will do too."""

    WRONG = "wrong"
    UNCLEAR = "unclear"
    TRIVIAL = "trivial"
    DUPLICATE = "duplicate"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision about a draft, with the sentence it came from, verbatim.

    `question` and `answer` are as they were before: for an edit, before that edit; for the others, as
    the program had proposed them. `question_after` and `answer_after` are the words that were left.
    `features` are the numbers that ranked the draft, where they were at hand; `judged_at` is in
    milliseconds. `draft_id` is None once the article was deleted.
    """

    verdict: Verdict
    role: FactKind
    type: CardType
    question: str
    answer: str
    question_after: str
    answer_after: str
    sentence: str
    score: float = 0.0
    reason: str = ""
    features: Mapping[str, float] = field(default_factory=dict, hash=False)
    judged_at: int = 0
    draft_id: int | None = None
    id: int = 0


def sentence_key(sentence: str) -> str:
    """A digest of `plain_sentence`."""
    return sha256(plain_sentence(sentence).encode("utf-8", "surrogatepass")).hexdigest()


def plain_sentence(sentence: str) -> str:
    """What is the same for a sentence however it was set: line ends, quotes, dashes, capitals."""
    text = unicodedata.normalize("NFKC", sentence).translate(_SIGNS).casefold()
    return " ".join(text.split()).lstrip(_BEFORE).rstrip(_AFTER)
