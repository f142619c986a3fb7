"""Sounds of cards, played by the system's player: Qt's own is not among what this program installs."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from flashcards.services.media import MediaFolder


def play(media: "MediaFolder", name: str) -> str:
    """Open a sound or film of the library; returns why that cannot be, empty if it can."""
    file = media.sound(name)
    if file is None:
        words = QCoreApplication.translate("Sounds", "“{name}” is no sound in your library.")
    elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
        words = QCoreApplication.translate("Sounds", "No program here plays “{name}”.")
    else:
        return ""
    return words.format(name=name)
