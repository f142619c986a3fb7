"""Find and replace in the fields of notes: in the words, never in the mark-up around them."""

import re
from dataclasses import dataclass
from html import escape, unescape

from flashcards.core.errors import BadInput
from flashcards.core.text import storable

_LONGEST = 500
#: Mark-up parts the words; a line break counts as one.
_MARKUP = re.compile(r"(<[^>]*>)")
# A group that may be repeated without end, with another repeat or a choice inside, can take for ever.
_REPEAT = re.compile(r"[*+]|\{\d+,\}")
_UNSAFE = "The regular expression repeats a group that itself repeats or chooses, which can take for ever."


@dataclass(frozen=True, slots=True)
class Replacement:
    """What to look for and what to put there.

    `field` is the name of the only field to look in, None for all but those that quote the source. With `regex`
    the text is a regular expression of Python's and `into` may name its groups (`\\1`); otherwise both are taken
    as they stand.
    """

    find: str
    into: str
    field: str | None = None
    case: bool = False
    regex: bool = False

    def pattern(self) -> "re.Pattern[str]":
        """What is looked for; raises `BadInput` for nothing, and for an expression that cannot be used."""
        if not self.find:
            raise BadInput("Say what to look for.")
        if len(self.find) > _LONGEST:
            raise BadInput(f"What is looked for may have up to {_LONGEST} characters.")
        if self.regex and _never_ends(self.find):
            raise BadInput(_UNSAFE)
        try:
            found = re.compile(
                self.find if self.regex else re.escape(self.find), 0 if self.case else re.IGNORECASE
            )
            if self.regex:
                re.compile(f"{self.find}|").sub(self.into, "")
        except (re.error, IndexError) as error:
            raise BadInput(f"The regular expression cannot be used: {error}.") from None
        if found.match("") is not None:
            raise BadInput("The regular expression fits nothing at all too, so it would change every place.")
        return found


def replaced(html: str, pattern: "re.Pattern[str]", replacement: Replacement) -> str:
    """A field with every place changed; one without any is the same to the letter."""
    parts = _MARKUP.split(html)
    for at in range(0, len(parts), 2):
        words = unescape(parts[at])
        changed = storable(
            pattern.sub(replacement.into if replacement.regex else lambda _match: replacement.into, words)
        )
        if changed != words:
            parts[at] = escape(changed, quote=False).replace("\n", "<br>")
    return "".join(parts)


def _never_ends(expression: str) -> bool:
    """Whether a group that is repeated without end holds a repeat without end, or a choice."""
    # Signs that are meant as they stand, alone or in a class, are nothing here.
    plain = re.sub(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", "x", expression)
    holds: list[bool] = [False]
    for match in re.finditer(r"\(|\)|\||[*+]|\{\d+,\}", plain):
        sign = match[0]
        if sign == "(":
            holds.append(False)
        elif sign == ")" and len(holds) > 1:
            inside = holds.pop()
            if inside and _REPEAT.match(plain, match.end()):
                return True
            holds[-1] = holds[-1] or inside
        elif sign != ")":
            holds[-1] = True
    return False
