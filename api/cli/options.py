"""Options that several commands share, so that one thing is asked for in one way."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from entente.graph.filters import Filters

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="Most answers to give (default: see settings).")]
Hops = Annotated[int | None, typer.Option("--max-hops", min=1, help="Longest path, hops (default: see settings).")]
Quotes = Annotated[int, typer.Option("--quotes", min=0, help="Quotes to print for each relation.")]
KindName = Annotated[str | None, typer.Option("--kind", help="Only entities of this kind or the kinds below it.")]
By = Annotated[str | None, typer.Option("--by", help="Who decides (default: your user name).")]
Why = Annotated[str | None, typer.Option("--why", help="The reason, kept in the ledger.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="File to write.")]

_PANEL = "Filters (each holds for one and the same statement)"


def _filter(*names: str, help: str) -> Any:  # noqa: A002 - typer's word
    return typer.Option(*names, help=help, rich_help_panel=_PANEL)


FILTERS: dict[str, tuple[Any, Any]] = {
    "types": (list[str] | None, _filter("--type", help="Only relations of this type; may be repeated.")),
    "without": (list[str] | None, _filter("--without", help="No relations of this type; may be repeated.")),
    "via": (list[str] | None, _filter("--via", help="Paths run over entities of this kind only; may be repeated.")),
    "hubs": (bool, _filter("--hubs", help="Entities with very many neighbours may be way stations.")),
    "statuses": (list[str] | None, _filter("--status", help="planned, ongoing, completed or ended; may be repeated.")),
    "since": (str | None, _filter("--since", help="The act is dated then or later (2016, 2016-12, 2016-12-31).")),
    "until": (str | None, _filter("--until", help="The act is dated then or earlier.")),
    "at": (str | None, _filter("--at", help="The world of that day: acts by then.")),
    "as_of": (str | None, _filter("--as-of", help="As the texts had it on that day: published by then.")),
    "undated": (bool, _filter("--undated", help="Let in what the texts don't date.")),
    "min_confidence": (float | None, _filter("--min-confidence", help="Statements of at least this confidence.")),
    "documents": (list[str] | None, _filter("--document", help="Only what this document says; may be repeated.")),
    "min_amount": (float | None, _filter("--min-amount", help="Statements of at least this amount.")),
    "max_amount": (float | None, _filter("--max-amount", help="Statements of at most this amount.")),
    "currency": (str | None, _filter("--currency", help="Amounts in this currency (ISO 4217).")),
}


def with_filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of all filters; it receives them as its one argument `filters: Filters`."""
    signature = inspect.signature(command, eval_str=True)
    own = [parameter for name, parameter in signature.parameters.items() if name != "filters"]
    shared = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=False if kind is bool else None,
            annotation=Annotated[kind, option],
        )
        for name, (kind, option) in FILTERS.items()
    ]

    @functools.wraps(command)
    def wrapped(**values: Any) -> Any:
        given = {name: values.pop(name) for name in FILTERS}
        return command(filters=_filters(given), **values)

    wrapped.__signature__ = signature.replace(parameters=[*own, *shared])  # type: ignore[attr-defined]
    wrapped.__annotations__ = {parameter.name: parameter.annotation for parameter in (*own, *shared)}
    del wrapped.__wrapped__
    return wrapped


def _filters(given: dict[str, Any]) -> Filters:
    lists = ("types", "without", "via", "statuses", "documents")
    return Filters.of(**{name: (value or ()) if name in lists else value for name, value in given.items()})
