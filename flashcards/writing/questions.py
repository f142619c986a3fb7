"""Questions with a question word, made from the parts of a fact."""

import re
from collections.abc import Iterator
from dataclasses import replace

from flashcards.core.drafts import CardType
from flashcards.core.facts import Fact, FactForm, FactKind
from flashcards.core.vocabulary import says_something
from flashcards.writing.grammar import bare, capital, plural_verb, singular_verb, small, spaced
from flashcards.writing.shapes import Shape
from flashcards.writing.words import GENERIC, STOP, content, word_set, words

_PREPOSITION = re.compile(r"^(?P<verb>.+) (?P<preposition>to|in|on|into|with|from|of|for|by|through)$")
_LIST_GOES_ON = re.compile(r"^(?:,| and| or) [^,.;]{2,60}(?:,|,? and\b|,? or\b|\.$)")
_CLAUSE_OPENERS = frozenset(
    {"when", "if", "once", "after", "before", "while", "because", "since", "as", "until", "unless"}
)
_FOCUS = frozenset({"even", "only", "just", "perhaps", "possibly", "especially", "not"})
_HABITS = frozenset({"often", "usually", "sometimes", "always", "generally"})
_ADVERBS = _FOCUS | _HABITS | {"also", "still", "never", "now", "soon", "already", "thus", "later"}
_ROUGHLY = frozenset({"around", "about", "nearly", "roughly", "some", "many", "most", "few", "all"})
_OWN = re.compile(r"\b(?:its|their|itself|themselves)\b")
#: Answers that begin so lean on what another part of the sentence names.
_NOT_NAMED = frozenset({"some", "whatever", "what"})
#: "In 1966 doctors": a date without its comma has swallowed the subject.
_DATED = re.compile(r"in (?:early |late )?\d{4} [a-z]", re.IGNORECASE)
#: "What happens when you stop?" tells too little: a condition has at least so many words of content.
_TOLD = 2
#: Subjects that name nothing by themselves.
_NOBODY = frozenset({"those", "something", "everything", "anything", "nothing", "somebody", "anyone"})
_RESEARCH = frozenset(
    {
        "explanations",
        "theories",
        "studies",
        "trials",
        "findings",
        "researchers",
        "hypotheses",
        "explanation",
        "camp",
        "view",
        "account",
        "idea",
    }
)
_LIGHT = word_set("""have include be say contain see take get put make play need deserve concern owe""")
_SAYING = _LIGHT | word_set(
    """mean remain follow become find seem appear tend come go happen occur matter stay look suggest imply agree show
    point exist consist differ begin start"""
)
_MODALS = frozenset({"can", "may", "might", "could", "must", "should"})
_ADVISERS = word_set("""specialists doctors experts guidelines scientists critics authors people clinics supporters sceptics
    skeptics proponents opponents researchers""")
_PATIENTS = word_set("""people patients children adults women men babies""")
#: Verbs that say nothing without what they act on.
_TAKING = frozenset(
    {"make", "keep", "leave", "give", "cause", "allow", "let", "help", "bring", "take", "put"}
)
_ARTICLES = frozenset({"the", "a", "an", "its", "their"})
#: A condition that says nothing: "if it is needed".
_EMPTY = re.compile(r"\b(?:needed|necessary|required|possible)$")
#: What a deed's answer adds after its point: "..., which appeared to settle the case".
_ADDED = re.compile(r",? (?:(?:which|although|though|but|whereas) .*|and|or)$")
#: "Hold the cells in check": what is held is the cells.
_HOLDING = frozenset({"hold", "holds", "keep", "keeps"})
_ANYBODY = frozenset(
    {"everyone", "everybody", "anyone", "anybody", "nobody", "someone", "somebody", "most", "others"}
)
_HELD = re.compile(r"(?P<object>.+) (?P<tail>in check|at bay|in place)")
#: "Purines are building blocks", read as if they were at work.
_BUILDING = re.compile(r"blocks? of ")
_NOTED = re.compile(r"^(?:warning|note|caution|important): ", re.IGNORECASE)
_PAST = frozenset({"did", "was", "were", "had"})


def questions(fact: Fact, *, alone: bool = False) -> Iterator[Shape]:
    """All wh-questions that a fact allows; `alone` says that no other fact has its subject."""
    if fact.negated or fact.subject.split(" ", 1)[0].lower() in _NOBODY or _BUILDING.match(fact.object):
        return
    if fact.verb in _HOLDING and (idiom := _HELD.fullmatch(fact.object)):
        fact = replace(fact, object=idiom["object"], tail=f"{idiom['tail']} {fact.tail}".strip())
    if alone:
        yield from _deed(fact)
    match fact.form:
        case FactForm.DEFINITION:
            yield from _definition(fact)
        case FactForm.ACTIVE | FactForm.PASSIVE:
            yield from _object(fact)
            yield from _subject(fact)
        case FactForm.REASON:
            yield from _reason(fact)
        case FactForm.CONSEQUENCE if _tells(fact.condition):
            happens = "happened" if fact.auxiliary in _PAST else "happens"
            yield _basic(f"What {happens} {fact.condition}?", fact.object, "consequence")
        case _:
            yield from ()


def _tells(condition: str) -> bool:
    """Whether a condition says enough to ask what comes of it."""
    return len(set(content(condition))) >= _TOLD and not _EMPTY.search(condition)


def _basic(question: str, answer: str, way: str) -> Shape:
    """A card with a question word."""
    return Shape(CardType.BASIC, capital(" ".join(question.split())), capital(answer.strip(" ,;.")), way)


def _definition(fact: Fact) -> Iterator[Shape]:
    """What is X?"""
    verb = "are" if fact.plural else "is"
    subject = re.sub(r"^(?:certain|some|new|most|several) ", "", fact.subject)
    yield _basic(f"What {verb} {subject}?", fact.object, "definition")


def _opening(fact: Fact, question: str) -> str:
    """The question with its theory and its circumstance in front."""
    lead = _NOTED.sub("", fact.condition.strip(" ,"))
    if lead.split(" ", 1)[0].lower() in _CLAUSE_OPENERS:
        question, lead = f"{question} {small(lead)}", ""
    parts = [part for part in (fact.frame, small(lead) if fact.frame else lead) if part]
    return ", ".join([*map(str, parts), small(question) if parts else question])


def _says_enough(question: str) -> bool:
    """Whether an untyped question holds enough to have one answer."""
    return len(set(content(question)) - {"what"}) >= 3


def _object(fact: Fact) -> Iterator[Shape]:
    """What does X block? Which receptors does X block?"""
    if (
        not fact.object
        or not fact.auxiliary
        or fact.verb in _LIGHT
        or not _is_specific(fact.object)
        or _is_awkward(fact)
    ):
        return
    asked = f"Which {fact.object_class}" if fact.object_class else "What"
    body = spaced(fact.auxiliary, _closed(fact.subject), fact.verb, fact.tail)
    if match := _PREPOSITION.match(fact.verb):
        if fact.object_class and not fact.tail:
            rest = spaced(fact.auxiliary, _closed(fact.subject), match["verb"])
            asked = f"{match['preposition'].capitalize()} which {fact.object_class}"
            yield _basic(f"{_opening(fact, f'{asked} {rest}')}?", fact.object, "typed")
            return
        if fact.tail:
            return
    if _is_cut_short(fact):
        return
    question = _opening(fact, f"{asked} {body}")
    if "," not in fact.tail and (fact.object_class or _says_enough(question)):
        yield _basic(f"{question}?", fact.object, "typed" if fact.object_class else "object")


def _closed(subject: str) -> str:
    """A subject whose aside ends with a comma too: "triptans, such as sumatriptan,"."""
    aside = ", such as" in subject or re.search(r", or \w+$", subject)
    return f"{subject}," if aside and not subject.endswith(",") else subject


def _is_cut_short(fact: Fact) -> bool:
    """Whether the object is only the first item of a list that goes on."""
    after = fact.statement.partition(fact.object)[2]
    return bool(_LIST_GOES_ON.match(after))


def _is_awkward(fact: Fact) -> bool:
    """Whether a question would twist the order of words beyond plain English."""
    if words(fact.subject)[-1:] and words(fact.subject)[-1] in _RESEARCH | _ADVISERS:
        return True
    if fact.tail.split(" ", 1)[0].lower() in _ARTICLES:
        return True
    if fact.object.split(" ", 1)[0].lower() in _NOT_NAMED or _DATED.match(fact.condition):
        return True
    if not fact.object_class and fact.object.split(" ", 1)[0].lower() in {"about", "around", "nearly"}:
        return True
    if (
        fact.verb.startswith("look")
        or f"{fact.verb} {fact.tail} ".count(" to ") > 1
        or fact.subject.split(" ", 1)[0].lower() in _FOCUS
    ):
        return True
    return fact.auxiliary in {"have", "has"} and fact.verb.split(" ", 1)[0] in _HABITS


def _subject(fact: Fact) -> Iterator[Shape]:
    """What activates Y? Which enzyme breaks down Y?"""
    if (
        "," in fact.tail
        or _OWN.search(f"{fact.object} {fact.tail}")
        or fact.verb.split(" ", 1)[0] in _ADVERBS
    ):
        return
    if not fact.object or fact.tail == "to do" or not _can_be_answer(fact) or not _is_specific(fact.object):
        return
    if fact.tail.split(" ", 1)[0].lower() in _ARTICLES:
        return
    typed = bool(fact.subject_class)
    predicate = (
        plural_verb(fact.auxiliary, fact.verb)
        if typed and fact.plural
        else singular_verb(fact.auxiliary, fact.verb)
    )
    if words(fact.subject)[-1:] and words(fact.subject)[-1] in _ADVISERS | {"guidance", "advice"}:
        return
    if fact.auxiliary == "did" or fact.verb == "mean" or not says_something(f"{fact.object} {fact.tail}"):
        return
    who = "Who" if words(fact.subject)[:1] and words(fact.subject)[0] in _ADVISERS | _PATIENTS else "What"
    asked = f"Which {fact.subject_class}" if typed else who
    question = _opening(fact, spaced(asked, predicate, fact.object, fact.tail))
    yield _basic(f"{question}?", fact.subject, "typed" if typed else "subject")


def _is_specific(text: str) -> bool:
    """Whether a phrase names something."""
    return any(word not in GENERIC and word not in STOP for word in words(text))


def _can_be_answer(fact: Fact) -> bool:
    """Whether the subject is worth asking for: a name, not the topic, not a bare generality."""
    if (
        bare(fact.subject).lower() == fact.topic.lower()
        or len(fact.subject.split()) > 8
        or fact.verb in _LIGHT
    ):
        return False
    found = words(bare(fact.subject))
    if found and found[0] in _ROUGHLY | {"your", "another"}:
        return False
    return any(word not in GENERIC for word in found) and found[-1] not in GENERIC


def _deed(fact: Fact) -> Iterator[Shape]:
    """What do X do? What happens to X? The answer is all that the clause says of its subject."""
    if fact.form not in (FactForm.ACTIVE, FactForm.PASSIVE, FactForm.STATEMENT) or not fact.relation:
        return
    head, found, said = fact.statement.rstrip(".").partition(f"{fact.subject} {fact.relation} ")
    if not found:
        opened = fact.subject[:1].upper() + fact.subject[1:]
        head, found, said = fact.statement.rstrip(".").partition(f"{opened} {fact.relation} ")
    if not found or not _can_be_answer(fact) or not _is_doer(fact):
        return
    said = _ADDED.sub("", said)
    if not 2 <= len(said.split()) <= 12 or (head and not fact.condition):
        return
    first, _, rest = fact.relation.partition(" ")
    if first in _MODALS and rest:
        asked, answer = f"what {first} {fact.subject} do", f"{rest} {said}"
    elif first in {"is", "are"} and fact.form is FactForm.PASSIVE:
        pronoun = "They" if fact.plural else "It"
        asked, answer = f"what happens to {fact.subject}", f"{pronoun} {fact.relation} {said}"
    elif fact.auxiliary in {"do", "does"}:
        asked, answer = f"what {fact.auxiliary} {fact.subject} do", f"{fact.relation} {said}"
    else:
        return
    yield _basic(f"{_opening(fact, asked)}?", answer, "deed")


def _is_doer(fact: Fact) -> bool:
    """Whether asking what the subject does has one answer: a named thing, and a verb that says something."""
    if fact.kind not in (FactKind.MECHANISM, FactKind.THEORY) or fact.subject.split(" ", 1)[0].lower() in {
        "a",
        "an",
    }:
        return False
    if any(verb in _SAYING for verb in fact.verb.split()[:2]) or not fact.verb:
        return False
    if words(fact.subject)[-1:] and words(fact.subject)[-1] in _RESEARCH | _ADVISERS:
        return False
    name = bare(fact.subject)
    size = len(name.split())
    if name.split(" ", 1)[0].lower() in _ANYBODY or " that " in name:
        return False
    telling = size > 1 or any(c.isupper() or c == "-" for c in name[1:]) or len(name) >= 8
    return telling and size <= 4


def _reason(fact: Fact) -> Iterator[Shape]:
    """How does X do Y? Why does X do Y?"""
    means = fact.object.lower().startswith("by ")
    asked = "How" if means else "Why"
    if not fact.auxiliary or (fact.verb in _TAKING and not fact.tail):
        return
    question = _opening(fact, spaced(asked, fact.auxiliary, _closed(fact.subject), fact.verb, fact.tail))
    yield _basic(f"{question}?", fact.object, "how" if means else "why")
