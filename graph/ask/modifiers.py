"""Dates and amounts in a question: `since 2015`, `between March 2018 and 2020`, `more than $500 million`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from entente.graph.filters import last_day

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:1[89]|20|21)\d\d"
_DATE = (
    rf"(?:{_YEAR}-\d\d-\d\d|{_YEAR}-\d\d|(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:{_MONTH})\.?,?\s+{_YEAR}"
    rf"|(?:{_MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}|{_YEAR})"
)
_PARTS = re.compile(rf"(?P<year>{_YEAR})|(?P<month>{_MONTH})|(?P<day>\d{{1,2}})", re.IGNORECASE)
_SPAN = re.compile(
    rf"\b(?:between|from|in)\s+(?:the\s+years?\s+)?(?P<a>{_DATE})\s*(?:and|to|until|till|-|–|—)\s*(?P<b>{_DATE})\b",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    rf"\b(?P<word>as\s+of|no\s+later\s+than|up\s+to|since|from|after|before|until|till|by|in|during|on|at)\s+"
    rf"(?:the\s+)?(?:(?:year|end\s+of)\s+)?(?P<a>{_DATE})(?:\s+on(?:wards)?)?\b",
    re.IGNORECASE,
)

_MAGNITUDES = {"thousand": 3, "k": 3, "million": 6, "mln": 6, "mn": 6, "m": 6, "billion": 9, "bln": 9, "bn": 9, "b": 9}
_MAGNITUDES |= {"trillion": 12, "tn": 12}
_CURRENCIES = {
    "us$": "USD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "₽": "RUB",
    "₹": "INR",
    "₩": "KRW",
    "us dollar": "USD",
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "ruble": "RUB",
    "rouble": "RUB",
    "yuan": "CNY",
    "renminbi": "CNY",
    "rmb": "CNY",
    "yen": "JPY",
    "rupee": "INR",
    "won": "KRW",
    "franc": "CHF",
    "dirham": "AED",
    "real": "BRL",
    "reais": "BRL",
    "rand": "ZAR",
}
_CODES = "USD EUR GBP RUB CNY JPY INR KRW CHF AED BRL ZAR SAR SGD HKD AUD CAD TRY KZT VND KES"
_CURRENCIES |= {code.lower(): code for code in _CODES.split()}
_CURRENCY = "|".join(re.escape(name) for name in sorted(_CURRENCIES, key=len, reverse=True))
_AMOUNT = re.compile(
    r"(?:\bworth\s+)?(?P<word>\b(?:more\s+than|less\s+than|no\s+more\s+than|no\s+less\s+than|at\s+least|at\s+most|over|above"
    r"|exceeding|under|below|up\s+to|exactly|worth)|>=|<=|≥|≤|>|<)\s*"
    rf"(?P<before>{_CURRENCY})?\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*"
    rf"(?P<magnitude>{'|'.join(sorted(_MAGNITUDES, key=len, reverse=True))})?(?![a-z])"
    rf"\s*(?P<after>(?:{_CURRENCY})s?(?![a-z]))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Modifier:
    """A stretch of the question that limits the answer: values for `Filters`, and how to say it."""

    start: int
    end: int
    filters: dict[str, Any] = field(default_factory=dict)
    text: str = ""


def find(question: str, is_free: Callable[[int, int], bool]) -> list[Modifier]:
    """The dates and amounts outside of names, in order. `is_free(start, end)` says that no name is there."""
    found: list[Modifier] = []

    def free(match: re.Match[str]) -> bool:
        start, end = match.span()
        return is_free(start, end) and all(end <= other.start or start >= other.end for other in found)

    for read, pattern in ((_amount, _AMOUNT), (_span, _SPAN), (_single, _SINGLE)):
        for match in pattern.finditer(question):
            if free(match):
                found += read(match)
    return sorted(found, key=lambda modifier: modifier.start)


def _span(match: re.Match[str]) -> Iterator[Modifier]:
    a, b = iso_date(match["a"]), iso_date(match["b"])
    if a and b:
        yield Modifier(*match.span(), {"since": a, "until": b}, f"from {a} to {b}")


def _single(match: re.Match[str]) -> Iterator[Modifier]:
    date = iso_date(match["a"])
    if date is None:
        return
    word = " ".join(match["word"].lower().split())
    if word == "as of":
        yield Modifier(*match.span(), {"at": date}, f"as things stood at {date}")
    elif word in ("since", "from"):
        yield Modifier(*match.span(), {"since": date}, f"since {date}")
    elif word == "after":
        yield Modifier(*match.span(), {"since": _next(date)}, f"after {date}")
    elif word == "before":
        yield Modifier(*match.span(), {"until": _previous(date)}, f"before {date}")
    elif word in ("in", "during", "on", "at"):
        yield Modifier(*match.span(), {"since": date, "until": date}, f"in {date}")
    else:
        yield Modifier(*match.span(), {"until": date}, f"until {date}")


def _amount(match: re.Match[str]) -> Iterator[Modifier]:
    name = (match["before"] or (match["after"] or "")).lower()
    currency = _CURRENCIES.get(name) or _CURRENCIES.get(name.removesuffix("s"))
    if currency is None and not match["magnitude"]:
        return  # a bare number: "more than 3 startups" is no amount of money
    value = float(match["number"].replace(",", "")) * 10.0 ** _MAGNITUDES.get((match["magnitude"] or "").lower(), 0)
    word = " ".join(match["word"].lower().split())
    filters: dict[str, Any] = {"currency": currency} if currency else {}
    if word in ("more than", "over", "above", "exceeding", ">"):
        filters["min_amount"] = math.nextafter(value, math.inf)
    elif word in ("less than", "under", "below", "<"):
        filters["max_amount"] = math.nextafter(value, -math.inf)
    elif word in ("at least", "no less than", ">=", "≥"):
        filters["min_amount"] = value
    elif word in ("at most", "no more than", "up to", "<=", "≤"):
        filters["max_amount"] = value
    else:
        filters["min_amount"] = filters["max_amount"] = value
    yield Modifier(*match.span(), filters, f"{word} {value:,.0f}{f' {currency}' if currency else ''}")


def iso_date(text: str) -> str | None:
    """`16 October 2018`, `Oct 2018`, `2018-10-16` or `2018` as an ISO date of that precision; `None` for no date."""
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        parts = [int(part) for part in text.split("-")]
    else:
        parts = [0, 0, 0]
        for match in _PARTS.finditer(text):
            if match["year"]:
                parts[0] = int(match["year"])
            elif match["month"]:
                parts[1] = _MONTHS[match["month"].lower()]
            else:
                parts[2] = int(match["day"])
        while parts and not parts[-1]:
            parts.pop()
    if not parts:
        return None
    year, month, day = (*parts, *([1] * (3 - len(parts))))
    if not (year and 1 <= month <= 12 and 1 <= day <= _days(year, month)):
        return None
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])


def _days(year: int, month: int) -> int:
    return int(last_day(f"{year:04}-{month:02}")[8:])


def _next(date: str) -> str:
    """The period after this one: `2018-12` → `2019-01`."""
    year, month, day = _parts(date)
    if day and day < _days(year, month):
        return f"{year:04}-{month:02}-{day + 1:02}"
    if month and month < 12:
        return f"{year:04}-{month + 1:02}" + ("-01" if day else "")
    return f"{year + 1:04}" + ("-01" if month else "") + ("-01" if day else "")


def _previous(date: str) -> str:
    """The period before this one: `2018-01` → `2017-12`."""
    year, month, day = _parts(date)
    if day > 1:
        return f"{year:04}-{month:02}-{day - 1:02}"
    if month > 1:
        return f"{year:04}-{month - 1:02}" + (f"-{_days(year, month - 1)}" if day else "")
    return f"{year - 1:04}" + ("-12" if month else "") + ("-31" if day else "")


def _parts(date: str) -> tuple[int, int, int]:
    year, month, day = (*(int(part) for part in date.split("-")), 0, 0)[:3]
    return year, month, day
