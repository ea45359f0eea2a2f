"""Commands that move graphs in and out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from entente.api.cli import output, session
from entente.api.cli.options import Json


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
    from entente.graph.store.connection import connect

    if sys.stdin.isatty():
        password = typer.prompt(f"Password of {user} at {to}", hide_input=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    other = session.settings().replace(uri=to, user=user, password=password, database=database)
    with session.graph() as graph, connect(other) as target:
        done = copying.copy(graph, target)
    if as_json:
        output.print_json(to_json(done))
    else:
        output.say(f"{done.nodes} nodes and {done.relationships} relationships copied; both graphs are equal")
