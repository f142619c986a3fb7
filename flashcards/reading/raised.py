"""Small raised signs: powers and charges are written raised, numbers that point to notes are left out."""

import re

_RAISED = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_NUMBERS = re.compile(r"[\d,;\s–−-]*\d[\d,;\s–−-]*|[*†‡§¶,\s]+")
_POWER = re.compile(r"[+−–-]?\d{1,3}|\d?[+−–-]")
#: What a power stands on: a number, or a unit of length or what is divided by one.
_BASE = re.compile(r"\d$|(?:^|[\s/·(])(?:[kcdmµn]?m|s|h|L|l)$")


def raised_after(before: str, raised: str) -> str:
    """What to write for raised signs that stand behind the text `before`; empty for the mark of a note."""
    signs = raised.strip()
    charged = any(sign in "+−–-" for sign in signs) and not re.search(r"\d[–−-]\d", signs)
    if _POWER.fullmatch(signs) and (charged or not before[-1:].strip() or _BASE.search(before)):
        return signs.translate(_RAISED)
    return "" if _NUMBERS.fullmatch(signs) and before.strip() else raised
