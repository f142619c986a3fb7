"""Reading made files in this process, and drawing what came out."""

from flashcards.core.articles import BlockKind, Source, SourceKind
from flashcards.reading.documents import Document, read_document
from flashcards.reading.formats import Format

FILE = Source(SourceKind.FILE, "made")
MARKS = {BlockKind.HEADING: "#", BlockKind.PARAGRAPH: "¶", BlockKind.LIST_ITEM: "-", BlockKind.TABLE_ROW: "|"}
KINDS = {mark: kind for kind, mark in MARKS.items()}


def read(format_, data, **options):
    """The article of a made file."""
    content = data.encode() if isinstance(data, str) else data
    return read_document(Document(content, "made", Format(format_), FILE, "made", **options))


def draw(article):
    """One line for each block: its kind, its level where it has one, its text, its reason in brackets."""
    return [
        f"{MARKS[b.kind]}{b.level or ''} {article.quote(b.span)}{f' [{b.junk}]' if b.junk else ''}"
        for b in article.blocks
    ]


def body(article):
    """The words of the body's blocks, each on one line."""
    return [" ".join(article.quote(b.span).split()) for b in article.blocks if b.is_body]


def blocks(*lines):
    """Blocks as the makers take them, drawn as above."""
    return [
        (KINDS[line[0]], int(line[1]) if line[1].isdigit() else 0, line.split(" ", 1)[1]) for line in lines
    ]
