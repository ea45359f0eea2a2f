"""Commands by which people correct the graph: every decision is kept, with who, when and why, and can be undone."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from entente.api.cli import output, session
from entente.api.cli.options import By, Json, Limit, Why
from entente.errors import Conflict, NotFound

NAME = typer.Argument(help="Name, alias or id of an entity.")
STATEMENT = typer.Argument(help="Id of a statement, as `--json` answers give it.")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (review, merge, split, undo, ledger, reject, confirm, rebuild, check):
        app.command()(command)


def review(by: By = None, limit: Limit = None) -> None:
    """Go through the pairs that the resolver is unsure of, with both sides' quotes, and decide."""
    from entente.graph import ledger as module

    who = session.person(by)
    decided = 0
    with session.graph() as graph:
        pairs = module.unsure(graph, limit or 50)
        if not pairs:
            output.say("nothing to review")
            return
        for number, pair in enumerate(pairs, 1):
            output.doubt(pair, f"{number} of {len(pairs)}")
            try:
                answer = _ask()
            except typer.Abort:  # Ctrl-C, or the end of the input
                output.say(f"\n{decided} decided")
                raise
            if answer == "quit":
                break
            if answer == "skip":
                continue
            try:
                module.decide(graph, pair.a.entity, pair.b.entity, answer, by=who, why="review")
            except (Conflict, NotFound) as error:  # an earlier answer may have settled or moved this pair
                output.note(f"entente: {error}")
            else:
                decided += 1
    output.say(f"{decided} decided" + ("; `entente undo` takes the last one back" if decided else ""))


_ANSWERS: dict[str, Literal["same", "different", "skip", "quit"]] = {
    "s": "same",
    "d": "different",
    "k": "skip",
    "q": "quit",
}


def _ask() -> Literal["same", "different", "skip", "quit"]:
    choices = ", ".join(f"{key}={word}" for key, word in _ANSWERS.items())
    while True:
        given = typer.prompt(f"One thing? [{choices}]", prompt_suffix=" ").strip().lower()
        for key, word in _ANSWERS.items():
            if given in (key, word):
                return word
        output.say(f"please answer one of {choices}")


def merge(
    a: Annotated[str, NAME], b: Annotated[str, NAME], by: By = None, why: Why = None, as_json: Json = False
) -> None:
    """Say that A and B are one thing. The id of the one that goes leads on to the one that stays."""
    from entente.graph import entities
    from entente.graph import ledger as module

    with session.graph() as graph:
        ends = [entities.resolve_name(graph, name) for name in (a, b)]
        if ends[0].id == ends[1].id:
            raise Conflict(f"“{a}” and “{b}” are one entity already: {ends[0].name} ({ends[0].id})")
        done = module.merge(graph, ends[0].id, ends[1].id, by=session.person(by), why=why)
    _done(done, f"{ends[0].name} and {ends[1].name} are one", as_json=as_json)


def split(
    which: Annotated[str, typer.Argument(help="Name or id of an entity, or an id that was merged into another.")],
    by: By = None,
    why: Why = None,
    as_json: Json = False,
) -> None:
    """Take a merged entity apart, lastingly. A merged id takes out what was it; a name parts at the latest merge."""
    from entente.graph import entities
    from entente.graph import ledger as module

    who = session.person(by)
    with session.graph() as graph:
        try:
            done = module.split(graph, which, by=who, why=why)
        except NotFound:  # no id: a name
            done = module.split(graph, entities.resolve_name(graph, which).id, by=who, why=why)
    _done(done, f"{which} is taken apart", as_json=as_json)


def undo(
    judgement: Annotated[str | None, typer.Argument(help="Id of a judgement (default: your last one).")] = None,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Take a decision back. It stays on record as withdrawn."""
    from entente.graph import ledger as module

    with session.graph() as graph:
        done = module.undo(graph, judgement, by=session.person(by))
        gone = module.entry(graph, done.id)
    _done(done, f"taken back: {gone.verdict}, {gone.a.form} — {gone.b.form}, by {gone.by}", as_json=as_json)


def ledger(
    name: Annotated[str | None, typer.Argument(help="Only what concerns this entity.")] = None,
    by: Annotated[str | None, typer.Option("--by", help="Only this person's, or `resolver`.")] = None,
    verdict: Annotated[list[str] | None, typer.Option("--verdict", help="Only these; may be repeated.")] = None,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """All judgements: who, when, why, the latest first; withdrawn ones are marked."""
    from entente.graph import entities
    from entente.graph import ledger as module
    from entente.graph.model import to_json

    with session.graph() as graph:
        entity = entities.resolve_name(graph, name).id if name else None
        found = module.entries(graph, entity=entity, by=by, verdicts=verdict, limit=limit or 50)
    if as_json:
        output.print_json(to_json(tuple(found)))
        return
    output.judgements(found, "no such judgement" if name or by or verdict else "the ledger is empty")


def reject(statement: Annotated[str, STATEMENT], by: By = None, why: Why = None, as_json: Json = False) -> None:
    """Say that a text does not say this: the statement stays on record and leaves the graph."""
    from entente.graph import curation

    with session.graph() as graph:
        done = curation.reject(graph, statement, by=session.person(by), why=why)
    _done(done, "rejected", as_json=as_json)


def confirm(statement: Annotated[str, STATEMENT], by: By = None, why: Why = None, as_json: Json = False) -> None:
    """Say that a text does say this: the statement counts, whatever its confidence."""
    from entente.graph import curation

    with session.graph() as graph:
        done = curation.confirm(graph, statement, by=session.person(by), why=why)
    _done(done, "confirmed", as_json=as_json)


def rebuild(as_json: Json = False) -> None:
    """Make all relationships anew from statements and ledger; the result is the same."""
    from entente.graph import project

    with session.graph() as graph:
        done = project.rebuild(graph)
    _done(done, "rebuilt", as_json=as_json)


def check(as_json: Json = False) -> None:
    """Look for inconsistencies in the store; exit code 1 if there are any."""
    from entente.graph.store import checking

    with session.graph() as graph:
        found = checking.check(graph)
    if as_json:
        output.print_json(found)
    elif found:
        for problem in found:
            output.say(problem)
    else:
        output.say("consistent")
    if found:
        raise typer.Exit(1)


def _done(done: Any, message: str, *, as_json: bool) -> None:
    from entente.graph.model import to_json

    if as_json:
        output.print_json(to_json(done))
    else:
        output.say(message)
