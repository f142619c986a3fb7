"""Web addresses: which may be fetched, and where they lead."""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from flashcards.core.errors import CannotRead

_PORTS = {"http": 80, "https": 443}
_LONGEST = 2000
#: Signs that stay as they are in the path and the query of an address (RFC 3986, and "%" of what is quoted).
_PATH = "/%:@!$&'()*+,;=~-._"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be asked for, taken apart; `target` is path and query."""

    scheme: str
    host: str
    port: int
    target: str

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"

    @property
    def name(self) -> str:
        """What to call the site."""
        return self.host.removeprefix("www.")


def is_address(text: str) -> bool:
    """Whether something typed is meant as a web address, not as a file."""
    return text.strip().lower().startswith(("http:", "https:")) or "://" in text


def parse(text: str) -> Address:
    """Take an address apart; raises `CannotRead` for one that is not plain http or https."""
    shown = text if len(text) < 80 else f"{text[:77]}..."
    try:
        parts = urlsplit(text.strip())
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii").rstrip(".") if parts.hostname else ""
    except (ValueError, UnicodeError):
        raise CannotRead(f"{shown} is not a web address.") from None
    if parts.scheme not in _PORTS:
        raise CannotRead(f"{shown} is not an http or https address, so it was not fetched.")
    if not host or len(text) > _LONGEST or any(sign.isspace() or sign < " " for sign in text.strip()):
        raise CannotRead(f"{shown} is not a web address.")
    if parts.username is not None or parts.password is not None:
        raise CannotRead("The address holds a user name or password, so it was not fetched.")
    target = quote(parts.path or "/", safe=_PATH) + (
        f"?{quote(parts.query, safe=_PATH + '?')}" if parts.query else ""
    )
    return Address(parts.scheme, host, port or _PORTS[parts.scheme], target)


def follow(here: Address, link: str) -> Address:
    """Where a redirect leads; raises `CannotRead` for a place that a page may not send anybody to."""
    try:
        there = parse(urljoin(str(here), link))
    except (CannotRead, ValueError):
        raise CannotRead(
            f"{here.name} leads to an address that is not fetched, so it was left alone."
        ) from None
    if here.scheme == "https" and there.scheme == "http":
        raise CannotRead(f"{here.name} leads from a secure to an insecure address, so it was left alone.")
    return there


def is_own(host: str) -> bool:
    """Whether a host as typed is plainly a machine of one's own: this computer, or a number."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def resolve(address: Address, *, trusted: bool) -> list[str]:
    """The numbers of a host; raises `CannotRead` if one is in a private network and the host is not `trusted`.

    The connection must then go to these numbers: asked again, the name might answer otherwise.
    """
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise CannotRead(f"There is no site {address.host}, or this computer is offline.") from None
    numbers = list(dict.fromkeys(str(each[4][0]).partition("%")[0] for each in found))
    if not trusted and not all(is_public(number) for number in numbers):
        raise CannotRead(
            f"{address.host} is in a private network, so it was not fetched; type the number of the machine if you mean it."
        )
    return numbers


def is_public(number: str) -> bool:
    """Whether an IP address belongs to the open internet."""
    ip: Ip = ipaddress.ip_address(number)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            ip = inner
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
