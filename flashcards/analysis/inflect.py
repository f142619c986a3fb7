"""Forms of English verbs that the parser does not give."""

_DOUBLING = frozenset("bdgklmnprt")
_VOWELS = frozenset("aeiou")


def gerund(lemma: str) -> str:
    """The -ing form: "block" -> "blocking", "reduce" -> "reducing", "cut" -> "cutting"."""
    if lemma == "be":
        return "being"
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + "ing"
    if _doubles(lemma):
        return lemma + lemma[-1] + "ing"
    return lemma + "ing"


def third_person(lemma: str) -> str:
    """The -s form: "carry" -> "carries", "reach" -> "reaches", "be" -> "is"."""
    irregular = {"be": "is", "have": "has", "do": "does", "go": "goes"}
    if lemma in irregular:
        return irregular[lemma]
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        return lemma + "es"
    return lemma + "s"


def base_form(text: str, lemma: str) -> str:
    """A verb's base form where the lemma would have doubled its last letter: "rated" is of "rate", not of "rat"."""
    return f"{lemma}e" if _doubles(lemma) and text.lower() == f"{lemma}ed" else lemma


def _doubles(lemma: str) -> bool:
    """Whether the last consonant doubles: one syllable, one vowel before one consonant."""
    if len(lemma) < 3 or lemma[-1] not in _DOUBLING or lemma[-2] not in _VOWELS or lemma[-3] in _VOWELS:
        return False
    groups = sum(1 for i, c in enumerate(lemma) if c in _VOWELS and (i == 0 or lemma[i - 1] not in _VOWELS))
    return groups == 1 or lemma in {
        "permit",
        "control",
        "begin",
        "occur",
        "prefer",
        "refer",
        "transmit",
        "emit",
        "admit",
        "regret",
    }
