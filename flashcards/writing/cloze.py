"""Gap cards: the claim with its telling part hidden, safe where a question would not be."""

import itertools
import re
from collections.abc import Iterator

from flashcards.core.drafts import CardType
from flashcards.core.facts import Fact, FactForm
from flashcards.writing.grammar import bare, small
from flashcards.writing.shapes import Shape
from flashcards.writing.words import GENERIC, STOP, words

#: A gap of fewer letters is not worth a second card of the same note.
_TELLING = 5
#: How many words of a sentence must stay when so many are hidden together.
_SHOWN = {2: 5, 3: 12}
#: Of how many gaps, the most telling first, so many are chosen.
_BEST = {2: 3, 3: 3}
_WAYS = {2: "two", 3: "three"}
_SHORT_FORM = re.compile(r" \((?=[^)]*[A-Z])[\w-]{2,9}\)")
_OUT_OF = re.compile(r" (?:in|of|out of) (?:every )?\d")
#: "Acetylsalicylic acid, or aspirin": the same thing under another name.
_SECOND_NAME = re.compile(r"[^,]+, or [^,]+")
_CUT = re.compile(
    r"\s+(?:(?:(?:in|from|by|for|to|of|with|on|at|into|through) )?which|that|who|where|when|because"
    r"|so that|such as|in order to|as well as)\b|,|\s+\("
)
#: With these begins a clause, or something that is not named here.
_NO_GAP = (
    "its ",
    "their ",
    "what ",
    "whatever ",
    "why ",
    "how ",
    "whether ",
    "that ",
    "which ",
    "who ",
    "each ",
    "every ",
    "first",
    "second",
    "third",
)
#: "150 minutes of moderate activity a week": the number with its unit is what one recalls.
_AMOUNT = re.compile(
    r"(?:(?:about|around|roughly|nearly) )?(?P<core>\d[\d.,]*(?:(?: to |–|-)\d[\d.,]*)? [a-z]+) (?:of|an?|per|each) "
)
_TIME = re.compile(r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur\w+)\b")
_OPENER = re.compile(
    r"^(?:(?:of|among|with|in|for|from|as|to|on|at(?: least| most)?|about|certain|notably|especially|most|some|many) )+(?:(?:the|an?) )?",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r" (?:\w+ed|made|given|taken|found|seen|shown)$")
_PHRASE = re.compile(
    r"\s+(?:in|for|between|within|from|to|on|at|by|with|through|during|into|over"
    r"|after)\s+"
)


def clozes(fact: Fact) -> Iterator[Shape]:
    """The gap cards of a fact, the best gap first."""
    if fact.form is FactForm.ITEM:
        yield from _item(fact)
        return
    if fact.form in (FactForm.REASON, FactForm.CONSEQUENCE):
        return
    way = _way(fact)
    written = [_as_written(fact.statement, text) for text in gaps(fact)]
    hidden = [_with_short_form(fact.statement, text) for text in written if _place(fact.statement, text) >= 0]
    hidden = list(dict.fromkeys(hidden))
    for rank, text in enumerate(hidden):
        at = _place(fact.statement, text)
        yield Shape(CardType.CLOZE, _hide(fact.statement, at, text, 1), text, way, rank)
    if way == "whole":
        yield from _several(fact.statement, hidden)


def _way(fact: Fact) -> str:
    """How the gap cards of a fact ask: within a clause, a whole sentence, or a sentence with the one before it."""
    if fact.subject:
        return "cloze"
    return "context" if ". " in fact.statement[:-1] else "whole"


def _place(statement: str, text: str) -> int:
    """Where a phrase stands in a statement, -1 if it does not stand there exactly once, as whole words."""
    at = statement.find(text)
    counted = _OUT_OF.match(statement, at + len(text)) is not None
    numbered = counted or statement[: max(0, at)].rstrip()[-1:].isdigit()
    once = at >= 0 and statement.count(text) == 1 and not numbered
    return at if once and _whole(statement, at, at + len(text)) else -1


def _as_written(statement: str, text: str) -> str:
    """A phrase as the statement has it: with a capital where it opens it."""
    opening = statement[: len(text)]
    return opening if opening.lower() == text.lower() and statement.find(text) < 0 else text


def _with_short_form(statement: str, text: str) -> str:
    """The phrase with the abbreviation after it, which would give it away."""
    match = _SHORT_FORM.match(statement, statement.find(text) + len(text))
    return text + match[0] if match else text


def _hide(statement: str, at: int, text: str, number: int) -> str:
    return f"{statement[:at]}{{{{c{number}::{text}}}}}{statement[at + len(text) :]}"


def _several(statement: str, hidden: list[str]) -> Iterator[Shape]:
    """One note of two or three gap cards, where a sentence brings so many things to know that stand well apart."""
    good = [text for text in hidden if len(text) >= _TELLING]
    for number in (2, 3):
        for chosen in itertools.combinations(good[: _BEST[number]], number):
            texts = sorted(chosen, key=statement.find)
            places = [statement.find(text) for text in texts]
            shown = len(statement.split()) - sum(len(text.split()) for text in texts)
            apart = all(
                len(statement[at + len(text) : later].split()) >= 3 and later > at + len(text)
                for (at, text), later in zip(zip(places, texts, strict=True), places[1:], strict=False)
            )
            if apart and shown >= _SHOWN[number]:
                question = statement
                for count, (at, text) in reversed(list(enumerate(zip(places, texts, strict=True), 1))):
                    question = _hide(question, at, text, count)
                yield Shape(CardType.CLOZE, question, "; ".join(texts), _WAYS[number])


def _item(fact: Fact) -> Iterator[Shape]:
    """One gap for a whole list item."""
    colon = fact.statement.startswith(fact.subject[:1].upper() + fact.subject[1:] + ":")
    hidden = fact.object if colon else small(fact.object)
    lead = fact.statement[: len(fact.statement) - len(fact.object) - 1]
    yield Shape(CardType.CLOZE, f"{lead}{{{{c1::{hidden}}}}}.", hidden, "item")


def gaps(fact: Fact) -> Iterator[str]:
    """What could be hidden: the object cut to its core, the tail, the subject."""
    for part in _parts(fact):
        core = _core(part)
        telling = core and any(w not in STOP and w not in GENERIC for w in words(core))
        if telling and bare(core).lower() != fact.topic.lower():
            yield core


def _parts(fact: Fact) -> tuple[str, ...]:
    """The phrases of a fact that a gap may fall on."""
    if fact.form is FactForm.DEFINITION:
        return (fact.subject,)
    if not fact.subject:
        return fact.gaps
    timed = any(c.isdigit() for c in fact.tail) or bool(_TIME.search(fact.tail))
    vague = fact.form is FactForm.STATEMENT and len(fact.object.split()) < 2
    return tuple(p for p in ("" if vague else fact.object, fact.tail if timed else "", fact.subject) if p)


def _core(text: str) -> str:
    """A phrase without article, at most eight words, cut where a lesser phrase begins."""
    text = _OPENER.sub("", bare(text.strip(" ,.;")))
    if amount := _AMOUNT.match(text):
        return amount["core"]
    if text.lower().startswith(_NO_GAP):
        return ""
    listed = re.search(r" (?:and|or) ", text) and not _SECOND_NAME.fullmatch(text)
    aside = None if listed else re.search(r",(?! \d)", text)
    if match := (_CUT.search(text) if len(text.split()) > 6 else aside):
        text = text[: match.start()]
    if len(text.split()) > 6:
        for match in _PHRASE.finditer(text):
            if 1 <= len(text[: match.start()].split()) <= 8:
                text = _PARTICIPLE.sub("", text[: match.start()])
                break
    return text if len(text.split()) <= 12 else ""


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins and ends at word borders."""
    before = text[start - 1 : start]
    return (
        not (before.isalnum() or before in {"-", "–"})
        and not text[end : end + 1].isalnum()
        and text[end : end + 1] not in {"/", "-", "–", "’"}
    )
