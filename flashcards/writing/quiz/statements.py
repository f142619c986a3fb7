"""True or false: what the article says, or the same with another thing of the same kind in the place of one."""

import re

from flashcards.core.clozes import gaps_in
from flashcards.core.drafts import CardType
from flashcards.core.quizzes import Question, TrueFalse
from flashcards.core.rendering import reveal
from flashcards.writing.grammar import bare, capital, small
from flashcards.writing.quiz.material import Material, place_of_answer

#: Of what only may be, nobody can say that the opposite is false; where one thing is not so, another may not be either.
_UNSURE = re.compile(
    r"\b(?:may|might|could|can|perhaps|possibly|probably|likely|seems?|appears?|suggests?|suspect\w*|theory|theories"
    r"|hypothes[ie]s|thought|believed|proposed?|some|often|sometimes|usually|not|never|no|nor|without|cannot"
    r"|rarely|hardly|neither|less likely|such as|including|for example|partly|mostly|mainly|one of|another|other|also)\b"
    r"|n[’']t\b|\?",
    re.IGNORECASE,
)
#: A sentence that leans on another one says nothing by itself.
_LEANS = re.compile(
    r"^(?:this|that|these|those|it|they|he|she|such|but|and|so|yet|however|instead|here|there)\b",
    re.IGNORECASE,
)
_FEWEST_WORDS, _MOST_WORDS = 5, 35


def statement_of(material: Material) -> str:
    """What the card says as one sentence that stands alone; empty where that cannot be had or is not certain."""
    draft, fact = material.draft, material.fact
    text = fact.statement if fact is not None else ""
    if draft.type is CardType.CLOZE and sum(1 for _gap in gaps_in(draft.question)) == 1:
        text = reveal(draft.question)
    text = " ".join(text.split()).strip()
    unsure = draft.hedged or (fact is not None and (fact.negated or fact.hedge or fact.theory))
    if unsure or not text or _UNSURE.search(text) or _LEANS.match(text):
        return ""
    if not _FEWEST_WORDS <= len(text.split()) <= _MOST_WORDS:
        return ""
    return capital(text if text.endswith((".", "!")) else f"{text}.")


def true_or_false(material: Material, wrong: tuple[str, ...], *, is_true: bool) -> Question | None:
    """Whether a statement is true; None where no plausible false one could be made, so that no true one is told apart
    by that. `wrong` are wrong answers that the article does not make true."""
    statement = statement_of(material)
    at, found = place_of_answer(material.answer, statement)
    if at < 0 or not wrong:
        return None
    put = wrong[0] if found.lower() == material.answer.lower() else bare(wrong[0])
    put = capital(put) if found[:1].isupper() and at == 0 else small(put) if found[:1].islower() else put
    false = statement[:at] + put + statement[at + len(found) :]
    if not _reads_well(statement[:at], put):
        return None
    if is_true:
        return material.ask(TrueFalse(is_true=True), statement)
    return material.ask(TrueFalse(is_true=False, correct=statement, wrong=put, instead=found), false)


def _reads_well(before: str, put: str) -> bool:
    """Whether "a" or "an" before the phrase suits it."""
    article = re.search(r"\b(an?) $", before, re.IGNORECASE)
    return article is None or (article[1].lower() == "an") is (put[:1].lower() in "aeiou")
