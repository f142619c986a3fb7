"""What every command is given: the library, the clock, and how to answer."""

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from inspect import Parameter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Concatenate, ParamSpec

import typer

from flashcards.cli.output import note
from flashcards.core.clock import system_clock
from flashcards.core.errors import CannotOpenLibrary, LibraryBusy

if TYPE_CHECKING:
    from flashcards.app import App

P = ParamSpec("P")

LibraryOption = Annotated[
    Path | None,
    typer.Option("--library", metavar="FILE", readable=False, help="The library to use instead of your own."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer in JSON on standard output.")]
NowOption = Annotated[
    str | None,
    typer.Option("--now", metavar="TIME", help="The clock to use, ISO 8601 (2026-01-31T09:00)."),
]

_SHARED = {"library": (LibraryOption, None), "as_json": (JsonOption, False), "now": (NowOption, None)}


@dataclass(frozen=True, slots=True)
class Session:
    """One run of a command."""

    library: Path | None = None
    as_json: bool = False
    now: datetime | None = None

    @property
    def library_path(self) -> Path:
        """The library that was named, or the user's own."""
        if self.library is not None:
            return self.library
        from flashcards.paths import default_library

        return default_library()

    def clock(self) -> datetime:
        """The moment that `--now` set, else the present."""
        return self.now or system_clock()

    @contextmanager
    def app(self) -> Iterator["App"]:
        """The services over the library, which is made if it is missing."""
        with self._opened(self.library_path, write=True) as app:
            yield app

    @contextmanager
    def existing(self, *, write: bool = False) -> Iterator["App"]:
        """The services over a library that is there; a missing one is empty and is not made.

        Without `write` it works beside an open window.
        """
        path = self.library_path
        if not path.exists() and not _way_out(path):
            note(f"There is no library {path} yet; `make` will create it.")
            with self.nothing() as app:
                yield app
            return
        with self._opened(path, write=write) as app:
            yield app

    @contextmanager
    def nothing(self) -> Iterator["App"]:
        """The services over an empty library in memory, for work that stores nothing."""
        with self._opened(None, write=True) as app:
            yield app

    @contextmanager
    def scratch(self) -> Iterator["App"]:
        """The services over an empty library in a folder that goes again, for work that needs one beside it."""
        from tempfile import TemporaryDirectory

        with TemporaryDirectory() as folder, self._opened(Path(folder) / "library.db", write=True) as app:
            yield app

    @contextmanager
    def _opened(self, path: Path | None, *, write: bool) -> Iterator["App"]:
        from flashcards.app import open_app

        try:
            app = open_app(path, self.clock, write=write)
        except CannotOpenLibrary as problem:
            if path is None or isinstance(problem, LibraryBusy):
                raise
            raise type(problem)(f"{problem}{_way_out(path)}") from problem
        if path is not None:
            for each in app.checks.warnings():
                note(each)
        try:
            yield app
        finally:
            app.close()


def _way_out(path: Path) -> str:
    """What to do about a library that cannot be opened, where there are backups of it or answers may be saved."""
    from flashcards.app import open_rescue

    latest = next(iter(open_rescue(path).all()), None)
    if latest is None:
        return ""
    made = latest.made_at.astimezone()
    more = ", and `restore --salvage` adds what is still readable" if path.exists() else ""
    return f" The latest backup is of {made.day} {made:%B %Y, %H:%M}: `restore latest` puts it back{more}."


def shared_options(context: typer.Context, library: Path | None, as_json: bool, now: str | None) -> Session:
    """The session of a command: its own options, else those given before its name."""
    before = context.obj if isinstance(context.obj, Session) else Session()
    return Session(
        library=library or before.library,
        as_json=as_json or before.as_json,
        now=before.now if now is None else moment_of(now),
    )


def moment_of(text: str) -> datetime:
    """An ISO-8601 time in UTC; one without a time zone is local. A usage error when it is neither."""
    try:
        moment = datetime.fromisoformat(text)
        if not 1970 <= moment.year <= 9000:
            raise ValueError("outside of what calendars here can count")
        return moment.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        raise typer.BadParameter(
            f"{text!r} is not a time such as 2026-01-31T09:00 or 2026-01-31T09:00:00+01:00, from 1970 on.",
            param_hint="--now",
        ) from None


def command(run: Callable[Concatenate[Session, P], None]) -> Callable[..., None]:
    """Give a command the options that all commands share, and hand it a session made of them."""

    def with_session(
        context: typer.Context, library: Path | None, as_json: bool, now: str | None, **own: Any
    ) -> None:
        run(shared_options(context, library, as_json, now), **own)  # type: ignore[call-arg]
        # A reader that went away is noticed here, while somebody can still deal with it.
        sys.stdout.flush()

    own = list(inspect.signature(run).parameters.values())[1:]
    shared = [Parameter("context", Parameter.KEYWORD_ONLY, annotation=typer.Context)] + [
        Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (annotation, default) in _SHARED.items()
    ]
    # Typer reads the signature, so commands need not repeat the shared options.
    together = [each.replace(kind=Parameter.KEYWORD_ONLY) for each in own] + shared
    with_session.__signature__ = inspect.Signature(together)  # type: ignore[attr-defined]
    with_session.__annotations__ = {each.name: each.annotation for each in together}
    with_session.__name__, with_session.__doc__ = run.__name__, run.__doc__
    return with_session
