"""A quiz painted as papers to fill in, one version after the other, and the key to them."""

from PySide6.QtCore import QByteArray
from PySide6.QtSvg import QSvgRenderer

from flashcards.core.progress import Report
from flashcards.core.quiz_papers import Parts, QuizPapers, Version
from flashcards.core.quizzes import Label
from flashcards.gui.printing import quiz_words
from flashcards.gui.printing.sheets import Sheets

#: Points above a question, and above its answer in the key.
_APART, _KEY_APART = 16.0, 7.0
#: Points of a map's pixel below which the paper is turned, which nobody likes in the middle of a quiz.
_LEGIBLE = 0.48


def first_name(papers: QuizPapers) -> str:
    """What stands at the foot of the first pages."""
    return _names(papers)[0]


def paint_quiz(sheets: Sheets, papers: QuizPapers, report: Report) -> None:
    """Fill pages with the versions and their keys; what `report` raises ends it."""
    names = _names(papers)
    shown = list(papers.versions) if papers.parts is not Parts.KEY else []
    keys = list(papers.versions) if papers.parts is not Parts.PAPERS else []
    for at, version in enumerate([*shown, *keys]):
        report(at / len(names), "printing")
        if at:
            sheets.begin(names[at])
        if at < len(shown):
            _paper(sheets, papers, version)
        else:
            _key(sheets, papers, version)


def _names(papers: QuizPapers) -> list[str]:
    several = len(papers.versions) > 1
    versions = [
        f"{papers.deck} · version {each.letter}" if several else papers.deck for each in papers.versions
    ]
    keys = [f"Answer key · {name}" for name in versions]
    return [
        *(versions if papers.parts is not Parts.KEY else []),
        *(keys if papers.parts is not Parts.PAPERS else []),
    ]


def _paper(sheets: Sheets, papers: QuizPapers, version: Version) -> None:
    above = [(quiz_words.head(papers, version), 0.0)]
    for number, each in enumerate(version.questions, 1):
        svg = papers.map_of(each.task) if isinstance(each.task, Label) else ""
        if svg:
            picture = QSvgRenderer(QByteArray(svg.encode("utf-8")))
            heading = "".join(f"{html}<p>&nbsp;</p>" for html, _room in above) + quiz_words.map_question(
                each, number
            )
            sheets.put_picture(picture, heading, quiz_words.map_blanks(each), legible=_LEGIBLE)
        else:
            sheets.put([*above, (quiz_words.question(each, number), _APART)])
        above = []


def _key(sheets: Sheets, papers: QuizPapers, version: Version) -> None:
    above = [(quiz_words.key_head(papers, version), 0.0)]
    for number, each in enumerate(version.questions, 1):
        sheets.put([*above, (quiz_words.key(each, number), _KEY_APART if not above else _APART)])
        above = []
