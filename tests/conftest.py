"""Fixtures for everything that needs a database.

Two real servers serve a whole run: the current Neo4j and the oldest release that is supported, each in a
temporary home of this run (so that two runs never meet) with a watcher that stops it should the run be
killed. They are started when the first test asks for them and stopped at the end. Jars come from the cache
that the program itself uses. A test that needs a database takes `connection` (current release) or
`any_connection` (once with each): both come empty, with the schema if it was made.
`bare_connection` has none. `settings` is for tests of code
that connects by itself.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest

from entente.graph import queries
from entente.graph.embedded import jars
from entente.graph.embedded import server as embedded
from entente.graph.store.connection import Connection
from entente.settings import Settings, load

Homes = Callable[[Path], Settings]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where CI is set, a test that cannot run fails."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
    return report


@pytest.fixture(scope="session", autouse=True)
def _no_optimising() -> Iterator[None]:
    """Servers that tests start live for minutes: the optimising compiler of Java would only cost them time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")
        yield


@pytest.fixture(scope="session")
def homes() -> Homes:
    """Makes settings for a home of its own, with the jars where the program itself keeps them."""
    given = {name: os.environ[name] for name in ("ENTENTE_CACHE", "ENTENTE_MAVEN") if name in os.environ}
    return lambda home: load({**given, "ENTENTE_HOME": str(home)}).replace(idle_minutes=5)


def _serve(given: Settings, release: str) -> Iterator[Settings]:
    try:
        running = embedded.ensure(given, release=release)
        assert running.release == release
        yield given.replace(uri=running.uri, user=running.user, password=running.password)
    finally:
        embedded.stop(given)
        shutil.rmtree(given.home, ignore_errors=True)


@pytest.fixture(scope="session")
def neo4j_current(homes: Homes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings that point at a server of the current release by its address."""
    yield from _serve(homes(tmp_path_factory.mktemp("current")), jars.CURRENT)


@pytest.fixture(scope="session")
def neo4j_lts(homes: Homes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings that point at a server of the oldest supported release by its address."""
    yield from _serve(homes(tmp_path_factory.mktemp("lts")), jars.LTS)


@pytest.fixture(scope="session")
def _open_current(neo4j_current: Settings) -> Iterator[Connection]:
    with Connection(neo4j_current, strict=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def _open_lts(neo4j_lts: Settings) -> Iterator[Connection]:
    with Connection(neo4j_lts, strict=True) as opened:
        yield opened


@pytest.fixture
def settings(neo4j_current: Settings, connection: Connection, tmp_path: Path) -> Settings:
    """Settings with a home of the test's own and an empty database of the current release."""
    return Settings(tmp_path / "home", neo4j_current.cache, neo4j_current.values)


@pytest.fixture
def connection(_open_current: Connection) -> Connection:
    """An empty database of the current release."""
    empty(_open_current)
    return _open_current


@pytest.fixture(params=["current", "lts"])
def any_connection(request: pytest.FixtureRequest) -> Connection:
    """An empty database, once of the current and once of the oldest supported release."""
    opened: Connection = request.getfixturevalue(f"_open_{request.param}")
    empty(opened)
    return opened


@pytest.fixture(params=["current", "lts"])
def bare_connection(request: pytest.FixtureRequest) -> Connection:
    """An empty database without constraints and indexes, once of each release."""
    opened: Connection = request.getfixturevalue(f"_open_{request.param}")
    strip(opened)
    return opened


def empty(connection: Connection) -> None:
    """Takes everything out of the database but the schema: making that anew for each test would take the longest."""
    schema = "MATCH (s:Schema) SET s.changes = 0, s.min_confidence = $least"
    connection.apply(queries.adhoc("MATCH (n) WHERE NOT n:Schema DETACH DELETE n"))
    connection.write(lambda tx: tx.run(queries.adhoc(schema), least=connection.settings.min_confidence))


def strip(connection: Connection) -> None:
    """Takes out everything, constraints and indexes too."""
    connection.apply(queries.adhoc("MATCH (n) DETACH DELETE n"))
    for kind, listing in (("CONSTRAINT", "SHOW CONSTRAINTS YIELD name"), ("INDEX", "SHOW INDEXES YIELD name, type")):
        for row in connection.read(queries.adhoc(listing)):
            if row.get("type") != "LOOKUP":
                connection.apply(queries.adhoc(f"DROP {kind} `{row['name']}`"))
