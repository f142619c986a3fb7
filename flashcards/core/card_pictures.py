"""The pictures of effects that cards take along to other programs; here they are drawn anew, and never shown."""

import re

#: What the names of these files begin with; the rest is made from what they hold.
PREFIX = "flashcards-map-"
#: The fields that hold them: those of the question, and that of the answer.
ASKED_FIELD, TOLD_FIELD = "Extra1", "Extra2"
_OWN = re.compile(rf"<img\b[^<>]*\b{PREFIX}[0-9a-f]{{24}}\.svg\b[^<>]*>")


def without_pictures(html: str) -> str:
    """A field without such pictures: a package that comes back shows all of them at once, the answer among them."""
    return _OWN.sub("", html) if PREFIX in html else html
