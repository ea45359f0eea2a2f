"""The figures count pairs across documents, without the kinds that are easy."""

from __future__ import annotations

import pytest

from entente.graph.resolve.evaluate import Figures, evaluate
from entente.interchange import Extraction, parse


def gold(key: str, *rows: tuple[str, str, str]) -> Extraction:
    """A document of entities, each a kind, a name and the id of the real thing."""
    entities = [
        {"id": f"e{number}", "kind": kind, "name": name, "mentions": [name], "global": thing}
        for number, (kind, name, thing) in enumerate(rows)
    ]
    return parse({"document": key, "entities": entities})


DOCUMENTS = [
    gold("a", ("Company", "Lyra Ltd", "lyra"), ("Place", "Norland", "norland"), ("Person", "Ada Brand", "ada")),
    gold("b", ("Company", "Lyra", "lyra"), ("Place", "Norland", "norland"), ("Person", "Ada Brand", "another-ada")),
    gold("c", ("Company", "Lira Works", "lyra")),
]


def test_pairs_are_counted_across_documents_over_all_and_by_kind() -> None:
    report = evaluate(DOCUMENTS)
    assert (report.documents, report.entities) == (3, 5)
    assert report.resolver["all"] == Figures(right=1, wrong=1, wanted=3)
    assert report.resolver["Company"] == Figures(right=1, wrong=0, wanted=3)
    assert report.resolver["Person"] == Figures(right=0, wrong=1, wanted=0)
    assert report.baseline["all"] == Figures(right=0, wrong=1, wanted=3)
    assert "Place" not in report.resolver
    assert report.resolver["all"].precision == pytest.approx(0.5)
    assert report.resolver["all"].recall == pytest.approx(1 / 3)


def test_places_count_when_they_are_asked_for() -> None:
    assert evaluate(DOCUMENTS, leave_out=()).resolver["Place"] == Figures(1, 0, 1)


def test_what_was_extracted_counts_as_what_it_shares_a_name_with_and_what_was_not_found_as_missed() -> None:
    predicted = [gold("a", ("Startup", "Lyra Ltd", "x")), gold("b", ("Company", "Lyra", "y"), ("Fund", "Vela", "z"))]
    assert evaluate(DOCUMENTS, predicted).resolver["Company"] == Figures(1, 0, 3)


def test_groups_split_the_figures_by_thing() -> None:
    report = evaluate(DOCUMENTS, groups={"people": lambda thing: "ada" in thing})
    assert report.resolver["people"] == Figures(0, 1, 0)


def test_the_report_is_a_table_with_the_baseline_beside() -> None:
    lines = str(evaluate(DOCUMENTS)).splitlines()
    assert lines[2].split() == ["all", "3", "50.0", "33.3", "0.0", "0.0"]
