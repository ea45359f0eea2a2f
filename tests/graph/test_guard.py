"""Only what reads is run: attempts to get more past the reader of the text, and queries that must pass."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.errors import InputError
from entente.graph import guard, queries
from entente.graph.store.connection import Connection

BYPASSES = [
    # writing
    "CREATE (n)",
    "create (n) return n",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) SET n.x = 1",
    "MATCH (n) REMOVE n.x",
    "MERGE (n:X) RETURN n",
    "MATCH (n) FOREACH (x IN [1] | SET n.x = x)",
    "MATCH (n) WITH n\nCREATE (m)",
    "MATCH (n) RETURN n UNION CREATE (m) RETURN m",
    "MATCH (n) RETURN n UNION ALL CREATE (m) RETURN m AS n",
    "RETURN 1 AS x; CREATE (n)",
    "INSERT (n:X)",
    "MATCH (n) NODETACH DELETE n",
    "MATCH (as) WITH as CREATE (m)",
    "MATCH (n) RETURN n.as CREATE (m)",
    "MATCH (n) RETURN n.call CREATE (m)",
    "CALL { CREATE (n) RETURN n } RETURN n",
    "CALL () { CREATE (n) } RETURN 1",
    "MATCH (n) CALL (n) { SET n.x = 1 } RETURN n",
    "MATCH (n) CALL { WITH n DELETE n } IN TRANSACTIONS OF 10 ROWS",
    "MATCH (n) CALL (n) { RETURN 1 AS x } IN CONCURRENT TRANSACTIONS RETURN x",
    "RETURN COLLECT { CREATE (n) RETURN n }",
    "RETURN EXISTS { MERGE (n) }",
    # words in disguise
    "/* */CREATE (n)",
    "MATCH (n) /* x */ SET /* y */ n.x = 1",
    "// a comment\rCREATE (n)",
    "RETURN 1 // \n MERGE (n)",
    "\\u0043REATE (n)",
    "RETURN '\\u0027 CREATE (n) //'",
    "MATCH (n) \\u0053ET n.x = 1",
    "MATCH (n) \u017fET n.x = 1",
    "MATCH\u200b(n) RETURN n",
    "LO\u00adAD CSV FROM 'x' AS l RETURN l",
    "MATCH (n) RETURN n\x00CREATE (m)",
    "RETURN 'unclosed CREATE (n)",
    "RETURN `unclosed CREATE (n)",
    "RETURN 1 /* unclosed CREATE (n)",
    # files, addresses, procedures, functions
    "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l",
    "load csv with headers from 'http://127.0.0.1/' as l return l",
    "MATCH (n) LOAD CSV FROM n.url AS l RETURN l",
    "MATCH (n) RETURN n.load LOAD CSV FROM 'x' AS l RETURN l",
    "WITH 1 AS x LOAD/**/CSV FROM 'file:///x' AS l RETURN l",
    "CALL { LOAD CSV FROM 'x' AS l RETURN l } RETURN l",
    "RETURN COUNT { LOAD CSV FROM 'x' AS l RETURN l }",
    "USING PERIODIC COMMIT LOAD CSV FROM 'x' AS l CREATE (n)",
    "CALL apoc.load.json('http://127.0.0.1/') YIELD value RETURN value",
    "CALL `apoc`.`load`.`json`('x') YIELD value RETURN value",
    "CALL apoc . load . json ('x') YIELD value RETURN value",
    "CALL apoc.cypher.runWrite('CREATE (n)', {}) YIELD value RETURN value",
    "CALL apoc.export.csv.all('/tmp/x', {})",
    "OPTIONAL CALL apoc.load.json('x') YIELD value RETURN value",
    "MATCH (n) CALL apoc.refactor.rename.label('a', 'b') YIELD batches RETURN n",
    "RETURN apoc.cypher.runFirstColumnSingle('CREATE (n)', {})",
    "RETURN `apoc`.`util`.`sleep`(1000)",
    "RETURN apoc.load.jdbc('x')",
    "RETURN 1 AS `as`, file()",
    "RETURN linenumber()",
    "CALL dbms.listConfig()",
    "CALL dbms.security.listUsers",
    "CALL db.createLabel('X')",
    "CALL db.index.fulltext.drop('x')",
    "CALL db.clearQueryCaches()",
    "CALL db.ping()",
    "CALL dbms.killQuery('x')",
    "CALL tx.setMetaData({a: 1})",
    "CALL genai.vector.encodeBatch(['x'], 'OpenAI', {}) YIELD index RETURN index",
    "RETURN genai.vector.encode('x', 'OpenAI', {})",
    # administration and other databases
    "SHOW USERS",
    "SHOW SETTINGS",
    "SHOW TRANSACTIONS",
    "TERMINATE TRANSACTIONS 'x'",
    "CREATE USER x SET PASSWORD 'y'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
    "DROP INDEX x",
    "DROP DATABASE neo4j",
    "GRANT ROLE admin TO x",
    "STOP DATABASE neo4j",
    "USE system MATCH (n) RETURN n",
    "CALL { USE system MATCH (n) RETURN n } RETURN n",
    "MATCH (n) RETURN n UNION USE system MATCH (n) RETURN n",
    "USE graph.byName('system') MATCH (n) RETURN n",
    "EXPLAIN CREATE (n)",
    "PROFILE MATCH (n) RETURN n",
    "CYPHER 25 CREATE (n)",
    "CYPHER runtime=parallel MATCH (n) RETURN n",
    "`CREATE` (n)",
    "RETURN 1 NEXT CREATE (n)",
    "WHEN true THEN CREATE (n)",
    "MATCH (n) DO SOMETHING",
]

READING = [
    "RETURN 1",
    "MATCH (n) RETURN n LIMIT 5;",
    "MATCH (n:Entity) WHERE n.name CONTAINS 'CREATE (x)' RETURN n.name AS `set` ORDER BY `set` DESC SKIP 1 LIMIT 2",
    "MATCH (n:Fund)-[r:INVESTED_IN|MANAGES]->(m) WHERE NOT m:Place AND m.kind IN ['Startup'] RETURN n, r, m",
    "MATCH p = (a:Fund {name: $name})-[*1..2]-(b:Startup) RETURN p, length(p), [x IN nodes(p) | x.name] AS names",
    "MATCH p = ALL SHORTEST (a:Fund)-[:MANAGES|INVESTED_IN]-{1,3}(b:Startup) RETURN count(p)",
    "MATCH p = SHORTEST 2 PATHS (a:Fund)-[:MANAGES]-+(b:Fund) RETURN count(*)",
    "MATCH p = shortestPath((a:Fund)-[*..4]-(b:Startup)) RETURN p",
    "OPTIONAL MATCH (n:Nothing) RETURN coalesce(n.x, 0) AS x",
    "UNWIND [1, 2, null] AS x WITH x WHERE x IS NOT NULL RETURN collect(DISTINCT x) AS xs",
    "MATCH (n:Fund) CALL (n) { MATCH (n)--(m) RETURN count(m) AS c } RETURN n.name, c",
    "MATCH (n:Fund) WHERE EXISTS { (n)-[:MANAGES]->(:Fund) } RETURN n {.name, .kind, c: COUNT { (n)--() }}",
    "MATCH (n:Fund) WITH n, size(n.names) AS size RETURN n{.*, size}",
    "RETURN CASE WHEN 1 > 2 THEN 'a' ELSE 'b' END AS set",
    "RETURN 1 AS x UNION ALL RETURN 2 AS x",
    "RETURN 1 AS x UNION RETURN 2 AS x",
    "MATCH (n) RETURN labels(n)[0] AS label, count(*) AS n ORDER BY n DESC",
    "RETURN date('2018-10-16') AS d, duration('P1D') AS p, date.truncate('year', date('2018-10-16')) AS y",
    "RETURN point({x: 1, y: 2}) AS p, 0.5 AS f, 1e3 AS e, 0x1F AS h, -1 AS m",
    "CALL db.labels() YIELD label RETURN label ORDER BY label",
    "CALL db.relationshipTypes",
    "MATCH (s:Statement) WHERE s.date STARTS WITH '2018' AND s.amount >= 1000000 RETURN sum(s.amount)",
    "MATCH (s:Statement)-[:STATED_IN]->(q) RETURN q.text /* the sentence */ LIMIT 1 // that is all",
    "MATCH (n) WHERE any(name IN n.names WHERE name =~ '(?i).*fund.*') RETURN n.name",
    "RETURN reduce(t = 0, x IN [1, 2] | t + x) AS t, [x IN range(0, 3) WHERE x % 2 = 0 | x ^ 2] AS xs",
    "MATCH (`set`:Entity {name: $name}) RETURN `set`.`delete`, `set`.name AS `LOAD CSV`",
]


@pytest.mark.parametrize("text", BYPASSES)
def test_what_does_more_than_read_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        guard.check(text)


@pytest.mark.parametrize("text", READING)
def test_reading_queries_run(small_world: Connection, text: str) -> None:
    table = guard.run(small_world, text, {"name": "Aurora Sovereign Fund"} if "$name" in text else {})
    json.dumps(table.rows, allow_nan=False)


@pytest.mark.parametrize("text", ["", "   ", "// nothing", "-- x", "x" * 30_000])
def test_what_is_no_query_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        guard.check(text)


def test_a_refusal_says_where_and_what() -> None:
    with pytest.raises(InputError, match=r"line 2, column 3: SET is not allowed here"):
        guard.check("MATCH (n)\n  SET n.x = 1")


@given(st.text(alphabet=st.sampled_from(list("CREATE SETdelet(n)`'\"/*\\{}:.,;$ \n")), max_size=40))
def test_nothing_makes_the_reader_stumble(text: str) -> None:
    try:
        guard.check(text)
    except InputError as error:
        assert str(error)  # noqa: PT017 - either outcome is right, any other exception is not


@given(
    st.sampled_from(["CREATE (x)", "SET n.x = 1", "LOAD CSV FROM 'x' AS l", "DETACH DELETE n", "CALL apoc.x()"]),
    st.sampled_from(["", " ", "\n", "/* c */", " // c\n", "\t"]),
    st.sampled_from(["MATCH (n)", "MATCH (n) WITH n", "MATCH (n) WHERE n.x = 'y'", "UNWIND [1] AS n", "RETURN 1 AS n"]),
    st.booleans(),
)
def test_a_writing_clause_is_found_behind_any_gap(clause: str, gap: str, before: str, lower: bool) -> None:
    with pytest.raises(InputError):
        guard.check(before + (gap or " ") + gap + (clause.lower() if lower else clause))


def test_the_server_refuses_a_write_that_came_past_the_reader(small_world: Connection) -> None:
    with pytest.raises(InputError, match="writes"):
        small_world.table(queries.adhoc("CREATE (n:Intruder) RETURN n"), max_rows=1)
    assert guard.run(small_world, "MATCH (n:Intruder) RETURN n").rows == ()


def test_rows_are_cut_and_it_is_said(small_world: Connection) -> None:
    table = guard.run(small_world, "UNWIND range(1, 50) AS x RETURN x", max_rows=10)
    assert (len(table.rows), table.truncated, table.columns) == (10, True, ("x",))
    assert not guard.run(small_world, "UNWIND range(1, 10) AS x RETURN x", max_rows=10).truncated


def test_a_query_without_end_is_stopped(small_world: Connection) -> None:
    impatient = Connection.__new__(Connection)
    impatient.__dict__.update(small_world.__dict__, settings=small_world.settings.replace(query_timeout_s=0.5))
    with pytest.raises(InputError, match="limit"):
        guard.run(impatient, "UNWIND range(1, 1000000000) AS x RETURN count(x)")


def test_a_missing_parameter_is_named(small_world: Connection) -> None:
    with pytest.raises(InputError, match="name"):
        guard.run(small_world, "MATCH (n {name: $name}) RETURN n")


def test_values_of_the_driver_become_json(small_world: Connection) -> None:
    row = guard.run(
        small_world,
        "MATCH p = (a:Fund)-[:MANAGES]->(b:Fund) RETURN p, a, relationships(p)[0] AS r, date('2018-01-02') AS d, "
        "duration({days: 1}) AS t, point({x: 1.0, y: 2.0}) AS xy, 0.0 / 0.0 AS nan, "
        "{k: [datetime('2018-01-02T03:04Z')]} AS m",
    ).rows[0]
    path, node, relationship, day, span, point, nan, nested = row
    assert [n["properties"]["name"] for n in path["nodes"]][1] == "Aurora-Lotus Fund"
    assert node["labels"] == ["Entity", "Fund", "Organisation"]
    assert relationship["type"] == "MANAGES"
    assert (day, span, nan) == ("2018-01-02", "P1D", "nan")
    assert point["coordinates"] == [1.0, 2.0]
    assert nested["k"][0].startswith("2018-01-02T03:04")
