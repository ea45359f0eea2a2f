from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from entente import errors as ours
from entente.api import errors


def all_errors() -> list[ours.EntenteError]:
    return [
        ours.EntenteError("odd"),
        ours.InputError("a date is no date"),
        ours.UnreadableDocument("a.pdf", "encrypted"),
        ours.QuestionNotUnderstood("hm?", ["what is X"]),
        ours.NotFound("nothing is called 'RDFI'", ["RDIF"]),
        ours.Conflict("not merged"),
        ours.StoreError("broken"),
        ours.StoreUnreachable("bolt://x: nothing answers"),
        ours.StoreDenied("wrong password"),
        ours.StoreOutdated("newer"),
        ours.StoreStartError("no memory"),
    ]


def classes(root: type[ours.EntenteError]) -> set[type[ours.EntenteError]]:
    found = {root}.union(*(classes(below) for below in root.__subclasses__()))
    return {each for each in found if each.__module__ == ours.__name__}


class Backend:
    resets = 0

    def reset(self) -> None:
        self.resets += 1


@pytest.fixture
def app() -> FastAPI:
    app = FastAPI()
    app.state.backend = Backend()
    errors.install(app)
    by_code = {error.code: error for error in all_errors()}

    @app.get("/raise/{code}")
    def fail(code: str) -> None:
        raise by_code[code]

    @app.get("/bug")
    def bug() -> None:
        raise RuntimeError("secret path /root/x")

    @app.get("/number")
    def number(of: int) -> int:
        return of

    return app


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app, raise_server_exceptions=False)


def test_every_class_of_error_is_tried_here() -> None:
    assert {type(error) for error in all_errors()} == classes(ours.EntenteError)


@pytest.mark.parametrize("error", all_errors(), ids=lambda error: error.code)
def test_an_error_of_ours_has_its_status_code_message_and_details(client: TestClient, error: ours.EntenteError) -> None:
    answer = client.get(f"/raise/{error.code}")
    assert answer.status_code == error.http_status
    assert answer.json() == {"error": {"code": error.code, "message": str(error), "details": error.details}}


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not-found"),
        ("POST", "/number", 405, "method-not-allowed"),
        ("GET", "/number?of=many", 422, "input"),
        ("GET", "/bug", 500, "internal-server-error"),
    ],
)
def test_what_goes_wrong_elsewhere_has_the_same_shape(
    client: TestClient, method: str, path: str, status: int, code: str
) -> None:
    answer = client.request(method, path)
    body: dict[str, Any] = answer.json()
    assert answer.status_code == status
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "details"}
    assert body["error"]["code"] == code


def test_a_bug_tells_nothing_of_the_inside(client: TestClient) -> None:
    assert "secret" not in client.get("/bug").text


def test_a_wrong_value_is_named(client: TestClient) -> None:
    error = client.get("/number?of=many").json()["error"]
    assert error["message"].startswith("query.of: ")
    assert error["details"]["problems"][0]["where"] == "query.of"


def test_a_store_that_does_not_answer_is_connected_to_anew_next_time(app: FastAPI, client: TestClient) -> None:
    client.get("/raise/not-found")
    assert app.state.backend.resets == 0
    client.get("/raise/store-unreachable")
    assert app.state.backend.resets == 1
