"""What can be printed, and who prints it."""

from collections.abc import Callable
from pathlib import Path

from flashcards.core.card_sheets import CardSheets
from flashcards.core.progress import Report
from flashcards.core.quiz_papers import QuizPapers
from flashcards.core.study_lists import Paper, StudyList

Printable = StudyList | CardSheets | QuizPapers

#: Writes something as a PDF and gives the number of its pages; raises `CannotExport`, and what its report raises.
Printer = Callable[[Path, Printable, Paper, Report], int]
