"""What is typed for a quiz that is handed out, as values; the same options for paper and for files."""

from collections.abc import Sequence
from typing import Annotated

import typer

from flashcards.cli.exam_values import roles_of
from flashcards.core.exams import Coverage
from flashcards.core.quizzes import QuestionKind, QuizSpec, checked

NumberOption = Annotated[
    int | None, typer.Option("--number", metavar="N", help="Quiz: how many questions at most; 10.")
]
SeedOption = Annotated[
    int | None,
    typer.Option(
        "--seed", metavar="N", help="Quiz: another number gives another quiz, the same one the same."
    ),
]
KindsOption = Annotated[
    list[QuestionKind] | None,
    typer.Option(
        "--kind", help="Quiz: only questions of this kind; may be given again.", case_sensitive=False
    ),
]
RolesOption = Annotated[
    list[str] | None,
    typer.Option("--role", metavar="ROLE", help="Quiz: only cards of this role; may be given again."),
]
MinutesOption = Annotated[
    float | None, typer.Option("--minutes", metavar="N", help="Quiz: the time for all of it.")
]


def spec_of(
    deck: str,
    number: int | None,
    seed: int | None,
    kinds: Sequence[QuestionKind] | None,
    roles: Sequence[str] | None,
) -> QuizSpec:
    """Which questions are wanted of a deck; raises `BadInput`."""
    spec = QuizSpec(
        covers=Coverage(decks=(deck,), roles=roles_of(roles)),
        number=10 if number is None else number,
        seed=seed or 0,
        kinds=tuple(dict.fromkeys(kinds)) if kinds else tuple(QuestionKind),
        title=deck,
    )
    return checked(spec)
