"""The library of queries for researchers: `cypher/library`, run by name with checked values.

A parameter's type is the word in the query's header: `string`, `integer`, `number`, `boolean`, `date`, `entity` (a
name or id, resolved before the query runs) and `list of …` these. Values may be strings, as a command line gives them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rapidfuzz import process

from entente.errors import InputError, NotFound
from entente.graph import entities, queries
from entente.graph.ask.modifiers import iso_date
from entente.graph.guard import json_ready
from entente.graph.queries import Parameter, Query
from entente.graph.store.connection import Connection, Table

FOLDER = "library"


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
    values = {key: _value(connection, name, declared[key], value) for key, value in given.items()}
    table = connection.table(query, max_rows=connection.settings.max_rows, **values)
    return Table(table.columns, tuple(tuple(json_ready(v) for v in row) for row in table.rows), table.truncated)


def _value(connection: Connection, query: str, parameter: Parameter, value: object) -> object:
    if value is None and not parameter.required and parameter.default is None:
        return None
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
        return int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TypeError
    return float(value)


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


_READERS: Mapping[str, Callable[[object], object]] = {
    "string": _string,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
}


def _wrong(query: str, parameter: Parameter, value: object) -> InputError:
    return InputError(f"{query}: {parameter.name} can't be {value!r}; it takes a value of type {parameter.type}")
