"""The commands export and editions: a deck to a file, and what changed from one time to the next."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flashcards.cli.output import counted, note, one_line, progress, say, table, write_json
from flashcards.cli.quiz_exporting import export_questions, fitting_kinds, is_quiz
from flashcards.cli.quiz_values import (
    KindsOption,
    MinutesOption,
    NumberOption,
    RolesOption,
    SeedOption,
    spec_of,
)
from flashcards.cli.session import Session, command
from flashcards.cli.targets import check_target, real_text, refuse
from flashcards.core.clock import from_milliseconds
from flashcards.core.exports import ANKI, ExportOptions, ExportSummary, boxes_to_tick
from flashcards.core.quizzes import checked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flashcards.core.editions import ChangeKind, Edition, EditionChange

_MOST_SHOWN = 20

DeckArgument = Annotated[
    str, typer.Argument(metavar="DECK", help="The deck, with the decks inside it.", callback=real_text)
]


@command
def export(  # noqa: PLR0913, PLR0917 (each is an option)
    session: Session,
    deck: DeckArgument,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            readable=False,
            help="Ends in .apkg (for Anki), .csv, .tsv, .md or .json; a quiz in .xml (Moodle), .gift, .zip (QTI 2.1) or "
            ".xlsx (Kahoot).",
        ),
    ],
    with_progress: Annotated[
        bool,
        typer.Option("--with-progress", help="For your own Anki: schedule, memory and all answers (.apkg)."),
    ] = False,
    with_presets: Annotated[
        bool,
        typer.Option("--with-presets", help="The deck's preset too: steps, limits, retention, FSRS (.apkg)."),
    ] = False,
    preview: Annotated[
        bool, typer.Option("--preview", help="Only say what an .apkg would hold, and what changed.")
    ] = False,
    quiz: Annotated[
        bool, typer.Option("--quiz", help="A quiz, where the ending does not say so (.csv for Kahoot).")
    ] = False,
    number: NumberOption = None,
    seed: SeedOption = None,
    kinds: KindsOption = "",
    roles: RolesOption = None,
    minutes: MinutesOption = None,
) -> None:
    """Write a deck to a file, or a quiz about it, by the file's ending."""
    for_quiz = {"--number": number, "--seed": seed, "--kinds": kinds, "--role": roles, "--minutes": minutes}
    if is_quiz(file, asked=quiz):
        for_decks = {"--with-progress": with_progress, "--with-presets": with_presets, "--preview": preview}
        refuse(for_decks, "a deck in a file of its own format")
        spec = spec_of(deck, number, seed, kinds or fitting_kinds(file), roles)
        export_questions(session, checked(replace(spec, minutes=minutes)), file)
        return
    refuse(for_quiz, "a quiz: .xml, .gift, .zip, .xlsx, or --quiz")
    check_target(file, session.library_path)
    options = ExportOptions(with_progress, with_presets)
    if preview and file.suffix.lower() != ANKI:
        raise typer.BadParameter(f"only an {ANKI} file has a preview.", param_hint="--preview")
    with session.existing() as app, progress() as report:
        if preview:
            summary = app.exchange.preview(deck, options, report)
        else:
            summary, _changes = app.exchange.export(deck, file, options, report)
    if session.as_json:
        write_json(_record(deck, file, options, summary) | ({"preview": True} if preview else {}))
        return
    held = f"{counted(summary.notes, 'note')} ({counted(summary.cards, 'card')})"
    if preview:
        say(f"The deck “{deck}” would go to {file} with {held}.")
    else:
        say(f"Exported the deck “{deck}” with {held} to {file}.")
    _say_more(deck, options, summary, is_anki=file.suffix.lower() == ANKI)


@command
def editions(
    session: Session,
    deck: DeckArgument,
    show: Annotated[
        int | None, typer.Option("--show", metavar="N", min=1, help="What this edition changed.")
    ] = None,
) -> None:
    """List the editions of a deck that were exported for others, or what one of them changed."""
    with session.existing() as app:
        found = app.exchange.editions.all(deck)
        changes = None if show is None else app.exchange.editions.changes(deck, show)
    if changes is None:
        _list_editions(session, deck, found)
    elif session.as_json:
        write_json({"deck": deck, "edition": show, "changes": _change_records(changes)})
    elif not changes:
        say("The first edition: everything in it is new." if show == 1 else "Nothing changed.")
    else:
        _say_changes(changes, len(changes))


def _list_editions(session: Session, deck: str, found: "Sequence[Edition]") -> None:
    if session.as_json:
        write_json(
            [
                {
                    "number": each.number,
                    "made": from_milliseconds(each.made_at).isoformat(timespec="seconds"),
                    "notes": each.notes,
                    "counts": {kind.value: count for kind, count in each.counts.items()},
                }
                for each in found
            ]
        )
    elif not found:
        say(f"The deck “{deck}” was not exported for others yet.")
    else:
        rows = [
            (
                each.number,
                f"{from_milliseconds(each.made_at).astimezone():%Y-%m-%d %H:%M}",
                each.notes,
                "all new" if each.number == 1 else _counts(each.counts),
            )
            for each in found
        ]
        table("", (">Edition", "Made", ">Notes", "Changes"), rows)


def _say_more(deck: str, options: ExportOptions, summary: ExportSummary, *, is_anki: bool) -> None:
    if summary.media:
        say(f"{counted(summary.media, 'media file')} included.")
    if options.with_progress:
        say(f"Your progress is in it: {counted(summary.answers, 'answer')}. Give it to nobody else.")
    if is_anki and summary.same:
        say(f"Nothing changed since edition {summary.edition}.")
    elif summary.changes:
        say(f"Since edition {summary.edition - 1}: {_counts(summary.counts)}.")
        _say_changes(summary.changes, _MOST_SHOWN)
    if is_anki and not summary.edition:
        note("The library is open in another program, so editions are not noted down now.")
    for each in boxes_to_tick(options) if is_anki else ():
        say(f"In Anki: {each}")
    if summary.changes and len(summary.changes) > _MOST_SHOWN:
        say(f"The whole list: editions “{deck}” --show {summary.edition}")


def _say_changes(changes: "Sequence[EditionChange]", most: int) -> None:
    for each in changes[:most]:
        say(f"  {each.kind.value:<9} {one_line(each.words)}")
    if len(changes) > most:
        say(f"  and {len(changes) - most} more")


def _counts(counts: "Mapping[ChangeKind, int]") -> str:
    return ", ".join(f"{count} {kind.value}" for kind, count in counts.items()) or "none"


def _record(deck: str, file: Path, options: ExportOptions, summary: ExportSummary) -> dict[str, Any]:
    record: dict[str, Any] = {
        "deck": deck,
        "file": str(file),
        "notes": summary.notes,
        "cards": summary.cards,
    }
    if file.suffix.lower() != ANKI:
        return record
    return record | {
        "with_progress": options.with_progress,
        "answers": summary.answers,
        "media": summary.media,
        "edition": summary.edition,
        "same": summary.same,
        "changes": _change_records(summary.changes),
        "in_anki": list(boxes_to_tick(options)),
    }


def _change_records(changes: "Sequence[EditionChange]") -> list[dict[str, str]]:
    return [{"kind": each.kind.value, "guid": each.guid, "question": each.words} for each in changes]
