"""How answers look on a terminal. Texts are untrusted: no markup, no control characters, no escape sequences."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from entente.graph.filters import Verdict

if TYPE_CHECKING:
    from entente.api.answers import Told
    from entente.graph.contradictions import Contradiction
    from entente.graph.entities import Card
    from entente.graph.ledger import Doubt, Judgement
    from entente.graph.model import Entity, Hop, LinkAnswer, Path, Statement
    from entente.interchange import Extraction

_PIPE_WIDTH = 120
_CONTROLS = {code: "\N{REPLACEMENT CHARACTER}" for code in (*range(32), *range(127, 160)) if code not in (9, 10)}
# Overrides of the writing direction could make a line read as what it does not say.
_CONTROLS |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "")
_CONTROLS |= dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")


@cache
def out() -> Console:
    """Where answers go."""
    return _console(sys.stdout)


@cache
def err() -> Console:
    """Where messages and progress go."""
    return _console(sys.stderr)


def show(content: Text, by: int = 0) -> None:
    """Text, wrapped to the width, every line of it indented."""
    for part in content.wrap(out(), max(out().width - by, 20)):
        part.rstrip()
        out().print(Text(" " * by) + part, soft_wrap=True)


def _console(stream: Any) -> Console:
    width = None if stream.isatty() or os.environ.get("COLUMNS") else _PIPE_WIDTH
    return Console(file=stream, markup=False, highlight=False, emoji=False, width=width)


def clean(value: object) -> str:
    """Text fit for a terminal."""
    return str(value).translate(_CONTROLS)


def line(value: object, *, style: str = "") -> Text:
    """One line of untrusted text."""
    return Text(" ".join(clean(value).split()), style=style)


def quoted(text: str) -> Text:
    """A sentence of a document in quotation marks."""
    return Text.assemble("“", line(text.strip()), "”", style="italic")


def say(message: str = "", *, style: str = "") -> None:
    """A line among the answers."""
    out().print(Text(clean(message), style=style))


def note(message: str, *, style: str = "") -> None:
    """A line beside the answers, on standard error."""
    err().print(Text(clean(message), style=style), soft_wrap=True)


def print_json(value: object) -> None:
    """One JSON document. Half characters that a text may hold are written as escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=2)
    sys.stdout.write(text + "\n")


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str = "nothing") -> None:
    """A table of plain values; `None` is an empty cell. With no rows the word for that."""
    drawn = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0), show_header=any(columns))
    for column in columns:
        drawn.add_column(clean(column), overflow="fold")
    count = 0
    for row in rows:
        drawn.add_row(*("" if cell is None else line(cell) for cell in row))
        count += 1
    if count:
        out().print(drawn)
    else:
        say(empty)


def entity(value: Entity) -> Text:
    """`Name (Kind)`."""
    return Text.assemble(line(value.name, style="bold"), (f" ({value.kind})", "dim"))


def facts(statement: Statement) -> str:
    """Status, date, amount and the rest of what one statement says beside its ends."""
    amount = statement.amount_text
    if statement.amount is not None:
        amount = f"{statement.currency or ''} {statement.amount:,.15g}".strip()
    parts = (
        statement.status,
        statement.date,
        amount,
        statement.role,
        statement.round,
        statement.share,
        statement.product,
        f"{statement.curated} by hand" if statement.curated else None,
    )
    return ", ".join(clean(part) for part in parts if part)


def origin(statement: Statement) -> str:
    """Where a quote stands: document and offsets."""
    where = "" if statement.start is None else f":{statement.start}–{statement.end}"
    published = f", published {statement.published}" if statement.published else ""
    return f"{clean(statement.document)}{where}{published}"


def quotes(
    statements: Sequence[Statement], most: int, indent: int, seen: set[tuple[str, int | None, str]] | None = None
) -> None:
    """The first `most` quotes, each with its document and offsets, and how many more there are.

    A sentence among those `seen` is not printed again.
    """
    for statement in statements[:most]:
        extra = f"   [{facts(statement)}]" if len(statements) > 1 else ""
        sentence = (statement.document, statement.start, statement.quote)
        if seen is None or sentence not in seen:
            show(quoted(statement.quote), indent)
            show(Text(origin(statement) + extra, style="dim"), indent)
        elif extra:
            show(Text(f"the same sentence{extra}", style="dim"), indent)
        if seen is not None:
            seen.add(sentence)
    if 0 < most < len(statements):
        show(Text(f"… and {len(statements) - most} more (--quotes)", style="dim"), indent)


def hop(value: Hop, seen_from: str) -> Text:
    """One relationship as an arrow, read from the end `seen_from` (an id)."""
    if value.subject.id == seen_from:
        left, arrow, right = value.subject, f" ──{value.type}──▶ ", value.object
    else:
        left, arrow, right = value.object, f" ◀──{value.type}── ", value.subject
    if value.type.symmetric:
        arrow = f" ◀──{value.type}──▶ "
    return Text.assemble(line(left.name), (arrow, "cyan"), line(right.name), (f"  ({hop_facts(value)})", "dim"))


def hop_facts(value: Hop) -> str:
    """What the statements of one relationship agree on, else how they differ."""
    if len(value.statements) == 1:
        return facts(value.statements[0])
    statuses = sorted({statement.status.value for statement in value.statements})
    dates = sorted({statement.date for statement in value.statements if statement.date})
    span = dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]}" if dates else ""
    return ", ".join(part for part in ("/".join(statuses), span, f"{len(value.statements)} statements") if part)


def path(value: Path, most: int, indent: int = 2) -> None:
    """A path, step by step: each relationship with its quotes, a sentence that says several things once."""
    seen: set[tuple[str, int | None, str]] = set()
    for here, step in zip(value.nodes, value.steps, strict=False):
        for relation in step:
            show(hop(relation, here.id), indent)
            quotes(relation.statements, most, indent + 4, seen)


def link_answers(answers: Sequence[LinkAnswer], most: int) -> None:
    """Entities that both ends reach, each with the two paths."""
    for number, answer in enumerate(answers, 1):
        out().print(Text.assemble((f"{number}. ", "bold"), entity(answer.entity)))
        _walks(answer.paths, most)
        say()


def _walks(walks: Sequence[Path], most: int) -> None:
    for each in walks:
        show(Text(f"from {clean(each.nodes[0].name)}{_marks(each)}:", style="dim"), 3)
        path(each, most, indent=5)


def _marks(value: Path) -> str:
    return f" ({', '.join(value.marks)})" if value.marks else ""


def paths(answers: Sequence[Path], most: int) -> None:
    """Paths, numbered."""
    for number, answer in enumerate(answers, 1):
        ends = f"{clean(answer.nodes[0].name)} … {clean(answer.nodes[-1].name)}"
        hops = "1 hop" if answer.length == 1 else f"{answer.length} hops"
        out().print(Text.assemble((f"{number}. {ends}", "bold"), (f"  {hops}{_marks(answer)}", "dim")))
        path(answer, most, indent=5)
        say()


def hops(relations: Iterable[Hop], most: int) -> None:
    """Relationships in their own direction, each with its quotes."""
    count = 0
    for count, relation in enumerate(relations, 1):  # noqa: B007
        out().print(hop(relation, relation.subject.id))
        quotes(relation.statements, most, 4)
    if not count:
        say("no relations")


def remarks(found: Any) -> None:
    """What an answer has to say beside its paths: why there are none, what was cut, what was left out."""
    for reason in found.why_not:
        say(reason.message)
    left_out(found.left_out, truncated=found.truncated)


def left_out(counts: Mapping[str, int], *, truncated: bool) -> None:
    """What an answer does not show."""
    if truncated:
        say("there are more; --limit sets how many are given", style="dim")
    some = ", ".join(f"{count} {clean(why)}" for why, count in counts.items() if count)
    if some:
        dated = any(count for why, count in counts.items() if why != Verdict.NO_AMOUNT)
        hint = " (--undated lets in what is not dated)" if dated else ""
        say(f"left out, for the texts say too little of them: {some}{hint}", style="dim")


def fields(values: Mapping[str, Any]) -> None:
    """Names and values, one a line."""
    table(("", ""), ((name.replace("_", " "), _short(value)) for name, value in values.items()))


def _short(value: object) -> object:
    return value if isinstance(value, str | int | float | None) else json.dumps(value, ensure_ascii=False)


def extraction(found: Extraction) -> None:
    """A document's entities and statements."""
    out().print(Text.assemble(line(found.document, style="bold"), f"  {clean(found.title or '')}"))
    names = {each.id: each.name for each in found.entities}
    for warning in found.warnings:
        say(f"  note: {warning}", style="yellow")
    for each in found.entities:
        show(Text.assemble(line(each.name), (f" ({each.kind})", "dim")), 2)
    for relation in found.relations:
        arrow = f" ──{relation.type}──▶ "
        ends = Text.assemble(line(names[relation.subject]), (arrow, "cyan"), line(names[relation.object]))
        about = (relation.status, relation.date, relation.amount_text, relation.role)
        show(ends.append(f"  ({', '.join(clean(a) for a in about if a)})", "dim"), 2)
        show(quoted(relation.quote), 6)
    say()


def answer(told: Told, most: int) -> None:
    """How the question was understood, and each answer with its evidence."""
    from entente.graph.model import LinkAnswer

    found = told.answer
    say(found.parse.reading, style="dim")
    say()
    for number, each in enumerate(found.answers, 1):
        if isinstance(each, LinkAnswer):
            out().print(Text.assemble((f"{number}. ", "bold"), entity(each.entity)))
            _walks(each.paths, most)
        else:
            about = [*each.marks, *(each.dates or ()), *(each.amounts or ())]
            out().print(Text.assemble((f"{number}. ", "bold"), entity(each.entity), f"  {clean(', '.join(about))}"))
            for relation in told.hops(each):
                show(hop(relation, relation.subject.id), 3)
                quotes(relation.statements, most, 7)
        say()
    if not found.answers:
        say("the texts give no answer")
    remarks(found)


def doubt(found: Doubt, place: str) -> None:
    """A pair that the resolver could not decide on, both sides with their quotes."""
    out().rule(Text(f"{place}   score {found.score:.2f}: {clean(found.why)}", style="dim"))
    for side in (found.a, found.b):
        out().print(
            Text.assemble(line(side.name, style="bold"), f" ({clean(side.kind)})  ", line(side.document, style="dim"))
        )
        others = [name for name in side.names if name != side.name]
        if others:
            show(line("also: " + "; ".join(others)), 4)
        for quote in side.quotes[:3]:
            show(quoted(quote), 4)


def judgements(found: Iterable[Judgement], empty: str) -> None:
    """Entries of the ledger, else what there is to say."""
    count = 0
    for count, each in enumerate(found, 1):  # noqa: B007
        state = f"withdrawn by {each.withdrawn_by}" if each.withdrawn_at else each.state
        head = f"{each.at[:19].replace('T', ' ')}  {each.verdict}  by {each.by}  ({state})"
        out().print(Text.assemble(line(head, style="bold"), "  ", line(each.id, style="dim")))
        show(line(f"{each.a.form} ({each.a.document}) — {each.b.form} ({each.b.document})"), 4)
        if each.statement:
            show(line(f"statement {each.statement}"), 4)
        if each.why:
            show(line(each.why, style="dim"), 4)
    if not count:
        say(empty)


def contradictions(found: Iterable[Contradiction]) -> None:
    """Disputed facts, each with what every text says."""
    count = 0
    for count, each in enumerate(found, 1):  # noqa: B007
        ends = f"{clean(each.subject_name or '…')} ──{clean(each.type)}──▶ {clean(each.object_name)}"
        out().print(Text.assemble(line(ends, style="bold"), f"  {clean(each.about)} disputed"))
        for said in each.said:
            show(Text.assemble((clean(said.value), "cyan"), "  ", line(said.document, style="dim")), 4)
            show(quoted(said.quote), 8)
    if not count:
        say("the texts do not contradict each other")


def card(found: Card, most: int) -> None:
    """An entity: its names and kinds, its relations with quotes, the documents that mention it."""
    kinds = [f"{kind} ({count})" for kind, count in found.kinds.items()]
    out().print(Text.assemble(entity(found.entity), (f"  {found.entity.id}", "dim")))
    names: Counter[str] = Counter()
    for name, count in found.names.items():
        names[" ".join(name.split())] += count  # the same name on one line and broken over two
    rows: list[tuple[str, str]] = [("names", "; ".join(f"{name} ({count})" for name, count in names.most_common()))]
    if len(kinds) > 1:
        rows.append(("called", ", ".join(kinds)))
    rows.append(("documents", "; ".join(dict.fromkeys(each.document for each in found.documents))))
    if found.merged:
        rows.append(("merged", ", ".join(found.merged)))
    table(("", ""), rows)
    for group in found.relations:
        say()
        for relation in group.hops:
            out().print(hop(relation, found.entity.id))
            quotes(relation.statements, most, 4)
    if found.truncated:
        say("there are more relations; `entente neighbours` takes filters", style="dim")
