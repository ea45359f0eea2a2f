"""Commands that ask the graph."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from entente.api.cli import output, session
from entente.api.cli.options import Hops, Json, KindName, Limit, Quotes, with_filters
from entente.errors import InputError, NotFound
from entente.graph.filters import Filters
from entente.ontology import Kind

if TYPE_CHECKING:
    from entente.graph.model import Entity
    from entente.graph.queries import Query
    from entente.graph.store.connection import Connection

Names = Annotated[list[str], typer.Argument(help="Names, aliases or ids of entities.")]
_DRAWN = 150
"""Entities in a picture, where nothing else is asked for: more can hardly be read."""
NAME = typer.Argument(help="Name, alias or id of an entity.")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands: dict[str, Callable[..., None]] = {
        "ask": with_filters(ask),
        "link": with_filters(link),
        "connect": with_filters(connect),
        "neighbours": with_filters(neighbours),
        "show": show,
        "find": find,
        "draw": with_filters(draw),
        "cypher": cypher,
        "queries": queries,
        "query": query,
        "contradictions": contradictions,
        "status": status,
    }
    for name, command in commands.items():
        app.command(name)(command)


def kind_of(name: str | None) -> Kind | None:
    """The kind of that name, in any case. Raises `InputError` with the kinds that there are."""
    if name is None:
        return None
    by_name = {kind.value.lower(): kind for kind in Kind}
    try:
        return by_name[name.lower().replace("-", "").removesuffix("s")]
    except KeyError:
        raise InputError(f"--kind: {name!r} is no kind; there are {', '.join(Kind)}") from None


def ask(
    question: Annotated[list[str], typer.Argument(help="The question, in English.")],
    *,
    filters: Filters,
    limit: Limit = None,
    as_json: Json = False,
    quotes: Quotes = 2,
) -> None:
    """Answer a question, with the sentences that say so."""
    from entente.api.answers import Told
    from entente.graph.ask import ask as answer

    with session.graph() as graph:
        told = Told(graph, answer(graph, " ".join(question), filters, limit=limit))
    if as_json:
        output.print_json(told.json())
        return
    output.answer(told, quotes)


def link(
    a: Annotated[str, NAME],
    b: Annotated[str, NAME],
    *,
    filters: Filters,
    kind: KindName = None,
    max_hops: Hops = None,
    limit: Limit = None,
    as_json: Json = False,
    quotes: Quotes = 2,
) -> None:
    """What both A and B reach, each with a path from either and a quote for every step."""
    from entente.api import answers
    from entente.graph import entities, paths

    with session.graph() as graph:
        ends = entities.resolve_ends(graph, [a, b])
        found = paths.link(
            graph, ends[0].id, ends[1].id, kind=kind_of(kind), filters=filters, hops=max_hops, limit=limit
        )
    if as_json:
        output.print_json(answers.links(ends[0], ends[1], found))
        return
    output.link_answers(found.answers, quotes)
    output.remarks(found)


def connect(
    names: Names,
    *,
    filters: Filters,
    max_hops: Hops = None,
    limit: Limit = None,
    shortest: Annotated[bool, typer.Option("--shortest", help="Only those of the shortest length.")] = False,
    as_json: Json = False,
    quotes: Quotes = 2,
) -> None:
    """How two or more entities are connected: the shortest paths between them."""
    from entente.api import answers
    from entente.graph import entities, paths

    with session.graph() as graph:
        ends = entities.resolve_ends(graph, names)
        found = paths.connect(
            graph, [end.id for end in ends], filters, max_hops=max_hops, limit=limit, shortest_only=shortest
        )
    if as_json:
        output.print_json(answers.paths(ends, found))
        return
    output.paths(found.paths, quotes)
    output.remarks(found)


def neighbours(
    names: Names,
    *,
    filters: Filters,
    depth: Annotated[int, typer.Option(min=1, help="How many steps away.")] = 1,
    limit: Limit = None,
    as_json: Json = False,
    quotes: Quotes = 1,
) -> None:
    """What lies around some entities."""
    from entente.api import answers
    from entente.graph import paths

    with session.graph() as graph:
        ends = _resolve(graph, names)
        found = paths.neighbourhood(graph, [end.id for end in ends], depth, filters, limit)
    if as_json:
        output.print_json(answers.subgraph(found))
        return
    output.hops(found.subgraph.hops, quotes)
    output.left_out(found.left_out, truncated=found.subgraph.truncated)


def show(name: Annotated[str, NAME], as_json: Json = False, quotes: Quotes = 2) -> None:
    """An entity's card: names, kinds, relations with status, date, amount and quotes."""
    from entente.graph import entities
    from entente.graph.model import to_json

    with session.graph() as graph:
        card = entities.card(graph, entities.resolve_name(graph, name))
    if as_json:
        output.print_json(to_json(card))
        return
    output.card(card, quotes)


def find(
    name: Annotated[str, typer.Argument(help="A name or a part of one, in Latin or Cyrillic.")],
    kind: KindName = None,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """Entities by name: exact, alias, acronym, near."""
    from entente.graph import entities
    from entente.graph.model import to_json

    with session.graph() as graph:
        found = entities.find(graph, name, kind=kind_of(kind), limit=limit or 10)
    if as_json:
        output.print_json(to_json(found))
        return
    output.table(
        ("name", "kind", "documents", "match", "score", "id"),
        ((m.entity.name, m.entity.kind, m.entity.documents, m.how, f"{m.score:.2f}", m.entity.id) for m in found),
        empty=f"nothing in the graph is called anything like {name!r}",
    )


def draw(
    *,
    filters: Filters,
    names: Annotated[list[str] | None, typer.Argument(help="Names, aliases or ids of entities.")] = None,
    target: Annotated[Path, typer.Option("--output", "-o", help="HTML file to write.")] = Path("graph.html"),
    depth: Annotated[int, typer.Option(min=1, help="How many steps around them.")] = 1,
    question: Annotated[str | None, typer.Option("--ask", help="Draw the answer to this question instead.")] = None,
    title: Annotated[str | None, typer.Option(help="Heading of the picture.")] = None,
    limit: Limit = None,
) -> None:
    """Draw what lies around entities, or the answer to a question, as one HTML file that needs no network."""
    from entente.graph.draw import draw as write

    if (question is None) == (not names):
        raise InputError("draw: name the entities to draw around, or give a question with --ask")
    with session.graph() as graph:
        if question is not None:
            from entente.api.answers import Told
            from entente.graph.ask import ask as answer

            told = Told(graph, answer(graph, question, filters, limit=limit))
            subgraph, heading = told.subgraph(), question
        else:
            from entente.graph import paths

            ends = _resolve(graph, names or [])
            around = paths.neighbourhood(graph, [end.id for end in ends], depth, filters, limit or _DRAWN)
            subgraph, heading = around.subgraph, ", ".join(end.name for end in ends)
    if not subgraph.nodes:
        raise NotFound(f"draw: the texts give no answer to “{heading}”; `entente ask` says why")
    write(subgraph, target, title or heading)
    output.say(f"{len(subgraph.nodes)} entities, {len(subgraph.hops)} relations: {target}")


def cypher(
    query: Annotated[str, typer.Argument(help="A reading Cypher query; `-` reads it from standard input.")],
    param: Annotated[list[str] | None, typer.Option("--param", help="NAME=VALUE; may be repeated.")] = None,
    as_json: Json = False,
) -> None:
    """Run a read-only Cypher query."""
    from entente.graph import guard

    text = typer.get_text_stream("stdin").read() if query == "-" else query
    with session.graph() as graph:
        found = guard.run(graph, text, parameters(param))
    _table(found, as_json=as_json)


def queries(as_json: Json = False) -> None:
    """List the library of queries with their parameters."""
    from entente.api import answers
    from entente.graph import library

    found = library.all()
    if as_json:
        output.print_json([answers.query(each) for each in found])
        return
    output.table(
        ("name", "parameters", "title"),
        ((each.name.removeprefix("library/"), " ".join(_inputs(each)), each.title) for each in found),
    )


def query(
    name: Annotated[str, typer.Argument(help="Name of a query; `entente queries` lists them.")],
    param: Annotated[list[str] | None, typer.Option("--param", help="NAME=VALUE; may be repeated.")] = None,
    as_json: Json = False,
) -> None:
    """Run a query of the library."""
    from entente.graph import library

    with session.graph() as graph:
        found = library.run(graph, name, parameters(param))
    _table(found, as_json=as_json)


def contradictions(as_json: Json = False) -> None:
    """Facts that the texts state differently: two dates, amounts or statuses."""
    from entente.graph import contradictions as module
    from entente.graph.model import to_json

    with session.graph() as graph:
        found = module.find(graph)
    if as_json:
        output.print_json(to_json(found))
        return
    output.contradictions(found)


def status(as_json: Json = False) -> None:
    """What the graph holds and where it is."""
    from entente.graph import status as module
    from entente.graph.model import to_json

    with session.graph() as graph:
        found = to_json(module.status(graph))
    if as_json:
        output.print_json(found)
        return
    output.fields(found)


def parameters(given: Sequence[str] | None) -> dict[str, Any]:
    """`NAME=VALUE` pairs; a value that is JSON is taken as such, else as text. Raises `InputError`."""
    found: dict[str, Any] = {}
    for pair in given or ():
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise InputError(f"--param: {pair!r} is not NAME=VALUE")
        if name in found:
            raise InputError(f"--param: {name} is given twice")
        try:
            found[name] = json.loads(value)
        except (ValueError, RecursionError):
            found[name] = value
    return found


def _resolve(graph: Connection, names: Sequence[str]) -> list[Entity]:
    from entente.graph import entities

    return [entities.resolve_name(graph, name) for name in names]


def _table(found: Any, *, as_json: bool) -> None:
    from entente.api import answers

    if as_json:
        output.print_json(answers.table(found))
        return
    output.table(
        found.columns,
        ([_cell(cell) for cell in row] for row in found.rows),
        empty="no rows",
    )
    if found.truncated:
        output.note("there are more rows; ENTENTE_MAX_ROWS sets how many are given")


def _cell(value: object) -> object:
    return value if isinstance(value, str | None) else json.dumps(value, ensure_ascii=False)


def _inputs(each: Query) -> list[str]:
    return [p.name if p.required else f"[{p.name}]" for p in (*each.parameters, *each.placeholders)]
