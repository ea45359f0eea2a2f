"""Date expressions: what each means, and that none is made up."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.extract import dates
from entente.extract.attributes.dates import find_dates

PUBLISHED = "2020-07-15"  # a Wednesday


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on October 16, 2018", "2018-10-16"),
        ("on 16th of October 2018", "2018-10-16"),
        ("on 2018-10-16", "2018-10-16"),
        ("in Oct. 2018", "2018-10"),
        ("In October 2018 they met", "2018-10"),
        ("in 2018", "2018"),
        ("founded in 1879", "1879"),
        ("from 16 to 18 October 2018", "2018-10"),
        ("Nov. 14-16, 2018", "2018-11"),
        ("from 2012 to 2016", "2012"),
        ("(1977-80)", "1977"),
    ],
)
def test_full_dates_need_no_other(text: str, value: str) -> None:
    (found,) = find_dates(text, None)
    assert (found.value, found.relative) == (value, False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("last year", "2019"),
        ("this month", "2020-07"),
        ("two years ago", "2018"),
        ("a month ago", "2020-06"),
        ("yesterday", "2020-07-14"),
        ("today", "2020-07-15"),
        ("on Tuesday", "2020-07-14"),
        ("on Wednesday", "2020-07-15"),
        ("last Wednesday", "2020-07-08"),
        ("They will meet on Friday", "2020-07-17"),
        ("in March", "2020-03"),
        ("in December", "2019-12"),
        ("They will meet in December", "2020-12"),
        ("on 3 March", "2020-03-03"),
        ("on November 2", "2019-11-02"),
        ("The forum is to open on 9 September", "2020-09-09"),
    ],
)
def test_relative_dates_are_counted_from_the_day_of_publication_and_unknown_without_it(text: str, value: str) -> None:
    (found,) = find_dates(text, PUBLISHED)
    assert (found.value, found.relative) == (value, True)
    assert find_dates(text, None) == []


@pytest.mark.parametrize(("text", "value"), [("yesterday", None), ("last month", None), ("last year", "2019")])
def test_a_year_of_publication_does_not_tell_the_day(text: str, value: str | None) -> None:
    assert [found.value for found in find_dates(text, "2020")] == ([value] if value else [])


@pytest.mark.parametrize(
    "text", ["It may march on.", "2,019 people", "$2019", "the 1990s", "2019 million", "version 3.2019"]
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(text, PUBLISHED) == []


def test_a_day_that_does_not_exist_is_none() -> None:
    assert find_dates("on 31 February 2019", PUBLISHED) == []


def test_that_year_is_the_one_named_before() -> None:
    text = "In June 2016 they met. Later that year they signed; the following year they built."
    assert [found.value for found in find_dates(text, None)] == ["2016-06", "2016", "2017"]


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=80), st.sampled_from([None, "2020", "2020-07", PUBLISHED]))
def test_any_text_gives_real_dates_at_their_place(text: str, published: str | None) -> None:
    for found in find_dates(text, published):
        assert 0 <= found.start < found.end <= len(text)
        assert dates.parse(found.value) == found.value


@settings(deadline=None)  # the machine may be busy
@given(st.dates(min_value=date(1900, 1, 1)).filter(lambda d: d.year < 2100))
def test_every_day_is_read_back_in_every_way_of_writing(day: date) -> None:
    for form in ("%d %B %Y", "%B %d, %Y", "%b %d, %Y", "%Y-%m-%d"):
        text = format(day, form)
        assert dates.parse(text) == str(day)
        assert [found.value for found in find_dates(f"On {text} they met.", None)] == [str(day)]


def test_reading_takes_time_linear_in_the_length() -> None:
    for evil in ("1 " * 20_000, "May " * 20_000, "2019-" * 20_000, "last " * 20_000):
        find_dates(evil, PUBLISHED)


def test_the_words_of_a_mention_are_those_of_the_text() -> None:
    text = "It opened on 3 May 2019."
    (found,) = find_dates(text, None)
    assert re.fullmatch(r"3 May 2019", text[found.start : found.end])
