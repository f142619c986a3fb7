"""What the ranking looks at: properties of a card, each 0 or 1 or a small number."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from flashcards.core.articles import Article, BlockKind
from flashcards.core.drafts import Draft
from flashcards.core.facts import Fact, FactForm, FactKind
from flashcards.writing.grammar import bare
from flashcards.writing.shapes import GAP, Shape
from flashcards.writing.words import GENERIC, STOP, content, word_set, words

_PEOPLE = word_set(
    """researchers scientists studies people patients experts doctors trials participants critics most
    many team users readers others person someone anyone nobody everyone"""
)
_CLOSING = re.compile(
    r"\b(?:conclusion|summary|bottom line|takeaway|in short|key points?|final thoughts|overview|outlook)\b",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"\b(?:how|why|what happens|mechanism|theor|action|work|risk|effect|cause|process)", re.IGNORECASE
)
_TALK = re.compile(
    r"\b(?:important to|it is worth|be aware|unclear|less clear"
    r"|not (?:yet |fully |entirely |completely |well )*(?:clear|known|understood|settled)"
    r"|topic of|interest|promis\w+|attention|"
    r"numerous studies|more research|debate|still being studied|could say|recently emerged|disputed"
    r"|approved|recommend\w*|history|decades?|centur\w+)\b",
    re.IGNORECASE,
)
_STUDY = re.compile(
    r"\b(?:stud(?:y|ies)|trials?|participants|volunteers|experiments?|survey\w*|review|researchers|in mice"
    r"|in rats|in animals|animals?|team|university|published)\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:by \w+ing|because|so that|leads? to|causes?|caused|triggers?|increas\w+|reduc\w+|rais\w+|lower\w*"
    r"|block\w*|releas\w+|activat\w+|strengthen\w*|weaken\w*|prevent\w*|allow\w*|turns? (?:on|off)|switch\w*"
    r"|inhibit\w*|stimulat\w+|improv\w+|help\w*|damag\w+|converts?|produc\w+|binds?|attach\w*)\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"\b(?:called|known as|is an? |are (?:the|small|proteins?|cells?)|means|a type of)\b|, (?:an?|the) [a-z-]+ "
    r"(?:[a-z-]+ )?(?:that|which|of)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\d|\b(?:percent|per cent|times|hours?|days?|weeks?|months?|minutes?)\b")
_NAMING = re.compile(r"\b(?:called|known as|termed|named|dubbed|call this) (?:the |an? )?$", re.IGNORECASE)
_CAUSE_LAST = re.compile(_CAUSE.pattern + r"(?: (?:the|an?|its|their))? $", re.IGNORECASE)
#: Characters of a short and of a long sentence; how often a word recurs that is a key term.
_BRIEF, _TYPICAL = 60, 200
_RECURS = 2
#: The number of a gap among its sentence's from which it is a late one.
_LATE = 3


@dataclass(frozen=True, slots=True)
class Background:
    """What is known of the article as a whole."""

    text: str
    counts: Counter[str]
    headings: frozenset[str]
    defined: frozenset[str]
    length: int

    @classmethod
    def of(cls, article: Article, facts: Sequence[Fact]) -> "Background":
        """The background of an article and its facts."""
        heads = (article.quote(b.span) for b in article.blocks if b.is_body and b.kind is BlockKind.HEADING)
        headings = frozenset(content(" ".join((article.title, *heads))))
        defined = (bare(f.subject).lower() for f in facts if f.form is FactForm.DEFINITION)
        low = article.text.lower()
        return cls(low, Counter(content(low)), headings, frozenset(defined), max(1, len(low)))


@dataclass(frozen=True, slots=True)
class Ground:
    """What all cards of one fact have in common: the features of the claim itself, and its sentence's words.

    `answers` keeps the features of what is asked for, which several cards may hide, `shown` those of what is shown.
    """

    features: dict[str, float]
    sentence: frozenset[str]
    answers: dict[str, dict[str, float]] = field(default_factory=dict)
    shown: dict[str, dict[str, float]] = field(default_factory=dict)

    @classmethod
    def of(cls, fact: Fact, background: Background) -> "Ground":
        """The ground of a fact."""
        sentence = frozenset(content(background.text[fact.evidence.start : fact.evidence.end]))
        key_terms = sum(background.counts[s] > _RECURS for s in sentence) / max(1, len(sentence))
        found = {f"role {fact.kind.value}": 1.0, **_claim(fact), **_place(fact, background)}
        return cls({**found, "sentence has key terms": key_terms}, sentence)


def features(
    draft: Draft, fact: Fact, shape: Shape, ground: Ground, background: Background
) -> dict[str, float]:
    """The features of one card by name; those that are absent are 0."""
    found = {
        f"way {shape.way}": 1.0,
        **ground.features,
        **_mean([_asked(text, fact, ground, background) for text in _hidden(draft)]),
        **_shown(draft, fact, ground, background),
        **_share(draft, ground.sentence),
        "first gap": float(shape.rank == 0),
        "late gap": float(shape.rank >= _LATE),
    }
    return {name: value for name, value in found.items() if value}


def _hidden(draft: Draft) -> list[str]:
    """What the student must say: the text of each gap, or the answer."""
    return [match[1] for match in GAP.finditer(draft.question)] or [draft.answer]


def _asked(text: str, fact: Fact, ground: Ground, background: Background) -> dict[str, float]:
    """The features of one thing that is asked for, and of what it follows in the claim."""
    if text not in ground.answers:
        at = fact.statement.find(text)
        follows = _before(fact.statement[:at]) if at >= 0 else {}
        ground.answers[text] = {**_answer(text, fact, background), **_told(text, fact, background), **follows}
    return ground.answers[text]


def _mean(found: Sequence[dict[str, float]]) -> dict[str, float]:
    if len(found) == 1:
        return found[0]
    return {name: sum(each.get(name, 0.0) for each in found) / len(found) for name in found[0]}


def _answer(answer: str, fact: Fact, background: Background) -> dict[str, float]:
    """What is asked for."""
    found = words(bare(answer))
    stems = content(answer)
    size = len(answer.split())
    return {
        "answer of one word": float(size == 1),
        "answer of 2 or 3 words": float(2 <= size <= 3),
        "answer of 4 to 8 words": float(4 <= size <= 8),
        "answer beyond 8 words": max(0.0, size - 8) / 8,
        "answer generic": float(bool(found) and (found[-1] in GENERIC or found[0] in GENERIC)),
        "answer holds a number": float(bool(_AMOUNT.search(answer))),
        "answer has an own spelling": float(any(c.isupper() for c in answer[1:])),
        "answer is defined": float(bare(answer).lower() in background.defined),
        "answer short and plain": float(size == 1 and answer.islower() and len(answer) <= 6),
        "answer has a long word": float(any(len(w) >= 9 for w in found)),
        "answer recurs": min(1.0, sum(background.counts[s] > 2 for s in stems) / max(1, len(stems))),
        "answer holds the topic": _holds(answer, fact.topic),
        "answer about people": float(bool(found) and (found[0] in _PEOPLE or found[-1] in _PEOPLE)),
        "answer causal": float(bool(_CAUSE.search(answer))),
    }


def _told(answer: str, fact: Fact, background: Background) -> dict[str, float]:
    """Whether the answer is a term that the article brings in here, or comes back to."""
    key, span = bare(answer).lower(), fact.evidence
    first = background.text.find(key)
    return {
        "answer is new": float(span.start <= first < span.end),
        "answer comes back": float(first >= 0 and background.text.find(key, span.end) >= 0),
        "answer in a heading": float(not background.headings.isdisjoint(content(answer))),
    }


def _before(shown: str) -> dict[str, float]:
    """What a gap follows."""
    return {
        "gap is a name given": float(bool(_NAMING.search(shown))),
        "gap after the": float(shown.endswith(("the ", "The "))),
        "gap opens": float(not shown.strip()),
        "gap after of": float(shown.endswith((" of ", " of the "))),
        "gap after a verb of cause": float(bool(_CAUSE_LAST.search(shown))),
    }


def _claim(fact: Fact) -> dict[str, float]:
    """What is claimed, however it is asked."""
    subject = words(bare(fact.subject or fact.statement))
    return {
        "talk": float(bool(_TALK.search(fact.statement))),
        "study": float(bool(_STUDY.search(fact.statement))),
        "defines": float(bool(_DEFINES.search(fact.statement))),
        "subject people": float(bool(subject) and subject[0] in _PEOPLE),
        "subject generic": float(bool(fact.subject) and all(w in GENERIC or w in STOP for w in subject)),
        "hedged": float(bool(fact.hedge)),
        "negated": float(fact.negated),
    }


def _shown(draft: Draft, fact: Fact, ground: Ground, background: Background) -> dict[str, float]:
    """What is shown; the gap cards of one statement show the same."""
    text = GAP.sub(lambda match: match[1], draft.question)
    if text not in ground.shown:
        ground.shown[text] = _question(text, fact, background)
    return ground.shown[text]


def _question(question: str, fact: Fact, background: Background) -> dict[str, float]:
    """How long and how telling a question is."""
    size = len(question.split())
    specific = {s for s in content(question) if s not in STOP and s not in GENERIC}
    known = sum(background.counts[s] > _RECURS for s in specific)
    amount = float(bool(_AMOUNT.search(question)))
    return {
        "question under 7 words": float(size < 7),
        "question of 7 to 12 words": float(7 <= size <= 12),
        "question beyond 22 words": max(0.0, size - 22) / 8,
        "question holds the topic": _holds(question, fact.topic),
        "question has key terms": known / max(1, len(specific)),
        "question specific": min(1.0, len(specific) / 6),
        "cause": float(bool(_CAUSE.search(question))),
        "risk amount": amount * (fact.kind is FactKind.RISK),
        "amount in question": amount,
    }


def _place(fact: Fact, background: Background) -> dict[str, float]:
    """Where the article says it."""
    share = fact.evidence.start / background.length
    size = fact.evidence.end - fact.evidence.start
    return {
        "no section": float(not fact.section),
        "closing section": float(bool(_CLOSING.search(fact.section))),
        "telling section": float(bool(_TELLING.search(fact.section))),
        "theory": float(fact.theory > 0),
        "opening": float(share < 0.12),
        "ending": float(share > 0.88),
        "sentence short": float(size < _BRIEF),
        "sentence long": float(size > _TYPICAL),
    }


def _share(draft: Draft, sentence: frozenset[str]) -> dict[str, float]:
    """How much of its sentence a card holds."""
    answer = set(content(draft.answer))
    card = set(content(draft.question)) | answer
    size = max(1, len(sentence))
    return {
        "share of the sentence": len(card & sentence) / size,
        "answer's share of the sentence": min(0.5, len(answer & sentence) / size),
    }


def _holds(text: str, topic: str) -> float:
    return float(bool(topic) and topic.lower() in text.lower())
