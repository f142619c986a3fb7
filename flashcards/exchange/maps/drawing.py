"""A mechanism map as a picture: words folded into boxes, boxes and arrows put in their places."""

from collections.abc import Callable, Mapping
from unicodedata import east_asian_width

from flashcards.core.facts import FactKind
from flashcards.core.maps import Edge, MechanismMap
from flashcards.core.mastery import Mastery
from flashcards.core.pictures import Arrow, Box, Picture
from flashcards.exchange.maps.layout import lay_out

#: Sizes in pixels of text, and how much wider than its words a box is.
NODE_TEXT, LABEL_TEXT = 13.0, 11.0
LINE = 1.35
PAD_X, PAD_Y = 12.0, 8.0
LABEL_PAD = 4.0
_NODE_WIDTH, _LABEL_WIDTH = 150.0, 118.0
_MOST_LINES = 3
#: Widths of letters as shares of the text size, generous enough for common sans-serif fonts.
_NARROW, _WIDE = frozenset("ijltfr.,:;'|!()[]/ ’"), frozenset("mwMWQ@%—…")
_SHARES = {"narrow": 0.37, "wide": 0.95, "capital": 0.72, "other": 0.62, "full": 1.02}

#: How wide a text of a size would be, in pixels.
Measure = Callable[[str, float], float]


def estimate(text: str, size: float) -> float:
    """The width of a text where no font is at hand."""
    return sum(_share(letter) for letter in text) * size


def draw(
    found: MechanismMap,
    nodes: Mapping[str, Mastery],
    edges: Mapping[int, Mastery],
    measure: Measure = estimate,
) -> Picture:
    """The picture of a map, coloured by what is known of its nodes (by id) and edges (by number)."""
    number = {node.id: at for at, node in enumerate(found.nodes)}
    inside = [fold(node.label, NODE_TEXT, _NODE_WIDTH, measure) for node in found.nodes]
    sizes = [_size(lines, NODE_TEXT, (PAD_X, PAD_Y), measure, sign=1.3) for lines in inside]
    words = [_words(edge, measure) for edge in found.edges]
    labels = [_size(lines, LABEL_TEXT, (LABEL_PAD, LABEL_PAD / 2), measure) for lines in words]
    pairs = [(number[edge.source], number[edge.target]) for edge in found.edges]
    made = lay_out(sizes, pairs, labels)
    boxes = [
        Box(node.id, made.nodes[at], inside[at], node.label, nodes.get(node.id, Mastery.NO_CARD))
        for at, node in enumerate(found.nodes)
    ]
    arrows = [
        Arrow(
            edge=at,
            points=made.points[at],
            place=made.labels[at],
            lines=words[at],
            reading=edge.reading,
            kind=edge.kind,
            polarity=edge.polarity,
            hedged=edge.hedged,
            theory=edge.theory,
            mastery=edges.get(at, Mastery.NO_CARD),
        )
        for at, edge in enumerate(found.edges)
    ]
    return Picture(made.width, made.height, tuple(boxes), tuple(arrows))


def _words(edge: Edge, measure: Measure) -> tuple[str, ...]:
    """What an arrow says: what happens to the source, the relation, and marks for theories and risks."""
    words = f"({edge.event}) {edge.relation}" if edge.event else edge.relation
    if edge.kind is FactKind.RISK:
        words = f"⚠ {words}"
    lines = fold(words, LABEL_TEXT, _LABEL_WIDTH, measure)
    return (*lines, f"theory {edge.theory}") if edge.theory else lines


def fold(text: str, size: float, width: float, measure: Measure) -> tuple[str, ...]:
    """A text in at most three lines of a width; what does not fit ends in an ellipsis."""
    lines: list[str] = [""]
    for word in _pieces(text, size, width, measure):
        longer = f"{lines[-1]} {word}".strip()
        if measure(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    lines = [line for line in lines if line] or [""]
    if len(lines) <= _MOST_LINES:
        return tuple(lines)
    last = lines[_MOST_LINES - 1]
    while last and measure(f"{last}…", size) > width:
        last = last[:-1].rstrip()
    return (*lines[: _MOST_LINES - 1], f"{last}…")


def _pieces(text: str, size: float, width: float, measure: Measure) -> list[str]:
    """The words of a text; one that is wider than a line, or written without spaces, is cut."""
    found: list[str] = []
    for word in text.split():
        piece = ""
        for letter in word:
            if piece and measure(piece + letter, size) > width:
                found.append(piece)
                piece = ""
            piece += letter
        found.append(piece)
    return found


def _size(
    lines: tuple[str, ...], size: float, pad: tuple[float, float], measure: Measure, sign: float = 0.0
) -> tuple[float, float]:
    """The size of a box around lines, with room for a sign of so many letters' height at its side."""
    widest = max(measure(line, size) for line in lines)
    return widest + 2 * pad[0] + sign * size, len(lines) * size * LINE + 2 * pad[1]


def _share(letter: str) -> float:
    if east_asian_width(letter) in "WF":
        return _SHARES["full"]
    if letter in _NARROW:
        return _SHARES["narrow"]
    if letter in _WIDE:
        return _SHARES["wide"]
    return _SHARES["capital" if letter.isupper() or letter.isdigit() else "other"]
