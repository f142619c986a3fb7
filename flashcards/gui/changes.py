"""The one signal that the whole window shares: what in the library changed."""

from PySide6.QtCore import QObject, Signal

from flashcards.core.changes import Changes


class ChangeBus(QObject):
    """Carries `Changes` from whoever made them to every page that shows them."""

    changed = Signal(object)

    def announce(self, changes: Changes) -> None:
        """Tell every page what was touched."""
        if changes:
            self.changed.emit(changes)
