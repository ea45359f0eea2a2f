"""The zip of tables is what `neo4j-admin database import` takes: the database it makes holds the same."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from tests.graph import world
from tests.graph.export.filled import dump, fill

from entente.graph.embedded import jars, server
from entente.graph.embedded.place import Place
from entente.graph.export import export
from entente.graph.store import ingest, migrate
from entente.graph.store.connection import Connection, connect
from entente.settings import Settings


@pytest.mark.slow
def test_neo4j_admin_makes_the_same_store(connection: Connection, neo4j_current: Settings, tmp_path: Path) -> None:
    fill(connection)
    export(connection, "csv", tmp_path / "graph.zip")
    with zipfile.ZipFile(tmp_path / "graph.zip") as archive:
        archive.extractall(tmp_path)
    arguments = (tmp_path / "import.args").read_text().split()
    arguments = [argument.replace("s=", f"s={tmp_path}/") if ".csv" in argument else argument for argument in arguments]

    settings = Settings(tmp_path / "home", neo4j_current.cache, {}).replace(idle_minutes=5)
    place = Place.of(settings)
    place.make()
    server.configure(settings, place, 0)
    server.admin(settings, place, jars.CURRENT, "database", "import", "full", *arguments, "neo4j")
    try:
        with connect(settings) as imported:
            assert dump(imported) == dump(connection)
            migrate(imported)
            assert ingest(imported, world.FUNDS).action == "unchanged"
            assert ingest(
                imported, world.document("new.txt", None, {world.ASF: "Fund"}, [(f"{world.ASF}.", [])])
            ).entities
    finally:
        server.stop(settings)
