"""Dates as people write them, to ISO 8601 as precise as they are written."""

from __future__ import annotations

import calendar
import re

MONTHS: dict[str, int] = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sep(?:t(?:ember|\.)?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
YEAR = r"(?:1[789]|20)\d\d"
DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"

_ISO = re.compile(rf"({YEAR})(?:-(\d\d)(?:-(\d\d))?)?(?=$|[T\s])")
_DAY_FIRST = re.compile(rf"({DAY})\s+(?:of\s+)?({MONTH}),?\s+({YEAR})\b", re.I)
_MONTH_FIRST = re.compile(rf"\b({MONTH})\s+({DAY}),?\s+({YEAR})\b", re.I)
_MONTH_ONLY = re.compile(rf"\b({MONTH}),?\s+({YEAR})\b", re.I)


def iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """`2018`, `2018-10` or `2018-10-16`; None if there is no such day."""
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def month_number(name: str) -> int:
    """1 to 12 for a month's name or its abbreviation, with or without a full stop."""
    return MONTHS[name.lower().rstrip(".")]


def parse(text: str) -> str | None:
    """The date `text` begins with (ISO, time or not) or holds (`3 May 2019`, `May 3, 2019`, `May 2019`), or None."""
    text = text.strip()
    if match := _ISO.match(text):
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        return iso(year, month, day)
    if match := _DAY_FIRST.search(text):
        return iso(int(match[3]), month_number(match[2]), int(re.sub(r"\D", "", match[1])))
    if match := _MONTH_FIRST.search(text):
        return iso(int(match[3]), month_number(match[1]), int(re.sub(r"\D", "", match[2])))
    if match := _MONTH_ONLY.search(text):
        return iso(int(match[2]), month_number(match[1]))
    return None
