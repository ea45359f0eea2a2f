"""What counts: dates as certain as the texts make them, and all limits on one and the same statement."""

from __future__ import annotations

import calendar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.errors import InputError
from entente.graph.filters import Facts, Filters, Verdict, first_day, last_day
from entente.ontology import Kind, RelationType, Status

DAYS = st.dates().map(lambda day: day.isoformat())
DATES = st.tuples(DAYS, st.sampled_from([4, 7, 10])).map(lambda pair: pair[0][: pair[1]])


def judge(facts: dict[str, object], **limits: object) -> Verdict:
    return Filters(**limits).judge(Facts(**{"id": "s", "status": "completed", "document": "d", **facts}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("date", "limits", "verdict"),
    [
        ("2018", {"since": "2018"}, Verdict.IN),
        ("2018", {"since": "2018-01-01"}, Verdict.IN),
        ("2018", {"since": "2018-03"}, Verdict.IMPRECISE),
        ("2018", {"since": "2019"}, Verdict.OUT),
        ("2018-10", {"since": "2018", "until": "2018"}, Verdict.IN),
        ("2018-10", {"until": "2018-10-15"}, Verdict.IMPRECISE),
        ("2018-02", {"until": "2018-02-28"}, Verdict.IN),
        ("2016-02", {"until": "2016-02-28"}, Verdict.IMPRECISE),
        (None, {"since": "2018"}, Verdict.UNDATED),
        (None, {"since": "2018", "undated": True}, Verdict.IN),
        ("2017", {"since": "2018", "undated": True}, Verdict.OUT),
        ("2018", {"at": "2018-12-31"}, Verdict.IN),
        ("2018", {"at": "2018-06"}, Verdict.IMPRECISE),
        ("2019", {"at": "2018"}, Verdict.OUT),
    ],
)
def test_a_date_counts_where_the_text_makes_it_certain(
    date: str | None, limits: dict[str, object], verdict: Verdict
) -> None:
    assert judge({"date": date}, **limits) is verdict


def test_an_undated_act_had_happened_once_a_text_spoke_of_it() -> None:
    assert judge({"published": "2015-05-05"}, at="2016") is Verdict.IN
    assert judge({"published": "2017"}, at="2016") is Verdict.UNDATED
    assert judge({}, at="2016") is Verdict.UNDATED


def test_as_of_looks_at_publication_alone_and_combines_with_at() -> None:
    assert judge({"date": "2010", "published": "2017"}, as_of="2016") is Verdict.OUT
    assert judge({"date": "2010"}, as_of="2016") is Verdict.UNPUBLISHED
    assert judge({"date": "2012", "published": "2014"}, as_of="2015", at="2013") is Verdict.IN
    assert judge({"date": "2014", "published": "2014"}, as_of="2015", at="2013") is Verdict.OUT


@pytest.mark.parametrize(
    ("facts", "limits", "verdict"),
    [
        ({"amount": 5e8, "currency": "USD"}, {"min_amount": 5e8}, Verdict.IN),
        ({"amount": 5e8, "currency": "EUR"}, {"min_amount": 1e8, "currency": "USD"}, Verdict.OUT),
        ({"amount": 5e8, "currency": "USD"}, {"max_amount": 1e8}, Verdict.OUT),
        ({}, {"min_amount": 1.0}, Verdict.NO_AMOUNT),
        ({"confidence": 0.4}, {"min_confidence": 0.5}, Verdict.OUT),
        ({}, {"min_confidence": 0.5}, Verdict.IN),
        ({"status": "planned"}, {"statuses": frozenset({Status.ONGOING})}, Verdict.OUT),
        ({"document": "b"}, {"documents": frozenset({"a"})}, Verdict.OUT),
    ],
)
def test_other_limits(facts: dict[str, object], limits: dict[str, object], verdict: Verdict) -> None:
    assert judge(facts, **limits) is verdict


@given(DATES)
def test_first_and_last_day_enclose_a_date(date: str) -> None:
    assert first_day(date).startswith(date)
    assert last_day(date).startswith(date)
    assert first_day(date) <= last_day(date)
    year, month, day = (int(part) for part in last_day(date).split("-"))
    assert day <= calendar.monthrange(year, month)[1]


@given(DATES, DATES, DATES)
def test_a_window_is_the_overlap_of_its_two_halves(date: str, since: str, until: str) -> None:
    if first_day(since) > last_day(until):
        with pytest.raises(InputError):
            Filters(since=since, until=until)
        return
    halves = {judge({"date": date}, since=since), judge({"date": date}, until=until)}
    whole = judge({"date": date}, since=since, until=until)
    assert (whole is Verdict.IN) == (halves == {Verdict.IN})
    assert whole is Verdict.OUT or Verdict.OUT not in halves


@given(DATES, st.sampled_from(["since", "until", "at"]), DATES)
def test_undated_lets_nothing_in_that_is_surely_outside(date: str, name: str, limit: str) -> None:
    strict, loose = judge({"date": date}, **{name: limit}), judge({"date": date}, **{name: limit, "undated": True})
    assert (loose is Verdict.OUT) == (strict is Verdict.OUT)


def test_filters_from_what_a_user_types() -> None:
    filters = Filters.of(types=["invested-in", "Manages"], via=["startup"], statuses=["PLANNED"], documents=["a"])
    assert filters.types == {RelationType.INVESTED_IN, RelationType.MANAGES}
    assert filters.via == {Kind.STARTUP}
    assert filters.on_statements
    assert filters.active == ("types", "via", "statuses", "documents")
    assert filters.relaxed("types").relation_types == frozenset(RelationType)
    assert not Filters.of(types=["OWNS"]).on_statements


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ({"types": ["LOVES"]}, "'LOVES' is no relation type; there are MANAGES"),
        ({"via": ["Planet"]}, "is no kind"),
        ({"statuses": ["done"]}, "is no status"),
        ({"since": "yesterday"}, "write 2016, 2016-12 or 2016-12-31"),
        ({"at": "2018-13"}, "is not a date"),
        ({"as_of": "2015-02-29"}, "is not a date"),
        ({"as_of": "0000"}, "is not a date"),
        ({"since": "2019", "until": "2018"}, "no date lies in between"),
        ({"min_confidence": 1.5}, "between 0 and 1"),
        ({"min_amount": 5.0, "max_amount": 1.0}, "no amount"),
    ],
)
def test_a_limit_that_makes_no_sense_is_named(given: dict[str, object], part: str) -> None:
    with pytest.raises(InputError) as raised:
        Filters.of(**given)  # type: ignore[arg-type]
    assert part in str(raised.value)


def test_places_and_technologies_are_ends_unless_asked_for() -> None:
    assert not Filters().passes(Kind.PLACE)
    assert Filters().passes(Kind.FUND)
    assert Filters(via=frozenset({Kind.PLACE})).passes(Kind.PLACE)
    assert Filters(via=frozenset({Kind.ORGANISATION})).passes(Kind.STARTUP)
    assert not Filters(via=frozenset({Kind.STARTUP})).passes(Kind.ORGANISATION)
