from __future__ import annotations

from typing import Any

import pytest
from fastapi import Depends, FastAPI, Request
from fastapi.testclient import TestClient

from entente.api import errors, security
from entente.errors import InputError
from entente.settings import Settings, load

KEY, OTHER = "a-key-that-is-long-enough", "another-key-of-some-length"


def given(**changes: Any) -> Settings:
    return load({}).replace(**changes)


def client(base: str = "http://127.0.0.1:8000", **changes: Any) -> TestClient:
    settings = given(**changes)
    app = FastAPI()
    errors.install(app)

    @app.get("/v1/thing", dependencies=[Depends(security.Gate(settings))])
    def thing() -> str:
        return "here"

    @app.post("/v1/thing")
    async def put(request: Request) -> int:
        return len(await request.body())

    @app.get("/")
    def page() -> str:
        return "page"

    app.add_middleware(security.Guard, settings=settings)
    return TestClient(app, base_url=base)


def test_without_keys_everyone_on_this_machine_may_ask() -> None:
    assert client().get("/v1/thing").json() == "here"


@pytest.mark.parametrize(
    "headers", [{"Authorization": f"Bearer {KEY}"}, {"authorization": f"bearer {OTHER}"}, {"X-API-Key": OTHER}]
)
def test_any_of_the_keys_opens_by_either_header(headers: dict[str, str]) -> None:
    assert client(keys=f"{KEY}, {OTHER}").get("/v1/thing", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer "},
        {"Authorization": f"Basic {KEY}"},
        {"Authorization": KEY},
        {"X-API-Key": KEY[:-1]},
        {"X-API-Key": f"{KEY},{OTHER}"},
        {"X-API-Key": ""},
    ],
)
def test_without_a_right_key_it_stays_shut_and_says_how_to_send_one(headers: dict[str, str]) -> None:
    answer = client(keys=f"{KEY},{OTHER}").get("/v1/thing", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json()["error"]["code"] == "unauthorised"


def test_a_key_that_could_be_guessed_is_refused() -> None:
    with pytest.raises(InputError, match="at least 16"):
        security.Gate(given(keys="secret"))


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "example.org"])
def test_beyond_loopback_it_does_not_start_without_keys(host: str) -> None:
    with pytest.raises(InputError, match="ENTENTE_KEYS"):
        security.check_exposure(given(host=host))
    security.check_exposure(given(host=host, keys=KEY))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.5"])
def test_on_loopback_it_starts_without_keys(host: str) -> None:
    security.check_exposure(given(host=host))


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", "", "[::1", "192.0.2.7"]
)
def test_a_foreign_name_for_this_machine_is_turned_away(host: str) -> None:
    answer = client().get("/v1/thing", headers={"Host": host})
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "forbidden"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8000", "[::1]:8000", "LOCALHOST"])
def test_this_machine_s_own_names_are_let_in(host: str) -> None:
    assert client().get("/v1/thing", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:9999"])
def test_pages_of_other_origins_may_not_ask_even_with_a_key(origin: str) -> None:
    answer = client(keys=KEY).post("/v1/thing", headers={"Origin": origin, "X-API-Key": KEY})
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


def test_the_own_page_may_ask() -> None:
    assert client().get("/v1/thing", headers={"Origin": "http://127.0.0.1:8000"}).status_code == 200


def test_a_body_above_the_limit_is_refused_whether_or_not_it_says_its_length() -> None:
    small = client(max_body_mb=1)
    limit = 1024 * 1024
    assert small.post("/v1/thing", content=b"x" * limit).json() == limit
    declared = small.post("/v1/thing", content=b"x" * (limit + 1))
    chunked = small.post("/v1/thing", content=iter([b"x" * limit, b"x"]))
    for answer in (declared, chunked):
        assert answer.status_code == 413
        assert answer.json()["error"]["code"] == "too-large"


def test_answers_and_refusals_carry_the_security_headers() -> None:
    for answer in (client().get("/v1/thing"), client().get("/v1/thing", headers={"Host": "evil.example"})):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["Cache-Control"] == "no-store"
    assert "script-src 'self'" in client().get("/").headers["Content-Security-Policy"]
    assert "unsafe" not in client().get("/").headers["Content-Security-Policy"]
