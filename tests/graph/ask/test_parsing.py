"""How questions are read, without a database: the documented ones, dates and amounts, names among words."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.errors import InputError, QuestionNotUnderstood
from entente.graph.ask import modifiers
from entente.graph.ask.grammar import PATTERNS
from entente.graph.ask.parsing import Asked, Unknown, parse
from entente.graph.model import Entity
from entente.ontology import Kind, RelationType

PAGE = Path(__file__).parents[3] / "docs" / "questions.md"
DOCUMENTED = re.findall(r"^- `([^`]+)`$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
NAMES = {
    "rdif": Kind.FUND,
    "cic": Kind.FUND,
    "huawei": Kind.COMPANY,
    "russia-china investment fund": Kind.FUND,
    "skolkovo": Kind.PARK,
    "moscow": Kind.PLACE,
    "treaty of friendship": Kind.AGREEMENT,
    "spief-2019": Kind.FORUM,
    "artificial intelligence": Kind.TECHNOLOGY,
    "forum 2015": Kind.FORUM,
    "bank of china and russia": Kind.COMPANY,
    "link": Kind.COMPANY,
}


def known(texts: Sequence[str]) -> dict[str, list[Entity]]:
    return {text: [Entity(text, text, NAMES[text.lower()])] for text in texts if text.lower() in NAMES}


def read(question: str) -> Asked:
    return parse(question, known)


@pytest.mark.parametrize("question", DOCUMENTED)
def test_a_documented_question_is_understood(question: str) -> None:
    heading = PAGE.read_text(encoding="utf-8").split(f"- `{question}`")[0].rsplit("\n**", 1)[1]
    form = read(question).form
    assert form in heading.split("\n")[0]


def test_the_documentation_shows_every_form() -> None:
    assert {read(question).form for question in DOCUMENTED} == {form for form, _ in PATTERNS}


def test_every_type_of_relation_can_be_asked_for() -> None:
    from entente.graph.ask.vocabulary import vocabulary

    assert {reading.type for phrase in vocabulary().phrases for reading in phrase.readings} == set(RelationType)


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("since 2015", {"since": "2015"}),
        ("before March 2019", {"until": "2019-02"}),
        ("before 2019", {"until": "2018"}),
        ("before 1 January 2019", {"until": "2018-12-31"}),
        ("before 1 March 2016", {"until": "2016-02-29"}),
        ("after 2015", {"since": "2016"}),
        ("after December 2015", {"since": "2016-01"}),
        ("after 31 December 2015", {"since": "2016-01-01"}),
        ("after Feb 28, 2015", {"since": "2015-03-01"}),
        ("in 2018", {"since": "2018", "until": "2018"}),
        ("in Oct. 2018", {"since": "2018-10", "until": "2018-10"}),
        ("on 16 October 2018", {"since": "2018-10-16", "until": "2018-10-16"}),
        ("on October 16th, 2018", {"since": "2018-10-16", "until": "2018-10-16"}),
        ("until 2018-10-16", {"until": "2018-10-16"}),
        ("by the end of 2018", {"until": "2018"}),
        ("between 2015 and 2018", {"since": "2015", "until": "2018"}),
        ("from March 2015 to June 2018", {"since": "2015-03", "until": "2018-06"}),
        ("as of 2016-12-31", {"at": "2016-12-31"}),
        ("at least $500 million", {"min_amount": 5e8, "currency": "USD"}),
        ("more than $500 million", {"min_amount": math.nextafter(5e8, math.inf), "currency": "USD"}),
        ("less than 2 billion yuan", {"max_amount": math.nextafter(2e9, 0), "currency": "CNY"}),
        ("at most EUR 1.5bn", {"max_amount": 1.5e9, "currency": "EUR"}),
        ("at least US$ 10,000,000", {"min_amount": 1e7, "currency": "USD"}),
        ("over 300 million roubles", {"min_amount": math.nextafter(3e8, math.inf), "currency": "RUB"}),
        ("at least 20 million", {"min_amount": 2e7}),
    ],
)
def test_dates_and_amounts(text: str, filters: dict[str, Any]) -> None:
    assert read(f"What did RDIF invest in {text}?").filters == filters


def test_two_limits_hold_together() -> None:
    filters = read("What did RDIF invest at least $1 million in since 2015?").filters
    assert filters == {"min_amount": 1e6, "currency": "USD", "since": "2015"}


@pytest.mark.parametrize("text", ["in 2018-13", "on 31 February 2018", "more than 3", "since yesterday"])
def test_what_is_no_date_or_amount_is_not_guessed(text: str) -> None:
    with pytest.raises((QuestionNotUnderstood, Unknown)):
        read(f"What did RDIF invest in {text}?")


def test_a_year_or_a_joint_in_a_name_stays_in_the_name() -> None:
    asked = read("Who took part in Forum 2015 in 2016?")
    assert [name.text for name in asked.names] == ["Forum 2015"]
    assert asked.filters == {"since": "2016", "until": "2016"}
    asked = read("How are the Bank of China and Russia and RDIF connected?")
    assert [name.text for name in asked.names] == ["Bank of China and Russia", "RDIF"]


def test_a_word_of_questions_is_a_name_only_if_written_like_one() -> None:
    assert [name.text for name in read("which startups link RDIF and CIC").names] == ["RDIF", "CIC"]
    assert [name.text for name in read("Who founded Link?").names] == ["Link"]
    assert [name.text for name in read("who founded 'link'?").names] == ["link"]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Which startups link RDFI and CIC?", "RDFI"),
        ("Who manages the Zenit Fund of Moscow?", "Zenit Fund of Moscow"),
        ("who owns zenit fund", "zenit fund"),
        ("Who founded the Bank of Moscow?", "Bank of Moscow"),
        ("Tell me about Rosnano", "Rosnano"),
    ],
)
def test_a_missing_name_is_told_from_a_question_of_no_form(question: str, name: str) -> None:
    with pytest.raises(Unknown) as raised:
        read(question)
    assert raised.value.text == name


@pytest.mark.parametrize(
    "question",
    [
        "Why did RDIF invest in Huawei?",
        "Who did not invest in Huawei?",
        "Which startups are neither linked to RDIF nor CIC?",
        "Who never invested in Huawei?",
        "RDIF CIC Huawei",
        "what",
        "?",
        "Who manages RDIF and who founded CIC?",
        "Should RDIF invest in Huawei?",
        "Which startups link RDIF?",
    ],
)
def test_a_question_of_no_form_is_not_understood(question: str) -> None:
    with pytest.raises(QuestionNotUnderstood):
        read(question)


def test_and_asks_for_all_or_for_any() -> None:
    assert read("Which funds are managed by RDIF and CIC?").together
    assert not read("Which funds are managed by RDIF or CIC?").together


@pytest.mark.parametrize(
    ("question", "end", "type_"),
    [
        ("which agreements were signed in 2014", "object", RelationType.SIGNED),
        ("who was sanctioned since 2020", "object", RelationType.SANCTIONED_BY),
        ("which funds invested in 2019", "subject", RelationType.INVESTED_IN),
        ("newest investments", "object", RelationType.INVESTED_IN),
        ("Who are the founders?", "subject", RelationType.FOUNDED),
    ],
)
def test_a_question_without_a_name_asks_for_one_end(question: str, end: str, type_: RelationType) -> None:
    asked = read(question)
    assert (asked.names, asked.end, [reading.type for reading in asked.readings]) == ((), end, [type_])


@pytest.mark.parametrize(
    ("question", "nations", "names"),
    [
        ("which Chinese startups link RDIF and CIC", ("china",), ["RDIF", "CIC"]),
        ("which chinese or Russian startups did RDIF back", ("russia", "china"), ["RDIF"]),
        ("South Korean funds", ("south_korea",), []),
        ("Which US funds are there?", ("united_states",), []),
        ("Which funds are British?", ("united_kingdom",), []),
        ("Who manages the Russia-China Investment Fund?", (), ["Russia-China Investment Fund"]),
    ],
)
def test_an_adjective_of_nationality_before_a_kind_is_no_name(
    question: str, nations: tuple[str, ...], names: list[str]
) -> None:
    asked = read(question)
    assert set(asked.nations) == set(nations)
    assert [name.text for name in asked.names] == names


def test_a_verb_that_is_also_a_kind_asks_for_no_kind() -> None:
    assert read("What did RDIF fund?").kinds == ()


def test_current_and_planned() -> None:
    assert read("Who currently manages Skolkovo?").filters["statuses"] == {"ongoing", "completed"}
    assert read("What does RDIF intend to found?").filters["statuses"] == {"planned"}


def test_a_question_without_end_is_refused() -> None:
    with pytest.raises(InputError):
        read("who " * 500)


@given(st.text(max_size=60))
def test_any_text_is_understood_or_refused(text: str) -> None:
    try:
        asked = read(text)
    except (QuestionNotUnderstood, InputError, Unknown):
        return
    assert asked.names or asked.kinds or asked.end


@given(st.dates())
def test_a_date_is_read_back(day: Any) -> None:
    assert modifiers.iso_date(day.strftime("%d %B ") + f"{day.year:04}") in (day.isoformat(), None)
    if day.year >= 1800 and day.year < 2200:
        assert modifiers.iso_date(f"{day.day} {day.strftime('%B')} {day.year}") == day.isoformat()


@pytest.mark.slow
def test_the_pipeline_loads_fast() -> None:
    code = (
        "import spacy, time; from entente.graph.ask import vocabulary as v; "
        "t = time.process_time(); v.pipeline(); v.vocabulary(); print(time.process_time() - t)"
    )
    took = float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    assert took < 0.6
