"""The mechanism map of an article: what leads to what, and how well it is known."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from flashcards.core.articles import Article, Span
from flashcards.core.changes import Changes
from flashcards.core.coverage import overlap
from flashcards.core.direction import isolated
from flashcards.core.drafts import Draft
from flashcards.core.errors import FlashcardsError
from flashcards.core.maps import MechanismMap
from flashcards.core.mastery import SIGNS, Known
from flashcards.core.pictures import Arrow, Box, Picture
from flashcards.core.progress import Report
from flashcards.gui.changes import ChangeBus
from flashcards.gui.dialogs.files import choose_picture
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import LARGE, MEDIUM, Theme, as_tip, label
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.empty_state import EmptyState
from flashcards.gui.widgets.map_asking import MapAsking
from flashcards.gui.widgets.map_details import MapDetails
from flashcards.gui.widgets.map_items import COLORS
from flashcards.gui.widgets.map_steps import spoken
from flashcards.gui.widgets.map_view import MapView
from flashcards.gui.widgets.page import Page

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.writing.map_cards import Ground

_PICTURE_SCALE = 2


@dataclass(frozen=True, slots=True)
class _Loaded:
    """An article's map with all that is shown of it."""

    ground: "Ground"
    drafts: tuple[Draft, ...]
    known: tuple[Known, ...]
    picture: Picture

    @property
    def article(self) -> Article:
        return self.ground.article

    @property
    def found(self) -> MechanismMap:
        return self.ground.found


class MapPage(Page):
    """`back_asked` carries the article's id, `draft_asked` that and a draft's."""

    back_asked = Signal(int)
    draft_asked = Signal(int, int)

    CARES_FOR = Changes.DRAFTS | Changes.NOTES | Changes.REVIEWS

    def __init__(self, theme: Theme, app: "App", tasks: Tasks, bus: ChangeBus) -> None:
        super().__init__(self.tr("Mechanism map"))
        self._theme = theme
        self._app = app
        self._tasks = tasks
        self._bus = bus
        self._article_id = 0
        self._loaded: _Loaded | None = None
        self._build()

    def show_article(self, article_id: int, *, from_study: bool = False) -> None:
        """Show the map of an article; `from_study` says where the way back leads."""
        self._article_id = article_id
        self._back.setText(self.tr("‹ Study") if from_study else self.tr("‹ Drafts"))
        self._back.setToolTip(self.tr("Back to the card") if from_study else self.tr("Article and drafts"))
        self._loaded = None
        self._details.clear()
        self.refresh()

    def refresh(self) -> None:
        """Draw the map anew in the background: a long article's takes a moment."""
        if self._article_id:
            work = partial(self._load, self._article_id)
            self._tasks.run(work, then=self._show, failed=self.failed.emit)

    def export(self, path: Path) -> None:
        """Write the map to a file, as SVG or PNG by its ending."""
        if self._loaded is None:
            return
        title = f"{self._loaded.article.title}: mechanism map"
        svg = self._app.maps.svg(self._loaded.picture, title).encode("utf-8")
        try:
            self._app.maps.save(path, svg if path.suffix.lower() == ".svg" else _png(svg))
        except FlashcardsError as error:
            self.failed.emit(error)
            return
        self.said.emit(self.tr("Wrote the map to {file}.").format(file=path.name), False)

    def _build(self) -> None:
        self._back = button(self.tr("‹ Drafts"), self._ask_back, kind="quiet")
        self.header.insertWidget(0, self._back)
        self.title.setMinimumWidth(1)
        self._view = MapView(self._theme)
        self._view.chosen.connect(self._show_part)
        self._fit = button(self.tr("Fit"), self._view.fit, kind="quiet", tip=self.tr("Show all of it (0)"))
        self._asking = MapAsking(self, self._app)
        self._asking.made.connect(self._made)
        self._asking.said.connect(self.said)
        self._asking.failed.connect(self.failed)
        self._export = button(self.tr("Export…"), self._choose_file)
        for each in (self._fit, self._asking, self._export):
            self.header.addWidget(each)
        self._details = MapDetails()
        self._details.asked.connect(self._ask_draft)
        self._view.opened.connect(self._details.enter)
        frame = QFrame()
        frame.setObjectName("panel")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.addWidget(self._view)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(MEDIUM)
        splitter.addWidget(frame)
        splitter.addWidget(self._details)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([700, 260])
        filled = QWidget()
        layout = QVBoxLayout(filled)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MEDIUM)
        layout.addWidget(splitter, 1)
        layout.addLayout(self._build_legend())
        self._stack = QStackedWidget()
        self._stack.addWidget(filled)
        self._stack.addWidget(
            EmptyState(
                self._theme,
                "circle-dot",
                self.tr("No map"),
                self.tr("This article says of nothing what it leads to, as far as the program can tell."),
            )
        )
        self.body.addWidget(self._stack, 1)

    def _build_legend(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(LARGE)
        for mastery, sign in SIGNS.items():
            each = label(f"{sign} {mastery.value}")
            each.setProperty("tone", COLORS[mastery])
            row.addWidget(each)
        words = self.tr("filled tip: raises · open tip: acts on · bar: lowers · dashed: hedged · ⚠ risk")
        shapes = label(words, "small")
        shapes.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(shapes, 1)
        return row

    def _load(self, article_id: int, _report: Report) -> _Loaded:
        maps = self._app.maps
        ground, known = maps.ground(article_id), maps.known(article_id)
        return _Loaded(
            ground,
            tuple(self._app.drafts.of_article(article_id)),
            known,
            maps.picture(ground.found, known, self._view.measure),
        )

    def _show(self, loaded: _Loaded) -> None:
        if loaded.article.id != self._article_id:
            return  # another was asked for meanwhile
        self._loaded = loaded
        self.title.setText(self.tr("Map: {title}").format(title=isolated(loaded.article.title)))
        self.title.setToolTip(as_tip(loaded.article.title))
        self._stack.setCurrentIndex(0 if loaded.picture.arrows else 1)
        for each in (self._fit, self._export):
            each.setEnabled(bool(loaded.picture.arrows))
        self._view.show_picture(loaded.found, loaded.picture)
        if self._view.current() is None:
            self._show_part(None)
        self._view.setFocus()

    def _show_part(self, part: Box | Arrow | None) -> None:
        loaded = self._loaded
        self._asking.offer(None if loaded is None else loaded.ground, part)
        if loaded is None or part is None:
            self._details.clear()
            return
        if isinstance(part, Arrow):
            spans: tuple[Span, ...] = (loaded.found.edges[part.edge].evidence,)
            claim = part.reading
        else:
            spans = next(node.evidence for node in loaded.found.nodes if node.id == part.node)
            claim = part.label
        marks = spoken(loaded.found, part).removeprefix(claim).strip(" ,") if isinstance(part, Arrow) else ""
        drafts = [draft for draft in loaded.drafts if any(overlap(draft.evidence, span) for span in spans)]
        sentences = "\n\n".join(f"“{' '.join(loaded.article.quote(span).split())}”" for span in spans)
        self._details.show_part(claim, marks, sentences, drafts, loaded.known)

    def _made(self, changes: Changes, words: str) -> None:
        self._bus.announce(changes)
        self.said.emit(words, True)

    def _choose_file(self) -> None:
        if self._loaded is not None:
            name = "".join(each if each.isalnum() else "-" for each in self._loaded.article.title)
            choose_picture(self, f"{name.strip('-').lower()}-map.svg", self.export)

    def _ask_back(self) -> None:
        self.back_asked.emit(self._article_id)

    def _ask_draft(self, draft_id: int) -> None:
        self.draft_asked.emit(self._article_id, draft_id)


def _png(svg: bytes) -> bytes:
    """An SVG picture as PNG, so that both files show the same."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(svg))
    image = QImage(renderer.defaultSize() * _PICTURE_SCALE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know a file's name only
    return bytes(buffer.data().data())
