"""What a search can ask for, for the help over the browser."""

from PySide6.QtCore import QCoreApplication


def query_rows() -> list[tuple[str, str]]:
    """Examples with what they find."""
    return [
        ("sero brain", _tr("words that begin so, both of them, in any field")),
        ('"in the brain"', _tr("these words in a row")),
        ("-is:suspended", _tr("a minus: the opposite")),
        ("(tag:a or tag:b)", _tr("one or the other")),
        ('deck:Biology tag:exam article:"gut"', _tr("by deck, tag, article")),
        ("role:risk", _tr("mechanism, theory, risk, definition, other")),
        ("is:due", _tr("due, new, learn, review, suspended, buried, leech")),
        ("prop:r<0.8 prop:s>30", _tr("recall r, stability s, difficulty d, ivl, due, reps, lapses")),
        ("rated:7:1 added:3", _tr("Again in the last 7 days; made in the last 3")),
        ("flag:2 note:5 card:9", _tr("by flag and number")),
    ]


def table_rows() -> list[tuple[str, str]]:
    """The keys of the table."""
    return [
        ("Ctrl+F", _tr("to the search; ↓ to the table")),
        ("E, Enter", _tr("edit in place; Ctrl+Enter saves")),
        ("B, @, F", _tr("bury, suspend, flag; once more takes it back")),
        ("Delete", _tr("delete the notes, with undo")),
        ("Ctrl+H", _tr("find and replace in what is chosen")),
        ("Ctrl+A", _tr("choose everything")),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("browser", text)
