"""The package of a book: where its parts are, in which order they are read, and what they are called."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from flashcards.core.errors import CannotRead
from flashcards.reading.archive import Archive
from flashcards.reading.pieces import line_of
from flashcards.reading.xml import named, plain, walk

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_DOCUMENTS = ("application/xhtml+xml", "text/html")
#: Ways of mixing up fonts that keep nobody from reading.
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_MOST_CHAPTERS = 3000


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of the spine in order, titles by part, what is said of the book, and its page of contents."""

    spine: tuple[str, ...]
    titles: dict[str, str]
    about: dict[str, str]
    creators: tuple[str, ...]
    contents: str


@dataclass(slots=True)
class _Marks:
    """Any small XML part as a flat list: the name of each mark, its attributes, its text."""

    found: list[tuple[str, dict[str, str], list[str]]] = field(default_factory=list)
    _open: list[int] = field(default_factory=list)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A mark opens."""
        self._open.append(len(self.found))
        self.found.append((plain(tag), named(attributes), []))

    def end(self, tag: str) -> None:  # noqa: ARG002
        """A mark closes."""
        self._open.pop()

    def data(self, text: str) -> None:
        """Text inside the innermost marks: a link may hold its words in a mark of their own."""
        for place in self._open[-3:]:
            self.found[place][2].append(text[:1000])

    def named(self, *names: str) -> Iterator[tuple[dict[str, str], str]]:
        """The attributes and texts of the marks with one of those names."""
        return ((values, "".join(text)) for tag, values, text in self.found if tag in names)


def read_package(archive: Archive, name: str) -> Package:
    """The package of a book; raises `CannotRead` for one that is broken or locked."""
    _check_locks(archive, name)
    root = next(
        (values.get("full-path", "") for values, _ in _parse(archive, _CONTAINER, name).named("rootfile")), ""
    )
    if root not in archive.names:
        raise archive.damaged()
    marks = _parse(archive, root, name)
    items = {values.get("id", ""): values for values, _ in marks.named("item")}
    parts = {key: _inside(root, values.get("href", "")) for key, values in items.items()}
    spine = [
        parts[values["idref"]]
        for values, _ in marks.named("itemref")
        if items.get(values.get("idref", ""), {}).get("media-type") in _DOCUMENTS
        and values.get("linear", "yes") != "no"
    ][:_MOST_CHAPTERS]
    if not spine:
        raise CannotRead(f"{name} names no chapters, so there is nothing to read.")
    contents = next(
        (parts[key] for key, values in items.items() if "nav" in values.get("properties", "").split()), ""
    )
    old = next(
        (parts[key] for key, values in items.items() if values.get("media-type", "").endswith("ncx+xml")), ""
    )
    about = {
        tag: "".join(text) for tag, _, text in reversed(marks.found) if tag in ("title", "date", "rights")
    }
    creators = tuple(line_of(text, 100) for _, text in marks.named("creator") if text.strip())
    return Package(tuple(spine), _titles(archive, contents, old, name), about, creators, contents)


def _check_locks(archive: Archive, name: str) -> None:
    """Refuse a book whose text is locked; mixed-up fonts do not matter."""
    if _ENCRYPTION not in archive.names:
        return
    methods = {
        values.get("Algorithm", "")
        for values, _ in _parse(archive, _ENCRYPTION, name).named("EncryptionMethod")
    }
    if methods - set(_FONTS):
        raise CannotRead(f"{name} is protected against copying (DRM), so its text cannot be read.")


def _titles(archive: Archive, contents: str, old: str, name: str) -> dict[str, str]:
    """Titles by part, from the page of contents of EPUB 3 or the table of EPUB 2; the first for a part counts."""
    found: dict[str, str] = {}
    try:
        if contents in archive.names:
            pairs = _links(_parse(archive, contents, name))
            where = contents
        elif old in archive.names:
            pairs = _points(_parse(archive, old, name))
            where = old
        else:
            return found
    except CannotRead:
        return found  # chapters have headings too
    for link, title in pairs:
        part = _inside(where, link.partition("#")[0])
        if title.strip():
            found.setdefault(part, line_of(title, 150))
    return found


def _links(marks: _Marks) -> Iterator[tuple[str, str]]:
    for values, text in marks.named("a"):
        yield values.get("href", ""), text


def _points(marks: _Marks) -> Iterator[tuple[str, str]]:
    label = ""
    for tag, values, text in marks.found:
        if tag == "text":
            label = "".join(text)
        elif tag == "content":
            yield values.get("src", ""), label


def _parse(archive: Archive, part: str, name: str) -> _Marks:
    marks = _Marks()
    walk(archive.read(part), marks, name, doctype=True)
    return marks


def _inside(base: str, link: str) -> str:
    """The name of a part that another part links to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(link)))
