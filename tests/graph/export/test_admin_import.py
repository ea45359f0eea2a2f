"""The zip of tables is what `neo4j-admin database import` takes: the database it makes holds the same."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.graph import world
from tests.graph.export.filled import dump, fill

from entente.graph.embedded import jars, server
from entente.graph.embedded.place import Place
from entente.graph.export import export
from entente.graph.store import ingest, migrate
from entente.graph.store.connection import Connection, connect
from entente.settings import Settings, load


def without_empty_lists(found: tuple[list[Any], list[Any]]) -> list[Any]:
    """What neo4j-admin can tell of a store: its tables have no form for a list of nothing."""
    return [
        replace(item, properties={name: value for name, value in item.properties.items() if value != []})
        for items in found
        for item in items
    ]


@pytest.mark.slow
def test_neo4j_admin_makes_the_same_store(connection: Connection, neo4j_current: Settings, tmp_path: Path) -> None:
    fill(connection)
    export(connection, "csv", tmp_path / "graph.zip")
    with zipfile.ZipFile(tmp_path / "graph.zip") as archive:
        archive.extractall(tmp_path)
    arguments = (tmp_path / "import.args").read_text().split()
    arguments = [argument.replace("s=", f"s={tmp_path}/") if ".csv" in argument else argument for argument in arguments]

    home = {"ENTENTE_HOME": str(tmp_path / "home"), "ENTENTE_CACHE": str(neo4j_current.cache)}
    settings = load(home).replace(idle_minutes=5)
    place = Place.of(settings)
    place.make()
    server.configure(settings, place, 0)
    server.admin(settings, place, jars.CURRENT, "database", "import", "full", "neo4j", *arguments)
    try:
        with connect(settings) as imported:
            assert without_empty_lists(dump(imported)) == without_empty_lists(dump(connection))
            migrate(imported)
            assert ingest(imported, world.FUNDS).action == "unchanged"
            assert ingest(
                imported, world.document("new.txt", None, {world.ASF: "Fund"}, [(f"{world.ASF}.", [])])
            ).entities
    finally:
        server.stop(settings)
