"""Loading: the user's settings change the pipeline, and what can't be used is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy

from entente import settings
from entente.errors import InputError
from entente.extract import pipeline
from entente.settings import Settings


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline without weights, on disk."""
    made: Path = tmp_path_factory.mktemp("pipeline") / "bare"
    pipeline.register()
    nlp = spacy.blank("en")
    for name in ("entente_sentences", "entente_knowledge"):
        nlp.add_pipe(name)
    nlp.to_disk(made)
    return made


def given(folder: Path | str, **changes: str | int) -> Settings:
    return settings.load({}).replace(model=str(folder), **changes)


def test_a_folder_of_a_spacy_pipeline_is_loaded(folder: Path) -> None:
    nlp = pipeline.load(given(folder))
    assert nlp.pipe_names == ["entente_sentences", "entente_knowledge"]


def test_any_pipeline_of_spacy_will_do(tmp_path: Path) -> None:
    spacy.blank("de").to_disk(tmp_path / "german")
    assert pipeline.load(given(tmp_path / "german")).lang == "de"


@pytest.mark.parametrize("name", ["no-such-model", "."])
def test_what_is_no_pipeline_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="not a spaCy pipeline"):
        pipeline.load(given(name))


def test_a_component_can_be_switched_off(folder: Path) -> None:
    assert pipeline.load(given(folder, disable="entente_knowledge , ")).pipe_names == ["entente_sentences"]


def test_an_unknown_component_is_named_with_those_there_are(folder: Path) -> None:
    with pytest.raises(InputError, match=r"'entente_relations'; it has entente_sentences, entente_knowledge"):
        pipeline.load(given(folder, disable="entente_relations"))


def test_a_users_names_are_found(folder: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.json"
    names.write_text(json.dumps([{"name": "Zorvel", "kind": "Fund"}]), encoding="utf-8")
    doc = pipeline.load(given(folder, knowledge=str(names)))("Zorvel grew")
    assert [(e.text, e.label_) for e in doc.ents] == [("Zorvel", "Fund")]


def test_a_bad_file_of_names_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"missing\.json"):
        pipeline.load(given(folder, knowledge=str(tmp_path / "missing.json")))


def test_a_broken_model_folder_is_refused(tmp_path: Path) -> None:
    pipeline.blank().to_disk(tmp_path / "broken")
    (tmp_path / "broken" / "entente_mentions" / "weights.safetensors").write_bytes(b"no")
    with pytest.raises(InputError, match="not a file of weights"):
        pipeline.load(given(tmp_path / "broken"))


def test_what_decides_what_is_found_is_part_of_the_signature(folder: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.jsonl"
    names.write_text(json.dumps({"name": "Lumo", "kind": "Startup"}) + "\n", encoding="utf-8")
    plain = pipeline.extractor(pipeline.load(given(folder)))
    assert plain == pipeline.extractor(pipeline.load(given(folder)))
    assert plain != pipeline.extractor(pipeline.load(given(folder, knowledge=str(names))))
    assert plain != pipeline.extractor(pipeline.load(given(folder, disable="entente_knowledge")))
