"""XML from strangers: no entities, no document types, nothing fetched, no tree that grows without end."""

from collections.abc import Callable
from typing import Protocol

from flashcards.core.errors import CannotRead

_STEP = 256 * 1024


class Target(Protocol):
    """Takes marks and text as they come; names have their namespace in braces before them."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A mark opens."""

    def end(self, tag: str) -> None:
        """A mark closes."""

    def data(self, text: str) -> None:
        """Text inside the innermost mark."""


class _Guarded:
    """Hands on to a target what is plain XML."""

    def __init__(self, target: Target, *, doctype: bool) -> None:
        self.start = target.start
        self.end = target.end
        self.data = target.data
        self._doctype = doctype

    def doctype(self, *_names: object) -> None:
        """A document type may declare entities."""
        if not self._doctype:
            raise CannotRead("a document type")

    def close(self) -> None:
        """The end."""


def walk(
    data: bytes,
    target: Target,
    name: str,
    advance: Callable[[], None] = lambda: None,
    *,
    doctype: bool = False,
) -> None:
    """Go through the XML of a part of the file `name`; raises `CannotRead` where it is broken.

    With `doctype` a document type is passed over, for old tables of contents have one; without, it is an
    error. In no case is an entity expanded or a file looked up.
    """
    from lxml import etree

    parser = etree.XMLParser(
        target=_Guarded(target, doctype=doctype), resolve_entities=False, no_network=True, load_dtd=False,
        dtd_validation=False, huge_tree=False, remove_pis=True,
    )  # fmt: skip
    try:
        for start in range(0, len(data), _STEP):
            parser.feed(data[start : start + _STEP])
            advance()
        parser.close()
    except (etree.LxmlError, CannotRead, ValueError):
        raise CannotRead(f"{name} is damaged and cannot be read.") from None


def plain(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition("}")[2]


def named(attributes: dict[str, str]) -> dict[str, str]:
    """Attributes by their names without namespaces."""
    return {plain(name): value for name, value in attributes.items()}
