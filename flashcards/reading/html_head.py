"""What a web page says about itself: title, author, date and licence."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flashcards.reading.dates import iso_date
from flashcards.reading.pieces import line_of

_TITLES = ("citation_title", "og:title", "dc.title", "dcterms.title", "twitter:title")
_AUTHORS = (
    "citation_author",
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "byl",
)
_DATES = (
    "citation_publication_date", "citation_date", "article:published_time", "datepublished", "dc.date.issued",
    "dc.date", "dcterms.issued", "dcterms.date", "parsely-pub-date", "pubdate", "date",
)  # fmt: skip
_LICENCES = (
    "dcterms.license",
    "dc.rights.license",
    "license",
    "dc.rights",
    "dcterms.rights",
    "rights",
    "copyright",
)
_CREATIVE_COMMONS = re.compile(
    r"creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)(?:/([\d.]+))?", re.IGNORECASE
)
_SPOKEN = re.compile(
    r"\bCC[ -](?:BY(?:-(?:NC|ND|SA))*|0)(?:[ -]\d\.\d)?\b|\bCreative Commons Attribution[\w -]{0,60}?(?:Licen[cs]e|\d\.\d)"
    r"|\bOpen Government Licen[cs]e(?: v?\d\.\d)?",
)
_SITE = re.compile(r"\s+[|–—·»]\s+|\s+-\s+")
#: The most JSON that a page may carry about itself, in characters.
LONGEST_SCRIPT = 300_000


@dataclass(slots=True)
class Head:
    """Collects what is said about the page as its marks go by."""

    title: str = ""
    meta: dict[str, list[str]] = field(default_factory=dict)
    licences: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    listening: bool = False

    def see(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Note what a start tag says."""
        if tag == "meta":
            name = (
                attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or ""
            ).lower()
            content = attributes.get("content", "")
            if name and content and len(self.meta) < 500:
                self.meta.setdefault(name, []).append(content[:1000])
        elif tag in ("a", "link") and "license" in attributes.get("rel", "").lower().split():
            self.licences.append(attributes.get("href", "")[:1000])
        elif tag == "script":
            self.listening = "ld+json" in attributes.get("type", "").lower()
        elif tag == "time" and attributes.get("datetime") and len(self.times) < 20:
            self.times.append(attributes["datetime"][:100])

    def hear(self, tag: str, text: str) -> None:
        """Note text that the page does not show: its title, and scripts that are data."""
        if tag == "title" and len(self.title) < 1000:
            self.title += text[:1000]
        elif tag == "script" and self.listening and sum(map(len, self.scripts)) + len(text) < LONGEST_SCRIPT:
            self.scripts.append(text)
            self.listening = False

    def find_title(self) -> str:
        """The title that the page names, without the name of the site; empty when it names none."""
        stated = self._first(_TITLES) or line_of(str(self._linked("headline") or ""))
        if stated:
            return stated
        parts = [part for part in _SITE.split(line_of(self.title)) if part]
        return max(parts[:1] + parts[-1:], key=len, default="") if len(parts) > 1 else "".join(parts)

    def author(self) -> str:
        """Who wrote it, several names with commas between them."""
        for name in _AUTHORS:
            stated = [line_of(each, 100) for each in self.meta.get(name, []) if "://" not in each]
            if stated:
                return line_of(", ".join(dict.fromkeys(stated)))
        linked = list(_names(self._linked("author")))
        return line_of(", ".join(dict.fromkeys(linked)))

    def date(self) -> str:
        """When it was published; the first time on the page if nothing better is said."""
        stated = [
            *(self.meta.get(name, [""])[0] for name in _DATES),
            str(self._linked("datePublished") or ""),
        ]
        return next((found for each in [*stated, *self.times[:1]] if (found := iso_date(each))), "")

    def licence(self, text: str) -> str:
        """The licence that a link, the head or the text itself states."""
        linked = self._linked("license")
        for link in [*self.licences, *self._all(_LICENCES), *([linked] if isinstance(linked, str) else [])]:
            if match := _CREATIVE_COMMONS.search(link):
                return _creative_commons(match[1].upper(), match[2] or "")
        if spoken := _SPOKEN.search(text):
            return line_of(spoken[0], 100)
        return self._first(_LICENCES) or (line_of(self.licences[0]) if self.licences else "")

    def _first(self, names: tuple[str, ...]) -> str:
        return next((found for each in self._all(names) if (found := line_of(each))), "")

    def _all(self, names: tuple[str, ...]) -> Iterator[str]:
        for name in names:
            yield from self.meta.get(name, [])

    def _linked(self, name: str) -> Any:
        """A value by its name in the page's JSON-LD, where search machines look."""
        for script in self.scripts:
            try:
                content = json.loads(script)
            except (ValueError, RecursionError):
                continue
            for each in _things(content):
                if each.get(name):
                    return each[name]
        return None


def _things(content: Any) -> Iterator[dict[str, Any]]:
    """The objects at the top of a JSON-LD script and in its graph."""
    for each in content if isinstance(content, list) else [content]:
        if isinstance(each, dict):
            yield each
            graph = each.get("@graph")
            yield from (
                inner for inner in (graph if isinstance(graph, list) else []) if isinstance(inner, dict)
            )


def _names(stated: Any) -> Iterator[str]:
    for each in stated if isinstance(stated, list) else [stated]:
        name = each.get("name") if isinstance(each, dict) else each
        if isinstance(name, str) and "://" not in name:
            yield line_of(name, 100)


def _creative_commons(code: str, version: str) -> str:
    if code in ("ZERO", "MARK"):
        return "CC0 1.0" if code == "ZERO" else "Public domain"
    return f"CC {code} {version}".strip()
