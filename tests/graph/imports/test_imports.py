from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.graph import world

from entente.errors import InputError
from entente.graph.export import export
from entente.graph.export import source as exported
from entente.graph.imports import formats, import_file, read
from entente.graph.queries import adhoc
from entente.graph.store import ingest
from entente.graph.store.connection import Connection
from entente.ontology import Kind, RelationType, Status


def write(path: Path, *items: tuple[str, str, dict[str, list[str]]]) -> Path:
    lines = [json.dumps({"id": id_, "schema": schema, "properties": props}) for id_, schema, props in items]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def facts(connection: Connection) -> set[tuple[str, str, str, str, str | None, str, float | None]]:
    return {
        (
            relation.ends[statement.subject][1],
            statement.type.value,
            relation.ends[statement.object][1],
            statement.status.value,
            statement.date,
            statement.quote,
            statement.amount if statement.type is RelationType.INVESTED_IN else None,
        )
        for relation in exported.relations(connection)
        for statement in relation.statements
    }


def empty(connection: Connection) -> None:
    connection.apply(adhoc("MATCH (n) WHERE NOT n:Schema DETACH DELETE n"))


@pytest.mark.parametrize("form", formats())
def test_what_was_exported_comes_back(form: str, connection: Connection, tmp_path: Path) -> None:
    for document in world.DOCUMENTS:
        ingest(connection, document)
    before = facts(connection)
    export(connection, form, tmp_path / "graph")
    empty(connection)
    assert facts(connection) == set()
    assert {done.action for done in import_file(connection, tmp_path / "graph", form)} == {"added"}
    lost = before - facts(connection)
    assert facts(connection) <= before
    assert {type_ for _, type_, *_ in lost} == ({"FOCUSES_ON"} if form == "ftm" else set())  # technologies are keywords
    assert {done.action for done in import_file(connection, tmp_path / "graph", form)} == {"unchanged"}


def test_the_money_of_others_becomes_statements(tmp_path: Path) -> None:
    path = write(
        tmp_path / "others.json",
        ("p1", "Person", {"name": ["Ada Byron"]}),
        ("c1", "Company", {"name": ["Difference Engines"], "alias": ["DE"]}),
        ("o1", "LegalEntity", {"name": ["Byron Trust"]}),
        ("a1", "Address", {"full": ["12 Dorset Street"]}),
        (
            "x1",
            "Ownership",
            {"owner": ["o1"], "asset": ["c1"], "percentage": ["40"], "startDate": ["1843-07-01T09:00"]},
        ),
        ("x2", "Directorship", {"director": ["p1"], "organization": ["c1"], "role": ["chair"], "endDate": ["1852"]}),
        ("x3", "Sanction", {"entity": ["c1"], "authority": ["Board of Trade"], "summary": ["Listed."]}),
        ("x4", "Passport", {"holder": ["p1"]}),
        ("x5", "UnknownLink", {"subject": ["p1"], "object": ["o1"], "role": ["cousin"]}),
    )
    (document,) = read(path, "ftm")
    assert document.document == "ftm:others.json"
    names = {entity.id: entity.name for entity in document.entities}
    assert {entity.name: entity.kind for entity in document.entities} == {
        "Ada Byron": Kind.PERSON,
        "Difference Engines": Kind.COMPANY,
        "Byron Trust": Kind.ORGANISATION,
        "Board of Trade": Kind.GOVERNMENT,
    }
    found = {(names[r.subject], r.type, names[r.object]): r for r in document.relations}
    owns = found["Byron Trust", RelationType.OWNS, "Difference Engines"]
    assert (owns.share, owns.date, owns.status) == ("40", "1843-07-01", Status.ONGOING)
    chair = found["Ada Byron", RelationType.WORKS_FOR, "Difference Engines"]
    assert (chair.role, chair.status) == ("chair", Status.ENDED)
    assert found["Difference Engines", RelationType.SANCTIONED_BY, "Board of Trade"].quote == "Listed."
    assert len(found) == 3
    assert document.warnings == ("left out, having no place in the ontology: 1 Passport, 1 UnknownLink",)


def test_a_statement_with_two_proofs_stands_in_both_documents(tmp_path: Path) -> None:
    path = write(
        tmp_path / "two.json",
        ("d1", "Article", {"title": ["One"], "sourceUrl": ["https://example.org/1"], "publishedAt": ["2020-01-02"]}),
        ("d2", "PlainText", {"fileName": ["two.txt"]}),
        ("c1", "Company", {"name": ["A"]}),
        ("c2", "Company", {"name": ["B"]}),
        ("x1", "Ownership", {"owner": ["c1"], "asset": ["c2"], "proof": ["d1", "d2"]}),
    )
    documents = {document.document: document for document in read(path, "ftm")}
    assert sorted(documents) == ["ftm:https://example.org/1", "ftm:two.txt"]
    assert [len(document.relations) for document in documents.values()] == [1, 1]
    assert documents["ftm:https://example.org/1"].published == "2020-01-02"


def test_fragments_of_one_entity_are_put_together(tmp_path: Path) -> None:
    path = write(
        tmp_path / "parts.json",
        ("c1", "Company", {"name": ["A"]}),
        ("c1", "Company", {"alias": ["AA"], "name": ["A"]}),
    )
    (document,) = read(path, "ftm")
    assert [mention.text for mention in document.entities[0].mentions] == ["A", "AA"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"id": "a"', "line 1: not JSON"),
        ('{"id": "a", "schema": "Person", "properties": {}}\n[1]', "line 2: not FollowTheMoney"),
        ('{"id": "a", "schema": "Person", "properties": {"name": "A"}}', "line 1: not FollowTheMoney"),
    ],
)
def test_the_line_that_is_wrong_is_named(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text)
    with pytest.raises(InputError, match=message):
        list(read(path, "ftm"))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none.json: can't be read: No such file"):
        list(read(tmp_path / "none.json", "ftm"))
    (tmp_path / "latin").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="is not UTF-8 text"):
        list(read(tmp_path / "latin", "interchange"))
    with pytest.raises(InputError, match="'csv' is no format of import; there are interchange, ftm"):
        list(read(tmp_path / "latin", "csv"))


_SCHEMATA = ["Company", "Person", "Ownership", "Sanction", "Event", "UnknownLink", "Article", "Vessel"]
_PROPERTIES = (
    "name alias owner asset subject object role status date proof entity authority organizer involved sharesValue "
    "classification fileName summary"
).split()
_VALUES = ["a", "b", "c", "d", "", "planned", "INVESTED_IN", "12", "2020-13", "ü", "Fund"]
_items = st.fixed_dictionaries(
    {
        "id": st.sampled_from("abcdef"),
        "schema": st.sampled_from(_SCHEMATA),
        "properties": st.dictionaries(st.sampled_from(_PROPERTIES), st.lists(st.sampled_from(_VALUES))),
    }
)


@given(st.lists(_items, max_size=12))
def test_any_file_of_the_right_shape_can_be_read(tmp_path_factory: Any, items: list[dict[str, Any]]) -> None:
    path = tmp_path_factory.mktemp("any") / "any.json"
    path.write_text("\n".join(json.dumps(item) for item in items), encoding="utf-8")
    for document in read(path, "ftm"):
        assert document.document.startswith("ftm:")
