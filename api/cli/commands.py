"""The command `entente`: every subcommand registers itself on `app`."""

from __future__ import annotations

from typing import Annotated

import typer

import entente
from entente.api.cli import curation, documents, exchange, graph, model, server
from entente.api.cli.output import say

app = typer.Typer(
    name="entente",
    help="Reads texts about cooperation between countries into a knowledge graph and answers from it, with evidence.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        say(f"entente {entente.__version__}")
        raise typer.Exit


@app.callback()
def _entente(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Print a traceback with an error.")] = False,
) -> None:
    pass


for room in (documents, graph, curation, exchange, server, model):
    room.register(app)
