"""Words that point outside a card."""

import re
from functools import lru_cache

from flashcards.writing.words import STOP, WORD, content

_PRONOUN = re.compile(
    r"(?<![a-z0-9'-])(?:it|its|itself|they|them|their|theirs|he|him|his|she|her|hers|this|these|those"
    r"|such|that)(?![a-z0-9-])"
)
_EXPLETIVE = re.compile(
    r"\bit(?: is| was| has been| can be| may be| remains)? (?:also |often |now |widely |still |long "
    r"|generally )*(?:taken for granted|thought|believed|known|"
    r"suggested|estimated|hypothesi[sz]ed|proposed|possible|likely|unlikely|unclear|unknown|important"
    r"|necessary|common|difficult|"
    r"hard|easy|appears(?! to)|seems(?! to)|takes|turns out|not (?:yet )?(?:known|clear))\b"
)
_CONNECTIVE = re.compile(
    r"^(?:(?:partly|mainly|largely) because|however|therefore|thus|hence|additionally|moreover|furthermore|instead|meanwhile|indeed"
    r"|consequently|likewise|similarly|"
    r"conversely|specifically|interestingly|nevertheless|nonetheless|also|then|besides|otherwise|but"
    r"|and|or|nor|so|yet|for example|"
    r"for instance|in turn|in addition|in contrast|by contrast|on the other hand|as a result"
    r"|because of this|in this way|in other "
    r"words|that said|even so|finally|lastly)\b,?\s"
)
#: How a card's side opens that leans on something before it.
_OPENS_BACK = re.compile(
    r"(?:most|some|part|much) of the rest\b|the rest (?:is|are|was|were|has|have|can|may)\b|the only difference\b"
    r"|the (?:most|least) [a-z]+ (?:is|are|was|were|of)\b|(?:if|when|once|unless|while|until) [a-z]+ed,"
    r"|(?:\w+ )?examples include\b"
)
#: What leans on something before it wherever it stands; the pattern begins with a fixed word, which is found fast.
_THE_BACK = re.compile(
    r"the (?:(?:latter|former|following|aforementioned)\b|same (?:way|reason|effect|mechanism|process|thing|is true)\b"
    r"|same amount\b(?<!than the same amount)|same time\b(?<!at the same time)|other idea\b|problem\b(?! (?:of|with|that|is))"
    r"|(?:first|last|other) (?:two|three)\b(?! [\w-]+s\b)|other two\b|opposite (?:effect(?! (?:of|to|on))|way|is)\b"
    r"|other way (?:a?round|about)\b|(?:main|other|first|second|new|old|same|two|three) ones?\b)"
)
_AGAIN = re.compile(
    r"\b(?:another similar|as follows|either idea|(?:few|many|some|large|small|big|older|newer|such) ones)\b"
    r"|\b(?:has|have|had) the (?:first|second|third|last)\b(?! [a-z])"
)
#: Without one of these there is nothing of the kind to look for.
_AGAIN_SIGNS = ("another similar", "as follows", "either idea", " ones", "has the ", "have the ", "had the ")
#: "The two" means two things of the card when so many words stand before it.
_COUNTED = re.compile(r"\bthe (?:two|three|four|five)\b(?!-)(?! (?!makes|meets|does|has|is|was)[\w-]*s\b)")
_ENOUGH = 4
_TEXT = re.compile(
    r"\b(?:the|this) (?:article|passage|text|authors?|excerpt|paragraph|section|page|post|blog|above"
    r"|source|document|chapter|leaflet)\b|"
    r"\b(?:mentioned|described|listed|discussed|shown|stated) (?:above|below|here|earlier)\b"
    r"|\b(?:figure|table) \d|\bwhat has been said\b|\bas we (?:have )?s(?:ee|aw)n?\b"
)
_GLUE = frozenset(
    {"according", "example", "type", "kind", "way", "name", "many", "much", "long", "often", "happens"}
)


def points_outside(text: str, named: str | None = None) -> bool:
    """Whether a card's side leans on something that it does not name.

    `named` is the question when the text is an answer: what the question names, the answer may refer to.
    """
    low = text.lower().replace("’", "'")
    if (named is None and _CONNECTIVE.match(low)) or _points_back(low):
        return True
    if not _PRONOUN.search(low) and not _COUNTED.search(low):
        return False
    if any(len(content(low[: m.start()])) < _ENOUGH for m in _COUNTED.finditer(low)):
        return True
    low = _EXPLETIVE.sub(lambda m: " " * len(m[0]), low)
    return any(_dangles(low, match, named) for match in _PRONOUN.finditer(low))


def _points_back(low: str) -> bool:
    """Whether a text counts or compares with something that stands elsewhere: "the latter", "the other two"."""
    if _OPENS_BACK.match(low) or _THE_BACK.search(low):
        return True
    return any(sign in low for sign in _AGAIN_SIGNS) and bool(_AGAIN.search(low))


@lru_cache(maxsize=1024)
def speaks_of_text(text: str) -> bool:
    """Whether a card speaks of the article instead of its matter."""
    return bool(_TEXT.search(text.lower()))


def _dangles(low: str, match: re.Match[str], named: str | None) -> bool:
    """Whether nothing before a pronoun can be what it stands for."""
    word, rest, before = match[0], low[match.end() :], low[: match.start()]
    if word == "that":
        return not before
    if word in {"this", "these", "those", "such"}:
        return _pointer_dangles(word, rest, before, named)
    if _names_something(before):
        return False
    return not (named and _names_something(named.lower()))


def _pointer_dangles(word: str, rest: str, before: str, named: str | None) -> bool:
    """The same for this, these, those and such, which need their noun to have stood before."""
    if word == "such" and (re.match(r"\s+as\b", rest) or re.search(r"\b(?:so|an?)\s*$", before)):
        return False
    if word == "those" and re.match(
        r"\s+(?:who|with|without|that|which|of|in|from|at|taking|affected|receiving|thought|known|given|[a-z]+ed)\b",
        rest,
    ):
        return False
    nouns = set(content(" ".join(rest.split()[:3])))
    return not nouns & set(content(before + " " + (named or "")))


def _names_something(before: str) -> bool:
    """Whether there is a word that a pronoun could stand for."""
    return any(w not in STOP and w not in _GLUE for w in WORD.findall(before))
