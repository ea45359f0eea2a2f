"""Commands about the machinery: settings, the embedded store, the service."""

from __future__ import annotations

import contextlib
import dataclasses
from pathlib import Path
from typing import Annotated, Any

import typer

from entente.api.cli import output, session
from entente.api.cli.options import Json
from entente.errors import InputError
from entente.settings import SETTINGS

store_app = typer.Typer(help="The embedded Neo4j: start, stop, look at.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("settings")(settings)
    app.command("serve")(serve)
    app.command("backup")(backup)
    app.command("restore")(restore)
    app.add_typer(store_app, name="store")


def settings(as_json: Json = False) -> None:
    """List all settings with their values, defaults and meanings."""
    given = session.settings()
    rows = [
        {
            "name": setting.name,
            "variable": setting.variable,
            "value": ("(set)" if given.values[setting.name] else "") if setting.secret else given.values[setting.name],
            "default": setting.default,
            "help": setting.help,
        }
        for setting in SETTINGS
    ]
    if as_json:
        output.print_json({"home": str(given.home), "cache": str(given.cache), "settings": rows})
        return
    output.say(f"data folder   {given.home}  (ENTENTE_HOME)\ncache folder  {given.cache}  (ENTENTE_CACHE)\n")
    output.table(
        ("variable", "value", "default", "meaning"),
        ((row["variable"], row["value"], row["default"], row["help"]) for row in rows),
    )


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on (default: see settings).")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port (default: see settings).")] = None,
) -> None:
    """Serve the API and the page until Ctrl-C."""
    given = session.settings()
    changes: dict[str, Any] = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    given = given.replace(**changes)
    import uvicorn

    from entente.api.app import create_app

    app = create_app(given)
    config = uvicorn.Config(app, host=given.host, port=given.port, log_level="warning", server_header=False)
    with contextlib.closing(app.state.backend) as backend, _bind(config) as listening:
        backend.connection()  # a graph that can't be opened is said now, not to the first visitor
        address = f"[{given.host}]" if ":" in given.host else given.host
        output.say(f"Entente is at http://{address}:{listening.getsockname()[1]}/  (Ctrl-C ends it)")
        output.out().file.flush()
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])


def _bind(config: Any) -> Any:
    import socket

    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((config.host, config.port))
        listening.listen(config.backlog)  # whoever reads the address may call at once, and waits until we answer
    except OSError as error:
        listening.close()
        raise InputError(
            f"can't listen on {config.host} port {config.port}: {error.strerror}; choose another with --port"
        ) from None
    return listening


@store_app.command("start")
def start(as_json: Json = False) -> None:
    """Start the embedded Neo4j, or find it running."""
    from entente.graph.embedded import server as embedded

    running = embedded.ensure(session.settings())
    if as_json:
        output.print_json({name: getattr(running, name) for name in ("uri", "release", "pid", "started")})
        return
    word = "started" if running.started else "already running"
    output.say(f"Neo4j {running.release} {word} at {running.uri} (process {running.pid})")


@store_app.command("stop")
def stop() -> None:
    """Stop the embedded Neo4j."""
    from entente.graph.embedded import server as embedded

    output.say("stopped" if embedded.stop(session.settings()) else "it was not running")


@store_app.command("status")
def status(as_json: Json = False) -> None:
    """Tell about the embedded Neo4j without starting it."""
    from entente.graph.embedded import server as embedded

    found = dataclasses.asdict(embedded.status(session.settings()))
    found["home"] = str(found["home"])
    if as_json:
        output.print_json({name: value for name, value in found.items() if value is not None})
        return
    output.table(("", ""), ((name.replace("_", " "), value) for name, value in found.items() if value is not None))


def backup(target: Annotated[Path, typer.Argument(help="File to write.")]) -> None:
    """Write a consistent copy of the embedded store to a file; a running server pauses meanwhile."""
    from entente.graph.store import backup as copying

    copying.backup(session.settings(), target, output.say)
    output.say(f"backup written to {target}")


def restore(source: Annotated[Path, typer.Argument(help="File that `entente backup` wrote.")]) -> None:
    """Put a backup in the place of everything that the embedded store holds."""
    from entente.graph.store import backup as copying

    copying.restore(session.settings(), source, output.say)
    output.say(f"restored from {source}")
