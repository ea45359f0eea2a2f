"""Writes the pages that are made from the code: `make docs`. A test says when one is out of date."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NOTE = "<!-- Made from the code by `make docs`; changes go there. -->"


def settings_page() -> str:
    """docs/settings.md: the table of settings."""
    from entente.settings import SETTINGS

    rows = [
        f"| `{setting.variable}` | `{setting.name}` | {_default(setting.default)} | {setting.help} |"
        for setting in SETTINGS
    ]
    return _page(
        "Settings",
        "Every limit and address has one name. It is given by the environment (`ENTENTE_PORT=9000`), else by "
        "`config.toml` in the data folder (`port = 9000`), else it has its default; `entente settings` shows what is "
        "in force. A name that does not exist is an error, not ignored.",
        "`ENTENTE_HOME` is the folder of all data, `ENTENTE_CACHE` that of what can be fetched again. Two different "
        "homes never meet.",
        "\n".join(("| variable | in `config.toml` | default | meaning |", "| --- | --- | --- | --- |", *rows)),
    )


def cli_page() -> str:
    """docs/cli.md: every command with its arguments and options."""
    import typer

    from entente.api.cli.commands import app

    root = typer.main.get_command(app)
    parts = [
        "`entente --help` and `entente COMMAND --help` say the same. Answers go to standard output, everything else to "
        "standard error. `--json` gives the shapes of the [API](api.md).",
        "| exit code | meaning |\n| --- | --- |\n| 0 | done |\n| 1 | something inside failed, or `check` found "
        "something |\n| 2 | an input is unusable; in a batch: at least one document was |\n| 3 | not in the graph |\n"
        "| 4 | contradicts what is stored |\n| 5 | the database failed |\n| 130 | interrupted |",
    ]
    shared = _shared(root)
    parts.append("## Filters\n\nThe options of `ask`, `link`, `connect`, `neighbours` and `draw` that say what counts:")
    parts.append(_options(shared))
    for name, command in _walk(root, "entente"):
        parts.extend(_command(name, command, {option.name for option in shared}))
    return _page("Command line", *parts)


def api_page() -> str:
    """docs/api.md: every route with its parameters."""
    from entente.api.app import create_app
    from entente.settings import load

    document = create_app(load({})).openapi()
    parts = [
        "`entente serve` answers on loopback; `/v1/openapi.json` describes every route with its shapes. Parameters and "
        "properties have the names of the command line and of Python. Absent properties are left out.",
        "Every error has one shape, whatever its cause:\n\n```json\n"
        + json.dumps(
            {
                "error": {
                    "code": "not-found",
                    "message": "no entity is called “RDFI”",
                    "details": {"suggestions": ["Russian Direct Investment Fund"]},
                }
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n```\n\n`code` is for programs and keeps its meaning, `message` is for people. 401: the key is missing or "
        "wrong; 403: foreign name or page; 404: not in the graph, with suggestions; 409: contradicts what is stored; "
        "413: body too large; 422: unusable input; 503: the database failed. The id of an entity that was merged into "
        "another answers 308 with the address of the other.",
        "Beyond loopback the service starts only with `ENTENTE_KEYS`; then every route under `/v1` wants one of them "
        "as `Authorization: Bearer KEY` or `X-API-Key: KEY`. On loopback requests must come by the name `localhost` "
        "or a loopback address, and pages of other origins are refused everywhere.",
    ]
    parts.append("## Filters\n\nMany routes take these parameters, too. Each holds for one and the same statement.")
    known = _filters(document)
    parts.append(_table(known))
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            parts.append(f"## `{method.upper()} {path}`")
            parts.append(operation["description"])
            parts.extend(_parameters(operation, document, {parameter["name"] for parameter in known}))
    return _page("API", *parts)


def cypher_page() -> str:
    """docs/cypher.md: the guard's limits and every query of the library."""
    from entente.graph import guard, library

    parts = [
        "The graph is an ordinary Neo4j database; its [data model](data-model.md) is what queries see. "
        '`entente cypher "MATCH …"`, `POST /v1/cypher` and `entente.graph.guard.run` run what you write, if it only '
        "reads.",
        "## Queries of your own\n\nThe text is read before the server sees it. Clauses that pass: `MATCH`, `OPTIONAL "
        "MATCH`, `UNWIND`, `WITH`, `WHERE`, `RETURN`, `ORDER BY`, `SKIP`, `LIMIT`, `UNION`, `CALL { … }`. Everything "
        "else is refused, among it all that writes, `LOAD CSV`, `USE`, `SHOW`, `EXPLAIN`, `PROFILE`, subqueries in "
        "transactions and escapes of the form `\\uXXXX`. The session is a READ session, so the server refuses writes "
        "on its own; time (`query_timeout_s`), memory (`query_memory_mb`, on the embedded server; on one of yours its "
        "own `db.memory.transaction.max`) and rows (`max_rows`; the answer says `truncated`) are limited. A name that "
        "is a word of Cypher goes in backticks.",
        f"Procedures: {_listed(guard.PROCEDURES)}.",
        f"Functions: {_listed(guard.FUNCTIONS)}.",
        "## The library\n\n`entente queries` lists these, `entente query NAME --param limit=5` and `POST "
        "/v1/queries/NAME` run them, as does `entente.graph.library.run`. A parameter of type *entity* takes a name or "
        "an id. Betweenness over the whole graph is not computed in Cypher: take `projection` to networkx.",
    ]
    for query in library.all():
        about = f" {query.description}" if query.description else ""
        parts.append(f"### `{query.name.removeprefix('library/')}`\n\n{query.title}.{about}")
        rows = [
            f"| `{each.name}` | {each.type} | {'needed' if each.required else f'`{json.dumps(each.default)}`'} "
            f"| {each.meaning} |"
            for each in (*query.parameters, *query.placeholders)
        ]
        if rows:
            parts.append("\n".join(("| parameter | type | default | meaning |", "| --- | --- | --- | --- |", *rows)))
        parts.append(f"```cypher\n{query.text}\n```")
    return _page("Cypher", *parts)


def figures_page() -> str:
    """docs/figures.md: what the training of the shipped pipeline measured on the texts it held out."""
    from entente.extract.mistakes import CLASSES
    from entente.extract.pipeline import FIGURES, SHIPPED
    from entente.extract.scoring import ATTRIBUTES

    figures = json.loads((SHIPPED / FIGURES).read_text(encoding="utf-8"))
    groups = figures["groups"]
    parts = [
        "Of the shipped pipeline, on annotated texts that its weights have never seen: every ninth of each family "
        "(`entente train` writes them beside the pipeline, `entente evaluate` measures any pipeline in the same way). "
        "The confidence of each half of these texts was fitted on the other half. Precision, recall and F1 in percent; "
        "“gold” is how many there are to be found. Attributes are counted on the statements that are right, and an "
        "invented value counts as wrong. How it is counted: `entente.extract.scoring`.",
    ]
    for name, group in groups.items():
        parts.append(f"## {name.capitalize()}")
        whole = {key: group[key] for key in ("mention", "entity", "relation")}
        parts.append(_figures("", {**whole, **{key: group[key] for key in ATTRIBUTES if key in group}}))
        parts.append(f"Fine kind right: {group['fine kind']} % of the entities found.")
    everything = groups["all"]
    parts.append("## By kind and type")
    parts.extend(
        _figures(title, everything[title]) for title in ("mention by kind", "entity by kind", "relation by type")
    )
    parts.append(
        "## Confidence\n\nOf the mentions and statements at a confidence, how many are right; and the statements at "
        "three settings of `min_confidence`."
    )
    for what in ("mention", "relation"):
        rows = [
            f"| {row['from']:.1f}–{row['to']:.1f} | {row['count']} | {row['confidence']:.2f} | {row['right']:.2f} |"
            for row in everything["calibration"][what]
        ]
        head = (f"| {what} confidence | count | mean | right |", "| --- | --- | --- | --- |")
        parts.append("\n".join((*head, *rows)))
    parts.append(_figures("min_confidence", {str(row["min_confidence"]): row for row in figures["thresholds"]}))
    errors = [
        f"| {kind} | {CLASSES[kind]} | {row['count']} | {'<br>'.join(row['examples'])} |"
        for kind, row in figures["mistakes"].items()
    ]
    parts.append(
        "## Where the errors lie\n\nEvery wrong or missed entity and statement by its class "
        "(`entente.extract.mistakes`), with examples of the texts of `corpus`."
    )
    parts.append("\n".join(("| class | meaning | count | examples |", "| --- | --- | --- | --- |", *errors)))
    return _page("Figures", *parts)


def _figures(title: str, counts: dict[str, Any]) -> str:
    rows = [f"| {name} | {c['p']:.1f} | {c['r']:.1f} | {c['f1']:.1f} | {c['gold']} |" for name, c in counts.items()]
    return "\n".join((f"| {title} | P | R | F1 | gold |", "| --- | --- | --- | --- | --- |", *rows))


def _listed(names: frozenset[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "cli.md": cli_page,
    "api.md": api_page,
    "cypher.md": cypher_page,
    "figures.md": figures_page,
}


def _page(title: str, *parts: str) -> str:
    return "\n\n".join((f"# {title}", NOTE, *parts)) + "\n"


def _default(value: object) -> str:
    return "" if value == "" else f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _walk(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    for below, each in command.commands.items():
        if hasattr(each, "commands"):
            yield from _walk(each, f"{name} {below}")
        else:
            yield f"{name} {below}", each


def _shared(root: Any) -> list[Any]:
    from entente.api.cli.options import FILTERS

    return [parameter for parameter in root.commands["ask"].params if parameter.name in FILTERS]


def _command(name: str, command: Any, shared: set[str]) -> Iterator[str]:
    arguments = [parameter for parameter in command.params if parameter.param_type_name == "argument"]
    options = [parameter for parameter in command.params if parameter.param_type_name == "option"]
    filtered = shared <= {option.name for option in options}
    own = [option for option in options if not (filtered and option.name in shared)]
    usage = " ".join([name, *(_usage(argument) for argument in arguments), *(["[FILTERS]"] if filtered else [])])
    yield f"## `{usage}`"
    yield " ".join((command.help or "").split())
    if arguments:
        yield "\n".join(f"- `{_usage(argument)}`: {argument.help}" for argument in arguments)
    if own:
        yield _options(own)


def _usage(argument: Any) -> str:
    word = argument.name.upper()
    if argument.nargs == -1:
        word += "…"
    return word if argument.required else f"[{word}]"


def _options(options: list[Any]) -> str:
    rows = [f"| {', '.join(f'`{each}`' for each in option.opts)} | {option.help} |" for option in options]
    return "\n".join(("| option | meaning |", "| --- | --- |", *rows))


def _filters(document: dict[str, Any]) -> list[dict[str, Any]]:
    from entente.api.dependencies import Filtered

    names = {field.alias or name for name, field in Filtered.model_fields.items()}
    return [each for each in document["paths"]["/v1/paths"]["get"]["parameters"] if each["name"] in names]


def _table(parameters: list[dict[str, Any]]) -> str:
    rows = []
    for parameter in parameters:
        about = parameter.get("description") or parameter["schema"].get("description", "")
        where = " (in the path)" if parameter["in"] == "path" else ""
        rows.append(f"| `{parameter['name']}`{where} | {'yes' if parameter.get('required') else ''} | {about} |")
    return "\n".join(("| parameter | needed | meaning |", "| --- | --- | --- |", *rows))


def _parameters(operation: dict[str, Any], document: dict[str, Any], filters: set[str]) -> Iterator[str]:
    given = operation.get("parameters", [])
    filtered = filters <= {parameter["name"] for parameter in given}
    own = [parameter for parameter in given if not (filtered and parameter["name"] in filters)]
    body = operation.get("requestBody")
    if body:
        reference = body["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[-1]
        schema = document["components"]["schemas"][reference]
        own += [
            {"name": name, "in": "body", "required": name in schema.get("required", ()), "schema": about}
            for name, about in schema["properties"].items()
        ]
        yield "The body is a JSON object."
    if own:
        yield _table(own)
    if filtered:
        yield "And the filters."


def main() -> None:
    """Write all pages that are made from the code."""
    for name, make in PAGES.items():
        (HERE / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("COLUMNS", "100")
    main()
