"""The command import: a file of another program into the library."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flashcards.cli.output import counted, note, one_line, progress, say, say_labelled, table, write_json
from flashcards.cli.session import Session, command
from flashcards.cli.targets import check_library

if TYPE_CHECKING:
    from flashcards.services.incoming import Imported, ImportPreview, SeenNote

_MOST_SHOWN = 10
_NAMES = ("columns", "deck", "encoding", "header", "html", "notetype", "separator", "tags")


@command
def import_(
    session: Session,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            readable=False,
            help="An Anki package (.apkg, .colpkg), a table of notes as text, or a deck file (.json).",
        ),
    ],
    preview: Annotated[
        bool, typer.Option("--preview", help="Only say what would happen; nothing is written.")
    ] = False,
    with_progress: Annotated[
        bool,
        typer.Option("--with-progress", help="Bring memories, due dates, answers and presets along too."),
    ] = False,
    said: Annotated[
        list[str] | None,
        typer.Option(
            "--as",
            metavar="NAME=VALUE",
            help="What a text file does not say: deck, notetype, separator (tab, comma, semicolon, pipe), columns "
            "(Front,Back,tags,deck,guid,-), header, html (true, false), encoding, tags. May be given several times.",
        ),
    ] = None,
) -> None:
    """Import an Anki package, a deck file, or notes from CSV, TSV or text; again it updates what changed and doubles nothing."""
    options = _said(said or [])
    check_library(session.library_path)
    opened = session.app
    if preview:
        opened = session.existing if session.library_path.exists() else session.scratch
    with opened() as app, progress() as report:
        incoming = app.importing.read(file, lambda share, stage: report(share * 0.5, stage), said=options)
        try:
            seen = app.importing.preview(incoming, with_progress=with_progress)
            done = None
            if not preview:
                done, _changes = app.importing.bring(
                    incoming,
                    with_progress=with_progress,
                    report=lambda share, stage: report(0.5 + share * 0.5, stage),
                )
        finally:
            incoming.close()
    if session.as_json:
        write_json(_record(seen, done))
        return
    if done is None:
        _show(seen, with_progress=with_progress)
    else:
        _tell(seen, done, with_progress=with_progress)


def _said(given: list[str]) -> dict[str, str]:
    """What --as says; a usage error for a name that there is not."""
    found = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not equals or name not in _NAMES:
            raise typer.BadParameter(
                f"{each!r} is not NAME=VALUE with a name of {', '.join(_NAMES)}.", param_hint="--as"
            )
        found[name] = value
    return found


def _show(seen: "ImportPreview", *, with_progress: bool) -> None:
    """What would happen."""
    say(f"{seen.name} ({seen.kind}): nothing was written yet.")
    _show_layout(seen)
    _show_decks(seen)
    say_labelled("new", _parts(seen, with_progress=with_progress))
    for verdict, count in seen.notes.items():
        if verdict.value != "new":
            say_labelled(verdict.value, counted(count, "note"))
    _show_left_out(seen)
    for each in [each for each in seen.examples if each.ours][:_MOST_SHOWN]:
        say_labelled(each.verdict.value, _difference(each))
    if seen.has_progress and not with_progress:
        say("The file holds answers; --with-progress brings them along.")


def _show_layout(seen: "ImportPreview") -> None:
    """What stands in which column of a text file."""
    layout = seen.layout
    if layout is None:
        return
    rows = [
        (place, one_line(title), column.removeprefix("=") or "left out")
        for place, (title, column) in enumerate(zip(layout.titles, layout.columns, strict=True), 1)
    ]
    table("", (">Column", "Header" if layout.header else "First row", "Becomes"), rows)
    say_labelled("read as", f"{layout.encoding}, {'HTML' if layout.html else 'plain text'}")


def _tell(seen: "ImportPreview", done: "Imported", *, with_progress: bool) -> None:
    """What happened."""
    if not (done.new or done.updated or done.cards or done.answers):
        say(f"Everything in {seen.name} is here already.")
    else:
        parts = [f"{counted(done.new, 'new note')} with {counted(done.cards, 'card')}"]
        parts += [f"{counted(done.updated, 'note')} updated"] if done.updated else []
        parts += [counted(done.answers, "answer")] if with_progress else []
        parts += [counted(done.media, "media file")] if done.media else []
        say(f"Imported {seen.name}: {', '.join(parts)}.")
    _show_decks(seen)
    _show_left_out(seen)
    if seen.has_progress and not with_progress:
        note("The file holds answers; --with-progress brings them along.")


def _parts(seen: "ImportPreview", *, with_progress: bool) -> str:
    new = next((count for verdict, count in seen.notes.items() if verdict.value == "new"), 0)
    parts = [counted(new, "note"), counted(seen.cards, "card")]
    parts += [counted(seen.answers, "answer")] if with_progress else []
    parts += [counted(seen.media, "media file")] if seen.media else []
    return ", ".join(parts)


def _show_decks(seen: "ImportPreview") -> None:
    if seen.decks:
        table("", ("Deck", ">New cards"), [(one_line(name), cards) for name, cards in seen.decks])


def _show_left_out(seen: "ImportPreview") -> None:
    for reason, count in seen.conflicts.items():
        say_labelled("kept ours", f"{counted(count, 'note')}: {reason}")
    for each in seen.skipped:
        example = f", such as “{one_line(each.example)}”" if each.example else ""
        say_labelled("left out", f"{each.count} × {each.reason}{example}")


def _difference(each: "SeenNote") -> str:
    return f"{one_line(each.ours)[:100]} → {one_line(each.text)[:100]}"


def _record(seen: "ImportPreview", done: "Imported | None") -> dict[str, object]:
    record: dict[str, object] = {
        "file": seen.name,
        "kind": seen.kind,
        "preview": done is None,
        "notes": {verdict.value: count for verdict, count in seen.notes.items()},
        "cards": seen.cards,
        "answers": seen.answers,
        "media": seen.media,
        "decks": [{"deck": name, "cards": cards} for name, cards in seen.decks],
        "conflicts": seen.conflicts,
        "skipped": [
            {"reason": each.reason, "count": each.count, "example": each.example} for each in seen.skipped
        ],
        "has_progress": seen.has_progress,
        "layout": None if seen.layout is None else seen.layout.record(),
    }
    if done is None:
        record["examples"] = [
            {"verdict": each.verdict.value, "text": each.text, "ours": each.ours, "reason": each.reason}
            for each in seen.examples
        ]
    return record
