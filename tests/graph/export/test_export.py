"""Every format is read back by a library that did not write it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import rdflib
from followthemoney import model
from tests.conftest import empty
from tests.graph import world
from tests.graph.export.filled import HOSTILE, dump, fill, hostile, text

from entente.graph.export import export, formats, to_networkx, to_pandas
from entente.graph.export import source as exported
from entente.graph.store.connection import Connection
from entente.interchange import load

NAMES = [form.name for form in formats()]


@pytest.fixture(scope="module")
def graph(_open_current: Connection) -> Connection:
    """One graph for all tests here, which only read it."""
    empty(_open_current)
    fill(_open_current)
    return _open_current


def edges_of(connection: Connection) -> set[tuple[str, str, str]]:
    return {(r.subject, r.type.value, r.object) for r in exported.relations(connection)}


def network_of(connection: Connection, form: str) -> Any:
    data = io.BytesIO(text(connection, form))
    return nx.read_gexf(data) if form == "gexf" else nx.read_graphml(data, force_multigraph=True)


def names_of(connection: Connection) -> dict[str, str]:
    return {entity.name: entity.id for entity in exported.entities(connection)}


@pytest.mark.parametrize("form", NAMES)
def test_the_same_graph_gives_the_same_bytes(form: str, graph: Connection) -> None:
    assert text(graph, form) == text(graph, form)


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networkx_reads_every_entity_and_relationship(form: str, graph: Connection) -> None:
    network = network_of(graph, form)
    found = {(a, data["type"], b) for a, b, data in network.edges(data=True)}
    assert network.is_directed()
    assert found == edges_of(graph)
    assert set(network) == {entity.id for entity in exported.entities(graph)}


def test_graphml_says_what_the_evidence_is(graph: Connection) -> None:
    network = network_of(graph, "graphml")
    ids = names_of(graph)
    (edge,) = network[ids[world.FUND]][ids[world.KESTREL]].values()
    assert (edge["weight"], edge["documents"], edge["status"]) == (2, 2, "completed")
    assert (edge["first_date"], edge["last_date"]) == ("2018", "2018-06")
    assert edge["sources"] == "funds.txt | robots.txt"
    assert "put $300 million into" in edge["quotes"]
    assert "amount" not in edge  # the texts contradict each other
    node = network.nodes[ids[world.ASF]]
    assert (node["kind"], node["documents"]) == ("Fund", sum(world.ASF in (d.text or "") for d in world.DOCUMENTS))
    assert set(node["names"].split(" | ")) == {world.ASF, "ASF"}


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_characters_that_xml_has_not_are_replaced(form: str, graph: Connection) -> None:
    names = {data["name"] for _, data in network_of(graph, form).nodes(data=True)}
    assert HOSTILE.replace("\x07", "\ufffd") in names


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning:rdflib")
def test_json_ld_is_rdf_in_which_every_statement_leads_to_its_document(graph: Connection) -> None:
    rdf = rdflib.Graph().parse(data=text(graph, "jsonld").decode(), format="json-ld")
    vocabulary, prov = rdflib.Namespace("urn:entente:vocabulary:"), rdflib.PROV
    statements = list(rdf.subjects(rdflib.RDF.type, rdflib.RDF.Statement))
    assert len(statements) == sum(len(relation.statements) for relation in exported.relations(graph))
    for statement in statements:
        (document,) = rdf.objects(statement, prov.wasQuotedFrom)
        assert (document, rdflib.RDF.type, vocabulary.Document) in rdf
        (agent,) = rdf.objects(statement, prov.wasAttributedTo)
        assert (agent, rdflib.RDF.type, prov.SoftwareAgent) in rdf
        assert rdf.value(statement, prov.value)
    ids = names_of(graph)
    fund, kestrel, asf, pebble = (
        rdflib.URIRef(f"urn:entente:entity:{ids[name]}")
        for name in (world.FUND, world.KESTREL, world.ASF, world.PEBBLE)
    )
    assert (fund, vocabulary.INVESTED_IN, kestrel) in rdf
    assert (fund, rdflib.RDF.type, vocabulary.Organisation) in rdf
    amounts = {
        value.toPython()
        for s in rdf.subjects(rdflib.RDF.object, kestrel)
        for value in rdf.objects(s, vocabulary.amount)
        if isinstance(value, rdflib.Literal)
    }
    assert amounts == {2.5e8, 3e8}
    # a planned investment is stated, not asserted
    assert (asf, vocabulary.INVESTED_IN, pebble) not in rdf
    assert (None, rdflib.RDF.object, pebble) in rdf


def proxies(data: bytes) -> Iterator[Any]:
    for line in data.splitlines():
        yield model.get_proxy(json.loads(line), cleaned=False)


def test_follow_the_money_accepts_every_entity_and_keeps_every_value(graph: Connection) -> None:
    entities = {proxy.id: proxy for proxy in proxies(text(graph, "ftm"))}
    for line in text(graph, "ftm").splitlines():
        given = json.loads(line)
        proxy = entities[given["id"]]
        proxy.schema.validate(proxy.to_dict())
        for name, values in given["properties"].items():
            kept = set(proxy.get(name))
            assert len(kept) == len(set(values)), (name, values, kept)
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert entities[value].schema.is_a(prop.range), (proxy.schema.name, prop.name)


def test_follow_the_money_says_owner_and_proof_and_keeps_plans_apart(graph: Connection) -> None:
    entities = {proxy.id: proxy for proxy in proxies(text(graph, "ftm"))}
    ids = names_of(graph)
    owned = [e for e in entities.values() if e.schema.name == "Ownership" and ids[world.KESTREL] in e.get("asset")]
    assert {amount for e in owned for amount in e.get("sharesValue")} == {"300000000", "250000000"}
    assert {entities[proof].first("title") for e in owned for proof in e.get("proof")} == {"funds", "robots"}
    planned = [e for e in entities.values() if "planned" in e.get("status", quiet=True)]
    assert {e.schema.name for e in planned} == {"UnknownLink"}
    assert [e.first("employer") for e in entities.values() if e.schema.name == "Employment"] == [ids[world.ASF]]
    assert entities[ids[world.KESTREL]].get("keywords") == [world.QUANTUM]
    assert entities[ids[world.KESTREL]].get("classification") == ["Startup"]


def test_the_interchange_form_gives_back_what_went_in(graph: Connection, tmp_path: Path) -> None:
    export(graph, "interchange", tmp_path / "graph.jsonl")
    found = {document.document: document for document in load(tmp_path / "graph.jsonl")}
    for document in (*world.DOCUMENTS, hostile()):
        back = found.pop(document.document)
        assert back.text == document.text
        assert [e.mentions for e in back.entities] == [e.mentions for e in document.entities]
        assert [(r.type, r.quote, r.date, r.amount) for r in back.relations] == [
            (r.type, r.quote, r.date, r.amount) for r in document.relations
        ]
    assert not found


def test_tables_hold_every_node_and_relationship_under_typed_columns(graph: Connection) -> None:
    with zipfile.ZipFile(io.BytesIO(text(graph, "csv"))) as archive:
        arguments = archive.read("import.args").decode().split()
        tables = {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode(), newline="")))
            for name in archive.namelist()
            if name.endswith(".csv")
        }
    assert {arg.split("=")[1] for arg in arguments if arg.startswith(("--nodes", "--relationships"))} == set(tables)
    nodes, edges = dump(graph)
    assert sum(len(rows) for name, rows in tables.items() if name != "relationships.csv") == len(nodes)
    assert len(tables["relationships.csv"]) == len(edges)
    assert tables["Sentence.csv"][0].keys() == {":ID", ":LABEL", "end:long", "id:string", "start:long", "text:string"}
    assert HOSTILE in {row["name:string"] for row in tables["Entity.csv"]}
    assert "confidence:double" in tables["relationships.csv"][0]
    assert "statements:string[]" in tables["relationships.csv"][0]


def test_networkx_and_pandas_agree_with_the_graph(graph: Connection) -> None:
    network, frames = to_networkx(graph), to_pandas(graph)
    assert {(a, key, b) for a, b, key in network.edges(keys=True)} == edges_of(graph)
    assert set(frames.entities.index) == set(network)
    assert list(frames.relations[["subject", "type", "object"]].itertuples(index=False, name=None)) == sorted(
        edges_of(graph)
    )
    assert set(frames.documents.index) == {d.document for d in (*world.DOCUMENTS, hostile())}
    first = frames.relations.iloc[0]
    assert frames.statements.loc[first["statements"][0]]["quote"] == first["quotes"][0]
    assert network.nodes[names_of(graph)[world.ASF]]["names"] == [world.ASF, "ASF"]
