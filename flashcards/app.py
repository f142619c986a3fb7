"""Composition root: the one place where the parts are put together."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from flashcards.core.clock import Clock, StudyCalendar, system_clock
from flashcards.core.errors import CannotSave
from flashcards.core.settings import StudySettings
from flashcards.exchange.maps.card_pictures import with_pictures
from flashcards.paths import bundled
from flashcards.services.articles import ArticleService
from flashcards.services.backlog import BacklogService
from flashcards.services.backups import BackupService
from flashcards.services.browsing import BrowsingService
from flashcards.services.card_sheets import CardSheetService
from flashcards.services.cards import CardService
from flashcards.services.checking import CheckService
from flashcards.services.choices import ChoiceService
from flashcards.services.dates import Dates
from flashcards.services.decks import DeckService
from flashcards.services.drafts import DraftService
from flashcards.services.exam_plans import ExamPlanService
from flashcards.services.examples import ExampleService
from flashcards.services.exams import ExamService
from flashcards.services.exchange import ExchangeService
from flashcards.services.figures import FiguresService
from flashcards.services.history import HistoryService
from flashcards.services.importing import ImportService
from flashcards.services.judgements import JudgementService
from flashcards.services.judging import RankingFeatures
from flashcards.services.learning import LearningService
from flashcards.services.maps import MapService
from flashcards.services.media import MediaFolder
from flashcards.services.note_kinds import NoteKindService
from flashcards.services.notes import NoteService
from flashcards.services.optimising import OptimiserService
from flashcards.services.origins import OriginService
from flashcards.services.past import PastService
from flashcards.services.presets import PresetService
from flashcards.services.printing import PrintService
from flashcards.services.quizzes import QuizService
from flashcards.services.replacing import ReplacingService
from flashcards.services.rescue import RescueService
from flashcards.services.search import SearchService
from flashcards.services.sessions import SessionService
from flashcards.services.shaping import ShapingService
from flashcards.services.statistics import StatisticsService
from flashcards.services.study import StudyParts, StudyService
from flashcards.services.versions import VersionService
from flashcards.store.library import Library, open_library


@dataclass(frozen=True, slots=True)
class App:
    """The program's services over one open library."""

    articles: ArticleService
    drafts: DraftService
    shaping: ShapingService
    decks: DeckService
    study: StudyService
    statistics: StatisticsService
    exchange: ExchangeService
    importing: ImportService
    media: MediaFolder
    examples: ExampleService
    history: HistoryService
    judgements: JudgementService
    choices: ChoiceService
    learning: LearningService
    maps: MapService
    printing: PrintService
    card_sheets: CardSheetService
    origins: OriginService
    versions: VersionService
    presets: PresetService
    cards: CardService
    optimiser: OptimiserService
    kinds: NoteKindService
    sessions: SessionService
    backlog: BacklogService
    exams: ExamService
    exam_plans: ExamPlanService
    quizzes: QuizService
    search: SearchService
    browsing: BrowsingService
    notes: NoteService
    replacing: ReplacingService
    past: PastService
    backups: BackupService
    checks: CheckService
    figures: FiguresService
    clock: Clock
    calendar: StudyCalendar
    library: Library

    def close(self) -> None:
        """Leave the library as one complete file."""
        self.backups.close()
        self.library.close()


def open_app(
    path: Path | None,
    clock: Clock = system_clock,
    *,
    write: bool = True,
    undo: bool = False,
    settings: StudySettings | None = None,
    zone: tzinfo | None = None,
) -> App:
    """Open the library at `path` (None: in memory) and put the services on it.

    With `write` false a library that another process holds is opened for reading; with `undo` every
    change of the session can be taken back. `zone` is the time zone of study days, None for the
    computer's own. Raises `CannotOpenLibrary` and its kin.
    """
    settings = settings or StudySettings()
    calendar = StudyCalendar(zone, settings.rollover)
    library = open_library(path, clock(), write=write)
    backups = BackupService(library, clock)
    if undo:
        library.record_undo()
    parts = StudyParts.over(library, calendar, settings)
    decks = DeckService(library, clock, calendar, parts.presets)
    learning = LearningService(library)
    media = MediaFolder(library.path)
    study = StudyService(library, clock, calendar, parts)
    maps = MapService(library, clock, calendar, settings)
    optimiser = OptimiserService(library, clock, calendar, parts.presets)
    origins = OriginService(library)
    exams = ExamService(library, clock, calendar, parts.presets)
    if write:
        # Once an exam is over its cards go back; if that cannot be saved now, the next opening does it.
        with suppress(CannotSave):
            exams.release()
    return App(
        articles=ArticleService(library, clock, learning.weights, calendar),
        drafts=DraftService(library, clock, RankingFeatures()),
        shaping=ShapingService(library, clock),
        decks=decks,
        study=study,
        statistics=StatisticsService(library, clock, calendar),
        exchange=ExchangeService(library, clock, calendar, decks, parts.presets, with_pictures),
        importing=ImportService(library, clock, calendar, parts, media),
        media=media,
        examples=ExampleService(library, clock, bundled("decks")),
        history=HistoryService(library),
        judgements=JudgementService(library),
        choices=ChoiceService(library),
        learning=learning,
        origins=origins,
        versions=VersionService(library),
        maps=maps,
        printing=PrintService(library, decks, maps),
        card_sheets=CardSheetService(library, decks, media),
        presets=parts.presets,
        cards=CardService(library, clock, calendar),
        optimiser=optimiser,
        kinds=NoteKindService(library, clock),
        figures=FiguresService(library, clock, calendar, parts.presets),
        search=SearchService(library, clock, calendar),
        browsing=BrowsingService(library, clock, calendar),
        notes=NoteService(library, clock, decks),
        replacing=ReplacingService(library, clock),
        backups=backups,
        checks=CheckService(library, clock, backups, parts.answering, Dates(clock, calendar, optimiser)),
        past=PastService(library, clock, calendar),
        sessions=SessionService(library, clock, calendar, study, parts.queue),
        backlog=BacklogService(library, clock, calendar, parts.presets, parts.queue),
        exams=exams,
        exam_plans=ExamPlanService(library, clock, calendar, parts.presets, exams),
        quizzes=QuizService(library, clock, calendar, origins, maps),
        clock=clock,
        calendar=calendar,
        library=library,
    )


def open_rescue(path: Path, clock: Clock = system_clock) -> RescueService:
    """What can be done for a library at `path` that `open_app` refuses."""

    def mend(ready: Path) -> None:
        app = open_app(ready, clock)
        try:
            app.checks.repair()
        finally:
            app.close()

    return RescueService(path, clock, mend)
