"""What commands start with: the settings in force and an open graph."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from entente.settings import Settings, load

if TYPE_CHECKING:
    from entente.graph.store.connection import Connection


def settings() -> Settings:
    """The settings in force. Raises `InputError`."""
    return load()


@contextmanager
def graph() -> Iterator[Connection]:
    """The graph of the settings, its schema up to date; the embedded Neo4j is started if need be."""
    from entente.api.cli.output import err
    from entente.graph.store.connection import connect
    from entente.graph.store.migrations import migrate

    if err().is_terminal:
        with err().status("Opening the graph…"):
            connection = connect(settings())
    else:
        connection = connect(settings())
    with connection:
        migrate(connection)
        yield connection


def person(given: str | None) -> str:
    """Who decides: the one named, else the user of this machine."""
    return given or getpass.getuser()
