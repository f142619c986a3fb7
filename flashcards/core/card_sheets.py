"""Cards to cut out of paper: what stands on both sides of each, and where the sides stand, in millimetres.

A fold-over sheet has fronts on the left and backs on the right of one face; it is folded over the middle, glued and
cut. For printing on both faces the backs stand on a page of their own, so that each comes to lie behind its front
and reads upright when the card is turned like a page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from flashcards.core.errors import BadInput
from flashcards.core.study_lists import Paper, Piece


class Layout(StrEnum):
    """How both sides of a card get onto paper."""

    FOLD = "fold"
    DUPLEX = "duplex"


class Flip(StrEnum):
    """Over which edge a printer turns the paper, as its settings call it."""

    LONG_EDGE = "long-edge"
    SHORT_EDGE = "short-edge"


#: Width and height of the papers, upright.
SIZES: Mapping[Paper, tuple[float, float]] = {Paper.A4: (210.0, 297.0), Paper.LETTER: (215.9, 279.4)}
#: Columns and rows of cards by how many a page holds.
GRIDS: Mapping[Layout, Mapping[int, tuple[int, int]]] = {
    Layout.FOLD: {count: (1, count) for count in (2, 3, 4, 5, 6, 8)},
    Layout.DUPLEX: {
        2: (1, 2),
        4: (2, 2),
        6: (2, 3),
        8: (2, 4),
        9: (3, 3),
        10: (2, 5),
        12: (3, 4),
        16: (4, 4),
    },
}
#: How many cards a page holds unless one says so.
USUAL: Mapping[Layout, int] = {Layout.FOLD: 4, Layout.DUPLEX: 8}
#: The edge of the paper that stays empty: printers need some of it, and a line of words stands above and below.
MARGIN_SIDE, MARGIN_END = 10.0, 14.0
#: The farthest that backs can be moved.
MOST_SHIFT = 5.0


@dataclass(frozen=True, slots=True)
class PrintedSide:
    """One side of a card: plain text, and pictures.

    `drawing` is an SVG of effects, which shows all of `words` but `beside`; where it would be too small to read,
    `words` stand alone. `pictures` are files of pictures, in their order.
    """

    words: tuple[Piece, ...]
    beside: tuple[Piece, ...] = ()
    drawing: bytes = b""
    pictures: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """A card; `source` is the sentence and where it stands, `role` may be empty."""

    front: PrintedSide
    back: PrintedSide
    source: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Cutting:
    """How the cards lie on the paper; `per_page` None is the usual number.

    `shift` moves the backs of a duplex sheet to the right and down, for a printer that does not meet the fronts.
    `only_test` prints no cards but a sheet that shows whether it does.
    """

    layout: Layout = Layout.FOLD
    per_page: int | None = None
    flip: Flip = Flip.LONG_EDGE
    shift: tuple[float, float] = (0.0, 0.0)
    only_test: bool = False

    @property
    def count(self) -> int:
        """How many cards a page holds."""
        return USUAL[self.layout] if self.per_page is None else self.per_page


@dataclass(frozen=True, slots=True)
class CardSheets:
    """A deck's cards to cut, in their order."""

    deck: str
    cards: tuple[PrintedCard, ...]
    cutting: Cutting = Cutting()


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on a page, from its top left corner as one reads it."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a card's sides stand; a back that is `turned` stands upside down on its page."""

    front: Place
    back: Place
    turned: bool = False


def check_cutting(cutting: Cutting) -> None:
    """Raise `BadInput` for what no sheet can be."""
    counts = list(GRIDS[cutting.layout])
    if cutting.count not in counts:
        name = "fold-over sheet" if cutting.layout is Layout.FOLD else "duplex sheet"
        raise BadInput(
            f"A {name} holds {', '.join(map(str, counts[:-1]))} or {counts[-1]} cards, not {cutting.count}."
        )
    if not all(abs(each) <= MOST_SHIFT for each in cutting.shift):
        raise BadInput(f"Backs can be moved by up to {MOST_SHIFT:g} mm each way.")
    if cutting.layout is Layout.FOLD and (cutting.only_test or any(cutting.shift)):
        raise BadInput("A fold-over sheet has one face: there is nothing to align.")


def cells(cutting: Cutting, paper: Paper) -> Sequence[Cell]:
    """The places of a full page of cards, row by row."""
    width, height = SIZES[paper]
    columns, rows = GRIDS[cutting.layout][cutting.count]
    across = columns * 2 if cutting.layout is Layout.FOLD else columns
    wide, tall = (width - 2 * MARGIN_SIDE) / across, (height - 2 * MARGIN_END) / rows
    found = []
    for row, column in product(range(rows), range(columns)):
        front = Place(MARGIN_SIDE + column * wide, MARGIN_END + row * tall, wide, tall)
        found.append(Cell(front, *_behind(front, cutting, (width, height))))
    return found


def _behind(front: Place, cutting: Cutting, page: tuple[float, float]) -> tuple[Place, bool]:
    """The place that comes to lie behind a front, and whether it is upside down there."""
    right, down = cutting.shift
    mirrored = page[0] - front.x - front.width
    if cutting.layout is Layout.FOLD:
        return Place(mirrored, front.y, front.width, front.height), False
    if cutting.flip is Flip.LONG_EDGE:
        return Place(mirrored + right, front.y + down, front.width, front.height), False
    # Turned over the short edge the page's top comes to lie behind the bottom.
    below = page[1] - front.y - front.height
    return Place(front.x + right, below + down, front.width, front.height), True
