from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from fastapi.testclient import TestClient

from entente.api import schemas
from entente.api.app import create_app
from entente.errors import InputError, StoreUnreachable
from entente.graph import model
from entente.settings import Settings, load


def get(client: TestClient, path: str, **parameters: Any) -> Any:
    answer = client.get(f"/v1/{path}", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def named(client: TestClient, name: str) -> str:
    return str(get(client, "entities", name=name)[0]["entity"]["id"])


# ------------------------------------------------------------------------------------------------------- questions


def test_what_links_two_funds_comes_with_both_paths_and_a_quote_for_every_hop(client: TestClient) -> None:
    found = get(client, "links", a="NGF", b="Harbour Capital", kind="Startup")
    assert [answer["name"] for answer in found["answers"]] == ["Lumen Robotics", "Quill Analytics"]
    for answer in found["answers"]:
        assert [path["nodes"][0]["name"] for path in answer["paths"]] == ["Northern Growth Fund", "Harbour Capital"]
        for path in answer["paths"]:
            for hop in path["hops"]:
                for statement in hop["statements"]:
                    assert statement["quote"]
                    assert statement["end"] - statement["start"] == len(statement["quote"])
    assert "picture" not in found


def test_a_question_gives_the_same_answers_with_its_parse(client: TestClient) -> None:
    found = get(client, "ask", question="Which startups link Northern Growth Fund and Harbour Capital?", picture=True)
    assert [answer["name"] for answer in found["answers"]] == ["Lumen Robotics", "Quill Analytics"]
    assert found["parse"]["kinds"] == ["Startup"]
    assert {node["label"] for node in found["picture"]["nodes"]} >= {"Lumen Robotics", "Twin Rivers Fund"}


def test_statements_of_an_answer_name_entities_that_come_along(client: TestClient) -> None:
    found = get(client, "ask", question="What is Harbour Capital?")
    (answer,) = found["answers"]
    ends = {statement[end] for statement in answer["statements"] for end in ("subject", "object")}
    assert len(answer["statements"]) == 3
    assert ends <= set(found["entities"])


def test_a_question_of_no_form_lists_the_forms(client: TestClient) -> None:
    answer = client.get("/v1/ask", params={"question": "Why is the sky blue?"})
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "question-not-understood"
    assert answer.json()["error"]["details"]["forms"]


def test_an_unknown_name_gets_suggestions(client: TestClient) -> None:
    answer = client.get("/v1/links", params={"a": "Harbor Capitol", "b": "NGF"})
    assert answer.status_code == 404
    assert any("Harbour Capital" in name for name in answer.json()["error"]["details"]["suggestions"])


def test_paths_run_between_entities_and_filters_hold(client: TestClient) -> None:
    found = get(client, "paths", entity=["NGF", "Quill Analytics"])
    (path,) = found["answers"]
    assert [node["name"] for node in path["nodes"]] == ["Northern Growth Fund", "Twin Rivers Fund", "Quill Analytics"]
    nothing = get(client, "paths", entity=["NGF", "Quill Analytics"], until="2014")
    assert nothing["answers"] == []
    assert nothing["why_not"]


def test_a_subgraph_can_be_drawn(client: TestClient) -> None:
    found = get(client, "subgraph", entity="Harbour Capital", picture=True)
    assert len(found["nodes"]) == len(found["picture"]["nodes"]) == 4
    assert all({"x", "y", "shape"} <= set(node) for node in found["picture"]["nodes"])


# -------------------------------------------------------------------------------------------------------- entities


def test_an_entity_is_found_by_alias_and_shown_by_id(client: TestClient) -> None:
    card = get(client, f"entities/{named(client, 'NGF')}")
    assert card["entity"]["name"] == "Northern Growth Fund"
    assert {relation["type"] for relation in card["relations"]} == {"INVESTED_IN", "FOUNDED"}


def test_a_merged_id_leads_on(client: TestClient) -> None:
    a, b = named(client, "Lumen Robotics"), named(client, "Quill Analytics")
    done = client.post("/v1/judgements", json={"a": a, "b": b, "verdict": "same", "by": "tester"})
    assert done.status_code == 201, done.text
    kept = done.json()["entities"][0]
    gone = b if kept == a else a
    answer = client.get(f"/v1/entities/{gone}", follow_redirects=False)
    assert answer.status_code == 308
    assert answer.headers["location"] == f"/v1/entities/{kept}"
    undone = client.delete(f"/v1/judgements/{done.json()['id']}", params={"by": "tester"})
    assert undone.status_code == 200
    assert client.get(f"/v1/entities/{gone}", follow_redirects=False).status_code == 200


# ------------------------------------------------------------------------------------------- documents, statements


def test_documents_are_listed_shown_and_removed_with_their_facts(client: TestClient) -> None:
    assert [document["key"] for document in get(client, "documents")] == ["funds.txt", "rivers.txt"]
    assert get(client, "documents/rivers.txt")["text"].startswith("Twin Rivers Fund invested")
    removed = client.delete("/v1/documents/rivers.txt")
    assert removed.json()["statements"] == 3
    assert [document["key"] for document in get(client, "documents")] == ["funds.txt"]
    assert client.get("/v1/documents/rivers.txt").status_code == 404
    assert client.delete("/v1/documents/rivers.txt").status_code == 404


def test_a_statement_is_shown_in_its_context(client: TestClient) -> None:
    (answer,) = get(client, "links", a="NGF", b="Harbour Capital", kind="Startup", limit=1)["answers"]
    statement = answer["paths"][0]["hops"][-1]["statements"][0]
    assert get(client, f"statements/{statement['id']}") == statement
    context = get(client, f"statements/{statement['id']}/context")
    assert context["quote"] == statement["quote"]
    assert context["before"].endswith("in 2015. ")
    assert context["after"].strip() == "Northern Growth Fund plans to build Amber Park."


def test_a_rejected_statement_leaves_the_graph(client: TestClient) -> None:
    hop = get(client, "paths", entity=["Twin Rivers Fund", "Quill Analytics"])["answers"][0]["hops"][0]
    done = client.post(f"/v1/statements/{hop['statements'][0]['id']}/reject", json={"by": "tester", "why": "no"})
    assert done.status_code == 200
    assert get(client, "paths", entity=["Twin Rivers Fund", "Quill Analytics"])["answers"] == []


# ---------------------------------------------------------------------------------------------------------- cypher


def test_cypher_reads_and_does_not_write(client: TestClient) -> None:
    table = client.post("/v1/cypher", json={"query": "MATCH (f:Fund) RETURN f.name AS name ORDER BY name"}).json()
    assert table == {
        "columns": ["name"],
        "rows": [["Harbour Capital"], ["Northern Growth Fund"], ["Twin Rivers Fund"]],
        "truncated": False,
    }
    assert client.post("/v1/cypher", json={"query": "MATCH (n) DETACH DELETE n"}).status_code == 422
    assert len(get(client, "documents")) == 2


def test_the_library_is_listed_and_runs(client: TestClient) -> None:
    listed = get(client, "queries")
    assert len(listed) >= 25
    name = next(each["name"] for each in listed if not any(p["required"] for p in each["parameters"]))
    assert client.post(f"/v1/queries/{name}", json={"parameters": {}}).status_code == 200
    assert client.post("/v1/queries/no-such-query", json={}).status_code == 404


# ---------------------------------------------------------------------------------------------------------- service


def test_health_and_status(client: TestClient) -> None:
    assert get(client, "health")["status"] == "ok"
    assert get(client, "status")["documents"] == 2


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("links", {"a": "NGF"}),
        ("links", {"a": "NGF", "b": "Harbour Capital", "kind": "Planet"}),
        ("links", {"a": "NGF", "b": "Harbour Capital", "typo": "x"}),
        ("links", {"a": "NGF", "b": "Harbour Capital", "since": "yesterday"}),
        ("links", {"a": "NGF", "b": "Harbour Capital", "type": "LIKES"}),
        ("links", {"a": "NGF", "b": "Harbour Capital", "max_hops": 0}),
        ("links", {"a": "NGF", "b": "NGF"}),
        ("paths", {"entity": "NGF"}),
        ("subgraph", {"entity": "NGF", "depth": 99}),
        ("entities", {"name": ""}),
        ("ask", {"question": ""}),
        ("ask", {"question": "x" * 501}),
    ],
)
def test_a_wrong_request_says_what_is_wrong(client: TestClient, path: str, parameters: dict[str, Any]) -> None:
    answer = client.get(f"/v1/{path}", params=parameters)
    assert answer.status_code == 422, answer.text
    assert answer.json()["error"]["message"]


def test_every_route_describes_its_answer_and_errors(client: TestClient) -> None:
    document = get(client, "openapi.json")
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert operation.get("description"), f"{method} {path} has no description"
            assert "default" in operation["responses"], f"{method} {path} does not describe its errors"


@pytest.mark.parametrize(
    ("schema", "of"),
    [(schemas.Entity, model.Entity), (schemas.Statement, model.Statement), (schemas.Hop, model.Hop)],
)
def test_the_shapes_are_those_of_the_graph(schema: type[schemas.Schema], of: type[Any]) -> None:
    assert set(schema.model_fields) == {field.name for field in dataclasses.fields(of)}


def test_a_store_that_does_not_answer_is_said_as_503() -> None:
    def fail(settings: Settings) -> Any:
        raise StoreUnreachable("bolt://nowhere: no Neo4j answers there")

    app = create_app(load({}), connect=fail)
    answer = TestClient(app, base_url="http://127.0.0.1").get("/v1/health")
    assert answer.status_code == 503
    assert answer.json()["error"]["code"] == "store-unreachable"


def test_it_does_not_open_itself_to_others_without_keys() -> None:
    with pytest.raises(InputError, match="ENTENTE_KEYS"):
        create_app(load({}).replace(host="0.0.0.0"))


def test_with_keys_the_page_is_open_and_the_data_is_not() -> None:
    app = create_app(load({}).replace(keys="a-key-that-is-long-enough"), connect=lambda _: pytest.fail("connected"))
    shut = TestClient(app, base_url="http://127.0.0.1")
    assert shut.get("/").status_code == 200
    assert shut.get("/v1/documents").status_code == 401
