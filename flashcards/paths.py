"""Where files live: those that come with the program, and the user's own."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def bundled(name: str) -> Path:
    """A folder that comes with the program ("decks", "resources"): in a checkout or in an installed wheel."""
    in_checkout = _PACKAGE.parent / name
    return in_checkout if in_checkout.is_dir() else _PACKAGE / "_bundled" / name


def default_library() -> Path:
    """The library used when none is named: one file in the user's data folder."""
    from platformdirs import user_data_path

    return user_data_path("Flashcards", appauthor=False) / "library.db"


def window_settings() -> Path:
    """Where the window keeps its theme and size."""
    from platformdirs import user_config_path

    return user_config_path("Flashcards", appauthor=False) / "window.json"
