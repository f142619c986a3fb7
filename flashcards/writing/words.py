"""Words of a text: which carry content, which are too general to learn from."""

import re
from functools import lru_cache

WORD = re.compile(r"[a-z0-9]+(?:[-'’][a-z0-9]+)*")
_SUFFIXES = (
    "ingly", "edly", "ization", "isation", "ations", "ation", "ings", "ing", "ies", "ied", "ers", "ed", "es", "s",
    "ly",
)  # fmt: skip


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


STOP = word_set(
    """a an the of in on at to for from by with and or nor but as is are was were be been being am do
    does did done have has had having will would shall should can could may might must that which
    who whom whose what when where why how it its this these those they them their there here he she
    his her him we us our you your i me my not no so than then too very also just only such some any
    each both all more most other another into onto over under between among through during before
    after above below up down out off about against if because while although though until unless
    since per via one two"""
)

#: Words that say next to nothing alone; a question of only such words is vague.
GENERIC = word_set(
    """drug drugs medication medications medicine treatment therapy effect effects process processes
    system systems area areas region regions part parts way ways thing things people person patient
    patients study studies research researchers scientists experts theory theories brain body
    condition conditions disorder disease symptom symptoms role type types kind kinds example
    examples cause causes change changes function work works happen happens occur occurs help helps
    use used uses make makes say says mean means called known term increase decrease risk risks side
    level levels activity results result following name main according matter goal aim concept concepts side board place time
    stage explanation"""
)


#: Longer texts are whole articles, looked at once: remembering them would only hold memory.
_PHRASE = 600
#: So many words are remembered.
_MOST = 20000


def words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case."""
    return _split_again(text) if len(text) <= _PHRASE else _split(text)


def _split(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(text.lower().replace("’", "'")))


_split_again = lru_cache(maxsize=20000)(_split)


@lru_cache(maxsize=20000)
def stem(word: str) -> str:
    """A word without its ending, good enough to compare."""
    word = word.strip("'")
    for suffix in ("'s", *_SUFFIXES):
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


def content(text: str) -> tuple[str, ...]:
    """The stems of the words that carry meaning."""
    return _meaning_again(text) if len(text) <= _PHRASE else _meaning(text)


class _Stems(dict[str, str]):
    """The stem of every word met so far, empty for words that carry no meaning."""

    def __missing__(self, word: str) -> str:
        found = stem(word) if word not in STOP and (len(word) > 2 or word.isdigit()) else ""
        if len(self) < _MOST:
            self[word] = found
        return found


_STEMS = _Stems()


def _meaning(text: str) -> tuple[str, ...]:
    return tuple([found for w in words(text) if (found := _STEMS[w])])


_meaning_again = lru_cache(maxsize=20000)(_meaning)
