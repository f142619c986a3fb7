"""What is typed for a quiz, as values; the same options for paper and for files."""

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
        "--seed", metavar="N", help="Quiz: another number draws another quiz, the same one the same; 1."
    ),
]
KindsOption = Annotated[
    str,
    typer.Option(
        "--kinds",
        metavar="KIND,...",
        help=f"Quiz: only these kinds of question, of {', '.join(QuestionKind)}; all if not given.",
    ),
]
RolesOption = Annotated[
    list[str] | None,
    typer.Option("--role", metavar="ROLE", help="Quiz: only cards of this role; may be given again."),
]
MinutesOption = Annotated[
    float | None, typer.Option("--minutes", metavar="N", help="Quiz: the time for all of it.")
]


def kinds_of(text: str) -> tuple[QuestionKind, ...]:
    """The kinds that were named; a usage error for anything else."""
    names = [each.strip().lower() for each in text.split(",") if each.strip()]
    unknown = next((each for each in names if each not in list(QuestionKind)), None)
    if unknown is not None:
        raise typer.BadParameter(f"{unknown!r} is none of {', '.join(QuestionKind)}.", param_hint="--kinds")
    return tuple(QuestionKind(each) for each in dict.fromkeys(names)) or tuple(QuestionKind)


def spec_of(
    deck: str,
    number: int | None,
    seed: int | None,
    kinds: str,
    roles: Sequence[str] | None,
) -> QuizSpec:
    """Which questions are wanted of a deck; raises `BadInput`."""
    spec = QuizSpec(
        covers=Coverage(decks=(deck,), roles=roles_of(roles)),
        number=10 if number is None else number,
        seed=1 if seed is None else seed,
        kinds=kinds_of(kinds),
        title=deck,
    )
    return checked(spec)
