"""The shared options, usage errors, and how faults are told."""

import pytest

from flashcards.cli import listing
from flashcards.cli.main import main
from flashcards.cli.output import clean, table
from flashcards.cli.targets import accepted_count
from flashcards.services.articles import ArticleService


def test_help_names_every_command(run):
    result = run("--help")
    assert result.code == 0
    for name in ("make", "draft", "explain", "articles", "decks", "notes", "card", "due", "answer", "export"):
        assert f"\n  {name} " in result.out
    assert "self-test" in result.out


@pytest.mark.parametrize(
    "command",
    [
        "make",
        "draft",
        "explain",
        "articles",
        "decks",
        "notes",
        "card",
        "due",
        "answer",
        "export",
        "stats",
        "self-test",
    ],
)
def test_every_command_takes_the_shared_options(run, command):
    result = run(command, "--help")
    assert result.code == 0
    for option in ("--library FILE", "--json", "--now TIME"):
        assert option in result.out


def test_an_unknown_command_suggests_the_nearest(run):
    result = run("dekcs")
    assert result.code == 2
    assert "Did you mean 'decks'?" in result.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("make", "x.txt"),
        ("draft",),
        ("card", "one"),
        ("card", "99999999999999999999999"),
        ("decks", "--nonsense"),
        ("decks", "--now", "yesterday"),
        ("decks", "--now", "1955-01-01"),
        ("decks", "--now", "9999-12-31T23:59:59-12:00"),
        ("make", "x.txt", "--deck", "D", "--accept", "some"),
        ("make", "x.txt", "--deck", "D", "--accept", "best:0"),
        ("make", "x.txt", "--deck", "\udcff"),
        ("notes", "\udcff"),
        ("due", "--limit", "0"),
    ],
)
def test_used_wrongly_is_2(run, arguments):
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert "Error: " in result.err
    assert "Traceback" not in result.err


def test_options_may_stand_before_the_command_and_those_after_it_win(run, tmp_path, capsys):
    path = tmp_path / "absent.db"
    assert main(["--library", str(path), "--json", "decks"]) == 0
    assert capsys.readouterr().out == "[]\n"
    assert main(["--library", str(tmp_path), "decks", "--library", str(path), "--json"]) == 0
    assert capsys.readouterr().out == "[]\n"


def test_accept(run):
    assert accepted_count("all") is None
    assert accepted_count("best:12") == 12


@pytest.fixture
def fault(monkeypatch):
    """Let the list of articles fail with a given exception."""

    def fail_with(problem):
        def fail(self, *_given):
            raise problem

        monkeypatch.setattr(ArticleService, "all", fail)

    return fail_with


def test_a_fault_of_ours_is_one_line(run, fault, tmp_path, monkeypatch):
    monkeypatch.delenv("FLASHCARDS_DEBUG", raising=False)
    fault(KeyError("oops"))
    result = run("articles", "--library", tmp_path / "absent.db")
    assert result.code == 1
    assert result.err.splitlines()[-1] == (
        "error: Something went wrong inside Flashcards: KeyError: 'oops' "
        "(set FLASHCARDS_DEBUG=1 to see where)."
    )
    monkeypatch.setenv("FLASHCARDS_DEBUG", "1")
    with pytest.raises(KeyError):
        run("articles", "--library", tmp_path / "absent.db")


def test_the_systems_refusal_is_one_line(run, fault, tmp_path):
    fault(PermissionError(13, "Permission denied", "some.file"))
    result = run("articles", "--library", tmp_path / "absent.db")
    assert (result.code, result.err.splitlines()[-1]) == (
        1,
        "error: The system refused: permission denied (some.file).",
    )


def test_stopped_by_the_user(run, fault, tmp_path):
    fault(KeyboardInterrupt())
    result = run("articles", "--library", tmp_path / "absent.db")
    assert (result.code, result.err.splitlines()[-1]) == (130, "Stopped.")


def test_control_characters_and_markup_are_text(capsys):
    assert clean("a\x1b[31mb\r\nc\x9b\udcff") == "a�[31mb\nc��"
    table("", ("Name",), [("[bold]x[/bold] :smile:",)])
    assert "[bold]x[/bold] :smile:" in capsys.readouterr().out


def test_a_command_keeps_its_name_and_sentence():
    assert listing.decks.__name__ == "decks"
    assert listing.decks.__doc__.startswith("List the decks")


@pytest.mark.model
def test_self_test_paints_through_the_function_it_is_given(capsys, monkeypatch, article):
    from flashcards.services.examples import Example, ExampleService

    example = Example(article, "How aspirin thins the blood", "")
    monkeypatch.setattr(ExampleService, "articles", lambda self: [example])
    seen = []

    def paint(front, back):
        seen.append((front, back))
        return True

    assert main(["self-test"], paint) == 0
    assert capsys.readouterr().out.endswith("ok    window: a card was painted\nEverything works.\n")
    assert all(seen[0])
    assert main(["self-test"], lambda front, back: False) == 1
    assert "nothing shows" in capsys.readouterr().err
    assert main(["self-test", "--json"]) == 0
    assert '"skipped, Qt cannot paint here"' in capsys.readouterr().out
