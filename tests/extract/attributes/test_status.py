"""Where an act stands, and that a denied act is no statement."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from entente.errors import InputError
from entente.extract.attributes.status import StatusComponent
from entente.ontology import Status

from .conftest import Build


@pytest.fixture(scope="module")
def component() -> StatusComponent:
    return StatusComponent()


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("[Norlund Capital|Fund] invested in [Veldt|Startup] in 2019.", "INVESTED_IN", Status.COMPLETED),
        ("[Norlund Capital|Fund] will invest in [Veldt|Startup] next year.", "INVESTED_IN", Status.PLANNED),
        ("[Norlund Capital|Fund] plans to invest in [Veldt|Startup].", "INVESTED_IN", Status.PLANNED),
        ("[Ruritania|Place] and others signed the [Harbour Treaty|Agreement] in May.", "SIGNED", Status.COMPLETED),
        ("[Ruritania|Place] is negotiating an [agreement on fish|Agreement] with others.", "SIGNED", Status.PLANNED),
        ("After long negotiations [Ruritania|Place] signed the [Fish Pact|Agreement].", "SIGNED", Status.COMPLETED),
        ("[Jane Roe|Person], the president of [Norlund Bank|Company], spoke.", "WORKS_FOR", Status.ONGOING),
        ("[Jane Roe|Person], a former president of [Norlund Bank|Company], spoke.", "WORKS_FOR", Status.ENDED),
        ("[Veldt|Startup] is based in [Oslo|Place].", "LOCATED_IN", Status.ONGOING),
        ("[Norlund Bank|Company] founded the [Elm Park|Park] in 1999.", "FOUNDED", Status.COMPLETED),
    ],
)
def test_tense_and_mood_tell_the_status(
    build: Build, component: StatusComponent, text: str, type_: str, status: Status
) -> None:
    (relation,) = component(build(text, type_))._.relations
    assert relation.status is status


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("[Norlund Capital|Fund] did not invest in [Veldt|Startup].", "INVESTED_IN"),
        ("[Norlund Capital|Fund] will not invest in [Veldt|Startup].", "INVESTED_IN"),
        ("[Norlund Capital|Fund] has denied that it invested in [Veldt|Startup].", "INVESTED_IN"),
        ("[Norlund Capital|Fund] refused to back [Veldt|Startup].", "INVESTED_IN"),
        ("[Norlund Bank|Company] is not an investor in [Veldt|Startup].", "INVESTED_IN"),
        ("Talks between [Norlund Bank|Company] and [Veldt|Startup] came to nothing.", "INVESTED_IN"),
        ("[Ruritania|Place] never signed the [Harbour Treaty|Agreement].", "SIGNED"),
        ("[Jane Roe|Person] didn't attend the [Elm Forum|Forum].", "PARTICIPATED_IN"),
    ],
)
def test_a_denied_refused_or_failed_act_is_no_statement(
    build: Build, component: StatusComponent, text: str, type_: str
) -> None:
    assert component(build(text, type_))._.relations == []


@pytest.mark.parametrize(
    "text",
    [
        "[Norlund Capital|Fund] not only invested in [Veldt|Startup] but also advised it.",
        "[Norlund Capital|Fund], which did not say how much it has, invested in [Veldt|Startup].",
        "[Norlund Capital|Fund] invested in [Veldt|Startup]. It did not name the sum.",
    ],
)
def test_a_negation_of_something_else_denies_nothing(build: Build, component: StatusComponent, text: str) -> None:
    assert len(component(build(text, "INVESTED_IN"))._.relations) == 1


def test_the_component_is_written_and_read_and_a_broken_folder_is_named(nlp: Language, tmp_path: Path) -> None:
    component = StatusComponent()
    component.to_disk(tmp_path / "status")
    again = StatusComponent().from_disk(tmp_path / "status")
    assert again.model.weights == component.model.weights
    (tmp_path / "status" / "weights.json").write_text("{}")
    with pytest.raises(InputError, match="not the weights"):
        again.from_disk(tmp_path / "status")
