"""Date expressions of a text, and the day, month or year that each means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from entente.extract.dates import DAY, MONTH, YEAR, iso, month_number

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {
    word: n for n, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"a": 1, "an": 1}
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(w for w in _NUMBERS if w != 'zero')})"
_TO = r"\s*(?:[-–—]|to|and|until|through)\s*"
_SPAN_DAYS = rf"{DAY}{_TO}{DAY}"
_NOT_NUMBER = r"(?<![\w.,$€£¥₹#/-])"

# Alternatives in order of preference; each is a named group.
_DATE = re.compile(
    rf"(?P<iso>\b{YEAR}-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01])\b)"
    rf"|(?P<days_month>\b{_SPAN_DAYS}\s+(?:of\s+)?{MONTH})(?:,?\s+(?P<y1>{YEAR})\b)?"
    rf"|(?P<month_days>\b{MONTH}\s+{_SPAN_DAYS}\b)(?:,?\s+(?P<y2>{YEAR})\b)?"
    rf"|(?P<day_month>\b{DAY}\s+(?:of\s+)?{MONTH}\b\.?)(?:,?\s+(?P<y3>{YEAR})\b)?"
    rf"|(?P<month_day>\b{MONTH}\s+{DAY}\b(?!\s*(?:per|%|million|billion|people)))(?:,?\s+(?P<y4>{YEAR})\b)?"
    rf"|(?P<month_year>\b{MONTH}(?:\s+of|,)?\s+(?P<y5>{YEAR})\b)"
    rf"|(?:\b(?:in|last|since|until|till|by|during|this|next|late|early|mid|from|of|before|after|for|between|and|to)"
    rf"[\s-]+)(?P<month>{MONTH}(?![\w'’]|\.\w|\.?(?:\s+of|,)?\s+(?:{YEAR}|{DAY})\b))"
    rf"|(?P<years>{_NOT_NUMBER}(?P<y6>{YEAR})(?:\s*[-–—/]\s*|\s+to\s+|\s+and\s+)(?:{YEAR}|\d\d)(?![\w-]))"
    rf"|(?P<ago>\b(?P<count>{_COUNT})\s+(?P<unit>day|week|month|year)s?\s+ago\b)"
    rf"|(?P<rel>\b(?P<which>last|this|next|that|the\s+same|the\s+following|the\s+previous)\s+"
    rf"(?P<what>year|month|week|day|{'|'.join(_WEEKDAYS)}|spring|summer|autumn|winter)\b)"
    rf"|(?P<plain>\b(?:yesterday|today|tomorrow|tonight)\b)"
    rf"|(?P<weekday>\b(?:{'|'.join(_WEEKDAYS)})\b(?!\s+(?:night|morning|club)\b))"
    rf"|(?P<year>{_NOT_NUMBER}(?P<y7>{YEAR})(?![\w%]|[,.]\d|\s*(?:million|billion|per\s?cent|people|MW|km)\b))",
    re.I,
)
_FUTURE = re.compile(
    r"\b(?:will|shall|is to|are to|due|scheduled|plans?|planned|expect(?:s|ed)|next|upcoming|coming|intends?|hopes?)\b"
    r"|['’]ll\b",
    re.I,
)
_PAST = re.compile(r"\b(?:was|were|had|did|has|have|ago|last)\b|\b\w+ed\b", re.I)
_BACK = 160


@dataclass(frozen=True, slots=True)
class DateMention:
    """`text[start:end]` means `value` (ISO, as precise as said). `relative`: only another date tells which."""

    start: int
    end: int
    value: str
    relative: bool
    span: bool = False


def find_dates(text: str, published: str | None) -> list[DateMention]:
    """The date expressions of `text` that can be resolved, in order.

    What depends on the day of writing ("last year", "on Tuesday", "in March") is resolved against `published` (ISO)
    if that is known as precisely as needed, and left out otherwise. "That year" means the date named before.
    """
    return list(_find(text, _Reader(published)))


def _find(text: str, reader: _Reader) -> Iterator[DateMention]:
    last: str | None = None
    last_end = 0
    for match in _DATE.finditer(text):
        kind = next(name for name in _KINDS if match[name] is not None)
        start = match.start(kind)
        before = text[max(0, start - _BACK) : start]
        sentence = before[max(before.rfind(". "), before.rfind("\n")) + 1 :]
        near = last if start - last_end < 400 else None
        found = reader.read(kind, match, sentence, near)
        if found is None:
            continue
        value, relative, span = found
        yield DateMention(start, match.end(), value, relative, span)
        last, last_end = value, match.end()


_KINDS = (
    "iso", "days_month", "month_days", "day_month", "month_day", "month_year", "month", "years", "ago", "rel",
    "plain", "weekday", "year",
)  # fmt: skip


class _Reader:
    """Resolves one expression at a time against a date of publication."""

    def __init__(self, published: str | None) -> None:
        parts = [int(part) for part in published.split("-")] if published else []
        self.year = parts[0] if parts else None
        self.month = parts[1] if len(parts) > 1 else None
        self.day = date(*parts) if len(parts) == 3 else None

    def read(self, kind: str, match: re.Match[str], before: str, last: str | None) -> tuple[str, bool, bool] | None:
        """The value, whether it is relative, whether it spans days; None if it can't be known."""
        value: str | None = None
        relative = span = False
        if kind == "iso":
            year, month, day = map(int, match[0].split("-"))
            value = iso(year, month, day)
        elif kind in ("days_month", "month_days"):
            span = True
            month = _month_in(match[kind])
            given = match["y1"] or match["y2"]
            relative = given is None
            value = iso(int(given), month) if given else self._month(month, before, None, last)
        elif kind in ("day_month", "month_day"):
            month = _month_in(match[kind])
            day = int(re.sub(r"\D", "", match[kind]))
            given = match["y3"] or match["y4"]
            relative = given is None
            value = iso(int(given), month, day) if given else self._month(month, before, day, last)
        elif kind == "month_year":
            value = iso(int(match["y5"]), _month_in(match[kind]))
        elif kind == "month":
            if match[kind][0].islower():
                return None  # "may", "march"
            relative = True
            value = self._month(month_number(match[kind]), before + match[0], None, last)
        elif kind == "years":
            value, span = match["y6"], True
        elif kind == "year":
            value = match["y7"]
        else:
            relative = True
            value = self._relative(kind, match, before, last)
        return (value, relative, span) if value else None

    def _month(self, month: int, before: str, day: int | None, last: str | None) -> str | None:
        """A month, perhaps a day of it, without a year: the latest one, the next one after a word of the future.

        Where the time of writing is not known, the year named just before still holds.
        """
        if self.year is None or self.month is None:
            return iso(int(last[:4]), month, day) if last else None
        future = bool(_FUTURE.search(before)) and not _PAST.search(before)
        year = self.year
        here = (self.month, self.day.day if self.day and day else 0)
        there = (month, day if self.day and day else 0)
        # A day or two ahead is rather this year's than last year's.
        if future and there < here:
            year += 1
        elif not future and there > here and not _FUTURE.search(before):
            year -= 1
        return iso(year, month, day)

    def _relative(self, kind: str, match: re.Match[str], before: str, last: str | None) -> str | None:
        if kind == "plain":
            shift = {"yesterday": -1, "tomorrow": 1}.get(match[0].lower(), 0)
            return (self.day + timedelta(days=shift)).isoformat() if self.day else None
        if kind == "weekday":
            return self._weekday(match[0].lower(), before, None)
        if kind == "ago":
            count = match["count"].lower()
            return self._shift(-(_NUMBERS.get(count) or int(count)), match["unit"].lower())
        which, what = re.sub(r"\s+", " ", match["which"].lower()), match["what"].lower()
        if which in ("that", "the same", "the following", "the previous"):
            return _from_last(which, what, last)
        if what in _WEEKDAYS:
            return self._weekday(what, before, which)
        return self._shift({"last": -1, "this": 0, "next": 1}[which], what)

    def _shift(self, count: int, unit: str) -> str | None:
        if unit in ("year", "spring", "summer", "autumn", "winter"):
            return iso(self.year + count) if self.year else None
        if unit == "month" and self.year and self.month:
            months = self.year * 12 + self.month - 1 + count
            return iso(months // 12, months % 12 + 1)
        if unit == "day" and self.day:
            return (self.day + timedelta(days=count)).isoformat()
        if unit == "week" and self.day:
            # A week is known to the month, if it does not lie across two.
            monday = self.day - timedelta(days=self.day.weekday()) + timedelta(weeks=count)
            sunday = monday + timedelta(days=6)
            return iso(monday.year, monday.month) if monday.month == sunday.month else iso(monday.year)
        return None

    def _weekday(self, name: str, before: str, which: str | None) -> str | None:
        if self.day is None:
            return None
        behind = (self.day.weekday() - _WEEKDAYS.index(name)) % 7
        if which == "next" or (which is None and _FUTURE.search(before) and not _PAST.search(before)):
            return (self.day + timedelta(days=-behind % 7 or 7)).isoformat()
        if which == "last" and behind == 0:
            behind = 7
        return (self.day - timedelta(days=behind)).isoformat()


def _from_last(which: str, what: str, last: str | None) -> str | None:
    """ "That year", "the same day": as the date before said."""
    if last is None:
        return None
    length = {"year": 4, "spring": 4, "summer": 4, "autumn": 4, "winter": 4, "month": 7, "day": 10}.get(what)
    if length is None or len(last) < length:
        return None
    step = {"the following": 1, "the previous": -1}.get(which, 0)
    if step == 0:
        return last[:length]
    if length == 4:
        return iso(int(last[:4]) + step)
    if length == 10:
        return (date.fromisoformat(last) + timedelta(days=step)).isoformat()
    months = int(last[:4]) * 12 + int(last[5:7]) - 1 + step
    return iso(months // 12, months % 12 + 1)


_MONTH = re.compile(MONTH, re.I)


def _month_in(text: str) -> int:
    match = _MONTH.search(text)
    assert match is not None
    return month_number(match[0])
