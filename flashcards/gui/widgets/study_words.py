"""Words of the study page: its keys, and what a session is about."""

from PySide6.QtCore import QCoreApplication

from flashcards.core.sessions import SessionOrder, SessionPlan


def key_rows() -> tuple[tuple[str, str], ...]:
    """The keys and what they do, in the order of their use."""
    return (
        (_tr("Space, Enter"), _tr("show the answer; then take the rating that stands out")),
        ("1  2  3  4", _tr("Again, Hard, Good, Easy")),
        ("U", _tr("undo, back to where this session began")),
        ("E", _tr("edit this card in place")),
        ("S", _tr("the source sentence with its neighbours")),
        ("W", _tr("why this card comes now")),
        ("T", _tr("type the answers, or stop that; Esc leaves the line")),
        ("C", _tr("pick the answers among four where wrong ones are at hand, or stop that; 1 to 4 pick")),
        (_tr("Down, X"), _tr("uncover the next item of a list; say that you had not named it")),
        (_tr("Alt+Up, Alt+Down"), _tr("move a step, where steps are put in order; or drag it")),
        ("F", _tr("flag it, or take the flag away; Shift+F for the next colour")),
        ("B", _tr("bury: it comes again tomorrow")),
        ("@", _tr("suspend: it comes no more until you let it")),
        ("M", _tr("the mechanism map of its article")),
        ("R", _tr("play its sound, in the player of your system")),
        ("I", _tr("show its hints")),
        ("H, ?", _tr("these keys")),
        (_tr("Esc"), _tr("leave; the session can be taken up again")),
    )


def session_name(plan: SessionPlan) -> str:
    """What a session is about, in a few words."""
    parts = [plan.scope.deck.replace("::", " › ")] if plan.scope.deck else []
    if plan.scope.article_id is not None:
        parts.append(_tr("one article"))
    if plan.scope.role is not None:
        parts.append(plan.scope.role.value)
    orders = {
        SessionOrder.WEAKEST: _tr("weakest first"),
        SessionOrder.GAIN: _tr("most gained first"),
    }
    if plan.order in orders:
        parts.append(orders[plan.order])
    if plan.minutes is not None:
        parts.append(_tr("{minutes} min").format(minutes=round(plan.minutes)))
    name = _tr("Cramming") if plan.cram else _tr("Session")
    return f"{name}: {', '.join(parts)}" if parts else name


def _tr(text: str) -> str:
    return QCoreApplication.translate("StudyPage", text)
