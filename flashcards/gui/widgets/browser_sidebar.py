"""What one can look in, beside the browser: saved searches, decks, tags, articles, roles, states and flags."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator

from flashcards.core.browsing import Places
from flashcards.core.completing import condition
from flashcards.core.facts import FactKind
from flashcards.gui.theme import Theme
from flashcards.gui.widgets.browser_columns import flag_names
from flashcards.gui.widgets.menus import add_action

_QUERY = Qt.ItemDataRole.UserRole
_SAVED = Qt.ItemDataRole.UserRole + 1


class BrowserSidebar(QTreeWidget):
    """`asked` carries a query, and whether it joins what is searched for already; `forgotten` a saved search's name."""

    asked = Signal(str, bool)
    forgotten = Signal(str)
    duplicates_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: Places | None = None
        self._sections: dict[str, QTreeWidgetItem] = {}
        self.setObjectName("sidebar")
        self.setHeaderHidden(True)
        self.setAccessibleName(self.tr("Where to look"))
        self.setToolTip(self.tr("Ctrl joins it to the search"))
        self.setIndentation(round(self.fontMetrics().averageCharWidth() * 2))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.itemClicked.connect(self._follow)
        self.setExpandsOnDoubleClick(False)

    def show_places(self, places: Places) -> None:
        """Show what there is; what was folded stays folded."""
        if places == self._shown:
            return
        self._shown = places
        folded = {name for name, item in self._sections.items() if not item.isExpanded()}
        first = not self._sections
        self.clear()
        self._sections.clear()
        self._add(None, self.tr("All cards"), "")
        self._section(self.tr("Saved searches"), [], open_=True)
        for name, query in places.saved:
            item = self._add(self._sections[self.tr("Saved searches")], name, query)
            item.setData(0, _SAVED, name)
        self._nest(self.tr("Decks"), "deck", places.decks)
        self._section(self.tr("States"), self._states())
        self._section(
            self.tr("Roles"), [(each.value.capitalize(), f"role:{each.value}") for each in FactKind]
        )
        self._section(
            self.tr("Articles"), [(title, f"article:{number}") for number, title in places.articles]
        )
        self._nest(self.tr("Tags"), "tag", places.tags)
        flags = enumerate(flag_names(), 1)
        self._section(self.tr("Flags"), [(f"⚑ {number} {name}", f"flag:{number}") for number, name in flags])
        checks = self._section(self.tr("Checks"), [(self.tr("Leeches"), "is:leech")])
        doubles = self._add(checks, self.tr("Duplicates"), None)
        doubles.setToolTip(0, self.tr("Notes with the same question"))
        self._hide_empty()
        closed = {self.tr("Articles"), self.tr("Tags"), self.tr("Flags")} if first else folded
        for name, item in self._sections.items():
            item.setExpanded(name not in closed)

    def mark(self, query: str) -> None:
        """Mark the place that a query looks in, if there is one."""
        walk = QTreeWidgetItemIterator(self)
        while (item := walk.value()) is not None:
            if item.data(0, _QUERY) == query.strip():
                self.setCurrentItem(item)
                return
            walk += 1
        self.setCurrentItem(None)
        self.clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter looks there, Delete forgets a saved search."""
        item = self.currentItem()
        if item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._follow(item)
        elif item is not None and event.key() == Qt.Key.Key_Delete and item.data(0, _SAVED):
            self.forgotten.emit(item.data(0, _SAVED))
        else:
            super().keyPressEvent(event)

    def _states(self) -> Sequence[tuple[str, str]]:
        return (
            (self.tr("Due"), "is:due"),
            (self.tr("New"), "is:new"),
            (self.tr("Learning"), "is:learn"),
            (self.tr("In review"), "is:review"),
            (self.tr("Suspended"), "is:suspended"),
            (self.tr("Buried"), "is:buried"),
            (self.tr("Recall under 80 %"), "prop:r<0.8"),
            (self.tr("Answered this week"), "rated:7"),
            (self.tr("Added this week"), "added:7"),
        )

    def _section(self, name: str, rows: Iterable[tuple[str, str]], *, open_: bool = True) -> QTreeWidgetItem:
        section = QTreeWidgetItem([name])
        section.setFlags(Qt.ItemFlag.ItemIsEnabled)
        section.setForeground(0, self._theme.color("muted"))
        self.addTopLevelItem(section)
        section.setExpanded(open_)
        self._sections[name] = section
        for text, query in rows:
            self._add(section, text, query)
        return section

    def _nest(self, name: str, condition_: str, names: Sequence[str]) -> None:
        """Names with `::` in them lie inside each other."""
        section = self._section(name, [])
        there: dict[str, QTreeWidgetItem] = {"": section}
        for whole in sorted(names, key=str.casefold):
            parts = whole.split("::")
            for depth in range(1, len(parts) + 1):
                path = "::".join(parts[:depth])
                if path not in there:
                    parent = there["::".join(parts[: depth - 1])]
                    there[path] = self._add(parent, parts[depth - 1], condition(condition_, path))

    def _add(self, parent: QTreeWidgetItem | None, text: str, query: str | None) -> QTreeWidgetItem:
        item = QTreeWidgetItem([text])
        item.setData(0, _QUERY, query)
        item.setToolTip(0, query or "")
        if parent is None:
            self.addTopLevelItem(item)
        else:
            parent.addChild(item)
        return item

    def _hide_empty(self) -> None:
        for section in self._sections.values():
            section.setHidden(section.childCount() == 0)

    def _follow(self, item: QTreeWidgetItem) -> None:
        if any(item is section for section in self._sections.values()):
            item.setExpanded(not item.isExpanded())
            return
        query = item.data(0, _QUERY)
        if query is None:
            self.duplicates_asked.emit()
            return
        joins = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier)
        self.asked.emit(query, joins)

    def _show_menu(self, at: QPoint) -> None:
        item = self.itemAt(at)
        if item is None or not item.data(0, _QUERY):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        query, name = item.data(0, _QUERY), item.data(0, _SAVED)
        add_action(menu, self.tr("Look here"), lambda: self.asked.emit(query, False))
        add_action(menu, self.tr("Join to the search"), lambda: self.asked.emit(query, True))
        if name:
            add_action(menu, self.tr("Delete this search"), lambda: self.forgotten.emit(name))
        menu.popup(self.viewport().mapToGlobal(at))
