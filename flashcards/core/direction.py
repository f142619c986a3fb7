"""Names that run from right to left, beside words and numbers that do not.

Where such a name stands bare in a sentence, it turns numbers and brackets around, or the whole sentence. It is set apart
with the signs of the Unicode bidirectional algorithm (UAX #9): FSI, "first strong isolate", and PDI at its end.
"""

import re
import unicodedata

_FSI, _PDI = "\u2068", "\u2069"
#: Letters and numbers of scripts from right to left, and the signs that turn the direction.
_TURNING = frozenset(("R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))
#: Those signs are not shown with a name: one that is not closed would turn what follows.
_SIGNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
#: What parts the names in a path of decks or tags, as it is stored and as it is shown.
_STEPS = re.compile(r"(::| › )")
_QUOTED = re.compile(r"(?<=“)[^“”]*(?=”)")


def isolated(name: str) -> str:
    """A name as it is to be shown, each step of a path for itself; most names stay as they are."""
    if name.isascii() or not any(unicodedata.bidirectional(sign) in _TURNING for sign in name):
        return name
    return "".join(
        step if at % 2 or not step else f"{_FSI}{step.translate(_SIGNS)}{_PDI}"
        for at, step in enumerate(_STEPS.split(name))
    )


def with_quotes_isolated(text: str) -> str:
    """A sentence as it is to be shown, also one that was made so before: names and sentences of others stand in quotation marks in ours."""
    if text.isascii() or "“" not in text:
        return text
    return _QUOTED.sub(lambda match: isolated(match[0]), text)
