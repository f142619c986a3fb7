"""Fetching one page, because the user asked for it: only http and https, never a private network by surprise,
within limits of size, time and redirects, and only what can be read."""

import queue
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email.message import Message
from threading import Thread
from typing import TYPE_CHECKING

from flashcards.core.articles import Article, Snapshot, Source, SourceKind
from flashcards.core.errors import CannotRead, FlashcardsError
from flashcards.core.progress import Cancel
from flashcards.reading import addresses, limits
from flashcards.reading.addresses import Address
from flashcards.reading.decode import decode_page
from flashcards.reading.documents import Document, read_document
from flashcards.reading.formats import MEDIA_TYPES, Format, find_format
from flashcards.reading.sandbox import read_apart

if TYPE_CHECKING:
    import socket
    from http.client import HTTPConnection, HTTPResponse

_REDIRECTS = 5
_MOVED = (301, 302, 303, 307, 308)
#: Seconds to wait for a connection or for more of a page, and for all of it.
STEP_SECONDS = 10.0
WHOLE_SECONDS = 30.0
_STEP = 64 * 1024
_PATIENCE = 0.05
_HEADERS = {
    "User-Agent": "Flashcards (reads one article for its user)",
    "Accept": "text/html, application/xhtml+xml, application/pdf, text/plain, text/markdown, application/epub+zip, "
    "*/*;q=0.1",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server gave: where it was at last, what the server calls it, and its bytes."""

    address: Address
    media_type: str
    encoding: str
    content: bytes


def read_address(text: str, cancel: Cancel | None = None) -> Article:
    """Fetch and read a page; raises `CannotRead` with one sentence, `Cancelled` if the user stops.

    The article carries a snapshot of the page.
    """
    return article_of(_in_background(text, cancel), cancel)


def article_of(fetched: Fetched, cancel: Cancel | None = None) -> Article:
    """The article that was fetched, with its snapshot."""
    address = fetched.address
    source = Source(SourceKind.WEB, address.name, str(address))
    format_ = _format(fetched)
    content = fetched.content
    if format_ is Format.TEXT:
        content = decode_page(content, fetched.encoding).encode("utf-8", "replace")
    document = Document(content, address.name, format_, source, address.name, fetched.encoding)
    article = read_document(document) if format_ is Format.TEXT else read_apart(document, cancel)
    if len(fetched.content) > limits.HTML:
        return article
    return replace(article, snapshot=Snapshot(str(address), fetched.media_type, fetched.content))


def fetch(text: str) -> Fetched:
    """Ask for an address and follow where it leads."""
    address = addresses.parse(text)
    typed = address.host if addresses.is_own(address.host) else ""
    deadline = time.monotonic() + WHOLE_SECONDS
    for _redirect in range(_REDIRECTS + 1):
        with _answer(address, deadline, trusted=address.host == typed) as response:
            link = response.getheader("Location")
            if response.status in _MOVED and link:
                address = addresses.follow(address, link)
                continue
            return _taken(address, response, deadline)
    raise CannotRead(f"{address.name} leads on and on without an end, so it was left alone.")


def _in_background(text: str, cancel: Cancel | None) -> Fetched:
    """Fetch in a thread of its own: looking up a name cannot be stopped, but it need not be waited for."""
    results: queue.SimpleQueue[Fetched | FlashcardsError] = queue.SimpleQueue()

    def work() -> None:
        try:
            results.put(fetch(text))
        except FlashcardsError as problem:
            results.put(problem)

    Thread(target=work, daemon=True).start()
    started = time.monotonic()
    while time.monotonic() - started < WHOLE_SECONDS + STEP_SECONDS:
        if cancel:
            cancel.check()
        try:
            result = results.get(timeout=_PATIENCE)
        except queue.Empty:
            continue
        if isinstance(result, Fetched):
            return result
        raise result
    raise _too_slow(addresses.parse(text))


@contextmanager
def _answer(address: Address, deadline: float, *, trusted: bool) -> "Iterator[HTTPResponse]":
    """The server's answer to a plain request, its body not yet read."""
    import ssl
    from http.client import HTTPException

    numbers = addresses.resolve(address, trusted=trusted)
    connection = _connection(address, numbers)
    try:
        connection.request("GET", address.target, headers=_HEADERS)
        # The answer owns the connection from now on and must be closed as well.
        with connection.getresponse() as response:
            yield response
    except ssl.SSLCertVerificationError:
        raise CannotRead(f"{address.name} could not prove who it is, so nothing was fetched.") from None
    except TimeoutError:
        raise _too_slow(address) from None
    except (OSError, HTTPException):
        if time.monotonic() > deadline:
            raise _too_slow(address) from None
        raise _broken_off(address) from None
    finally:
        connection.close()


def _connection(address: Address, numbers: list[str]) -> "HTTPConnection":
    """A connection that goes to one of the numbers that were looked at, whatever the name says next time."""
    import socket
    import ssl
    from http.client import HTTPConnection

    class _ToNumber(HTTPConnection):
        def connect(self) -> None:
            self.sock: socket.socket = _reach(numbers, address.port)
            if address.scheme == "https":
                context = ssl.create_default_context()
                self.sock = context.wrap_socket(self.sock, server_hostname=address.host)

    return _ToNumber(address.host, address.port, timeout=STEP_SECONDS)


def _reach(numbers: list[str], port: int) -> "socket.socket":
    import socket

    for number in numbers[:-1]:
        try:
            return socket.create_connection((number, port), timeout=STEP_SECONDS / 2)
        except OSError:
            continue
    return socket.create_connection((numbers[-1], port), timeout=STEP_SECONDS)


def _taken(address: Address, response: "HTTPResponse", deadline: float) -> Fetched:
    """The body of an answer, if it is one that can be read."""
    if response.status != 200:
        raise _refused(address, response.status)
    stated = Message()
    stated["Content-Type"] = response.getheader("Content-Type") or "text/html"
    media_type = stated.get_content_type()
    if media_type not in MEDIA_TYPES:
        raise CannotRead(
            f"{address.name} gave {media_type}, which is nothing to read; so it was not fetched."
        )
    most = limits.HTML if MEDIA_TYPES[media_type] in (Format.HTML, Format.TEXT) else limits.FILE
    content = b"".join(_parts(address, response, most, deadline))
    return Fetched(address, media_type, str(stated.get_param("charset", "") or ""), content)


def _parts(address: Address, response: "HTTPResponse", most: int, deadline: float) -> Iterator[bytes]:
    """The body in parts, unpacked, never more than the limit."""
    packing = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip"):
        raise CannotRead(f"{address.name} sent its page packed in a way that was not asked for.")
    unpack = None if packing == "identity" else zlib.decompressobj(31)
    size = 0
    while packed := response.read1(_STEP):
        if time.monotonic() > deadline:
            raise _too_slow(address)
        try:
            part = packed if unpack is None else unpack.decompress(packed, most - size + 1)
        except zlib.error:
            raise _broken_off(address) from None
        size += len(part)
        if size > most:
            raise CannotRead(f"The page at {address.name} is larger than {most // limits.MEGABYTE} MB.")
        yield part
    if response.length:
        raise _broken_off(address)


def _format(fetched: Fetched) -> Format:
    """What the server says it is, where the content bears it out."""
    stated = MEDIA_TYPES[fetched.media_type]
    if stated in (Format.HTML, Format.TEXT):
        return stated
    if find_format(fetched.content, fetched.address.name) is not stated:
        raise CannotRead(f"{fetched.address.name} gave something else than it said, so it was not read.")
    return stated


def _refused(address: Address, status: int) -> CannotRead:
    """What an answer without a page means."""
    if status in (404, 410):
        return CannotRead(f"{address.name} has no page at that address ({status}).")
    if status in (401, 402, 403, 451):
        return CannotRead(
            f"{address.name} does not give the page to programs ({status}); open it in a browser and paste its text."
        )
    return CannotRead(f"{address.name} cannot give the page now ({status}).")


def _broken_off(address: Address) -> CannotRead:
    return CannotRead(f"{address.name} could not be reached, or broke off.")


def _too_slow(address: Address) -> CannotRead:
    return CannotRead(f"{address.name} takes too long to answer, so it was left alone.")
