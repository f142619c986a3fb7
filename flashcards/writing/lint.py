"""The gates asked about a card that a person writes: one sentence for each that would stop it."""

from flashcards.core.articles import Span
from flashcards.core.drafts import CardType, Draft
from flashcards.core.facts import Fact, FactKind
from flashcards.core.lint import Finding
from flashcards.writing import quality
from flashcards.writing.quality import LONGEST_ANSWER, LONGEST_QUESTION, Card, Page
from flashcards.writing.surface import surface

_NOWHERE = Span(0, 0)

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
    card = Card(draft, Fact(FactKind.OTHER, "", "", "", _NOWHERE), Page("", frozenset(), (), ()))
    found = [Finding(name, _SENTENCES[name]) for name, passes in _RULES.items() if not passes(card)]
    return (*surface(draft), *found)
