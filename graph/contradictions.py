"""Facts on which the texts contradict each other. They are listed, never averaged away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

from entente.graph.store.connection import Connection, Row
from entente.ontology import RelationType, Status

About = Literal["date", "amount", "status"]

_ONCE = {RelationType.FOUNDED}
"""Types whose object has one date, whoever the subject is: a thing is founded once."""

_ADVANCE = [Status.PLANNED.value, Status.ONGOING.value, Status.COMPLETED.value, Status.ENDED.value]


@dataclass(frozen=True, slots=True)
class Said:
    """What one statement says on the disputed point, and where."""

    statement: str
    value: str
    quote: str
    document: str
    published: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One fact and what is disputed of it. `said`: every statement with a word on it, by value.

    Ids of the entities, with their names; no subject where the dispute is over all of them (a founding date).
    """

    about: About
    type: str
    object: str
    object_name: str
    said: tuple[Said, ...]
    subject: str | None = None
    subject_name: str | None = None


def find(connection: Connection) -> list[Contradiction]:
    """All contradictions, by type and names.

    Dates contradict when none is the other said more precisely; amounts when they differ in number or currency, unless
    of different rounds or dates; a status when a text of the same day or later, or of unknown day, falls behind another
    (`planned` after `completed`).
    """
    facts: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in connection.read("write/disputable"):
        facts[(row["subject"], row["type"], row["object"])].append(row)
    found: list[Contradiction] = []
    for (subject, kind, obj), rows in facts.items():
        common = {"type": kind, "object": obj, "object_name": rows[0]["object_name"]}
        ends = {**common, "subject": subject, "subject_name": rows[0]["subject_name"]}
        if kind not in _ONCE:
            found += _disputes("date", _by_event(rows), lambda r: r["date"], _dates_differ, ends)
        found += _disputes("amount", _by_event(rows), _amount, _differ, ends)
        found += _disputes("status", [rows], lambda r: r["status"], _falls_behind, ends)
    once: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for (_, kind, obj), rows in facts.items():
        if kind in _ONCE:
            once[(kind, obj)] += rows
    for (kind, obj), rows in once.items():
        common = {"type": kind, "object": obj, "object_name": rows[0]["object_name"]}
        found += _disputes("date", [rows], lambda r: r["date"], _dates_differ, common)
    return sorted(
        found, key=lambda c: (c.type, c.subject_name or "", c.object_name, c.about, c.subject or "", c.object)
    )


def _disputes(
    about: About,
    groups: Iterable[Sequence[Row]],
    value: Callable[[Row], Any],
    differ: Callable[[Row, Row], bool],
    ends: dict[str, Any],
) -> list[Contradiction]:
    disputes = []
    for group in groups:
        rows = [row for row in group if value(row) is not None]
        if any(differ(a, b) for a, b in combinations(rows, 2)):
            said = sorted((_said(row, value(row)) for row in rows), key=lambda s: (s.value, s.document, s.statement))
            disputes.append(Contradiction(about=about, said=tuple(said), **ends))
    return disputes


def _by_event(rows: Sequence[Row]) -> list[list[Row]]:
    """One group an act: the statements of different rounds or events speak of different acts."""
    groups: dict[Hashable, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["round"]].append(row)
    unnamed = groups.pop(None, [])
    if len(groups) <= 1:
        return [[*unnamed, *next(iter(groups.values()), [])]]
    return [*groups.values(), unnamed]


def _dates_differ(a: Row, b: Row) -> bool:
    one, other = sorted((a["date"], b["date"]), key=len)
    return not other.startswith(one)


def _amount(row: Row) -> str | None:
    return None if row["amount"] is None else f"{row['amount']:.15g} {row['currency'] or ''}".strip()


def _differ(a: Row, b: Row) -> bool:
    if a["date"] and b["date"] and _dates_differ(a, b):
        return False
    return _amount(a) != _amount(b)


def _falls_behind(a: Row, b: Row) -> bool:
    behind, ahead = sorted((a, b), key=lambda row: _ADVANCE.index(row["status"]))
    if behind["status"] == ahead["status"] or (behind["status"], ahead["status"]) == ("ongoing", "completed"):
        return False
    if behind["published"] and ahead["published"]:
        return bool(behind["published"][: len(ahead["published"])] >= ahead["published"])
    return True


def _said(row: Row, value: str) -> Said:
    return Said(row["id"], value, row["quote"], row["document"], row["published"], row["start"], row["end"])
