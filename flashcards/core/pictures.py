"""A mechanism map as a picture: boxes and arrows with their places, in pixels from the top left."""

from dataclasses import dataclass
from typing import NamedTuple

from flashcards.core.facts import FactKind
from flashcards.core.maps import Polarity
from flashcards.core.mastery import Mastery


class Point(NamedTuple):
    """A place in a picture."""

    x: float
    y: float


class Rect(NamedTuple):
    """A rectangle in a picture."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Half way down."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Box:
    """A concept: `lines` fit into `place`; `label` is the whole text."""

    node: str
    place: Rect
    lines: tuple[str, ...]
    label: str
    mastery: Mastery = Mastery.NO_CARD


@dataclass(frozen=True, slots=True)
class Arrow:
    """An effect: the edge with that number in the map, along `points`, with its label in `place`.

    `points` come in pairs: straight from the first to the second, in a bow from the second to the third, and
    so on. `reading` is the whole claim; `theory` numbers competing explanations, 0 for none.
    """

    edge: int
    points: tuple[Point, ...]
    place: Rect
    lines: tuple[str, ...]
    reading: str
    kind: FactKind
    polarity: Polarity | None = None
    hedged: bool = False
    theory: int = 0
    mastery: Mastery = Mastery.NO_CARD

    @property
    def backwards(self) -> bool:
        """Whether it runs to the left, closing a ring."""
        return self.points[-1].x < self.points[0].x


@dataclass(frozen=True, slots=True)
class Picture:
    """All of it, with its size."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
