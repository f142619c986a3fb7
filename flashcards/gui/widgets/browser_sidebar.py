"""What one can look in, beside the browser: saved searches, decks, tags, articles, roles, states and flags."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QTreeView

from flashcards.core.browsing import Places
from flashcards.core.completing import condition
from flashcards.core.facts import FactKind
from flashcards.gui.models.places import Place, PlacesModel
from flashcards.gui.widgets.browser_columns import flag_names
from flashcards.gui.widgets.menus import add_action

#: What stands for a search of another kind, with the place of the field that it looks at: no query begins so.
DUPLICATES = "\x00duplicates"
#: Levels of names inside names; what is deeper stands on one line.
_DEEPEST = 50
_Tree: TypeAlias = "dict[str, _Tree]"


class BrowserSidebar(QTreeView):
    """`asked` carries a query, and whether it joins what is searched for already; `forgotten` a saved search's name."""

    asked = Signal(str, bool)
    forgotten = Signal(str)
    duplicates_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Places | None = None
        self.places = PlacesModel(self)
        self.setModel(self.places)
        self.setObjectName("sidebar")
        self.setHeaderHidden(True)
        self.setAccessibleName(self.tr("Where to look"))
        self.setAccessibleDescription(self.tr("Ctrl joins it to the search"))
        self.setIndentation(round(self.fontMetrics().averageCharWidth() * 2))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformRowHeights(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.clicked.connect(self.follow)
        self.setExpandsOnDoubleClick(False)

    def show_places(self, places: Places) -> None:
        """Show what there is; what was folded stays folded."""
        if places == self._shown:
            return
        first = self._shown is None
        self._shown = places
        closed = self._folded()
        if first:
            closed = {self.tr("Articles"), self.tr("Tags"), self.tr("Flags")}
        sections = [
            Place(self.tr("All cards"), ""),
            self._section(
                self.tr("Saved searches"), [Place(name, query, saved=name) for name, query in places.saved]
            ),
            self._section(self.tr("Decks"), _nested("deck", places.decks)),
            self._section(self.tr("States"), self._states()),
            self._section(
                self.tr("Roles"), [Place(each.value.capitalize(), f"role:{each.value}") for each in FactKind]
            ),
            self._section(
                self.tr("Articles"), [Place(title, f"article:{number}") for number, title in places.articles]
            ),
            self._section(self.tr("Tags"), _nested("tag", places.tags)),
            self._section(
                self.tr("Flags"),
                [
                    Place(f"⚑ {number} {name}", f"flag:{number}")
                    for number, name in enumerate(flag_names(), 1)
                ],
            ),
            self._section(
                self.tr("Checks"),
                [
                    Place(self.tr("Leeches"), "is:leech"),
                    Place(self.tr("Same question"), f"{DUPLICATES}0"),
                    Place(self.tr("Same answer"), f"{DUPLICATES}1"),
                ],
            ),
        ]
        self.places.show_places([each for each in sections if each.inside or each.query is not None])
        for index in self._headings():
            self.setExpanded(index, str(index.data()) not in closed)

    def mark(self, query: str) -> None:
        """Mark the place that a query looks in, if there is one."""
        self.setCurrentIndex(self.places.where(query.strip()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter looks there, Delete forgets a saved search."""
        index = self.currentIndex()
        place = self.places.place(index)
        if place is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.follow(index)
        elif place is not None and event.key() == Qt.Key.Key_Delete and place.saved:
            self.forgotten.emit(place.saved)
        else:
            super().keyPressEvent(event)

    def follow(self, index: QModelIndex) -> None:
        """Look where a line says, or fold a heading."""
        place = self.places.place(index)
        if place is None:
            return
        if place.query is None:
            self.setExpanded(index, not self.isExpanded(index))
        elif place.query.startswith(DUPLICATES):
            self.duplicates_asked.emit(int(place.query.removeprefix(DUPLICATES)))
        else:
            joins = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier)
            self.asked.emit(place.query, joins)

    def _headings(self) -> Iterable[QModelIndex]:
        return (self.places.index(row, 0) for row in range(self.places.rowCount()))

    def _folded(self) -> set[str]:
        return {str(index.data()) for index in self._headings() if not self.isExpanded(index)}

    def _section(self, name: str, inside: Sequence[Place]) -> Place:
        return Place(name, inside=tuple(inside))

    def _states(self) -> Sequence[Place]:
        return (
            Place(self.tr("Due"), "is:due"),
            Place(self.tr("New"), "is:new"),
            Place(self.tr("Learning"), "is:learn"),
            Place(self.tr("In review"), "is:review"),
            Place(self.tr("Suspended"), "is:suspended"),
            Place(self.tr("Buried"), "is:buried"),
            Place(self.tr("Recall under 80 %"), "prop:r<0.8"),
            Place(self.tr("Answered this week"), "rated:7"),
            Place(self.tr("Added this week"), "added:7"),
        )

    def _show_menu(self, at: QPoint) -> None:
        place = self.places.place(self.indexAt(at))
        if place is None or not place.query or place.query.startswith(DUPLICATES):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        query, name = place.query, place.saved
        add_action(menu, self.tr("Look here"), lambda: self.asked.emit(query, False))
        add_action(menu, self.tr("Join to the search"), lambda: self.asked.emit(query, True))
        if name:
            add_action(menu, self.tr("Delete this search"), lambda: self.forgotten.emit(name))
        menu.popup(self.viewport().mapToGlobal(at))


def _nested(name: str, names: Iterable[str]) -> tuple[Place, ...]:
    """Names with `::` in them lie inside each other."""
    tree: _Tree = {}
    for each in names:
        level = tree
        for part in each.split("::", _DEEPEST):
            level = level.setdefault(part, {})
    return _places(name, tree, "")


def _places(name: str, tree: _Tree, begin: str) -> tuple[Place, ...]:
    return tuple(
        Place(part, condition(name, f"{begin}{part}"), inside=_places(name, tree[part], f"{begin}{part}::"))
        for part in sorted(tree, key=str.casefold)
    )
