"""What the texts disagree on is listed with who says what; what only differs in precision or moved on is not."""

from __future__ import annotations

from typing import Any

from tests.graph.papers import document

from entente.graph import contradictions, store
from entente.graph.store.connection import Connection
from entente.interchange import Extraction

FUND, FIRM = "Orion Fund", "Lyra Systems"


def said(
    key: str, *, kind: str = "INVESTED_IN", subject: str = FUND, published: str | None = None, **facts: Any
) -> Extraction:
    """A document that states one relation of the fund to the firm."""
    more = {"published": published} if published else {}
    return document(
        key, [f"{key}: {subject} and {FIRM}."], {subject: "Fund", FIRM: "Company"}, [(subject, kind, FIRM)],
        facts=facts, **more,
    )  # fmt: skip


def found(connection: Connection, *documents: Extraction) -> list[tuple[str, str, tuple[str, ...]]]:
    """The contradictions of these documents: what about, the type, and the values."""
    for paper in documents:
        store.ingest(connection, paper)
    return [(c.about, c.type, tuple(s.value for s in c.said)) for c in contradictions.find(connection)]


def test_two_dates_contradict_unless_one_is_the_other_more_precisely(any_connection: Connection) -> None:
    assert found(any_connection, said("a.txt", date="2018"), said("b.txt", date="2018-05")) == []
    assert found(any_connection, said("c.txt", date="2019")) == [("date", "INVESTED_IN", ("2018", "2018-05", "2019"))]


def test_two_amounts_contradict_unless_they_are_of_two_rounds(connection: Connection) -> None:
    one, other = said("a.txt", amount=5e6, currency="EUR"), said("b.txt", amount=6e6, currency="EUR")
    assert found(connection, one, other) == [("amount", "INVESTED_IN", ("5000000 EUR", "6000000 EUR"))]
    rounds = [said("a.txt", amount=5e6, round="A"), said("b.txt", amount=6e6, round="B")]
    assert found(connection, *rounds) == []


def test_a_status_contradicts_only_where_a_later_text_falls_behind(connection: Connection) -> None:
    done = said("a.txt", status="completed", published="2020-01-01")
    assert found(connection, done, said("b.txt", status="planned", published="2019-01-01")) == []
    assert found(connection, said("c.txt", status="planned", published="2021-01-01")) == [
        ("status", "INVESTED_IN", ("completed", "planned", "planned"))
    ]


def test_a_thing_is_founded_once_whoever_founded_it(connection: Connection) -> None:
    one = said("a.txt", kind="FOUNDED", date="2010")
    other = said("b.txt", kind="FOUNDED", subject="Vega Partners", date="2012")
    assert found(connection, one, other) == [("date", "FOUNDED", ("2010", "2012"))]
