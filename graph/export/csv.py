"""CSV for `neo4j-admin database import`: the whole store as a zip of tables and the arguments that load them.

Unpacked, `neo4j-admin database import full neo4j @import.args` makes an equal database of it, but for empty lists: that
program has no form for them, and they are absent. The schema's node stays behind, so that Entente makes constraints and
indexes when it first writes there.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from itertools import groupby
from typing import Any, BinaryIO, TextIO

from entente.graph.export import source
from entente.graph.store.connection import Connection

LIST = "\x1f"
"""Between the members of a list: a character that texts don't have."""

_ARGUMENTS = ("--multiline-fields=true", "--array-delimiter=U+001F", "--legacy-style-quoting=false")
_SCHEMA = "Schema"


def write(connection: Connection, stream: BinaryIO) -> None:
    """Writes the zip: `<Label>.csv` for each label, `relationships.csv`, `import.args`."""
    columns = _columns(connection)
    arguments = list(_ARGUMENTS)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for label, nodes in groupby(source.nodes(connection), key=lambda node: node.label):
            if label == _SCHEMA:
                continue
            arguments.append(f"--nodes={label}.csv")
            types = columns[label]
            with _entry(archive, f"{label}.csv") as table:
                _line(table, [":ID", ":LABEL", *(f"{name}:{type_}" for name, type_ in types.items())])
                for node in nodes:
                    _line(table, [node.ref, list(node.labels), *_cells(node.properties, types)])
        arguments.append("--relationships=relationships.csv")
        types = columns.get(None, {})
        with _entry(archive, "relationships.csv") as table:
            _line(table, [":START_ID", ":TYPE", ":END_ID", *(f"{name}:{type_}" for name, type_ in types.items())])
            for edge in source.edges(connection):
                _line(table, [edge.start, edge.type, edge.end, *_cells(edge.properties, types)])
        with _entry(archive, "import.args") as text:
            text.writelines(f"{argument}\n" for argument in arguments)


def _columns(connection: Connection) -> dict[str | None, dict[str, str]]:
    columns: dict[str | None, dict[str, str]] = {}
    for row in connection.stream("read/export-columns"):
        columns.setdefault(row["label"], {})[row["property"]] = _type(row["types"])
    return columns


def _type(types: list[str]) -> str:
    """The type of a column whose values have these types in Cypher; text where they have nothing in common."""
    names = {name.replace(" NOT NULL", "") for name in types} - {"LIST<NOTHING>"}
    if names and all(name.startswith("LIST<") for name in names):
        return f"{_type([name.removeprefix('LIST<').removesuffix('>') for name in names])}[]"
    if names == {"INTEGER"}:
        return "long"
    if names == {"BOOLEAN"}:
        return "boolean"
    if names and names <= {"INTEGER", "FLOAT"}:
        return "double"
    return "string" if names else "string[]"


def _cells(properties: dict[str, Any], types: dict[str, str]) -> Iterator[object]:
    return (properties.get(name) for name in types)


def _line(table: TextIO, values: list[object]) -> None:
    table.write(",".join(_cell(value) for value in values) + "\n")


def _cell(value: object) -> str:
    """A field. Nothing at all is an absent value; a text, an empty one too, is quoted."""
    if value is None or value == []:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = LIST.join(str(item) for item in value) if isinstance(value, list) else str(value)
    return '"' + text.replace('"', '""') + '"'


@contextmanager
def _entry(archive: zipfile.ZipFile, name: str) -> Iterator[TextIO]:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(info, "w", force_zip64=True) as raw:
        text = TextIOWrapper(raw, "utf-8", newline="")
        yield text
        text.flush()
        text.detach()
