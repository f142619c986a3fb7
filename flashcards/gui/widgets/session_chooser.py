"""Choosing a session: which cards, in which order, for how long, and whether it counts."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
)

from flashcards.core.facts import FactKind
from flashcards.core.scopes import Scope
from flashcards.core.sessions import SessionOrder, SessionPlan
from flashcards.core.wording import counted
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import LARGE, MEDIUM, SMALL, WIDE, label
from flashcards.gui.widgets.buttons import button, roomy

if TYPE_CHECKING:
    from flashcards.app import App

_LONGEST = 24 * 60
_LONGEST_TITLE = 60


class SessionChooser(QFrame):
    """`chosen` carries a `SessionPlan`; `resume_asked` goes on with the session that is under way."""

    chosen = Signal(object)
    resume_asked = Signal()

    def __init__(self, app: "App", tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._app = app
        self._tasks = tasks
        self._asked: SessionPlan | None = None
        self.deck = self._box(self.tr("Deck"))
        self.article = self._box(self.tr("Article"))
        self.role = self._box(self.tr("Role"))
        self.order = self._box(self.tr("Order"))
        self.minutes = QSpinBox()
        roomy(self.minutes)
        self.minutes.setRange(0, _LONGEST)
        self.minutes.setSpecialValueText(self.tr("no limit"))
        self.minutes.setSuffix(self.tr(" min"))
        self.minutes.setAccessibleName(self.tr("Time"))
        self.minutes.lineEdit().setAccessibleName(self.tr("Time"))
        self.minutes.valueChanged.connect(self._count)
        self.cram = self._box(self.tr("Answers"))
        self.count = label("", "muted")
        self.begin = button(self.tr("Begin"), self._begin, kind="primary")
        self.resume = button(self.tr("Resume"), self.resume_asked.emit)
        self._build()
        self._fill_ways()

    def plan(self) -> SessionPlan:
        """The session as it is chosen."""
        role = self.role.currentData()  # Qt hands back the bare text of an enumeration of texts
        kind = None if role is None else FactKind(role)
        scope = Scope(self.deck.currentData(), self.article.currentData(), kind)
        minutes = float(self.minutes.value()) or None
        return SessionPlan(scope, SessionOrder(self.order.currentData()), minutes, self.cram.currentData())

    def open(self) -> None:
        """Offer the decks, articles and roles there are, and the session under way."""
        self._fill(self.deck, self.tr("All decks"), [(name, name) for name in self._app.decks.names()])
        articles = [(_short(each.title), each.id) for each in self._app.articles.all()]
        self._fill(self.article, self.tr("All articles"), articles)
        roles = [(kind.value.capitalize(), kind) for kind in FactKind]
        self._fill(self.role, self.tr("All roles"), roles)
        session = self._app.sessions.current()
        left = len(session.left) if session else 0
        self.resume.setVisible(left > 0)
        self.resume.setText(self.tr("Resume: {cards} left").format(cards=counted(left, "card")))
        self._count()
        self.deck.setFocus()

    def _build(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(LARGE)
        form.setVerticalSpacing(SMALL)
        for words, widget in (
            (self.tr("&Deck"), self.deck),
            (self.tr("&Article"), self.article),
            (self.tr("&Role"), self.role),
            (self.tr("&Order"), self.order),
            (self.tr("&Time"), self.minutes),
            (self.tr("A&nswers"), self.cram),
        ):
            name = QLabel(words)
            name.setBuddy(widget)
            form.addRow(name, widget)
        foot = QHBoxLayout()
        foot.setSpacing(SMALL)
        foot.addWidget(self.begin)
        foot.addWidget(self.resume)
        foot.addWidget(self.count, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, LARGE, WIDE, LARGE)
        column.setSpacing(MEDIUM)
        column.addWidget(label(self.tr("What do you want to study?"), "heading"))
        column.addLayout(form)
        column.addLayout(foot)

    def _fill_ways(self) -> None:
        for words, order in (
            (self.tr("As due"), SessionOrder.QUEUE),
            (self.tr("Weakest first"), SessionOrder.WEAKEST),
            (self.tr("Most gained for the time first"), SessionOrder.GAIN),
        ):
            self.order.addItem(words, order)

        self.cram.addItem(self.tr("Count: what is due; each card gets its next date"), False)
        self.cram.addItem(self.tr("Cram: any cards, due or not; the schedule stays as it is"), True)

    def _box(self, name: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.currentIndexChanged.connect(self._count)
        return made

    @staticmethod
    def _fill(box: QComboBox, everything: str, items: Sequence[tuple[str, object]]) -> None:
        """Fill a box anew; what was chosen stays chosen if it is still there."""
        kept = box.currentData()
        box.blockSignals(True)
        box.clear()
        box.addItem(everything, None)
        for words, value in items:
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(kept)) if kept is not None else 0)
        box.blockSignals(False)

    def _count(self) -> None:
        """Say how many cards such a session would have; of 100,000 cards, choosing takes a moment."""
        if not self.isVisible() and not self.deck.count():
            return
        self._asked = plan = self.plan()
        self.begin.setEnabled(True)  # whoever knows what to study need not wait
        self.count.setText(self.tr("Counting …"))
        self._tasks.run(
            lambda _report: len(self._app.sessions.choose(plan)),
            then=partial(self._show_count, plan),
            failed=partial(self._show_problem, plan),
        )

    def _show_problem(self, plan: SessionPlan, error: Exception) -> None:
        if plan == self._asked:
            self.count.setText(str(error))
            self.begin.setEnabled(False)

    def _show_count(self, plan: SessionPlan, cards: int) -> None:
        if plan != self._asked:
            return  # something else was chosen meanwhile
        self.begin.setEnabled(cards > 0)
        self.count.setText(
            counted(cards, "card") if cards else self.tr("There is nothing to study for this session.")
        )

    def _begin(self) -> None:
        self.chosen.emit(self.plan())


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"
