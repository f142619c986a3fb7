"""What every test may use: no screen, a clock that is set by hand, and articles made without a language model."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import contextlib
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from PySide6.QtWidgets import QApplication

from flashcards.app import App, open_app
from flashcards.core.articles import Article, Block, BlockKind, Source, SourceKind, Span
from flashcards.core.drafts import Candidate, CardType, Draft
from flashcards.core.facts import Fact, FactKind
from flashcards.services.articles import Analysed

# Machines differ and are shared: no test may fail for being slow. The clock fixture is set by each test itself.
# What is tried is the same each time, so that a run says something about the change at hand; `make torture` and
# `make fuzz` try something new.
settings.register_profile(
    "flashcards",
    deadline=None,
    derandomize=not os.environ.get("FLASHCARDS_TORTURE"),
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("flashcards")
if not os.environ.get("FLASHCARDS_TORTURE"):
    # It would also try the numbers and words that it finds in the modules loaded so far: others in every run of the tests.
    providers.is_local_module_file = lambda _path: False  # type: ignore[attr-defined]

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def only_application(qapp: QApplication) -> QApplication:
    """A process has one application of Qt for all its life: without this, the first test that needs one would choose its kind."""
    return qapp


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **spans: float) -> None:
        """Move on by `days`, `hours`, `minutes`, `seconds` or `milliseconds`; backwards with a minus."""
        self.now += timedelta(**spans)


@pytest.fixture
def clock() -> FakeClock:
    """Nine o'clock on a Monday, UTC."""
    return FakeClock()


@pytest.fixture
def app(clock: FakeClock) -> Iterator[App]:
    """The program over a library in memory, with undo, in UTC."""
    opened = open_app(None, clock, undo=True, zone=UTC)
    yield opened
    with contextlib.suppress(Exception):
        opened.close()  # a test may have closed it itself


def make_article(sentences: int = 3, name: str = "ketamine") -> Article:
    """An article of one section whose sentences can be told apart; the same arguments give the same text."""
    title = f"How {name} works"
    lines = [f"Step {number} of {name} raises protein {number} in the brain." for number in range(sentences)]
    text = f"# {title}\n\n" + " ".join(lines) + "\n\nSubscribe to our newsletter\n"
    start = text.index("Step") if lines else len(title) + 4
    end = start + len(" ".join(lines))
    junk = text.index("Subscribe")
    blocks = (
        Block(Span(2, 2 + len(title)), BlockKind.HEADING, level=1),
        Block(Span(start, end)),
        Block(Span(junk, len(text) - 1), junk="newsletter"),
    )
    return Article(title, text, blocks, Source(SourceKind.FILE, f"{name}.md", f"https://example.org/{name}"))


def make_analysed(sentences: int = 3, name: str = "ketamine") -> Analysed:
    """That article with one fact and one draft for each sentence: every third draft a cloze, kinds in turn."""
    article = make_article(sentences, name)
    kinds = (FactKind.MECHANISM, FactKind.THEORY, FactKind.RISK)
    facts, candidates = [], []
    for number in range(sentences):
        sentence = f"Step {number} of {name} raises protein {number} in the brain."
        at = article.text.index(sentence)
        evidence = Span(at, at + len(sentence))
        kind = kinds[number % 3]
        facts.append(
            Fact(kind, f"step {number}", "raises", f"protein {number}", evidence, section=article.title)
        )
        is_cloze = number % 3 == 2
        candidates.append(
            Candidate(
                Draft(
                    role=kind,
                    type=CardType.CLOZE if is_cloze else CardType.BASIC,
                    question=(
                        f"Step {number} of {name} raises {{{{c1::protein {number}}}}} in the brain."
                        if is_cloze
                        else f"What does step {number} of {name} raise?"
                    ),
                    answer=f"protein {number}",
                    evidence=evidence,
                    hedged=kind is FactKind.THEORY,
                    section=article.title,
                    fact=number,
                    score=1.0 / (number + 1),
                )
            )
        )
    if candidates:
        candidates.append(Candidate(candidates[0].draft, gate="duplicate"))
    return Analysed(article, tuple(facts), tuple(candidates))


@pytest.fixture
def article() -> Callable[..., Article]:
    """Makes an article: `article(sentences=3, name="ketamine")`."""
    return make_article


@pytest.fixture
def analysed() -> Callable[..., Analysed]:
    """Makes an article with facts and drafts, as if it had been analysed; same arguments as `article`."""
    return make_analysed


def stock(app: App, cards: int = 3, deck: str = "Biology", name: str = "ketamine") -> list[int]:
    """Put cards into a deck by way of an article and its drafts; returns the cards' ids in order."""
    article_id, _changes = app.articles.add(make_analysed(cards, name))
    app.drafts.accept([draft.id for draft in app.drafts.of_article(article_id)], deck)
    note_ids = [draft.note_id for draft in app.drafts.of_article(article_id)]
    return [app.decks.note_with_cards(note_id)[2][0].id for note_id in note_ids]


@pytest.fixture
def stocked(app: App) -> Callable[..., list[int]]:
    """Puts cards of a new article into a deck of `app`: `stocked(cards=3, deck="Biology")` gives their ids."""
    numbers = count(1)
    return lambda cards=3, deck="Biology": stock(app, cards, deck, f"drug{next(numbers)}")


def rows_of(driver: sqlite3.Connection) -> Iterator[str]:
    """Every row of every table as SQL. The index of words is not compared: equal texts may be indexed in other pages."""
    for line in driver.iterdump():
        if line.startswith("INSERT") and "note_words" not in line:
            yield line


@pytest.fixture
def dump() -> Callable[[App], str]:
    """Every row of every table of an app's library as one text: equal texts are equal libraries."""

    def dump_library(app: App) -> str:
        with app.library.reading() as connection:
            return "\n".join(rows_of(connection.connection.driver_connection))

    return dump_library


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A temporary folder that other users may enter, unlike those that pytest makes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o777)
        yield path
        path.chmod(0o777)


@pytest.fixture
def fingerprint() -> Callable[..., str]:
    """The SHA-256 of a file's bytes, to tell whether it was touched."""
    return lambda path: sha256(path.read_bytes()).hexdigest()
