"""The queries of `cypher/`, by name, with what their headers say about them.

A file begins with comment lines::

    // Title in one line.
    // Any further lines describe it.
    // $name (string, required): what it is
    // $limit (integer, default 25): how many
    // {{hops}} (integer, default 2): what Cypher takes no parameter for
    // example: {"name": "RDIF"}

`$…` is a parameter and travels beside the text. `{{…}}` is filled into the text by `Query.render`, the one
renderer there is: it takes whole numbers and names of the ontology and nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from rapidfuzz import process

from entente.errors import InputError, NotFound
from entente.ontology import Kind, RelationType

Value = int | str | Collection[str]
"""What a placeholder may be filled with: a whole number, a name of the ontology, or several names (any of them)."""

_PARAMETER = re.compile(
    r"(?:\$(?P<name>\w+)|\{\{(?P<hole>\w+)\}\})\s*"
    r"\((?P<type>[^,()]+),\s*(?:(?P<required>required)|default\s+(?P<default>[^()]+))\):\s*(?P<meaning>\S.*)"
)
_HOLE = re.compile(r"\{\{(\w+)\}\}")
_OPAQUE = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`(?:``|[^`])*`|//[^\n]*|/\*.*?\*/", re.DOTALL)
_USED = re.compile(r"\$(\w+)")
_NAMES = frozenset(member.value for names in (Kind, RelationType) for member in names)
MOST = 1000
"""The largest number a placeholder takes: bounds of paths and of counts of paths stay far below it."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One `$parameter` or `{{placeholder}}` of a query. `default` means nothing where it is `required`."""

    name: str
    type: str
    meaning: str
    required: bool = True
    default: Any = None


@dataclass(frozen=True, slots=True)
class Query:
    """A Cypher text and what its header says. `example` is a full set of values that it runs with."""

    name: str
    text: str
    title: str = ""
    description: str = ""
    parameters: tuple[Parameter, ...] = ()
    placeholders: tuple[Parameter, ...] = ()
    example: Mapping[str, Any] = field(default_factory=dict)

    @property
    def statements(self) -> tuple[str, ...]:
        """The text cut at semicolons that end a line; a migration has several."""
        parts = (part.strip() for part in re.split(r";[ \t]*(?:\n|\Z)", self.text))
        return tuple(part for part in parts if part)

    def render(self, **values: Value) -> Query:
        """The query with every placeholder filled in, declared defaults included.

        Raises `InputError` for a value that is neither a whole number from 0 to 1000 nor of the ontology,
        for one that is missing and for one that the query has no place for.
        """
        filled = _complete(self.name, self.placeholders, values)
        text = _HOLE.sub(lambda match: _fill(self.name, match[1], filled[match[1]]), self.text)
        return Query(self.name, text, self.title, self.description, self.parameters, (), self.example)

    def bind(self, values: Mapping[str, Any]) -> tuple[Query, dict[str, Any]]:
        """Sorts `values` into placeholders and parameters: the rendered query and its parameters, complete.

        Raises `InputError` for a value that is missing, unknown or not fit for a placeholder.
        """
        holes = {parameter.name for parameter in self.placeholders}
        rendered = self.render(**{name: value for name, value in values.items() if name in holes})
        given = {name: value for name, value in values.items() if name not in holes}
        return rendered, _complete(self.name, self.parameters, given)


def get(name: str) -> Query:
    """The query `folder/name`. Raises `NotFound` with near names."""
    try:
        return _load()[name]
    except KeyError:
        near = [match for match, _, _ in process.extract(name, list(_load()), limit=3, score_cutoff=60)]
        raise NotFound(f"no query is called {name!r}", near) from None


def all(folder: str = "") -> tuple[Query, ...]:  # noqa: A001 - read as `queries.all`
    """The queries of a folder of `cypher/` and those below it, by name."""
    prefix = f"{folder.strip('/')}/" if folder else ""
    return tuple(query for name, query in sorted(_load().items()) if name.startswith(prefix))


def parse(name: str, source: str) -> Query:
    """One file's text as a query. Raises `InputError` where header and text don't agree."""
    title, description, body = "", [], source.splitlines()
    parameters: list[Parameter] = []
    placeholders: list[Parameter] = []
    example: dict[str, Any] = {}
    while body and body[0].startswith("//"):
        line = body.pop(0)[2:].strip()
        if line.startswith(("$", "{{")):
            match = _PARAMETER.fullmatch(line)
            if match is None:
                raise InputError(f"{name}: not a parameter: {line!r}; write `$name (type, required): meaning`")
            (parameters if match["name"] else placeholders).append(_parameter(name, match))
        elif line.startswith("example:"):
            example = _json(name, line.removeprefix("example:"))
        elif not title:
            title = line
        else:
            description.append(line)
    text = "\n".join(body).strip()
    query = Query(
        name, text, title.removesuffix("."), " ".join(description), tuple(parameters), tuple(placeholders), example
    )
    _check(query)
    return query


def adhoc(text: str, name: str = "query") -> Query:
    """A text that is no file of ours (a user's), with the parameters it uses."""
    return Query(name, text, parameters=tuple(Parameter(used, "any", "") for used in sorted(_parameters_in(text))))


@cache
def _load() -> dict[str, Query]:
    root = files("entente").joinpath("cypher")
    return {name: parse(name, source) for name, source in _walk(root, "")}


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".cypher"):
            yield f"{prefix}{entry.name.removesuffix('.cypher')}", entry.read_text(encoding="utf-8")


def _parameter(name: str, match: re.Match[str]) -> Parameter:
    required = match["required"] is not None
    default = None if required else _json(name, match["default"])
    return Parameter(match["name"] or match["hole"], match["type"].strip(), match["meaning"], required, default)


def _json(name: str, text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise InputError(f"{name}: not JSON in the header: {text.strip()!r}") from None


def _check(query: Query) -> None:
    if not query.title or not query.text:
        raise InputError(f"{query.name}: a query has a title in its first comment line and a text below its header")
    for what, used, declared in (
        ("parameter", _parameters_in(query.text), query.parameters),
        ("placeholder", set(_HOLE.findall(query.text)), query.placeholders),
    ):
        names = {parameter.name for parameter in declared}
        if used != names:
            wrong = ", ".join(sorted(used ^ names))
            raise InputError(f"{query.name}: {what}s in the header and in the text differ: {wrong}")
    unknown = set(query.example) - {parameter.name for parameter in (*query.parameters, *query.placeholders)}
    if unknown:
        raise InputError(f"{query.name}: the example gives {', '.join(sorted(unknown))}, which it has no place for")


def _parameters_in(text: str) -> set[str]:
    return set(_USED.findall(_OPAQUE.sub(" ", text)))


def _complete(name: str, declared: tuple[Parameter, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    known = {parameter.name: parameter for parameter in declared}
    unknown = sorted(set(values) - set(known))
    if unknown:
        has = ", ".join(known) or "none"
        raise InputError(f"{name}: takes no parameter {', '.join(unknown)} (it has {has})")
    missing = [parameter.name for parameter in declared if parameter.required and parameter.name not in values]
    if missing:
        raise InputError(f"{name}: needs a value for {', '.join(missing)}")
    return {parameter.name: values.get(parameter.name, parameter.default) for parameter in declared}


def _fill(query: str, hole: str, value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST:
        return str(value)
    names = [value] if isinstance(value, str) else value
    if isinstance(names, Collection) and names:
        texts = sorted({str(name) if isinstance(name, str) else "" for name in names})
        if _NAMES.issuperset(texts):
            return "|".join(texts)
    raise InputError(
        f"{query}: {hole} can't be {value!r}: a whole number up to {MOST} or names of kinds or relation types"
    )
