"""The one seam to the database: the official driver, with its errors turned into `entente.errors`.

With no URI configured a connection goes to the embedded server, which is started if need be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar

import neo4j
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    ConstraintError,
    DriverError,
    Forbidden,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from entente.errors import Conflict, EntenteError, InputError, StoreDenied, StoreError, StoreUnreachable
from entente.graph import queries
from entente.graph.queries import Query
from entente.graph.store import embedded
from entente.settings import Settings

T = TypeVar("T")
Row = dict[str, Any]

OLDEST = (5, 26)
"""The oldest release whose Cypher the queries are written in."""

_SCHEMES = {f"{protocol}{security}" for protocol in ("bolt", "neo4j") for security in ("", "+s", "+ssc")}


@dataclass(frozen=True, slots=True)
class Table:
    """An answer with its columns in order. `truncated`: there were more rows than were asked for."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool


class Transaction:
    """An open transaction that writes; what it runs is committed together or not at all."""

    def __init__(self, inner: neo4j.ManagedTransaction) -> None:
        self._inner = inner

    def run(self, query: Query | str, /, **values: Any) -> list[Row]:
        """Runs a query (or the one of that name) with its parameters and placeholders; all rows of its answer."""
        text, parameters = _bound(query, values)
        return [_row(record) for record in self._inner.run(text, parameters)]


class Connection:
    """A way to one database. May be shared by threads; closed by `close` or the end of a `with` block.

    `uri`, `database` and `version` (of the server, `(2026, 9, 0)`) say what is at the other end.
    """

    def __init__(self, driver: neo4j.Driver, settings: Settings, uri: str, database: str) -> None:
        self._driver = driver
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        self.settings = settings
        self.uri = uri
        self.database = database
        with mapped(uri):
            agent = driver.get_server_info().agent
        self.version = tuple(int(part) for part in re.findall(r"\d+", agent.partition("/")[2].partition("-")[0]))
        if self.version < OLDEST:
            raise StoreError(f"{uri}: {agent} is too old; Neo4j {OLDEST[0]}.{OLDEST[1]} or newer is needed")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Gives the connections back. A closed connection can't be used again."""
        self._driver.close()

    def read(self, query: Query | str, /, **values: Any) -> list[Row]:
        """All rows of a reading query (or the one of that name), each as a dict.

        The server refuses writes (`InputError`) and stops the query at the time limit of the settings
        (`InputError`).
        """
        text, parameters = _bound(query, values)

        def work(transaction: neo4j.ManagedTransaction) -> list[Row]:
            return [_row(record) for record in transaction.run(text, parameters)]

        return self._read(work)

    def table(self, query: Query | str, /, *, max_rows: int, **values: Any) -> Table:
        """As `read`, with the columns in order and at most `max_rows` rows; the rest is not fetched."""
        text, parameters = _bound(query, values)

        def work(transaction: neo4j.ManagedTransaction) -> Table:
            result = transaction.run(text, parameters)
            rows = result.fetch(max_rows + 1)
            return Table(
                tuple(result.keys()), tuple(tuple(row.values()) for row in rows[:max_rows]), len(rows) > max_rows
            )

        return self._read(work)

    def stream(self, query: Query | str, /, **values: Any) -> Iterator[Row]:
        """The rows of a reading query one by one, without a time limit, in a constant amount of memory."""
        text, parameters = _bound(query, values)
        with mapped(self.uri), self._session(neo4j.READ_ACCESS) as session:
            for record in session.run(text, parameters):
                yield _row(record)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Does `work` in one transaction; all of it is done again after a transient error such as a deadlock.

        `work` must therefore have no effect but in the transaction.
        """
        with mapped(self.uri), self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(lambda transaction: work(Transaction(transaction)))

    def apply(self, query: Query | str, /) -> None:
        """Runs each statement of a query in a transaction of its own, as changes of the schema need it."""
        found = queries.get(query) if isinstance(query, str) else query
        for statement in found.statements:
            step = queries.adhoc(statement, found.name)
            self.write(lambda transaction, step=step: transaction.run(step))  # type: ignore[misc]

    def _session(self, access: str) -> neo4j.Session:
        return self._driver.session(
            database=self.database, default_access_mode=access, bookmark_manager=self._bookmarks
        )

    def _read(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        timed = neo4j.unit_of_work(timeout=self.settings.query_timeout_s)(work)
        with mapped(self.uri), self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(timed)


def connect(settings: Settings) -> Connection:
    """A connection to the Neo4j of the settings, else to the embedded one, started if need be.

    Raises `StoreUnreachable`, `StoreDenied`, `StoreStartError`, and `InputError` for an address that is none.
    """
    if settings.uri:
        return _open(settings, settings.uri, (settings.user, settings.password), settings.database)
    running = embedded.ensure(settings)
    try:
        return _open(settings, running.uri, (running.user, running.password), running.database)
    except StoreUnreachable:  # it was found just as it went to rest
        running = embedded.ensure(settings)
        return _open(settings, running.uri, (running.user, running.password), running.database)


def _open(settings: Settings, uri: str, auth: tuple[str, str], database: str) -> Connection:
    if uri.partition("://")[0] not in _SCHEMES:
        raise InputError(f"ENTENTE_URI: {uri!r} is no address of a Neo4j; one looks like neo4j://host:7687")
    with mapped(uri):
        driver = neo4j.GraphDatabase.driver(
            uri,
            auth=auth,
            connection_timeout=10,
            # An empty database knows no label yet; every query would be told so.
            notifications_disabled_classifications=[neo4j.NotificationDisabledClassification.UNRECOGNIZED],
            user_agent="entente",
        )
    try:
        return Connection(driver, settings, uri, database)
    except BaseException:
        driver.close()
        raise


def _row(record: neo4j.Record) -> Row:
    return dict(zip(record.keys(), record.values(), strict=True))


def _bound(query: Query | str, values: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    found = queries.get(query) if isinstance(query, str) else query
    rendered, parameters = found.bind(values)
    return rendered.text, parameters


@contextmanager
def mapped(uri: str) -> Iterator[None]:
    """Turns every error of the driver into one of `entente.errors` that names the address and what to do."""
    try:
        yield
    except (DriverError, Neo4jError, OSError, ValueError) as error:
        raise translate(error, uri) from error


_LIMITS = {
    "Neo.ClientError.Transaction.TransactionTimedOut": "ENTENTE_QUERY_TIMEOUT_S",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration": "ENTENTE_QUERY_TIMEOUT_S",
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": "ENTENTE_QUERY_MEMORY_MB",
    "Neo.TransientError.General.TransactionMemoryLimit": "ENTENTE_QUERY_MEMORY_MB",
    "Neo.TransientError.General.OutOfMemoryError": "ENTENTE_HEAP_MB",
}


def translate(error: Exception, uri: str) -> EntenteError:
    """The error of ours that one of the driver's means."""
    if isinstance(error, Neo4jError):
        return _translate_server(error, uri)
    if isinstance(error, ServiceUnavailable | SessionExpired | OSError):
        return StoreUnreachable(f"{uri}: no Neo4j answers there ({error}); check the address and that it runs")
    if isinstance(error, ConfigurationError | ValueError):
        return InputError(f"ENTENTE_URI: {uri!r}: {error}; an address looks like neo4j://host:7687")
    return StoreError(f"{uri}: {error}")


def _translate_server(error: Neo4jError, uri: str) -> EntenteError:
    code, message = error.code or "", error.message or str(error)
    if code in _LIMITS:
        return InputError(f"the query was stopped at its limit ({_LIMITS[code]}): ask for less, or raise it")
    if code == "Neo.ClientError.Statement.AccessMode":
        return InputError("the query writes, and only reading is allowed here")
    if code == "Neo.ClientError.Database.DatabaseNotFound":
        return InputError(f"{uri}: {message}; ENTENTE_DATABASE names the one to use")
    if isinstance(error, AuthError | Forbidden):
        return StoreDenied(f"{uri}: {message} Check ENTENTE_USER and ENTENTE_PASSWORD")
    if isinstance(error, ConstraintError):
        return Conflict(f"{uri}: {message}")
    if isinstance(error, TransientError):
        return StoreError(f"{uri}: the database is busy and gave up ({message}); try again")
    if isinstance(error, ClientError) and code.startswith(
        ("Neo.ClientError.Statement.", "Neo.ClientError.Procedure.", "Neo.ClientError.Schema.")
    ):
        return InputError(f"Neo4j can't run the query: {message}")
    return StoreError(f"{uri}: {message} ({code})")
