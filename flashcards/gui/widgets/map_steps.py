"""Where the arrow keys lead on a map, and how its parts are spoken."""

from typing import ClassVar

from PySide6.QtCore import Qt

from flashcards.core.facts import FactKind
from flashcards.core.maps import MechanismMap
from flashcards.core.pictures import Arrow, Box, Picture, Rect

Thing = Box | Arrow


class Steps:
    """The neighbours of everything on a map."""

    KEYS: ClassVar = (
        Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Home,
    )  # fmt: skip

    def __init__(self, found: MechanismMap, picture: Picture) -> None:
        self.found = found
        self._picture = picture
        self._boxes = {box.node: box for box in picture.boxes}

    def same(self, thing: Thing) -> Thing | None:
        """The same concept or effect on this map, if it is there."""
        if isinstance(thing, Box):
            return self._boxes.get(thing.node)
        return next((each for each in self._picture.arrows if each.reading == thing.reading), None)

    def from_here(self, here: Thing | None, key: Qt.Key) -> Thing | None:
        """What the key leads to; None where there is nothing on that side."""
        if here is None or key == Qt.Key.Key_Home:
            return min(self._boxes.values(), key=lambda box: (box.place.y, box.place.x), default=None)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return self._beside(here, down=key == Qt.Key.Key_Down)
        return self._along(here, forward=key == Qt.Key.Key_Right)

    def _along(self, here: Thing, *, forward: bool) -> Thing | None:
        if isinstance(here, Arrow):
            edge = self.found.edges[here.edge]
            return self._boxes[edge.target if forward else edge.source]
        mine = [
            arrow
            for arrow in self._picture.arrows
            if (self._source(arrow) if forward else self._target(arrow)) == here.node
        ]
        return min(mine, key=lambda arrow: abs(arrow.place.middle - here.place.middle), default=None)

    def _beside(self, here: Thing, *, down: bool) -> Thing | None:
        others: list[Thing] = [*(self._picture.arrows if isinstance(here, Arrow) else self._picture.boxes)]

        def far(other: Thing) -> float:
            return abs(other.place.middle - here.place.middle) + 2 * abs(_centre(other) - _centre(here))

        side = 1 if down else -1
        there = [each for each in others if side * (each.place.middle - here.place.middle) > 1]
        return min(there, key=far, default=None)

    def _source(self, arrow: Arrow) -> str:
        return self.found.edges[arrow.edge].source

    def _target(self, arrow: Arrow) -> str:
        return self.found.edges[arrow.edge].target


def spoken(found: MechanismMap, thing: Thing) -> str:
    """A part of the map in words, for a screen reader."""
    if isinstance(thing, Arrow):
        marks = [
            "hedged" if thing.hedged else "",
            f"theory {thing.theory}" if thing.theory else "",
            "risk" if thing.kind is FactKind.RISK else "",
            thing.mastery.value,
        ]
        return ", ".join([thing.reading, *(mark for mark in marks if mark)])
    leads = [f"{edge.relation} {edge.object}" for edge in found.edges if edge.source == thing.node]
    comes = [edge.reading for edge in found.edges if edge.target == thing.node]
    words = f"{thing.label}, {thing.mastery.value}."
    if leads:
        words += f" Leads on: {'; '.join(leads)}."
    if comes:
        words += f" Comes from: {'; '.join(comes)}."
    return words


def _centre(thing: Thing) -> float:
    place: Rect = thing.place
    return place.x + place.width / 2
