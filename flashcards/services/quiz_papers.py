"""A quiz on paper: its versions with the pictures of their maps, handed to whoever can paint."""

from dataclasses import dataclass, replace
from pathlib import Path

from flashcards.core.errors import CannotExport
from flashcards.core.mastery import Mastery
from flashcards.core.printing import Printer
from flashcards.core.progress import Cancel, Report, silent, stepping
from flashcards.core.quiz_papers import Parts, QuizPapers, versions
from flashcards.core.quizzes import Label, Quiz, drawn
from flashcards.core.study_lists import Paper
from flashcards.exchange.atomic import replacing
from flashcards.services.printing import check_name


@dataclass(frozen=True, slots=True)
class PaperOptions:
    """How a quiz is printed, and how the work is watched.

    With `key_file` the key stands in a file of its own, which students may not see, else on the last pages.
    """

    versions: int = 1
    paper: Paper = Paper.A4
    key_file: Path | None = None
    report: Report = silent
    cancel: Cancel | None = None


@dataclass(frozen=True, slots=True)
class PrintedQuiz:
    """What was printed; `key_pages` counts the file of the key, 0 where there is none."""

    questions: int
    versions: int
    pages: int
    key_pages: int = 0


def print_quiz(
    quiz: Quiz, title: str, path: Path, printer: Printer, options: PaperOptions = PaperOptions()
) -> PrintedQuiz:
    """Write a quiz as PDF, whole or not at all; raises `BadInput`, `CannotExport` or `Cancelled`."""
    check_files(path, options.key_file)
    papers = QuizPapers(
        title, versions(quiz, options.versions), quiz.spec.minutes, quiz.spec.mock, maps=maps_of(quiz)
    )
    watch = stepping(options.report, options.cancel)
    if options.key_file is None:
        with replacing(path) as part:
            pages = printer(part, papers, options.paper, watch)
        return PrintedQuiz(len(quiz.questions), options.versions, pages)
    # Both or neither: the second file is complete before the first takes its place.
    with replacing(path) as part, replacing(options.key_file) as key_part:
        pages = printer(part, _only(papers, Parts.PAPERS), options.paper, watch)
        key_pages = printer(key_part, _only(papers, Parts.KEY), options.paper, watch)
    return PrintedQuiz(len(quiz.questions), options.versions, pages, key_pages)


def check_files(path: Path, key: Path | None) -> None:
    """Raise `CannotExport` for names that no quiz and no key can have."""
    for each in filter(None, (path, key)):
        check_name(each)
    if key is not None and path.resolve() == key.resolve():
        raise CannotExport("The quiz and its key cannot be the same file.")


def _only(papers: QuizPapers, parts: Parts) -> QuizPapers:
    return replace(papers, parts=parts)


def maps_of(quiz: Quiz) -> dict[Label, str]:
    """The pictures of maps with their numbered boxes, by their tasks without what is on offer."""
    from flashcards.exchange.maps.drawing import draw, estimate
    from flashcards.exchange.maps.svg import to_svg

    found = {}
    for question in quiz.questions:
        if isinstance(question.task, Label):
            picture = drawn(question.task)
            nodes = {node.id: Mastery.NO_CARD for node in picture.nodes}
            edges = dict.fromkeys(range(len(picture.edges)), Mastery.NO_CARD)
            found[replace(question.task, shown=())] = to_svg(
                draw(picture, nodes, edges, estimate), "", legend={}
            )
    return found
