"""Commands that take documents in, list them and take them out."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from entente.api.cli import output, session
from entente.api.cli.options import Json
from entente.errors import InputError, UnreadableDocument

if TYPE_CHECKING:
    from entente.graph.store import Ingested
    from entente.interchange import Extraction

Files = Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.")]
Date = Annotated[str | None, typer.Option("--date", help="Date of publication (2019, 2019-09, 2019-09-26).")]
Source = Annotated[str | None, typer.Option("--source", help="Where the text comes from: address or publisher.")]


class Format(StrEnum):
    """How `extract` prints."""

    JSON = "json"
    JSONL = "jsonl"
    TEXT = "text"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("ingest")(ingest)
    app.command("extract")(extract)
    app.command("remove")(remove)
    app.command("documents")(documents)
    app.command("import")(import_)


def ingest(
    files: Files,
    date: Date = None,
    source: Source = None,
    again: Annotated[bool, typer.Option("--again", help="Extract anew what is stored already.")] = False,
    as_json: Json = False,
) -> None:
    """Read documents into the graph. Unchanged ones are skipped; one that can't be read doesn't stop the rest."""
    from entente.api.ingesting import ingest_files
    from entente.extract.pipeline import load

    with session.graph() as graph:
        nlp = load(graph.settings)
        _report(ingest_files(graph, files, nlp, date=date, source=source, again=again), as_json=as_json)


def import_(
    files: Annotated[list[Path], typer.Argument(help="Files, or folders of .json and .jsonl files.")],
    format: Annotated[str, typer.Option("--format", help="interchange or ftm (FollowTheMoney).")] = "interchange",  # noqa: A002
    as_json: Json = False,
) -> None:
    """Take in documents that were extracted or annotated elsewhere."""
    from entente.api.ingesting import write

    with session.graph() as graph:
        _report(write(graph, _loaded(files, format)), as_json=as_json)


def _loaded(paths: Iterable[Path], format: str) -> Iterable[Extraction | UnreadableDocument]:  # noqa: A002
    from entente.graph.imports import read

    for path in paths:
        files = (
            sorted(file for file in path.rglob("*") if file.suffix in (".json", ".jsonl")) if path.is_dir() else [path]
        )
        if not files:
            yield UnreadableDocument(str(path), "this folder holds no .json or .jsonl file")
        for file in files:
            refused: list[InputError] = []
            try:
                yield from read(file, format, refused.append)
            except InputError as error:
                refused.append(error)
            for each in refused:
                yield UnreadableDocument(str(file), str(each).removeprefix(str(file)).lstrip(":, "))


def _report(results: Iterable[Ingested | UnreadableDocument], *, as_json: bool) -> None:
    from entente.graph.model import to_json

    done: list[Ingested] = []
    failed: list[UnreadableDocument] = []
    try:
        for result in _watched(results):
            if isinstance(result, UnreadableDocument):
                failed.append(result)
            else:
                done.append(result)
    finally:
        if as_json:
            output.print_json(
                {"documents": to_json(tuple(done)), "failed": [dict(failure.details) for failure in failed]}
            )
        else:
            _sum_up(done)
        for failure in failed:
            output.note(f"entente: {failure}")
    if failed:
        rest = "; the rest is in the graph" if done else ""
        output.note(f"entente: {len(failed)} of {len(failed) + len(done)} could not be taken in{rest}")
        raise typer.Exit(UnreadableDocument.exit_code)


def _watched(results: Iterable[Ingested | UnreadableDocument]) -> Iterable[Ingested | UnreadableDocument]:
    """The same, with progress on a terminal and silence elsewhere."""
    if not output.err().is_terminal:
        yield from results
        return
    with output.err().status("Reading…") as status:
        for number, result in enumerate(results, 1):
            yield result
            if isinstance(result, UnreadableDocument):
                continue
            output.note(f"{result.action:<9} {result.document}")
            status.update(f"Reading… {number} done")


def _sum_up(done: list[Ingested]) -> None:
    actions = Counter(each.action for each in done)
    parts = [f"{count} {action}" for action, count in sorted(actions.items())]
    statements = sum(each.statements for each in done if each.action in ("added", "replaced"))
    noun = "document" if len(done) == 1 else "documents"
    output.say(f"{len(done)} {noun}: {', '.join(parts) or 'nothing'}; {statements} new statements")


def extract(
    files: Files,
    date: Date = None,
    source: Source = None,
    format: Annotated[Format, typer.Option("--format", help="json, jsonl or text.")] = Format.TEXT,  # noqa: A002
    text: Annotated[bool, typer.Option("--text", help="With the stored text that offsets point into.")] = False,
) -> None:
    """Print what documents say, without a graph: json (an array), jsonl (the interchange form) or text."""
    from entente.api.ingesting import extract_files
    from entente.extract.pipeline import load

    settings = session.settings()
    nlp = load(settings)
    failed = 0
    printer = _Printer(format, text=text)
    for result in extract_files(files, nlp, settings, date=date, source=source):
        if isinstance(result, UnreadableDocument):
            failed += 1
            output.note(f"entente: {result}")
        else:
            printer.add(result)
    printer.close()
    if failed:
        raise typer.Exit(UnreadableDocument.exit_code)


class _Printer:
    """Prints extractions one by one, so that a long run shows what it has."""

    def __init__(self, format: Format, *, text: bool) -> None:  # noqa: A002
        self._format = format
        self._text = text
        self._count = 0

    def add(self, extraction: Extraction) -> None:
        if self._format is Format.TEXT:
            output.extraction(extraction)
        else:
            start = "" if self._format is Format.JSONL else ",\n" if self._count else "[\n"
            end = "\n" if self._format is Format.JSONL else ""
            sys.stdout.write(start + _line(extraction.to_dict(text=self._text)) + end)
        self._count += 1

    def close(self) -> None:
        if self._format is Format.JSON:
            sys.stdout.write("\n]\n" if self._count else "[]\n")


def _line(value: dict[str, Any]) -> str:
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value)
    return text


def remove(
    keys: Annotated[list[str], typer.Argument(help="Keys of documents; `entente documents` lists them.")],
    as_json: Json = False,
) -> None:
    """Take documents, and the facts that only they state, out of the graph."""
    from entente.graph import store
    from entente.graph.model import to_json

    done = []
    with session.graph() as graph:
        for key in keys:
            done.append(store.remove(graph, key))
            if not as_json:
                output.say(f"removed {key}: {done[-1].statements} statements, {done[-1].entities} entities")
    if as_json:
        output.print_json(to_json(tuple(done)))


def documents(as_json: Json = False) -> None:
    """List the documents in the graph."""
    from entente.graph import store
    from entente.graph.model import to_json

    with session.graph() as graph:
        found = store.documents(graph)
    if as_json:
        output.print_json(to_json(tuple(found)))
        return
    output.table(
        ("document", "title", "published", "entities", "statements", "copy of"),
        (
            (
                d.key,
                d.title,
                d.published,
                d.language,
                d.entities,
                d.statements,
                f"copy of {d.original}" if d.original else "",
            )
            for d in found
        ),
        empty="no documents yet; `entente ingest FILES` takes some in",
    )
