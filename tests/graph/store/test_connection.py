from __future__ import annotations

import socket
import threading
import time

import pytest
from neo4j.warnings import Neo4jWarning

from entente.errors import Conflict, InputError, StoreDenied, StoreUnreachable
from entente.graph.embedded import jars
from entente.graph.queries import Query, adhoc
from entente.graph.store.connection import Connection, Transaction, connect
from entente.settings import Settings


def create(count: int) -> Query:
    return adhoc(f"UNWIND range(1, {count}) AS i CREATE (:Thing {{i: i}})")


COUNT = adhoc("MATCH (t:Thing) RETURN count(t) AS n")


def test_what_is_written_is_read(any_connection: Connection) -> None:
    any_connection.write(lambda transaction: transaction.run(create(3)))
    assert any_connection.read(COUNT) == [{"n": 3}]


def test_the_server_says_its_release(any_connection: Connection) -> None:
    assert ".".join(f"{part:02}" for part in any_connection.version) in {"2026.09.00", "05.26.28"}


def test_a_reading_query_cannot_write(any_connection: Connection) -> None:
    with pytest.raises(InputError, match="only reading is allowed"):
        any_connection.read(create(1))
    assert any_connection.read(COUNT) == [{"n": 0}]


def test_a_value_that_cannot_be_sent_is_named(any_connection: Connection) -> None:
    for value, message in ((10**30, "a number is too large"), ("\ud800", "half a character")):
        with pytest.raises(InputError, match=message):
            any_connection.read(adhoc("RETURN $x AS x"), x=value)
    assert any_connection.read(adhoc("RETURN $x AS x"), x=1) == [{"x": 1}]


def test_a_failing_piece_of_work_leaves_nothing(any_connection: Connection) -> None:
    def work(transaction: Transaction) -> None:
        transaction.run(create(2))
        raise InputError("stop")

    with pytest.raises(InputError, match="stop"):
        any_connection.write(work)
    assert any_connection.read(COUNT) == [{"n": 0}]


def test_a_table_keeps_its_columns_in_order_and_says_that_it_was_cut(any_connection: Connection) -> None:
    rows = adhoc("UNWIND range(1, 10) AS z RETURN z, -z AS a")
    table = any_connection.table(rows, max_rows=3)
    assert (table.columns, table.rows, table.truncated) == (("z", "a"), ((1, -1), (2, -2), (3, -3)), True)
    assert not any_connection.table(rows, max_rows=10).truncated


def test_rows_are_streamed(any_connection: Connection) -> None:
    rows = any_connection.stream(adhoc("UNWIND range(1, $n) AS i RETURN i"), n=5000)
    assert sum(row["i"] for row in rows) == 5000 * 5001 // 2


def test_a_slow_query_is_stopped_at_its_limit(neo4j_current: Settings) -> None:
    with (
        connect(neo4j_current.replace(query_timeout_s=0.5)) as connection,
        pytest.raises(InputError, match="ENTENTE_QUERY_TIMEOUT_S"),
    ):
        connection.read(adhoc("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(a * b) AS n"))


def test_a_greedy_query_is_stopped_at_its_limit_and_not_tried_again(any_connection: Connection) -> None:
    began = time.monotonic()
    with pytest.raises(InputError, match="ENTENTE_QUERY_MEMORY_MB"):
        any_connection.read(adhoc("UNWIND range(1, 100000000) AS i RETURN collect(i) AS all"))
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    "address", ["file:///etc/hostname", "file:///x.csv", "http://127.0.0.1:1/x", "http://[::1]:1/x"]
)
def test_the_embedded_server_loads_no_files_and_addresses(any_connection: Connection, address: str) -> None:
    with pytest.raises(InputError, match="Cannot load from URL"):
        any_connection.read(adhoc("LOAD CSV FROM $address AS line RETURN line"), address=address)


def test_what_the_server_finds_questionable_fails_a_test(any_connection: Connection) -> None:
    with pytest.raises(Neo4jWarning, match="deprecated"):
        any_connection.read(adhoc("CALL { RETURN 1 AS x } RETURN x, id(null) AS y"))


def test_a_broken_query_is_the_users_error(any_connection: Connection) -> None:
    with pytest.raises(InputError, match="can't run the query"):
        any_connection.read(adhoc("MATCH (n) RETRUN n"))


def test_a_missing_value_is_named(any_connection: Connection) -> None:
    with pytest.raises(InputError, match="needs a value for id"):
        any_connection.read(adhoc("RETURN $id"))


def test_a_broken_constraint_is_a_conflict(any_connection: Connection) -> None:
    any_connection.apply(adhoc("CREATE CONSTRAINT only_one FOR (t:Thing) REQUIRE t.i IS UNIQUE;\n"))
    any_connection.write(lambda transaction: transaction.run(create(1)))
    with pytest.raises(Conflict, match="already exists"):
        any_connection.write(lambda transaction: transaction.run(create(1)))


def test_two_writers_that_lock_each_other_both_finish(any_connection: Connection) -> None:
    any_connection.write(lambda transaction: transaction.run(create(2)))
    both_hold_one = threading.Barrier(2, timeout=10)
    tries: list[int] = []

    def lock(first: int, second: int) -> None:
        def work(transaction: Transaction) -> None:
            tries.append(first)
            take = adhoc("MATCH (t:Thing {i: $i}) SET t.by = coalesce(t.by, 0) + 1")
            transaction.run(take, i=first)
            if tries.count(first) == 1:
                both_hold_one.wait()
            transaction.run(take, i=second)

        any_connection.write(work)

    threads = [threading.Thread(target=lock, args=ends) for ends in ((1, 2), (2, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(tries) > 2, "they were to meet"
    assert any_connection.read(adhoc("MATCH (t:Thing) RETURN collect(t.by) AS n")) == [{"n": [2, 2]}]


def test_a_wrong_password_is_denied(neo4j_current: Settings) -> None:
    with pytest.raises(StoreDenied, match="ENTENTE_PASSWORD"):
        connect(neo4j_current.replace(password="not this"))


def test_nobody_at_the_address(neo4j_current: Settings) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        uri = f"bolt://127.0.0.1:{probe.getsockname()[1]}"
        with pytest.raises(StoreUnreachable, match=uri):
            connect(neo4j_current.replace(uri=uri))


@pytest.mark.parametrize("uri", ["neo4j.example", "http://127.0.0.1:7474", "bolt://", "file:///etc/passwd"])
def test_an_address_that_is_none(neo4j_current: Settings, uri: str) -> None:
    with pytest.raises((InputError, StoreUnreachable), match=uri.partition(":")[0]):
        connect(neo4j_current.replace(uri=uri))


def test_an_unknown_database_is_named(neo4j_current: Settings) -> None:
    with (
        connect(neo4j_current.replace(database="elsewhere")) as connection,
        pytest.raises(InputError, match="ENTENTE_DATABASE"),
    ):
        connection.read(COUNT)


def test_queries_are_run_by_name(any_connection: Connection) -> None:
    assert any_connection.read("read/ping") == [{"answer": 1}]


def test_both_releases_have_a_lock() -> None:
    assert {len(jars.locked(release)) > 200 for release in (jars.CURRENT, jars.LTS)} == {True}
