"""What an asker lets count: types, way stations, statuses, dates, confidence, documents, amounts.

A filter is checked on the statements, never on an edge's summary: a relationship counts when one and the same
statement meets everything asked for. Dates are compared as what is certain: a statement dated `2018` is in the
window from 2018-01-01 on and not in one from 2018-03 on; such an imprecise one, an undated one and one
of a text without a date of publication are left out and counted, or let in by `undated`.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, TypeVar

from entente.errors import InputError
from entente.ontology import Kind, RelationType, Status

_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")
_Member = TypeVar("_Member", bound=StrEnum)

ENDS_ONLY = frozenset({Kind.PLACE, Kind.TECHNOLOGY})
"""Kinds that end a path and are no way station, unless asked for: everything is near a country or a technology."""


class Verdict(StrEnum):
    """Whether a statement counts. All but the first two are left out because the texts say too little."""

    IN = "in"
    OUT = "out"
    UNDATED = "undated"
    IMPRECISE = "imprecise"
    UNPUBLISHED = "unpublished"
    NO_AMOUNT = "without amount"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a filter looks at in one statement and its document."""

    id: str
    status: str
    document: str
    date: str | None = None
    published: str | None = None
    confidence: float | None = None
    amount: float | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty or `None` means no limit. Make it by `Filters.of` from what a user typed.

    `types`, `without`: relation types that count or don't. `via`: kinds of way stations, those below
    included (empty: all but Place and Technology); `hubs`: nodes with very many neighbours may be way stations.
    `since`, `until`: the act's date lies in between, both ends included. `at`: acts by that day, among them undated
    ones of texts published by then. `as_of`: texts published by that day. `undated`: what the texts don't date counts
    too. `documents`: keys. `min_amount`, `max_amount`, `currency`: of the statement's amount.
    Raises `InputError` for a date that is none, an empty window and a confidence outside 0 to 1.
    """

    types: frozenset[RelationType] = frozenset()
    without: frozenset[RelationType] = frozenset()
    via: frozenset[Kind] = frozenset()
    hubs: bool = False
    statuses: frozenset[Status] = frozenset()
    since: str | None = None
    until: str | None = None
    at: str | None = None
    as_of: str | None = None
    undated: bool = False
    min_confidence: float | None = None
    documents: frozenset[str] = frozenset()
    min_amount: float | None = None
    max_amount: float | None = None
    currency: str | None = None

    def __post_init__(self) -> None:
        for name in ("since", "until", "at", "as_of"):
            value = getattr(self, name)
            if value is not None:
                _check_date(name, value)
        if self.since and self.until and first_day(self.since) > last_day(self.until):
            raise InputError(f"since {self.since} is after until {self.until}: no date lies in between")
        if self.min_confidence is not None and not 0 <= self.min_confidence <= 1:
            raise InputError(f"min_confidence {self.min_confidence} is not between 0 and 1")
        if self.currency is not None and not re.fullmatch("[A-Z]{3}", self.currency):
            raise InputError(f"currency: {self.currency!r} is not one of ISO 4217; write USD, EUR, CNY, RUB …")
        if self.min_amount is not None and self.max_amount is not None and self.min_amount > self.max_amount:
            raise InputError(f"no amount is at least {self.min_amount:,.0f} and at most {self.max_amount:,.0f}")

    @classmethod
    def of(
        cls,
        *,
        types: Iterable[str] = (),
        without: Iterable[str] = (),
        via: Iterable[str] = (),
        statuses: Iterable[str] = (),
        documents: Iterable[str] = (),
        **others: Any,
    ) -> Filters:
        """Filters from plain strings, in any case. Raises `InputError` with the names that there are."""
        if others.get("currency"):
            others["currency"] = others["currency"].strip().upper()
        return cls(
            types=_members(RelationType, "relation type", types),
            without=_members(RelationType, "relation type", without),
            via=_members(Kind, "kind", via),
            statuses=_members(Status, "status", statuses),
            documents=frozenset(documents),
            **others,
        )

    @property
    def relation_types(self) -> frozenset[RelationType]:
        """The types that count, spelled out."""
        return (self.types or frozenset(RelationType)) - self.without

    @property
    def on_statements(self) -> bool:
        """Whether statements have to be looked at one by one."""
        return any(getattr(self, name) != _DEFAULTS[name] for name in _ON_STATEMENTS)

    @property
    def active(self) -> tuple[str, ...]:
        """The names of the limits in force, in the order of the fields."""
        return tuple(f.name for f in fields(self) if f.name in _LIMITS and getattr(self, f.name) != _DEFAULTS[f.name])

    def relaxed(self, name: str) -> Filters:
        """The same without one limit."""
        return replace(self, **{name: _DEFAULTS[name]})

    def passes(self, kind: Kind) -> bool:
        """Whether an entity of this kind may be a way station."""
        if self.via:
            return any(kind.within(other) for other in self.via)
        return kind not in ENDS_ONLY

    def judge(self, facts: Facts) -> Verdict:
        """Whether this one statement meets every limit at once."""
        if (
            (self.statuses and facts.status not in self.statuses)
            or (self.documents and facts.document not in self.documents)
            or (self.min_confidence is not None and _or_certain(facts.confidence) < self.min_confidence)
        ):
            return Verdict.OUT
        verdicts = {self._window(facts), self._at(facts), self._as_of(facts)}
        if self.undated and Verdict.OUT not in verdicts:
            verdicts = {Verdict.IN}
        verdicts.add(self._amount(facts))
        for verdict in (
            Verdict.OUT,
            Verdict.NO_AMOUNT,
            Verdict.UNPUBLISHED,
            Verdict.UNDATED,
            Verdict.IMPRECISE,
        ):
            if verdict in verdicts:
                return verdict
        return Verdict.IN

    def _window(self, facts: Facts) -> Verdict:
        if self.since is None and self.until is None:
            return Verdict.IN
        if facts.date is None:
            return Verdict.UNDATED
        return _within(facts.date, self.since, self.until)

    def _at(self, facts: Facts) -> Verdict:
        if self.at is None:
            return Verdict.IN
        if facts.date is not None:
            return _within(facts.date, None, self.at)
        by_then = facts.published is not None and _within(facts.published, None, self.at) is Verdict.IN
        return Verdict.IN if by_then else Verdict.UNDATED

    def _as_of(self, facts: Facts) -> Verdict:
        if self.as_of is None:
            return Verdict.IN
        return Verdict.UNPUBLISHED if facts.published is None else _within(facts.published, None, self.as_of)

    def _amount(self, facts: Facts) -> Verdict:
        if self.min_amount is None and self.max_amount is None and self.currency is None:
            return Verdict.IN
        if facts.amount is None:
            return Verdict.NO_AMOUNT
        inside = (
            (self.min_amount is None or facts.amount >= self.min_amount)
            and (self.max_amount is None or facts.amount <= self.max_amount)
            and (self.currency is None or facts.currency == self.currency)
        )
        return Verdict.IN if inside else Verdict.OUT


_DEFAULTS: Mapping[str, Any] = {f.name: f.default for f in fields(Filters)}
_ON_STATEMENTS = (
    "statuses",
    "since",
    "until",
    "at",
    "as_of",
    "min_confidence",
    "documents",
    "min_amount",
    "max_amount",
    "currency",
)
_LIMITS = frozenset({*_ON_STATEMENTS, "types", "without", "via"})


def _or_certain(confidence: float | None) -> float:
    # A statement without a figure was not extracted but annotated by a person.
    return 1.0 if confidence is None else confidence


def first_day(date: str) -> str:
    """The first day a date of any precision may mean: `2018` → `2018-01-01`."""
    return date + "-01-01"[len(date) - 4 :]


def last_day(date: str) -> str:
    """The last day a date of any precision may mean: `2018-02` → `2018-02-28`."""
    if len(date) == 7:
        return f"{date}-{_days(int(date[:4]), int(date[5:])):02}"
    return date if len(date) == 10 else f"{date}-12-31"


def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if calendar.isleap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _within(date: str, since: str | None, until: str | None) -> Verdict:
    lower = "0000-01-01" if since is None else first_day(since)
    upper = "9999-12-31" if until is None else last_day(until)
    if first_day(date) >= lower and last_day(date) <= upper:
        return Verdict.IN
    return Verdict.OUT if last_day(date) < lower or first_day(date) > upper else Verdict.IMPRECISE


def _check_date(name: str, value: str) -> None:
    try:
        known = _DATE.fullmatch(value) and datetime.date.fromisoformat(first_day(value))
    except ValueError:  # 30 February, or the year 0
        known = None
    if not known:
        raise InputError(f"{name}: {value!r} is not a date; write 2016, 2016-12 or 2016-12-31")


def _members(enum: type[_Member], what: str, values: Iterable[str]) -> frozenset[_Member]:
    by_name = {member.value.lower(): member for member in enum}
    found = set()
    for value in values:
        try:
            found.add(by_name[value.strip().lower().replace("-", "_").replace(" ", "_")])
        except KeyError:
            raise InputError(f"{value!r} is no {what}; there are {', '.join(enum)}") from None
    return frozenset(found)
