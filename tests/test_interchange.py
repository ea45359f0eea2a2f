from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.errors import InputError
from entente.interchange import Mention, Statement, dump_lines, load, parse, statement_id, text_hash
from entente.ontology import RelationType, Status

FUND = {"id": "e1", "kind": "Fund", "name": "Nordic Growth Fund", "mentions": ["Nordic Growth Fund", "NGF"]}
FIRM = {"id": "e2", "kind": "Startup", "name": "Lumo", "mentions": [{"text": "Lumo", "start": 30, "end": 34}]}
BACKED = {"subject": "e1", "type": "INVESTED_IN", "object": "e2", "status": "completed", "evidence": "NGF backed Lumo."}
TEXT = "NGF backed Lumo. The start-up Lumo"


def document(**changes: Any) -> dict[str, Any]:
    return {"document": "d.txt", "entities": [FUND, FIRM], "relations": [BACKED], **changes}


def test_a_gold_annotation_with_plain_mentions_is_read() -> None:
    read = parse(document())
    assert read.entities[0].mentions[1] == Mention(text="NGF")
    assert read.relations[0].quote == "NGF backed Lumo."
    assert read.relations[0].status is Status.COMPLETED


def test_quote_and_evidence_are_both_read() -> None:
    relation = {key: value for key, value in BACKED.items() if key != "evidence"} | {"quote": "NGF backed Lumo."}
    assert parse(document(relations=[relation])) == parse(document())


def test_what_is_written_is_read_back_the_same() -> None:
    read = parse(document(text=TEXT, published="2024-05", title="A title"))
    assert parse(read.to_dict(text=True)) == read


def test_absent_properties_and_the_text_are_left_out_of_the_json() -> None:
    written = parse(document(text=TEXT)).to_dict()
    assert "text" not in written
    assert "title" not in written
    assert "amount" not in written["relations"][0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"relations": [{**BACKED, "object": "e9"}]}, "'e9', which is not listed"),
        ({"relations": [{**BACKED, "object": "e1"}]}, "to itself"),
        ({"relations": [{**BACKED, "type": "LOCATED_IN"}]}, "can't relate a Fund to a Startup"),
        ({"relations": [{**BACKED, "date": "March"}]}, "relations.0.date"),
        ({"relations": [{**BACKED, "currency": "dollars"}]}, "relations.0.currency"),
        ({"entities": [FUND, {**FIRM, "id": "e1"}]}, "given twice"),
        ({"entities": [FUND, {**FIRM, "kind": "Ship"}]}, "entities.1.kind"),
        ({"document": ""}, "document"),
    ],
)
def test_what_is_wrong_is_named(change: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match="not the interchange form") as caught:
        parse(document(**change), "d.json")
    assert said in str(caught.value)
    assert str(caught.value).startswith("d.json: ")


@pytest.mark.parametrize("form", ["object", "array", "lines"])
def test_files_hold_one_object_an_array_or_lines(tmp_path: Path, form: str) -> None:
    one = parse(document())
    file = tmp_path / "documents.json"
    text = {
        "object": json.dumps(one.to_dict(), indent=1),
        "array": json.dumps([one.to_dict(), one.to_dict()]),
        "lines": "\n".join(dump_lines([one, one])) + "\n",
    }[form]
    file.write_text(text, encoding="utf-8")
    assert list(load(file)) == [one] * (1 if form == "object" else 2)


def test_a_broken_line_is_named_by_its_number(tmp_path: Path) -> None:
    file = tmp_path / "documents.jsonl"
    file.write_text("\n".join([*dump_lines([parse(document())]), "{broken"]), encoding="utf-8")
    with pytest.raises(InputError, match="line 2: not JSON"):
        list(load(file))


def test_whoever_is_told_of_broken_lines_gets_the_others(tmp_path: Path) -> None:
    good = parse(document())
    (line,) = dump_lines([good])
    file = tmp_path / "documents.jsonl"
    file.write_text("\n".join([line, '{"document": ', "[" * 100_000, "9" * 5000, "{}", line]), encoding="utf-8-sig")
    refused: list[InputError] = []
    assert list(load(file, refused.append)) == [good, good]
    said = [str(error).removeprefix(f"{file}, ") for error in refused]
    assert [line.partition(":")[0] for line in said] == ["line 2", "line 3", "line 4", "line 5"]
    assert "not JSON" in said[0]
    assert "deeply nested" in said[1]
    assert "too many digits" in said[2]
    assert "document: Field required" in said[3]


def test_one_broken_object_is_one_error_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "document.json"
    file.write_text(json.dumps(document(), indent=1).replace('"Nordic Growth Fund"', "Nordic", 1), encoding="utf-8")
    refused: list[InputError] = []
    with pytest.raises(InputError, match=r"document.json: not JSON: Expecting value \(line 7, column \d+\)"):
        list(load(file, refused.append))
    assert not refused


@pytest.mark.parametrize(("start", "end"), [(1, 5), (400, 404), (4, 0), (0, None)])
def test_offsets_at_which_the_text_has_something_else_are_refused(start: int, end: int | None) -> None:
    mention = {"text": "Lumo", "start": start, "end": end}
    with pytest.raises(InputError, match=r"'Lumo' is not what the text has"):
        parse(document(text="Lumo grows.", entities=[{**FIRM, "mentions": [mention]}], relations=[]))


@given(st.text())
def test_any_text_has_a_hash(text: str) -> None:
    assert len(text_hash(text)) == 64


def test_a_statement_keeps_its_id_and_another_place_in_the_text_gives_another() -> None:
    statement = Statement(subject="e1", type=RelationType.INVESTED_IN, object="e2", quote="q", start=0, end=1)
    a, b = Mention(text="A", start=0, end=1), Mention(text="B", start=5, end=6)
    same = statement.model_copy(update={"amount": 5.0, "confidence": 0.3})
    assert statement_id("d", statement, a, b) == statement_id("d", same, a, b)
    moved = Mention(text="B", start=7, end=8)
    assert statement_id("d", statement, a, b) != statement_id("d", statement, a, moved)
    assert statement_id("d", statement, a, b) != statement_id("e", statement, a, b)
