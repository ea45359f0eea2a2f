"""Questions and what the small world answers, on both releases."""

from __future__ import annotations

from typing import Any

import pytest
from tests.graph import world
from tests.graph.ask.questions import FIRST, SECOND, Question

from entente.errors import InputError, NotFound, QuestionNotUnderstood
from entente.graph.ask import Answer, ask
from entente.graph.filters import Filters
from entente.graph.model import Found, LinkAnswer, to_json
from entente.graph.store import ingest
from entente.graph.store.connection import Connection
from entente.interchange import parse


def answered(answer: Answer) -> set[str]:
    """The names of what answers: for *connect* the entities in between."""
    if answer.form == "connect":
        paths = [path for found in answer.answers if isinstance(found, LinkAnswer) for path in found.paths]
        return {name for path in paths for node in path.nodes[1:-1] for name in node.names}
    return {name for found in answer.answers for name in found.entity.names}


@pytest.mark.parametrize("question", FIRST + SECOND, ids=lambda q: q.text)
def test_question_is_answered(small_world: Connection, question: Question) -> None:
    answer = ask(small_world, question.text)
    assert answer.form == question.form
    names = answered(answer)
    assert question.answers <= names
    if answer.form != "connect":
        assert len(answer.answers) == len(question.answers)


def test_every_hop_of_a_link_opens_its_sentence(small_world: Connection) -> None:
    answer = ask(small_world, "which startups link ASF and LIC")
    texts = {document.document: document.text for document in world.DOCUMENTS}
    for found in answer.answers:
        assert isinstance(found, LinkAnswer)
        assert [path.nodes[0].name for path in found.paths] == [world.ASF, world.LIC]
        for path in found.paths:
            for hop in path.hops:
                assert hop.statements
                for statement in hop.statements:
                    text = texts[statement.document]
                    assert text is not None
                    assert text[statement.start : statement.end] == statement.quote


def test_json_of_an_answer_keeps_its_contract(small_world: Connection) -> None:
    data = to_json(ask(small_world, "which startups link ASF and LIC"))
    assert data["form"] == "link"
    assert data["parse"]["kinds"] == ["Startup"]
    for found in data["answers"]:
        assert {"id", "name", "kind", "names", "paths"} <= set(found)
        for path in found["paths"]:
            for hop in path["hops"]:
                assert {"subject", "type", "object", "statements"} <= set(hop)
                for statement in hop["statements"]:
                    assert {"quote", "document", "start", "end", "status"} <= set(statement)
    data = to_json(ask(small_world, "who manages the Aurora-Lotus Fund"))
    for found in data["answers"]:
        assert {"id", "name", "kind", "names", "statements", "marks"} <= set(found)


def test_what_is_only_planned_is_marked(small_world: Connection) -> None:
    answers = ask(small_world, "What did ASF invest in?").answers
    assert [(found.entity.name, found.marks) for found in answers if isinstance(found, Found)] == [
        (world.MIRROR, ()),
        (world.PEBBLE, ("planned",)),
    ]


@pytest.mark.parametrize(
    "question",
    [
        "Why did ASF invest in Pebble Labs?",
        "Who did not invest in Pebble Labs?",
        "Which startups link?",
        "the weather in Norland tomorrow",
        "Who manages?",
        "ASF LIC",
        "MATCH (n) RETURN n",
    ],
)
def test_a_question_of_no_form_gets_the_forms_and_no_guess(small_world: Connection, question: str) -> None:
    with pytest.raises(QuestionNotUnderstood) as raised:
        ask(small_world, question)
    assert any("KIND link A and B" in form for form in raised.value.forms)


def test_an_unknown_name_gets_suggestions(small_world: Connection) -> None:
    with pytest.raises(NotFound) as raised:
        ask(small_world, "Which startups link Aurora Sovreign Fund and LIC?")
    assert "Aurora Sovreign Fund" in str(raised.value)
    assert world.ASF in raised.value.suggestions


def test_an_empty_question_is_refused(small_world: Connection) -> None:
    with pytest.raises(InputError):
        ask(small_world, "  ")


def test_the_parse_says_how_the_question_was_read(small_world: Connection) -> None:
    parse = ask(small_world, "Which companies did the Aurora-Lotus Fund back between 2015 and March 2017?").parse
    assert parse.kinds == ("Company",)
    assert parse.types == ("INVESTED_IN", "SUPPORTED")
    assert parse.asked == "object"
    assert parse.limits == ("from 2015 to 2017-03",)
    assert [part["name"] for part in parse.names] == [world.FUND]


def test_filters_given_beside_the_question_hold_too(small_world: Connection) -> None:
    answer = ask(small_world, "which startups link ASF and LIC", Filters.of(statuses=["planned"]))
    assert [found.entity.name for found in answer.answers] == [world.PEBBLE]


def test_an_empty_answer_says_why(small_world: Connection) -> None:
    answer = ask(small_world, "Which universities did the Aurora-Lotus Fund invest in?")
    assert not answer.answers
    assert [reason.limit for reason in answer.why_not] == ["kind"]
    answer = ask(small_world, "What did the Aurora-Lotus Fund invest in before 2010?")
    assert [reason.limit for reason in answer.why_not] == ["until"]


def test_the_newest_come_first_and_what_has_no_date_last(small_world: Connection) -> None:
    def order(question: str) -> list[str]:
        return [found.entity.name for found in ask(small_world, question).answers]

    assert order("newest agreements") == ["Norland-Vela Science Treaty", "Frost Data Accord"]
    assert order("latest investments") == [world.PEBBLE, world.KESTREL, world.QUILL, world.MIRROR]
    assert order("earliest investments of the Aurora-Lotus Fund") == [world.QUILL, world.KESTREL]
    first = ask(small_world, "latest investments", limit=1)
    assert [found.entity.name for found in first.answers] == [world.PEBBLE]
    assert first.truncated
    assert first.parse.limits == ("the newest first",)


def test_a_question_without_a_name_says_what_was_left_out_and_why_there_is_no_answer(small_world: Connection) -> None:
    answer = ask(small_world, "which startups were backed in 2018")
    assert answer.left_out == {"undated": 1}
    answer = ask(small_world, "which agreements were signed in 2001")
    assert [reason.limit for reason in answer.why_not] == ["until"]
    answer = ask(small_world, "which people were sanctioned")
    assert [reason.limit for reason in answer.why_not] == ["kind"]


def test_an_adjective_of_nationality_asks_for_what_belongs_to_the_country(any_connection: Connection) -> None:
    rows: list[Any] = [
        (f"{fund} sits in {place}.", [(fund, "LOCATED_IN", place, {})])
        for fund, place in (("Kite Fund", "Japan"), ("Reed Fund", "Osaka"), ("Moss Fund", "South Korea"))
    ]
    rows += [
        ("Osaka lies in Japan.", [("Osaka", "PART_OF", "Japan", {})]),
        ("Kite Fund and Reed Fund and Moss Fund own Fern Robotics.",
         [(fund, "OWNS", "Fern Robotics", {}) for fund in ("Kite Fund", "Reed Fund", "Moss Fund")]),
        ("Japan Growth Fund owns Fern Robotics.", [("Japan Growth Fund", "OWNS", "Fern Robotics", {})]),
        ("Fern Robotics owns Iris Optics.", [("Fern Robotics", "OWNS", "Iris Optics", {})]),
    ]  # fmt: skip
    kinds = {f"{name} Fund": "Fund" for name in ("Kite", "Reed", "Moss", "Japan Growth")}
    kinds |= {"Japan": "Place", "Osaka": "Place", "South Korea": "Place", "Fern Robotics": "Company"}
    ingest(any_connection, world.document("a.txt", None, {**kinds, "Iris Optics": "Company"}, rows))

    def names(question: str) -> set[str]:
        return {found.entity.name for found in ask(any_connection, question).answers}

    japanese = {"Kite Fund", "Reed Fund", "Japan Growth Fund"}
    assert names("Japanese funds") == japanese
    assert names("Which funds are Japanese?") == japanese
    assert names("which japanese funds own Fern Robotics") == japanese
    assert names("which Japanese or South Korean funds own Fern Robotics") == {*japanese, "Moss Fund"}
    assert names("Which South Korean funds link Fern Robotics and South Korea?") == {"Moss Fund"}
    said = {f.entity.name: [s.quote for s in f.statements] for f in ask(any_connection, "Japanese funds").answers
            if isinstance(f, Found)}  # fmt: skip
    assert said == {"Kite Fund": ["Kite Fund sits in Japan."], "Reed Fund": ["Reed Fund sits in Osaka."],
                    "Japan Growth Fund": []}  # fmt: skip
    answer = ask(any_connection, "Which Brazilian funds own Fern Robotics?")
    assert not answer.answers
    assert [reason.message for reason in answer.why_not] == ["no Fund is known to be of Brazil"]
    assert ask(any_connection, "what is Japan").parse.names[0]["name"] == "Japan"


@pytest.mark.parametrize("question", ["newest agreements", "who founded Tidewater?", "what is love", "Japanese funds"])
def test_an_empty_graph_is_said_to_be_empty_and_how_it_is_filled(connection: Connection, question: str) -> None:
    with pytest.raises(NotFound, match="the graph is empty: `entente ingest FILES`"):
        ask(connection, question)


def test_an_acronym_that_no_text_uses_stands_for_the_name_it_abbreviates(connection: Connection) -> None:
    text = "Silver Birch Development Agency manages Grove Park."
    names = [("a", "Organisation", "Silver Birch Development Agency"), ("b", "Park", "Grove Park")]
    entities = [{"id": id_, "kind": kind, "name": name, "mentions": [name]} for id_, kind, name in names]
    relation = {"subject": "a", "type": "MANAGES", "object": "b", "evidence": text}
    ingest(connection, parse({"document": "a.txt", "entities": entities, "relations": [relation]}))
    assert answered(ask(connection, "What does SBDA manage?")) == {"Grove Park"}
    assert answered(ask(connection, "what does sbda manage")) == {"Grove Park"}
    assert answered(ask(connection, "what does silver birch development agency manage")) == {"Grove Park"}
