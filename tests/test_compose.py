"""`docker-compose.yml`, read by `compose-spec`: a strict parser of the Compose specification."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from compose_spec import PyCompose

from entente.graph.embedded import jars
from entente.settings import SETTINGS

ROOT = Path(__file__).parents[1]


@pytest.fixture
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return loaded


def interpolated(text: str) -> str:
    """The file as Compose reads it, with required variables given and the others at their defaults."""
    text = re.sub(r"\$\{\w+:-(\w+)\}", r"\1", text)
    return re.sub(r"\$\{\w+:\?[^}]+\}", "sixteen-characters-or-more", text)


def test_it_is_valid_by_the_specification() -> None:
    text = interpolated((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    assert sorted(PyCompose.from_yaml(text).service_names()) == ["api", "neo4j"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("healthcheck:", "helthcheck:"), ("service_healthy", "service_well"), ("retries: 12", "retries: many")],
)
def test_a_mistake_would_be_found(right: str, wrong: str) -> None:
    text = interpolated((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    with pytest.raises(ValueError, match="services"):
        PyCompose.from_yaml(text.replace(right, wrong, 1))


def test_nothing_is_published_beyond_loopback(compose: dict[str, Any]) -> None:
    ports = [port for service in compose["services"].values() for port in service.get("ports", ())]
    assert ports
    assert all(re.match(r"127\.0\.0\.1:", port) for port in ports)
    assert not any("network_mode" in service for service in compose["services"].values())


def test_the_database_has_a_health_check_and_a_volume_and_is_waited_for(compose: dict[str, Any]) -> None:
    neo4j, api = compose["services"]["neo4j"], compose["services"]["api"]
    assert neo4j["healthcheck"]["test"]
    assert [volume.split(":")[0] for volume in neo4j["volumes"]] == ["graph"]
    assert set(compose["volumes"]) >= {"graph"}
    assert api["depends_on"]["neo4j"]["condition"] == "service_healthy"


def test_secrets_come_from_the_environment_and_have_no_default(compose: dict[str, Any]) -> None:
    given = {**compose["services"]["neo4j"]["environment"], **compose["services"]["api"]["environment"]}
    for name in ("NEO4J_AUTH", "ENTENTE_PASSWORD", "ENTENTE_KEYS"):
        assert re.search(r"\$\{ENTENTE_\w+:\?[^}]+\}", given[name]), name


def test_it_names_only_settings_that_exist_and_the_release_that_is_tested(compose: dict[str, Any]) -> None:
    names = {setting.variable for setting in SETTINGS}
    assert set(re.findall(r"ENTENTE_[A-Z_]*[A-Z]", (ROOT / "docker-compose.yml").read_text())) <= names
    assert compose["services"]["neo4j"]["image"] == f"neo4j:{jars.CURRENT}-community"
    defaults = {setting.variable: str(setting.default) for setting in SETTINGS}
    for variable, default in re.findall(r"\$\{(ENTENTE_\w+):-(\w+)\}", (ROOT / "docker-compose.yml").read_text()):
        assert default == defaults[variable], variable
