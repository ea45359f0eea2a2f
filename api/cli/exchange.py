"""Commands that move graphs in and out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from entente.api.cli import output, session
from entente.api.cli.options import Json
from entente.errors import InputError, StoreDenied

if TYPE_CHECKING:
    from entente.graph.store.connection import Connection
    from entente.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("export")(export)
    app.command("copy")(copy)


def export(
    format: Annotated[str, typer.Argument(help="A format; `entente export formats` lists them.")],  # noqa: A002
    target: Annotated[str, typer.Option("--output", "-o", help="File to write; - is standard output.")] = "-",
) -> None:
    """Write the graph in a format of other tools."""
    from entente.graph import export as module

    if format == "formats":
        output.table(("format", "what"), ((each.name, each.title) for each in module.formats()))
        return
    with session.graph() as graph:
        module.export(graph, format, sys.stdout.buffer if target == "-" else Path(target))
    if target != "-":
        output.note(f"written to {target}")


def copy(
    to: Annotated[str, typer.Option("--to", help="Address of the other Neo4j (neo4j://, bolt://).")],
    user: Annotated[str, typer.Option("--user", help="User name there.")] = "neo4j",
    database: Annotated[str, typer.Option("--database", help="Name of the database there.")] = "neo4j",
    as_json: Json = False,
) -> None:
    """Copy the whole graph to another, empty Neo4j. The password there is asked for, or the first line of input."""
    from entente.graph.model import to_json
    from entente.graph.store import copying

    if "://" not in to:
        raise InputError(f"--to: {to!r} is no address of a Neo4j; one looks like neo4j://host:7687")
    if sys.stdin.isatty():
        password = typer.prompt(f"Password of {user} at {to}", hide_input=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    other = session.settings().replace(uri=to, user=user, password=password, database=database)
    with session.graph() as graph, _connect(other) as target:
        done = copying.copy(graph, target)
    if as_json:
        output.print_json(to_json(done))
    else:
        output.say(f"{done.nodes} nodes and {done.relationships} relationships copied; both graphs are equal")


def _connect(other: Settings) -> Connection:
    from entente.graph.store.connection import connect

    try:
        return connect(other)
    except StoreDenied:
        raise StoreDenied(
            f"{other.uri}: refuses the user {other.user} with this password; --user names another user"
        ) from None
    except InputError as error:
        raise InputError(str(error).replace("ENTENTE_URI", "--to")) from None
