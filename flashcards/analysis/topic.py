"""What an article is about."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from flashcards.analysis.lexicon import META_NOUNS

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def find_topic(heads: Sequence[Doc], bodies: Sequence[Doc]) -> tuple[str, bool]:
    """The noun of the title and headings that the text keeps making its subject, and whether it is plural."""
    subjects, all_uses, forms = _uses(bodies)
    scores: Counter[str] = Counter()
    for rank, doc in enumerate(heads):
        for token in doc:
            key = token.lemma_.lower()
            if token.pos_ in {"NOUN", "PROPN"} and key not in META_NOUNS and len(key) > 2:
                scores[key] = max(scores[key], 2 * subjects[key] + all_uses[key] + (4 if rank == 0 else 0))
    if not scores:
        return "", False
    best, score = max(scores.items(), key=lambda item: (item[1], item[0]))
    if score < 6 or subjects[best] < 2:
        return "", False
    name = forms[best].most_common(1)[0][0]
    text = _longer(name, bodies)
    plural = name.lower() != best and name.lower().rstrip("s") != name.lower()
    return text, plural


def _uses(bodies: Iterable[Doc]) -> tuple[Counter[str], Counter[str], dict[str, Counter[str]]]:
    """How often each noun is a subject, is used at all, and in which spelling."""
    subjects: Counter[str] = Counter()
    uses: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    lower = {t.text for doc in bodies for t in doc if t.text.islower()}
    for doc in bodies:
        for token in doc:
            if token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
                continue
            key = token.lemma_.lower()
            uses[key] += 1
            subject = token.dep_ in _SUBJECTS
            subjects[key] += subject
            text = token.text.lower() if token.text.lower() in lower else token.text
            forms.setdefault(key, Counter())[text] += 2 if subject else 1
    return subjects, uses, forms


def _longer(name: str, bodies: Sequence[Doc]) -> str:
    """The topic with the adjective or noun that nearly always goes before it ("intermittent fasting")."""
    before: Counter[str] = Counter()
    total = 0
    for doc in bodies:
        for token in doc:
            if token.text.lower() == name.lower():
                total += 1
                if token.i and _modifies(token.nbor(-1), token):
                    before[token.nbor(-1).lower_] += 1
    if before:
        word, count = before.most_common(1)[0]
        if count >= 3 and count >= total * 0.3 and re.fullmatch(r"[a-z-]+", word):
            return f"{word} {name}"
    return name


def _modifies(word: Token, noun: Token) -> bool:
    """Whether the word before a noun belongs to its name."""
    return word.dep_ in {"amod", "compound"} and word.head == noun
