from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.errors import InputError, NotFound
from entente.graph import queries
from entente.ontology import Kind, RelationType

SOURCE = """\
// Paths between two entities.
// Walks projected relationships only.
// $a (string, required): one end's id
// $limit (integer, default 25): how many paths
// {{hops}} (integer, default 2): longest path
// {{types}} (relation types, required): which relationships
// example: {"a": "e1", "types": ["FOUNDED"]}
MATCH p = (:Entity {id: $a})-[:{{types}}]-{1,{{hops}}}(b)  // not a $parameter
WHERE b.name <> 'costs $money'
RETURN p LIMIT $limit
"""


def test_a_header_says_title_description_parameters_placeholders_and_example() -> None:
    query = queries.parse("read/paths", SOURCE)
    assert query.title == "Paths between two entities"
    assert query.description == "Walks projected relationships only."
    assert [(p.name, p.type, p.required, p.default) for p in query.parameters] == [
        ("a", "string", True, None),
        ("limit", "integer", False, 25),
    ]
    assert [p.name for p in query.placeholders] == ["hops", "types"]
    assert query.example == {"a": "e1", "types": ["FOUNDED"]}
    assert query.text.startswith("MATCH")


def test_binding_fills_placeholders_and_completes_parameters() -> None:
    bound, values = queries.parse("q", SOURCE).bind({"a": "x", "types": [RelationType.OWNS, "FOUNDED"], "hops": 3})
    assert "[:FOUNDED|OWNS]-{1,3}(b)" in bound.text
    assert values == {"a": "x", "limit": 25}


@pytest.mark.parametrize("values", [{}, {"a": "x"}, {"a": "x", "types": "FOUNDED", "more": 1}, {"types": "FOUNDED"}])
def test_missing_and_unknown_values_are_named(values: dict[str, object]) -> None:
    with pytest.raises(InputError, match=r"needs a value for|takes no parameter more"):
        queries.parse("q", SOURCE).bind(values)


NAMES = {member.value for names in (Kind, RelationType) for member in names}


@given(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.booleans(), st.lists(st.text()), st.binary()))
def test_nothing_but_bounds_and_names_of_the_ontology_gets_into_the_text(value: object) -> None:
    query = queries.parse("q", SOURCE)
    good = (isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= queries.MOST) or (
        isinstance(value, str | list) and bool(value) and {value, *value} <= NAMES
        if isinstance(value, str)
        else isinstance(value, list) and bool(value) and set(value) <= NAMES
    )
    if good:
        assert "{{" not in query.render(types=value).text  # type: ignore[arg-type]
    else:
        with pytest.raises(InputError, match="can't be"):
            query.render(types=value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "source",
    [
        "RETURN 1",
        "// Title only.\n",
        "// T.\nRETURN $undeclared",
        "// T.\n// $unused (string, required): x\nRETURN 1",
        "// T.\nRETURN {{hole}}",
        "// T.\n// $a string: x\nRETURN $a",
        "// T.\n// $a (integer, default twelve): x\nRETURN $a",
        "// T.\n// example: {a: 1}\nRETURN 1",
        '// T.\n// example: {"a": 1}\nRETURN 1',
    ],
)
def test_a_header_that_does_not_fit_its_text_is_refused(source: str) -> None:
    with pytest.raises(InputError, match="folder/name"):
        queries.parse("folder/name", source)


def test_an_unknown_name_is_not_found() -> None:
    with pytest.raises(NotFound, match="no query is called 'no/such'"):
        queries.get("no/such")


def test_every_file_is_well_formed_and_found_by_its_name() -> None:
    for query in queries.all():
        assert queries.get(query.name) is query
        query.bind(query.example)


def test_a_folder_lists_its_own_queries() -> None:
    assert {query.name.split("/")[0] for query in queries.all("read")} <= {"read"}


def test_statements_are_cut_at_semicolons_that_end_a_line() -> None:
    query = queries.adhoc("CREATE INDEX a;\nRETURN 'x;y';  \n")
    assert query.statements == ("CREATE INDEX a", "RETURN 'x;y'")


def test_a_users_text_tells_its_parameters() -> None:
    assert [p.name for p in queries.adhoc("MATCH (n {id: $id}) RETURN n, '$no' // $neither").parameters] == ["id"]
