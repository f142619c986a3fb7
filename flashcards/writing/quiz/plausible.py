"""What else a wrong answer must be before a teacher would offer it."""

import re
from collections.abc import Sequence
from functools import cached_property

from flashcards.core.drafts import Draft
from flashcards.core.facts import Fact
from flashcards.core.rendering import reveal
from flashcards.writing.grammar import bare
from flashcards.writing.kinds import Form, head_word, is_plural, kinds_of, look
from flashcards.writing.names import stems
from flashcards.writing.options import look_of
from flashcards.writing.words import stem, word_set, words

#: Words that lean on their sentence: "the right drug", "different cells".
LEANING = word_set(
    """right wrong different same certain dying broken naked upset best hardiest better worse further new old first second
    next last former latter resulting remaining surrounding underlying nearby affected healthy injured damaged whole
    particular common usual normal ordinary main own such various several single serious partner existing present
    question thin sluggish
    sensitive resistant central peripheral ordered weak strong diagnosis prognosis delirium
    whatever everything something nothing thing things kind kinds sort sorts type types way ways diseased"""
)
_POINTING = word_set(
    "its their his her our your both either neither this that these those some all many most more less no"
)
#: What takes in whole classes is as right as any member of them.
_BROAD = frozenset(
    stem(word)
    for word in word_set(
        """microbe microbes germ germs organism organisms pathogen pathogens substance substances chemical chemicals attack attacks receptor
        receptors signals molecule
        molecules protein proteins cell cells drug drugs medicine medicines medication hormone hormones enzyme enzymes
        compound compounds tissue tissues organ organs fluid fluids illness illnesses disease diseases disorder symptom
        symptoms infection infections particle particles body blood treatment treatments factor factors agent agents
        condition conditions transmitter transmitters messenger messengers signal signals nutrient nutrients"""
    )
)
#: So do these, and a name of theirs that is no name: "liver enzyme", "selective drug".
_BROAD_PHRASES = frozenset(
    {
        "immune cells",
        "white blood cells",
        "blood cells",
        "nerve cells",
        "brain cells",
        "body cells",
        "cancer cells",
    }
)
_CLASSES = word_set(
    "enzyme enzymes drug drugs medicine medicines protein proteins molecule molecules substance substances hormone"
    " hormones compound compounds chemical chemicals"
)
#: What no other kind of thing can pass for.
_NATURES = frozenset(
    {"part of the brain", "organ", "symptom", "illness", "cell", "vessel", "nerve ending", "drug", "enzyme"}
)
#: Clauses are told apart only by who knows the article: those of another one stand out.
_OF_THE_ARTICLE = frozenset({Form.EVENT, Form.ACTION, Form.BY, Form.TO, Form.BECAUSE})


class Plausible:
    """Judges phrases beside the answer of a card."""

    def __init__(self, draft: Draft, facts: Sequence[Fact], vocabulary: frozenset[str]) -> None:
        self._draft = draft
        self._facts = facts
        self._vocabulary = vocabulary

    def would_do(self, text: str) -> bool:
        """Whether a phrase is a thing by itself, spelled as its source spells it, and no wider than a single thing."""
        found = words(bare(text))
        if not found or LEANING & set(found) or is_broad(text) or not self._is_akin(text):
            return False
        if self._is_clause:
            return self._is_at_home(text)
        if self._is_one_thing and head_word(bare(text).lower()) == self._head:
            return False
        return not (stems(text) <= self._stem_words or self._is_misspelled(text))

    def _is_akin(self, text: str) -> bool:
        """Whether a phrase is of the nature of the answer, where that is known of either: no hormone beside illnesses."""
        mine, its = kinds_of(self._draft.answer) & _NATURES, kinds_of(text) & _NATURES
        return bool(mine & its) or not (mine or its)

    @cached_property
    def _is_clause(self) -> bool:
        form = look_of(self._draft.answer, self._draft.question, None).form
        return form in _OF_THE_ARTICLE

    @cached_property
    def _stem_words(self) -> frozenset[str]:
        return stems(reveal(self._draft.question))

    @cached_property
    def _head(self) -> str:
        return head_word(bare(self._draft.answer).lower())

    @cached_property
    def _is_one_thing(self) -> bool:
        """Whether the article speaks of its one clock by the bare name too: the human, the body and the master clock are
        one then."""
        one = bool(self._head) and not is_plural(self._head)
        return one and re.search(rf"\bthe {re.escape(self._head)}\b", self._home) is not None

    @cached_property
    def _home(self) -> str:
        return " ".join(f"{fact.statement} {fact.object}" for fact in self._facts).lower()

    def _is_at_home(self, text: str) -> bool:
        return bare(text).lower().rstrip(".") in self._home

    def _is_misspelled(self, text: str) -> bool:
        """Whether a word is written small that its sources write large: "epstein", "t cells"."""
        small = {word for word in spelled(text) if word[:1].islower()}
        return (
            bool(small and self._vocabulary)
            and not small <= self._vocabulary
            and look(text).form is Form.NOUN
        )


def leans(text: str) -> bool:
    """Whether a phrase is no thing by itself: it points back, joins two things, or names examples."""
    found = words(text)
    return (
        not found
        or found[0] in _POINTING
        or bool(LEANING & set(words(bare(text))))
        or "such as" in text.lower()
    )


def is_broad(text: str) -> bool:
    """Whether a phrase names a whole class: "cells", "white blood cells", "liver enzyme"."""
    found = words(bare(text))
    if len(found) == 1:
        return stem(found[0]) in _BROAD
    return " ".join(found) in _BROAD_PHRASES or (bool(found) and found[-1] in _CLASSES)


def spelled(text: str) -> frozenset[str]:
    """The words of a text as it spells them."""
    return frozenset(re.findall(r"[\w-]+", text))
