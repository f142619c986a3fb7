"""Every format and an address on the command line, as somebody types it, with wrong input too."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.reading.making import docx_of, epub_of, html_of, pdf_of
from tests.reading.reading import blocks

FIRST = (
    "#1 How aspirin thins the blood",
    "¶ Aspirin blocks an enzyme called cyclooxygenase. Without this enzyme, platelets cannot make thromboxane.",
    "#2 Risks",
    "¶ Aspirin can cause bleeding in the stomach.",
)
LATER = (*FIRST[:3], "¶ Aspirin can cause ringing in the ears.")
HEAD = '<meta name="author" content="Ada Lee"><meta name="date" content="2026-02-01">'


GERMAN = (
    "Der Wind dreht die Blätter, und die Blätter treiben einen Generator an, der Strom für die Stadt macht. Wenn es "
    "stürmt, wird die Anlage angehalten, weil sie sich sonst zu schnell dreht. Das ist nicht ohne Gefahr für alle, die "
    "mit ihr zu tun haben oder unter dem Turm auf dem Feld sind.\n"
)


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.epub"
    page = html_of(blocks(*FIRST))
    path.write_bytes(epub_of([("Before", "<p>Some words before it all.</p>"), ("Aspirin", page)]))
    return path


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", pdf_of(blocks(*FIRST))),
        ("a.docx", docx_of(blocks(*FIRST))),
        ("a.html", html_of(blocks(*FIRST), HEAD).encode()),
    ],
)
def test_draft_takes_every_format(run, tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    result = run("draft", path, "--json")
    assert result.code == 0, result.err
    answer = result.json
    assert answer["article"]["title"] == "How aspirin thins the blood"
    assert "Aspirin can cause bleeding in the stomach." in [card["evidence"] for card in answer["cards"]]
    assert [card.get("page") for card in answer["cards"]] == [1 if name == "a.pdf" else None] * len(
        answer["cards"]
    )
    assert answer["article"].get("author") == ("Ada Lee" if name == "a.html" else None)


@pytest.mark.parametrize("command", ["explain", "map"])
def test_explain_and_map_take_chapters_of_a_book(run, book, command):
    result = run(command, book, "--chapters", "2", "--json")
    assert result.code == 0, result.err
    assert result.json["article"]["title"] == "A book: Aspirin"


def test_chapters_are_listed(run, book):
    result = run("chapters", book)
    assert result.code == 0
    assert [line.split() for line in result.out.splitlines() if line.strip()[:1].isdigit()] == [
        ["1", "Before", "5"], ["2", "Aspirin", "26"],
    ]  # fmt: skip
    assert [each["title"] for each in run("chapters", book, "--json").json] == ["Before", "Aspirin"]


@pytest.mark.parametrize("wanted", ["x", "0", "3-2", "1-", "-1", "1,,2", "1.5", "99999999"])
def test_chapters_that_make_no_sense(run, book, wanted):
    result = run("draft", book, f"--chapters={wanted}")
    assert result.code == 2
    assert "is no list of chapters, such as 2-4,7." in result.err


def test_chapters_that_are_not_there(run, book, article):
    assert (
        run("draft", book, "--chapters", "2-3").err
        == "error: book.epub has no chapter 3; its chapters are 1 to 2.\n"
    )
    result = run("draft", article, "--chapters", "1")
    assert result.err == "error: aspirin.md is not a book in EPUB, so it has no chapters to choose from.\n"


@pytest.fixture
def site():
    """A server with one page, whose text can be changed."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(made.page.encode())

        def log_message(self, *_):
            pass

    made = HTTPServer(("127.0.0.1", 0), Handler)
    made.page = html_of(blocks(*FIRST), HEAD)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    made.address = f"http://127.0.0.1:{made.server_port}/aspirin"
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


def test_a_page_is_made_and_later_only_what_changed(run, site, tmp_path):
    library = tmp_path / "new.db"
    first = run("make", site.address, "--deck", "D", "--library", library, "--json")
    assert first.code == 0, first.err
    assert first.json["article"]["link"] == site.address
    again = run("make", site.address, "--deck", "D", "--library", library)
    assert "already in the library" in again.out
    site.page = html_of(blocks(*LATER), HEAD)
    later = run("make", site.address, "--deck", "D", "--library", library, "--json").json
    assert {card["evidence"] for card in later["cards"]} == {"Aspirin can cause ringing in the ears."}
    gone = [card["note"] for card in first.json["cards"] if "stomach" in card["evidence"]]
    assert (later["earlier"], later["gone"]) == (1, gone)
    listed = run("articles", "--library", library, "--json").json
    assert [(each["id"], each["author"], each["date"]) for each in listed] == [
        (2, "Ada Lee", "2026-02-01"), (1, "Ada Lee", "2026-02-01"),
    ]  # fmt: skip
    notes = run("notes", "ringing", "--library", library, "--json").json
    assert notes[0]["origin"]["link"] == site.address
    assert notes[0]["origin"]["before"].startswith("Without this enzyme")


def test_articles_are_searched_and_deleted(run, library):
    assert [each["title"] for each in run("articles", "platelets", "--library", library, "--json").json] == [
        "How aspirin thins the blood"
    ]
    assert run("articles", "nonsense", "--library", library).out == "No articles were found.\n"
    assert run("articles", "--delete", "7", "--library", library).err == "error: There is no article 7.\n"
    assert run("articles", "--delete", "1", "--library", library).out == (
        "Deleted “How aspirin thins the blood” with its drafts; its cards stay.\n"
    )
    assert run("articles", "--library", library).out == "There are no articles yet.\n"
    assert (
        run("notes", "--library", library, "--json").json[0]["origin"]["title"]
        == "How aspirin thins the blood"
    )


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (
            "ftp://example.org/a",
            "ftp://example.org/a is not an http or https address, so it was not fetched.",
        ),
        ("www.example.org/a", "There is no file www.example.org/a; a web address begins with https://."),
        ("https://", "https:// is not a web address."),
        ("http://127.0.0.1:9/", "127.0.0.1 could not be reached, or broke off."),
    ],
)
def test_addresses_that_lead_nowhere(run, place, sentence):
    result = run("draft", place)
    assert (result.code, result.err) == (1, f"error: {sentence}\n")


def test_another_language(run, tmp_path):
    path = tmp_path / "wind.txt"
    path.write_text(
        GERMAN,
        "utf-8",
    )
    for command in (("draft",), ("explain",), ("map",), ("make", "--deck", "D")):
        result = run(*command, path, "--library", tmp_path / "new.db")
        assert (result.code, result.err) == (
            1, "error: “wind” seems to be in German; cards can be made of English articles only.\n",
        )  # fmt: skip
    assert not (tmp_path / "new.db").exists()
