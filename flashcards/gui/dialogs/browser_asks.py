"""What the browser asks before an act: a deck, tags, days, a name, what to replace."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from flashcards.core.browsing import Show
from flashcards.core.progress import Cancel, Report
from flashcards.core.replacing import Replacement
from flashcards.core.wording import counted
from flashcards.gui.dialogs.deck_choice import DeckDialog
from flashcards.gui.dialogs.replace import ReplaceDialog, Replacing
from flashcards.gui.dialogs.text_entry import LineDialog
from flashcards.gui.models.browser import BrowserModel
from flashcards.gui.tasks import Tasks
from flashcards.gui.widgets.browser_acts import BrowserActs
from flashcards.gui.widgets.browser_table import BrowserTable

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.replacing import FieldChange


class BrowserAsks(QObject):
    """Opens dialogs over a page; what is entered goes to its acts."""

    def __init__(self, page: QWidget, app: "App", tasks: Tasks, acts: BrowserActs) -> None:
        super().__init__(page)
        self._page = page
        self._app = app
        self._tasks = tasks
        self._acts = acts
        acts.move_asked.connect(self._deck)
        acts.tags_asked.connect(self._tags)
        acts.due_asked.connect(self._due)

    def name_of_search(self, query: str, save: Callable[[str], None]) -> None:
        """Ask for the name of a search."""
        LineDialog(
            self._page, self.tr("Save search"), self.tr("Name of this search"), query[:60], save
        ).open()

    def replacement(self, model: BrowserModel, table: BrowserTable, show: Show) -> None:
        """Ask what to replace in the rows that are chosen, or in all that were found where only one is."""
        chosen = table.chosen_ids()
        several = len(chosen) > 1
        notes = self._app.browsing.notes_of(chosen if several else list(model.ids), show)
        if not notes:
            return
        what = self.tr("In the {notes} that you chose.") if several else self.tr("In the {notes} found.")

        def preview(wanted: Replacement, report: Report, cancel: Cancel) -> "list[FieldChange]":
            return self._app.replacing.preview(notes, wanted, report, cancel)

        work = Replacing(
            [name for name in self._app.notes.field_names() if name != "Uid"],
            preview,
            lambda wanted: self._acts.replace(notes, wanted),
        )
        words = what.format(notes=counted(len(notes), "note"))
        ReplaceDialog(self._page, self._tasks, words, work).open()

    def _deck(self) -> None:
        title = self.tr("Where should the chosen cards go?")
        DeckDialog(self._page, title, self._app.decks.names(), self._acts.move).open()

    def _tags(self, add: bool) -> None:
        title = self.tr("Add tags") if add else self.tr("Remove tags")
        prompt = self.tr("Tags, with spaces between them")
        LineDialog(self._page, title, prompt, "", lambda tags: self._acts.tag(tags, add=add)).open()

    def _due(self) -> None:
        prompt = self.tr("In how many days? A range such as 3-7 spreads them; 0 is today.")
        LineDialog(self._page, self.tr("Set due date"), prompt, "0", self._acts.set_due).open()
