"""The library of queries for researchers: `cypher/library`, run by name with checked values.

A parameter's type is the word in the query's header: `string`, `integer` (none is ever negative), `number`, `boolean`,
`date`, `kind`, `relation`, `currency`, `entity` (a name or id, resolved before the query runs), `place` (the same, for
the place's name) and `list of …` these. Values may be strings, as a command line gives them; where a default is empty,
an empty one stands for it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from rapidfuzz import process

from entente.errors import InputError, NotFound
from entente.graph import entities, queries
from entente.graph.ask.modifiers import iso_date
from entente.graph.guard import json_ready
from entente.graph.queries import Parameter, Query
from entente.graph.store.connection import Connection, Table
from entente.ontology import Kind, RelationType

FOLDER = "library"
_LARGEST = 2**63 - 1
"""The largest integer of Neo4j's."""


def all() -> tuple[Query, ...]:  # noqa: A001 - read as `library.all`
    """The queries in the order of their names."""
    return queries.all(FOLDER)


def names() -> tuple[str, ...]:
    """Their names, as `run` and `get` take them."""
    return tuple(query.name.removeprefix(f"{FOLDER}/") for query in all())


def get(name: str) -> Query:
    """One query of the library. Raises `NotFound` with near names."""
    short = name.removeprefix(f"{FOLDER}/")
    if short not in names():
        near = [match for match, _, _ in process.extract(short, names(), limit=3, score_cutoff=60)]
        raise NotFound(f"the library has no query {name!r}; `entente queries` lists them", near)
    return queries.get(f"{FOLDER}/{short}")


def run(connection: Connection, name: str, params: Mapping[str, Any] | None = None) -> Table:
    """A query's answer as JSON-ready rows, cut at `max_rows` of the settings (`truncated`).

    Raises `NotFound` for an unknown query or entity and `InputError` for a value that is missing, unknown or of the
    wrong type.
    """
    query = get(name)
    declared = {parameter.name: parameter for parameter in (*query.parameters, *query.placeholders)}
    given = dict(params or {})
    unknown = sorted(set(given) - set(declared))
    if unknown:
        has = ", ".join(declared) or "none"
        raise InputError(f"{name}: takes no parameter {', '.join(unknown)} (it has {has})")
    values: dict[str, Any] = {key: _value(connection, name, declared[key], value) for key, value in given.items()}
    for hole in query.placeholders:
        if not 1 <= values.get(hole.name, 1) <= queries.MOST:  # they are lengths of paths
            raise InputError(f"{name}: {hole.name} can't be {values[hole.name]}; it takes 1 to {queries.MOST}")
    table = connection.table(query, max_rows=connection.settings.max_rows, **values)
    return Table(table.columns, tuple(tuple(json_ready(v) for v in row) for row in table.rows), table.truncated)


def _value(connection: Connection, query: str, parameter: Parameter, value: object) -> object:
    if not parameter.required and value == parameter.default and value in (None, ""):
        return value
    if parameter.type.startswith("list of "):
        items = value.split(",") if isinstance(value, str) else value
        if not isinstance(items, list | tuple):
            raise _wrong(query, parameter, value)
        one = parameter.type.removeprefix("list of ").removesuffix("s")
        return [_single(connection, query, parameter, one, item) for item in items]
    return _single(connection, query, parameter, parameter.type, value)


def _single(connection: Connection, query: str, parameter: Parameter, type_: str, value: object) -> object:
    if type_ == "entity":
        if not isinstance(value, str):
            raise _wrong(query, parameter, value)
        return entities.resolve_name(connection, value).id
    if type_ == "place":
        if not isinstance(value, str):
            raise _wrong(query, parameter, value)
        return entities.resolve_name(connection, value, kind=Kind.PLACE).name
    try:
        return _READERS[type_](value)
    except (ValueError, TypeError):
        raise _wrong(query, parameter, value) from None


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _integer(value: object) -> int:
    if isinstance(value, str):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    if not 0 <= value <= _LARGEST:
        raise ValueError
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TypeError
    number = float(value)
    if not math.isfinite(number):
        raise ValueError
    return number


def _boolean(value: object) -> bool:
    if isinstance(value, str):
        value = {"true": True, "yes": True, "false": False, "no": False}.get(value.lower())
    if not isinstance(value, bool):
        raise TypeError
    return value


def _date(value: object) -> str:
    found = iso_date(_string(value).strip())
    if found is None or len(found) not in (4, 7, 10):
        raise ValueError
    return found


def _member(names: type[StrEnum]) -> Callable[[object], str]:
    """Reads a name of the ontology, in any case."""
    by_name = {name.lower(): name.value for name in names}

    def read(value: object) -> str:
        try:
            return by_name[_string(value).lower()]
        except KeyError:
            raise ValueError from None

    return read


def _currency(value: object) -> str:
    code = _string(value).upper()
    if re.fullmatch("[A-Z]{3}", code) is None:
        raise ValueError
    return code


_READERS: Mapping[str, Callable[[object], object]] = {
    "string": _string,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "kind": _member(Kind),
    "relation": _member(RelationType),
    "currency": _currency,
}

_MEANINGS = {
    "integer": "a whole number, 0 or more",
    "number": "a number",
    "boolean": "true or false",
    "date": "a date such as 2019, 2019-09 or 2019-09-26",
    "kind": f"one of {', '.join(Kind)}",
    "relation": f"one of {', '.join(RelationType)}",
    "currency": "a code of three letters such as USD",
}


def _wrong(query: str, parameter: Parameter, value: object) -> InputError:
    meaning = f": {_MEANINGS[parameter.type]}" if parameter.type in _MEANINGS else ""
    return InputError(
        f"{query}: {parameter.name} can't be {value!r}; it takes a value of type {parameter.type}{meaning}"
    )
