"""Dates as pages and files state them, in ISO 8601 where they can be understood."""

import re

_ISO = re.compile(r"(?<!\d)(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?!\d)")
_YEAR_MONTH = re.compile(r"(?<!\d)(\d{4})[-/](\d{2})(?!\d)")
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_WORDS = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+)?(?P<month>[A-Za-z]{3,9})\.?\s+"
    r"(?:(?P<late>\d{1,2})(?:st|nd|rd|th)?,?\s+)?(?P<year>\d{4})(?!\d)"
)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d{2}(?!\d)")


def iso_date(stated: str) -> str:
    """A date such as "2026-03-02", as exact as it was stated: a month or a year alone will do; else empty."""
    if match := _ISO.search(stated):
        return _checked(match[1], match[2], match[3])
    if match := _YEAR_MONTH.search(stated):
        return _checked(match[1], match[2], "")
    if (match := _WORDS.search(stated)) and (month := _MONTHS.get(match["month"][:3].lower())):
        return _checked(match["year"], f"{month:02}", (match["day"] or match["late"] or "").zfill(2))
    match = _YEAR.search(stated)
    return match[0] if match else ""


def _checked(year: str, month: str, day: str) -> str:
    if not "1000" <= year <= "2999":
        return ""
    if not "01" <= month <= "12":
        return year
    return f"{year}-{month}-{day}" if "01" <= day <= "31" else f"{year}-{month}"
