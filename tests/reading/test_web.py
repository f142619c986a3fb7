"""Fetching a page from a server on this machine, which behaves well or badly; nothing else is ever asked."""

import contextlib
import gzip
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.articles import SourceKind
from flashcards.core.errors import Cancelled, CannotRead
from flashcards.core.progress import Cancel
from flashcards.reading import addresses, limits, web
from tests.reading.making import pdf_of
from tests.reading.reading import blocks, body

PROSE = "Wind turns the blades, and the blades drive a generator that makes electricity for the town."
PAGE = (
    f"<html><head><meta name=author content='Ada Lee'></head><body><h1>Wind</h1><p>{PROSE}</p></body></html>"
)
HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture
def server():
    """A server whose answers are set by path: (status, headers, content or a function of the handler)."""
    answers = {}
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            status, headers, content = answers[self.path]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            # Whoever asked may have had enough and gone.
            with contextlib.suppress(ConnectionError):
                content(self) if callable(content) else self.wfile.write(content)

        def log_message(self, *_):
            pass

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.daemon_threads = True
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    made.answers, made.asked = answers, asked
    made.at = lambda path: f"http://127.0.0.1:{made.server_port}{path}"
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


def sentence(address):
    with pytest.raises(CannotRead) as caught:
        web.read_address(address)
    return str(caught.value)


def test_a_page_becomes_an_article_with_a_snapshot(server):
    server.answers["/wind?page=1"] = (200, HTML, PAGE.encode())
    article = web.read_address(server.at("/wind?page=1#top"))
    assert body(article) == ["Wind", PROSE]
    assert (article.source.kind, article.source.name, article.source.author) == (
        SourceKind.WEB,
        "127.0.0.1",
        "Ada Lee",
    )
    assert article.source.link == server.at("/wind?page=1")
    assert article.snapshot.content == PAGE.encode()
    assert article.snapshot.media_type == "text/html"


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("application/pdf", pdf_of(blocks("#1 Wind", f"¶ {PROSE}"))),
        ("text/plain; charset=utf-16", f"Wind\n\n{PROSE}".encode("utf-16")),
        ("text/html; charset=shift_jis", f"<h1>Wind</h1><p>{PROSE}".encode("shift_jis")),
    ],
)
def test_other_formats(server, media_type, content):
    server.answers["/"] = (200, {"Content-Type": media_type}, content)
    assert body(web.read_address(server.at(""))) == ["Wind", PROSE]


def test_a_packed_page(server):
    server.answers["/"] = (200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(PAGE.encode()))
    assert body(web.read_address(server.at("/"))) == ["Wind", PROSE]


def test_redirects_are_followed_a_few_times(server):
    server.answers |= {f"/{n}": (302, {"Location": f"/{n + 1}"}, b"") for n in range(9)}
    server.answers["/5"] = (200, HTML, PAGE.encode())
    assert web.read_address(server.at("/0")).source.link == server.at("/5")
    server.answers["/5"] = (302, {"Location": "/6"}, b"")
    assert sentence(server.at("/0")) == "127.0.0.1 leads on and on without an end, so it was left alone."


@pytest.mark.parametrize(
    "place", ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:alert(1)", "http://user:pw@127.0.0.1/"]
)
def test_a_redirect_to_something_else_is_refused(server, place):
    server.answers["/"] = (302, {"Location": place}, b"")
    assert "leads to an address that is not fetched" in sentence(server.at("/"))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.2", "[::1]", "2130706433", "0x7f.1"])
def test_a_redirect_into_the_private_network_is_refused(server, host):
    server.answers["/"] = (302, {"Location": f"http://{host}:{server.server_port}/secret"}, b"")
    server.answers["/secret"] = (200, HTML, PAGE.encode())
    said = sentence(server.at("/"))
    assert "is in a private network" in said or "There is no site" in said or "not fetched" in said
    assert server.asked == ["/"]


def test_a_name_that_leads_into_the_private_network_is_refused(server, monkeypatch):
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *_a, **_k: [(2, 1, 6, "", ("127.0.0.1", server.server_port))]
    )
    assert "wind.example is in a private network" in sentence(f"http://wind.example:{server.server_port}/")
    assert server.asked == []


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1:248:1893:25c8:1946", True), ("10.1.2.3", False), ("172.20.0.1", False),
        ("192.168.0.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("::1", False),
        ("fe80::1", False), ("fd00::1", False), ("::ffff:10.0.0.1", False), ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False), ("224.0.0.1", False), ("255.255.255.255", False),
    ],
)  # fmt: skip
def test_which_numbers_are_public(number, public):
    assert addresses.is_public(number) is public


@pytest.mark.parametrize(
    ("status", "headers", "content", "said"),
    [
        (404, HTML, b"", "127.0.0.1 has no page at that address (404)."),
        (403, HTML, b"", "127.0.0.1 does not give the page to programs (403); open it in a browser and paste its text."),
        (503, HTML, b"", "127.0.0.1 cannot give the page now (503)."),
        (200, {"Content-Type": "image/png"}, b"x", "127.0.0.1 gave image/png, which is nothing to read; so it was not fetched."),
        (200, {"Content-Type": "application/pdf"}, b"<html>", "127.0.0.1 gave something else than it said, so it was not read."),
        (200, HTML | {"Content-Encoding": "br"}, b"x", "127.0.0.1 sent its page packed in a way that was not asked for."),
        (200, HTML | {"Content-Encoding": "gzip"}, b"no", "127.0.0.1 could not be reached, or broke off."),
        (200, HTML, b"x" * (limits.HTML + 1), "The page at 127.0.0.1 is larger than 10 MB."),
        (200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(b" " * 3 * limits.HTML), "The page at 127.0.0.1 is larger than 10 MB."),
        (200, HTML | {"Content-Length": "1000"}, b"<p>half", "127.0.0.1 could not be reached, or broke off."),
        (200, HTML, b"<script>1</script>", "127.0.0.1 shows no text."),
    ],
)  # fmt: skip
def test_answers_that_are_no_article(server, status, headers, content, said):
    server.answers["/"] = (status, headers, content)
    assert sentence(server.at("/")) == said


def test_a_server_that_never_ends(server, monkeypatch):
    monkeypatch.setattr(web, "WHOLE_SECONDS", 0.4)

    def drip(handler):
        for _each in range(100):
            time.sleep(0.02)
            handler.wfile.write(b"<p>more ")

    server.answers["/"] = (200, HTML, drip)
    assert sentence(server.at("/")) == "127.0.0.1 takes too long to answer, so it was left alone."


def test_somebody_who_stops_waiting(server):
    silent = threading.Event()
    server.answers["/"] = (200, HTML, lambda _handler: silent.wait(20))
    cancel = Cancel()
    threading.Timer(0.2, cancel.set).start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        web.read_address(server.at("/"), cancel)
    assert time.monotonic() - started < 10
    silent.set()


def test_nobody_there():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    assert sentence(f"http://127.0.0.1:{port}/") == "127.0.0.1 could not be reached, or broke off."


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("file:///etc/passwd", "is not an http or https address"),
        ("ftp://example.org/", "is not an http or https address"),
        ("http://", "is not a web address"),
        ("http:///x", "is not a web address"),
        ("https://example.org:99999/", "is not a web address"),
        ("https://exa mple.org/", "is not a web address"),
        ("https://me:secret@example.org/", "holds a user name or password"),
        ("http://[::1/", "is not a web address"),
    ],
)
def test_addresses_that_are_none(address, said):
    assert said in sentence(address)


def test_addresses_in_other_letters():
    assert str(addresses.parse("https://bücher.example/größe?q=ä b".replace(" ", "+"))) == (
        "https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe?q=%C3%A4+b"
    )
    assert str(addresses.parse("HTTP://Example.org:80/a%20b#c")) == "http://example.org/a%20b"


@given(st.text(max_size=60) | st.text(max_size=40).map("http://{}".format))
def test_any_text_is_an_address_or_none(text):
    try:
        again = addresses.parse(str(addresses.parse(text)))
    except CannotRead:
        return
    assert str(again).isascii()
    assert not any(sign.isspace() for sign in str(again))
