"""Phrases as concepts: "the levels of brain-derived neurotrophic factor (BDNF)" and "BDNF" are one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flashcards.core.maps import Polarity
from flashcards.writing.abbreviations import shortened
from flashcards.writing.effects import EFFECTS, from_gerund, polarity, together
from flashcards.writing.words import GENERIC, STOP, word_set, words

LONGEST = 10


@dataclass(frozen=True, slots=True)
class Concept:
    """What a phrase is about. `lead` are the words before it, as written ("the levels of"), which move it
    in the direction `polarity`; `event` is the listed verb when the lead is a doing ("blocking").
    `text` is what follows the lead, as written ("certain receptors").

    Concepts of equal `key` are the same; `wider` is the label without a place at the end, empty without one.
    """

    key: str
    label: str
    text: str
    lead: str = ""
    polarity: Polarity | None = None
    event: str = ""
    wider: str = ""


_MORE = word_set(
    """release production synthesis formation secretion creation generation activation stimulation increase
    increases rise growth surge burst boost buildup build-up expansion accumulation influx"""
)
_LESS = word_set(
    """reduction reductions decrease decreases drop fall decline loss inhibition blockade blocking breakdown suppression
    removal depletion shortage lack absence weakening slowing destruction deficiency"""
)
_SIZE = word_set(
    """level levels amount amounts concentration concentrations number activity availability supply quantity
    action volume change changes output"""
)
_DEGREES = {
    "high": Polarity.RAISES, "raised": Polarity.RAISES, "elevated": Polarity.RAISES, "increased": Polarity.RAISES,
    "excess": Polarity.RAISES, "more": Polarity.RAISES, "extra": Polarity.RAISES, "additional": Polarity.RAISES,
    "low": Polarity.LOWERS, "reduced": Polarity.LOWERS, "decreased": Polarity.LOWERS, "less": Polarity.LOWERS,
    "fewer": Polarity.LOWERS,
}  # fmt: skip
_DETERMINER = re.compile(
    r"^(?:(?:the|an?|certain|some|several|various|many|most|much|all|other|own|your|our|released|resulting"
    r"|\w+(?:illions|dozens|reds|sands))(?: of(?: the| these)?)?)\s+(?:body[’']s )?",
    re.IGNORECASE,
)
_NOUNS = "|".join(sorted(_MORE | _LESS | _SIZE, key=len, reverse=True))
_CHANGE = re.compile(
    rf"^(?:(?:short|rapid|sudden|brief|sharp|further|gradual|slow|large|small|marked|steady|overall) ){{0,2}}"
    rf"(?P<noun>{_NOUNS}) (?:of|in) (?=\S)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\s*(?:,|;|:| – | — )\s*(?:which|who|where|such as|including|like|especially|a|an|the|for)\b.*$"
    r"|\s+(?:such as|like)\s.*$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^(?P<what>.+) (?:in|inside|within|throughout) (?:the |our |your )?[\w -]+$")
_AFTER_HEAD = re.compile(r" (?:of|in|on|for|to|from|with|by|between|that|who|which|at|about)\b")
_HOW = re.compile(r"(?<=\w) (?!(?:supply|family|assembly|anomaly|belly|jelly|fly)$)\w+ly$", re.IGNORECASE)
_VAGUE = word_set("""strength signal signals message messages shape interest state balance rest speed amount picture
    step steps problem problems story whole point cell cells""")
_POINTING = word_set(
    """this these those such it they them he she we you i its their his her itself themselves other others same latter
    former who what not no never without each one two three four something anything everything"""
)
#: A phrase that begins or ends so was cut out of its sentence badly.
_LOOSE_ENDS = (
    STOP | word_set("early earlier late later again away back together apart first only around nearly even")
) - {"i"}
_PEOPLE = word_set(
    """people patient patients person researcher researchers scientist scientists doctor doctors expert experts study
    studies trial trials theory theories hypothesis hypotheses explanation explanations camp team evidence
    finding findings idea research participant participants user users view model account author authors critic
    critics experiment experiments observation observations reason reasons matter attention"""
)
#: Greek letters tell receptors apart.
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_KEY_STOP = word_set("the a an of in on at to for from by with between and or s")


def key_of(phrase: str) -> str:
    """The words that tell a concept from others, in the singular; their order counts in long phrases only."""
    spelt = _WORD.findall(phrase.replace("’", "'"))
    found = [_root(word.lower()) for word in spelt if word == "A" or word.lower() not in _KEY_STOP]
    return " ".join(sorted(found) if len(found) <= 4 else found)


def _root(word: str) -> str:
    """A word in the singular; nouns in -sion and adjectives in -sive become one."""
    word = word.removesuffix("'s").removesuffix("'")
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "xes", "ches", "shes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 2:
        word = word[:-1]
    if len(word) >= 8 and word.endswith(("sion", "sive", "tion", "tive")):
        word = word[:-3]
    return word


def concept(phrase: str, short_names: Mapping[str, str], *, event: bool = False) -> Concept | None:
    """The concept of a phrase, None when it is vague, points elsewhere or was cut badly.

    With `event`, an -ing form in front is a doing ("blocking NMDA receptors"), not part of a name.
    """
    rest = _ASIDE.sub("", shortened(" ".join(phrase.split()), short_names)).strip(" ,;.")
    lead: list[str] = []
    moved: Polarity | None = None
    doing = ""
    if event and (found := _doing(rest)):
        doing, words_off = found
        rest, moved = _take(rest, words_off, lead), polarity(doing)
    rest, moved, determiners = _without_lead(_HOW.sub("", rest), lead, moved)
    if not _names_something(rest):
        return None
    place = _PLACE.match(rest)
    wide = place["what"] if place and _names_something(place["what"]) else ""
    text = " ".join([*determiners, rest])
    return Concept(key_of(rest), rest, text, " ".join(lead), moved, doing, wide)


def _doing(phrase: str) -> tuple[str, int] | None:
    """The listed verb that a phrase begins with as an -ing form, and its number of words."""
    tokens = phrase.lower().split()
    verb = from_gerund(tokens[0]) if len(tokens) > 1 else ""
    for count in (3, 2, 1):
        name = " ".join([verb, *tokens[1:count]])
        if verb and len(tokens) > count and name in EFFECTS:
            return name, count
    return None


def _take(phrase: str, count: int, lead: list[str]) -> str:
    """The phrase without its first words, which join the lead."""
    tokens = phrase.split(" ")
    lead += tokens[:count]
    return " ".join(tokens[count:])


def _without_lead(
    rest: str, lead: list[str], moved: Polarity | None
) -> tuple[str, Polarity | None, list[str]]:
    """The phrase after amounts and changes, the direction in which those move it, and its own determiners."""
    waiting: list[str] = []
    while True:
        first = rest.split(" ", 1)[0].lower()
        sign: Polarity | None = None
        if match := _DETERMINER.match(rest):
            count = len(match[0].split())
        elif match := _CHANGE.match(rest):
            count, sign = len(match[0].split()), _direction(match["noun"].lower())
        elif first in _DEGREES and " " in rest:
            count, sign = 1, _DEGREES[first]
        else:
            return rest, moved, waiting
        rest = _take(rest, count, waiting)
        if sign:
            moved = sign if moved in (None, Polarity.NEUTRAL) else together(moved, sign)
            lead += waiting
            waiting.clear()


def _direction(noun: str) -> Polarity:
    """Which way a noun of change or size moves what it belongs to."""
    if noun in _LESS:
        return Polarity.LOWERS
    return Polarity.RAISES if noun in _MORE else Polarity.NEUTRAL


def _names_something(label: str) -> bool:
    """Whether a phrase is whole, short and says what it is about."""
    found = words(label)
    if (
        not found
        or "," in label
        or len(label.split()) > LONGEST
        or _POINTING & set(found)
        or label.count("(") != label.count(")")
    ):
        return False
    if found[0].isdigit() or found[0] in _LOOSE_ENDS or (found[-1] in _LOOSE_ENDS and label[-1:].islower()):
        return False
    head = words(_AFTER_HEAD.split(label, maxsplit=1)[0])[-1:]
    if not head or head[0] in _PEOPLE:
        return False
    return any(word not in GENERIC and word not in STOP and word not in _VAGUE for word in found)
