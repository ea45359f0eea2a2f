"""A filled graph, shared by a module's tests where they only read, and the service on top of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.api.sample import documents

from entente.api.app import create_app
from entente.graph.store import ingest
from entente.graph.store.connection import Connection
from entente.settings import Settings


@pytest.fixture
def filled(connection: Connection) -> Connection:
    """The sample graph in a database of the test's own."""
    for extraction in documents():
        ingest(connection, extraction)
    return connection


@pytest.fixture
def client(filled: Connection) -> Iterator[TestClient]:
    """The service on the sample graph."""
    app = create_app(filled.settings, connect=lambda _: Shared(filled))  # type: ignore[arg-type,return-value]
    with TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False) as opened:
        yield opened


class Shared:
    """A connection that outlives whoever closes it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)

    def close(self) -> None:
        """Belongs to the fixture."""


@pytest.fixture
def home(filled: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The command line's environment points at the sample graph."""
    settings = filled.settings
    monkeypatch.setenv("ENTENTE_HOME", str(tmp_path / "home"))
    for name in ("uri", "user", "password", "database"):
        monkeypatch.setenv(f"ENTENTE_{name.upper()}", str(settings.values[name]))
    return settings
