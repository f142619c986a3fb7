"""The commands backup, restore and check: nothing of a library is lost."""

from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flashcards.cli.output import counted, note, one_line, progress, say, say_labelled, table, write_json
from flashcards.cli.session import Session, command
from flashcards.cli.targets import real_text
from flashcards.core.backups import Backup, Difference, Moved, Reason
from flashcards.core.errors import CannotOpenLibrary, FlashcardsError, LibraryBusy

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.core.checks import CheckReport

_REASONS = {
    Reason.AUTOMATIC: "by itself",
    Reason.MANUAL: "by hand",
    Reason.IMPORT: "before an import",
    Reason.CHANGE: "before a large change",
    Reason.UPGRADE: "before an upgrade",
    Reason.RESTORE: "before a restore",
    Reason.REPAIR: "before a repair",
}


@command
def backup(
    session: Session,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            show_default=False,
            help="Write a copy to this file instead of the folder of backups.",
        ),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the backups there are.")] = False,
) -> None:
    """Make a backup of the library now, also while the window is open; backups are made by themselves too."""
    if listed:
        _list(session)
        return
    _must_be_there(session)
    with session.existing() as app:
        if file is not None:
            app.backups.write_to(file)
            if session.as_json:
                write_json({"file": str(file)})
            else:
                say(f"Wrote a copy of the library to {file}.")
            return
        made, folder = app.backups.make(), app.backups.folder
    if session.as_json:
        write_json(_record(made))
    else:
        say(f"Made the backup {made.name} ({_size(made.size)}) in {folder}.")


@command
def restore(
    session: Session,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            show_default=False,
            help="A backup of the list, or “latest”; without it the backups are listed.",
            callback=real_text,
        ),
    ] = None,
    preview: Annotated[bool, typer.Option("--preview", help="Only say what would change.")] = False,
    salvage: Annotated[
        bool,
        typer.Option(
            "--salvage",
            help="Of a damaged library: begin with the newest sound backup and add all that can still be read.",
        ),
    ] = False,
) -> None:
    """Put a backup in the place of the library; what is here now is kept as a backup first."""
    if salvage and (name or preview):
        raise typer.BadParameter("it takes the newest sound backup by itself.", param_hint="--salvage")
    if name is None and not salvage:
        _list(session)
        return
    problem = _problem(session)
    if salvage:
        if problem is None:
            raise FlashcardsError(
                "The library opens, so there is nothing to salvage; `check` looks for smaller faults."
            )
        _salvage(session)
    elif problem is not None:
        _rescue(session, str(name), problem, preview=preview)
    else:
        _restore(session, str(name), preview=preview)


@command
def check(
    session: Session,
    repair: Annotated[
        bool, typer.Option("--repair", help="Repair what can be repaired, after a backup.")
    ] = False,
) -> None:
    """Check the library from its pages to its memories; with --repair, mend what can be mended."""
    _must_be_there(session)
    with session.existing(write=repair) as app, progress() as report:
        found = app.checks.repair(report)[0] if repair else app.checks.check(report)
        beside = app.library.read_only
    if session.as_json:
        write_json(_check_record(found))
    else:
        _tell(found, repaired=repair)
        if beside:
            note("The index of words was not checked: another program has the library open.")
    if not found.sound:
        raise typer.Exit(1)


def _list(session: Session) -> None:
    from flashcards.app import open_rescue

    there = open_rescue(session.library_path, session.clock).all()
    if session.as_json:
        write_json([_record(each) for each in there])
        return
    if not there:
        say("There are no backups yet; `backup` makes one.")
        return
    rows = []
    for each in there:
        held = each.tally
        counts = (held.notes, held.cards, held.answers) if held else ("?", "?", "?")
        rows.append(
            (
                each.name.removesuffix(".db"),
                _when(each.made_at),
                _REASONS[each.reason],
                *counts,
                _size(each.size),
            )
        )
    table("", ("Name", "Made", "Why", ">Notes", ">Cards", ">Answers", ">Size"), rows)


def _restore(session: Session, name: str, *, preview: bool) -> None:
    opened: AbstractContextManager[App] = session.existing() if preview else session.app()
    with opened as app:
        chosen = app.backups.get(name)
        found = app.backups.difference(chosen)
        before = None
        if not preview:
            before, _changes = app.backups.restore(chosen)
    if session.as_json:
        write_json(
            {
                "backup": chosen.name,
                "restored": before is not None,
                "before": before.name if before else None,
                "difference": _difference_record(found),
            }
        )
        return
    if before is None:
        say(f"The backup of {_when(chosen.made_at)}; nothing was changed yet.")
    else:
        say(f"The library is again as it was {_when(chosen.made_at)}.")
    _tell_difference(found)
    if before is not None:
        say(f"What was here is kept: `restore {before.name.removesuffix('.db')}` puts it back.")


def _rescue(session: Session, name: str, problem: CannotOpenLibrary, *, preview: bool) -> None:
    from flashcards.app import open_rescue

    rescue = open_rescue(session.library_path, session.clock)
    chosen = rescue.get(name)
    if preview:
        raise FlashcardsError(
            f"{problem} So there is nothing to compare {chosen.name} with; `restore` alone lists what each backup holds."
        )
    done = rescue.restore(chosen)
    if session.as_json:
        kept = str(done.kept_aside) if done.kept_aside else None
        write_json({"backup": chosen.name, "restored": True, "kept_aside": kept})
        return
    say(f"The library is again as it was {_when(chosen.made_at)}.")
    if done.kept_aside is not None:
        say(f"The file that could not be opened is kept as {done.kept_aside.name}.")


def _salvage(session: Session) -> None:
    from flashcards.app import open_rescue

    with progress() as report:
        done = open_rescue(session.library_path, session.clock).salvage(report)
    kept = done.kept_aside.name if done.kept_aside else None
    if session.as_json:
        backup_name = done.backup.name if done.backup else None
        write_json({"backup": backup_name, "answers": done.answers, "notes": done.notes, "kept_aside": kept})
        return
    begun = f"on top of the backup of {_when(done.backup.made_at)}" if done.backup else "without a backup"
    say(
        f"Read {counted(done.answers, 'answer')} and {counted(done.notes, 'note')} of the damaged file, {begun}."
    )
    if kept:
        say(f"The damaged file is kept as {kept}.")


def _problem(session: Session) -> CannotOpenLibrary | None:
    """Why the library cannot be opened; None if it can. One that is in use is no case for a rescue."""
    from flashcards.app import open_app

    try:
        open_app(session.library_path, session.clock, write=False).close()
    except LibraryBusy:
        raise
    except CannotOpenLibrary as problem:
        return problem
    return None


def _must_be_there(session: Session) -> None:
    if not session.library_path.exists():
        raise FlashcardsError(f"There is no library {session.library_path}.")


def _tell(found: "CheckReport", *, repaired: bool) -> None:
    for each in found.findings:
        state = "repaired" if each.repaired else "found"
        say_labelled(state, f"{each.text}{f' (such as {one_line(each.example)})' if each.example else ''}")
    if not found.findings:
        say("The library is sound.")
    elif found.sound:
        say("Everything was repaired; the backup list has the library as it was.")
    elif not repaired and all(each.can_be_repaired for each in found.findings):
        say("`check --repair` mends that.")
    else:
        say("That cannot be repaired; `restore` puts a backup back.")
    for notice in found.notices:
        note(notice)


def _tell_difference(found: Difference) -> None:
    if found.nothing:
        say_labelled("same", "the same decks, notes, cards and answers")
        return
    for label, moved in (
        ("decks", found.decks),
        ("notes", found.notes),
        ("cards", found.cards),
        ("answers", found.answers),
    ):
        if moved != Moved():
            say_labelled(label, f"{moved.come_back} come back, {moved.go} go")
    if found.changed_notes:
        say_labelled("words", f"{counted(found.changed_notes, 'note')} as they were then")
    for label, words in (("back", found.back), ("gone", found.gone)):
        for each in words:
            say_labelled(label, one_line(each)[:100])


def _difference_record(found: Difference) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(found)


def _record(made: Backup) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "name": made.name,
        "made_at": made.made_at.isoformat(),
        "reason": made.reason.value,
        "bytes": made.size,
        "sha256": made.digest,
        "holds": asdict(made.tally) if made.tally else None,
    }


def _check_record(found: "CheckReport") -> dict[str, Any]:
    return {
        "sound": found.sound,
        "findings": [
            {
                "flaw": each.flaw.value,
                "count": each.count,
                "example": each.example,
                "repaired": each.repaired,
                "can_be_repaired": each.can_be_repaired,
            }
            for each in found.findings
        ],
        "notices": list(found.notices),
    }


def _when(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{local.day} {local:%B %Y, %H:%M}"


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{max(1, size // 1000)} KB"
