"""The one seam to the database: the official driver, with its errors turned into `entente.errors`.

With no URI configured a connection goes to the embedded server, which is started if need be.
"""

from __future__ import annotations

import logging
import random
import re
import threading
import time
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
from entente.graph.embedded import server as embedded
from entente.graph.queries import Query
from entente.settings import Settings

# Its retries and notices are no message to the user, unless a program has set up logging.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

T = TypeVar("T")
Row = dict[str, Any]

OLDEST = (5, 26)
"""The oldest release whose Cypher the queries are written in."""

_RETRY_S = 30.0

_SCHEMES = {f"{protocol}{security}" for protocol in ("bolt", "neo4j") for security in ("", "+s", "+ssc")}


@dataclass(frozen=True, slots=True)
class Table:
    """An answer with its columns in order. `truncated`: there were more rows than were asked for."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool


class Transaction:
    """An open transaction that writes; what it runs is committed together or not at all."""

    def __init__(self, inner: neo4j.Transaction) -> None:
        self._inner = inner

    def run(self, query: Query | str, /, **values: Any) -> list[Row]:
        """Runs a query (or the one of that name) with its parameters and placeholders; all rows of its answer."""
        text, parameters = _bound(query, values)
        return [_row(record) for record in self._inner.run(text, parameters)]


class Connection:
    """A way to one database. May be shared by threads; closed by `close` or the end of a `with` block.

    `uri`, `database` and `version` (of the server, `(2026, 9, 0)`) say what is at the other end. Work is done
    again after a transient error; an embedded server that was killed meanwhile is started anew for it.
    `strict` makes a Python warning of what the server finds questionable in a query, a deprecated form for one.
    """

    def __init__(self, settings: Settings, *, strict: bool = False) -> None:
        self.settings = settings
        self._strict = strict
        self._reviving = threading.Lock()
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        self.uri, self.database, self._driver = self._open()
        try:
            self.version = self._greet()
        except StoreUnreachable:
            self._driver.close()
            if settings.uri:
                raise
            self.uri, self.database, self._driver = self._open()  # it was found just as it went to rest
            self.version = self._greet()
        except BaseException:
            self._driver.close()
            raise

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

        def work(transaction: neo4j.Transaction) -> list[Row]:
            return [_row(record) for record in transaction.run(text, parameters)]

        return self._run(neo4j.READ_ACCESS, work, self.settings.query_timeout_s)

    def table(self, query: Query | str, /, *, max_rows: int, **values: Any) -> Table:
        """As `read`, with the columns in order and at most `max_rows` rows; the rest is not fetched."""
        text, parameters = _bound(query, values)

        def work(transaction: neo4j.Transaction) -> Table:
            result = transaction.run(text, parameters)
            rows = result.fetch(max_rows + 1)
            return Table(
                tuple(result.keys()), tuple(tuple(row.values()) for row in rows[:max_rows]), len(rows) > max_rows
            )

        return self._run(neo4j.READ_ACCESS, work, self.settings.query_timeout_s)

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
        return self._run(neo4j.WRITE_ACCESS, lambda transaction: work(Transaction(transaction)), None)

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

    def _run(self, access: str, work: Callable[[neo4j.Transaction], T], timeout_s: float | None) -> T:
        """Does `work` in a transaction, again and again while the error is transient and time is left.

        The driver's own loop would also repeat a query that hit its memory limit, and would wait half a minute
        for an embedded server that is known to be dead.
        """
        deadline, pause_s = time.monotonic() + _RETRY_S, 0.1
        while True:
            driver = self._driver
            try:
                with self._session(access) as session, session.begin_transaction(timeout=timeout_s) as transaction:
                    result = work(transaction)
                    transaction.commit()
                    return result
            except _FAILURES as error:
                if not _passes(error) or time.monotonic() > deadline:
                    raise translate(error, self.uri) from error
                if isinstance(error, _LOST) and not self.settings.uri:
                    self._revive(driver)
            time.sleep(pause_s * random.uniform(0.5, 1.5))  # noqa: S311 - keeps two writers from meeting again
            pause_s = min(2 * pause_s, 4.0)

    def _revive(self, lost: neo4j.Driver) -> None:
        with self._reviving:
            if self._driver is lost:  # else another thread has done it
                self.uri, self.database, self._driver = self._open()
                lost.close()

    def _open(self) -> tuple[str, str, neo4j.Driver]:
        settings = self.settings
        if settings.uri:
            uri, database, auth = settings.uri, settings.database, (settings.user, settings.password)
        else:
            running = embedded.ensure(settings)
            uri, database, auth = running.uri, running.database, (running.user, running.password)
        if uri.partition("://")[0] not in _SCHEMES:
            raise InputError(f"ENTENTE_URI: {uri!r} is no address of a Neo4j; one looks like neo4j://host:7687")
        with mapped(uri):
            driver = neo4j.GraphDatabase.driver(
                uri,
                auth=auth,
                connection_timeout=10,
                # An empty database knows no label yet; every query would be told so.
                notifications_disabled_classifications=[neo4j.NotificationDisabledClassification.UNRECOGNIZED],
                warn_notification_severity=neo4j.NotificationMinimumSeverity.WARNING if self._strict else None,
                user_agent="entente",
            )
        return uri, database, driver

    def _greet(self) -> tuple[int, ...]:
        """The server's version. Raises `StoreUnreachable`, `StoreDenied`, and `StoreError` if it is too old."""
        with mapped(self.uri):
            agent = self._driver.get_server_info().agent
        version = tuple(int(part) for part in re.findall(r"\d+", agent.partition("/")[2].partition("-")[0]))
        if version < OLDEST:
            raise StoreError(f"{self.uri}: {agent} is too old; Neo4j {OLDEST[0]}.{OLDEST[1]} or newer is needed")
        return version


def connect(settings: Settings) -> Connection:
    """A connection to the Neo4j of the settings, else to the embedded one, started if need be.

    Raises `StoreUnreachable`, `StoreDenied`, `StoreStartError`, and `InputError` for an address that is none.
    """
    return Connection(settings)


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
    except _FAILURES as error:
        raise translate(error, uri) from error


_LIMITS = {
    "Neo.ClientError.Transaction.TransactionTimedOut": "ENTENTE_QUERY_TIMEOUT_S",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration": "ENTENTE_QUERY_TIMEOUT_S",
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": "ENTENTE_QUERY_MEMORY_MB",
    "Neo.TransientError.General.TransactionMemoryLimit": "ENTENTE_QUERY_MEMORY_MB",
    "Neo.TransientError.General.OutOfMemoryError": "ENTENTE_HEAP_MB",
}

_FAILURES = (DriverError, Neo4jError, OSError, ValueError, OverflowError)
"""What the driver raises, be it for a value that can't be sent."""

_LOST = (ServiceUnavailable, SessionExpired, OSError)


_RACED = "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists"
"""Two made the same index at once, each with IF NOT EXISTS: the slower one finds it when it tries again."""


def _passes(error: Exception) -> bool:
    """Whether the same work may well succeed when it is tried again."""
    if isinstance(error, Neo4jError):
        return error.code == _RACED or (error.is_retryable() and error.code not in _LIMITS)
    return isinstance(error, DriverError) and error.is_retryable()


def translate(error: Exception, uri: str) -> EntenteError:
    """The error of ours that one of the driver's means."""
    if isinstance(error, Neo4jError):
        return _translate_server(error, uri)
    if isinstance(error, ServiceUnavailable | SessionExpired | OSError):
        return StoreUnreachable(f"{uri}: no Neo4j answers there ({error}); check the address and that it runs")
    if isinstance(error, OverflowError):
        return InputError(f"a number is too large: {error}; the database takes whole numbers of 64 bits")
    if isinstance(error, UnicodeEncodeError):
        return InputError(f"{error.object!r} holds half a character (a lone surrogate), which can't be sent")
    if isinstance(error, ConfigurationError | ValueError):
        return InputError(f"ENTENTE_URI: {uri!r}: {error}; an address looks like neo4j://host:7687")
    return StoreError(f"{uri}: {error}")


def _translate_server(error: Neo4jError, uri: str) -> EntenteError:
    code, message = error.code or "", (error.message or str(error)).removesuffix(" ()")
    if code in _LIMITS:
        return InputError(f"the query was stopped at its limit ({_LIMITS[code]}): ask for less, or raise it")
    if code == "Neo.ClientError.Statement.AccessMode":
        return InputError("the query writes, and only reading is allowed here")
    if code == "Neo.ClientError.Database.DatabaseNotFound":
        return InputError(f"{uri}: {message}; ENTENTE_DATABASE, or --database of `entente copy`, names another")
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
