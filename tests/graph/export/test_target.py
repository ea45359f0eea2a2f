"""A file gets all of the graph or nothing, and what stands in the way is said."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.graph import world
from tests.graph.export.filled import text

from entente.errors import Conflict, InputError
from entente.graph.export import export, formats
from entente.graph.export import source as exported
from entente.graph.store import ingest
from entente.graph.store.connection import Connection

NAMES = [form.name for form in formats()]


@pytest.fixture
def graph(connection: Connection) -> Connection:
    ingest(connection, world.FUNDS)
    return connection


def test_an_empty_store_exports_to_an_empty_graph(connection: Connection, tmp_path: Path) -> None:
    for form in NAMES:
        export(connection, form, tmp_path / form)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(NAMES)


def test_a_file_is_replaced_whole_and_keeps_its_permissions(graph: Connection, tmp_path: Path) -> None:
    target = tmp_path / "graph.graphml"
    target.write_text("old")
    target.chmod(0o600)
    export(graph, "graphml", target)
    assert target.read_bytes() == text(graph, "graphml")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["graph.graphml"]


def test_a_format_that_is_none_is_named(connection: Connection) -> None:
    with pytest.raises(InputError, match=r"'gephi' is no format of export; there are graphml, gexf"):
        export(connection, "gephi", io.BytesIO())


def test_a_full_disk_is_said(graph: Connection) -> None:
    for form in NAMES:
        with pytest.raises(InputError, match=r"/dev/full: can't be written: the disk is full"):
            export(graph, form, Path("/dev/full"))


def test_a_folder_that_is_not_there_is_said(connection: Connection, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="its folder does not exist"):
        export(connection, "gexf", tmp_path / "no" / "graph.gexf")
    with pytest.raises(InputError, match="is a folder; name a file"):
        export(connection, "gexf", tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="its folder is a file"):
        export(connection, "gexf", tmp_path / "file" / "graph.gexf")


def test_an_export_that_fails_midway_leaves_the_old_file(
    graph: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "graph.graphml"
    target.write_text("old")

    def fail(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(InputError, match="the disk is full"):
        export(graph, "graphml", target)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["graph.graphml"]


def test_a_graph_that_changes_while_it_is_written_is_written_again(
    graph: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = iter(["a", "b", "c", "d"])
    original = exported.entities

    def disturbed(source: Connection) -> Iterator[Any]:
        yield from original(source)
        ingest(source, world.document(f"{next(texts)}.txt", None, {"Umber Bank": "Company"}, [("Umber Bank.", [])]))

    monkeypatch.setattr(exported, "entities", disturbed)
    with pytest.raises(Conflict, match="wait until the ingest has ended"):
        export(graph, "graphml", tmp_path / "graph.graphml")
    assert next(texts) == "d"
    assert not list(tmp_path.iterdir())
