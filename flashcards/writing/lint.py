"""The gates asked about a card that a person writes: one sentence for each that would stop it."""

import re

from flashcards.core.articles import Span
from flashcards.core.drafts import CardType, Draft
from flashcards.core.facts import Fact, FactKind
from flashcards.core.lint import Finding
from flashcards.writing import quality
from flashcards.writing.quality import LONGEST_ANSWER, LONGEST_QUESTION, Card, Page

_NOWHERE = Span(0, 0)
_DOUBLED = re.compile(r"\b([a-z][a-z'-]*)\s+\1\b", re.IGNORECASE)
_LOOSE_STOP = re.compile(r"[ \t]+([,.;:?!])(?=\s|$)")

#: What begins so is a question, even where somebody left out the mark.
_ASKS = re.compile(
    r"(?:(?:by|in|from|to|at|for) )?(?:what|which|who|whom|whose|when|where|why|how)\b", re.IGNORECASE
)

_SENTENCES = {
    "long question": f"The question is long: more than {LONGEST_QUESTION} words are hard to grasp at one reading.",
    "long answer": f"The answer is long: more than {LONGEST_ANSWER} words cannot be recalled in one breath.",
    "more than one fact": "The card asks for more than one thing, so one slip fails all of it: split it.",
    "not self-contained": "A word such as “it” or “this” points at something that the card does not name.",
    "gives the answer away": "The question already holds the words of the answer.",
    "yes or no": "The question can be answered by yes or no, which is right half the time by chance.",
    "speaks of the text": "The card speaks of the text, which will not be at hand, instead of its matter.",
    "asks for nothing in particular": "What is asked for names nothing in particular.",
    "vague": "The question has no word that narrows it down.",
    "too little context": "Too few words are left around the gap to know what is meant.",
}
#: The gates that judge the words of a card alone, without the article and its facts.
_RULES = {name: gate for name, gate in quality.GATES if name in _SENTENCES}


def lint(kind: CardType, question: str, answer: str) -> tuple[Finding, ...]:
    """What the generator's gates would say of a card; nothing of one that has an empty side."""
    draft = Draft(FactKind.OTHER, kind, question.strip(), answer.strip(), _NOWHERE)
    if not draft.question or not draft.answer:
        return ()
    card = Card(draft, Fact(FactKind.OTHER, "", "", "", _NOWHERE), Page(frozenset(), (), ()))
    found = [Finding(name, _SENTENCES[name]) for name, passes in _RULES.items() if not passes(card)]
    return (*_surface(draft), *found)


def _surface(draft: Draft) -> list[Finding]:
    """What can be mended by itself, because nothing else can be meant."""
    question, answer = draft.question, draft.answer
    found = []
    if draft.type is not CardType.CLOZE and question[-1].isalnum() and _ASKS.match(question):
        found.append(
            Finding("no question mark", "The question has no question mark.", (f"{question}?", answer))
        )
    doubled = _DOUBLED.search(question.replace("that that", "that")) or _DOUBLED.search(answer)
    if doubled:
        fixed = (_DOUBLED.sub(r"\1", question), _DOUBLED.sub(r"\1", answer))
        found.append(Finding("doubled word", f"“{doubled[0]}”: a word stands there twice.", fixed))
    if _LOOSE_STOP.search(question) or _LOOSE_STOP.search(answer):
        fixed = (_LOOSE_STOP.sub(r"\1", question), _LOOSE_STOP.sub(r"\1", answer))
        found.append(Finding("loose stop", "There is a space before a full stop or comma.", fixed))
    return found
