"""A process that works on the store of the environment's settings until it is done or killed.

``python worker.py ingest FIRST COUNT`` reads documents in, ``… all FIRST COUNT`` also merges, undoes and rebuilds
between them, ``… judge FIRST COUNT`` merges, splits and undoes what others have read in, so many times. It prints
`ready` before the first act and `done` after the last.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from tests.graph.papers import document

from entente.graph import ledger, project, store
from entente.graph.store.connection import Connection, connect
from entente.interchange import Extraction
from entente.settings import load


def paper(number: int) -> Extraction:
    """The same few names come in every document, in changing pairs, beside one of its own."""
    fund, firm, own = f"Orion Fund {number % 3}", f"Lyra Systems {number % 4}", f"Deneb Works {number}"
    return document(
        f"{number}.txt",
        [f"{fund} invested in {firm}.", f"{firm} works with {own}."],
        {fund: "Fund", firm: "Company", own: "Company"},
        [(fund, "INVESTED_IN", firm), (firm, "PARTNERED_WITH", own)],
    )


def work(connection: Connection, mode: str, first: int, count: int) -> None:
    """Does everything once; what is done already stays as it is."""
    for number in range(first, first + count):
        store.ingest(connection, paper(number))
        if mode == "all" and number % 3 == 2:
            ids = [row["id"] for row in connection.read("write/entity_ids")][:2]
            ledger.merge(connection, ids[0], ids[1], by="worker")
            ledger.undo(connection, by="worker")
            project.rebuild(connection)


def judge(connection: Connection, first: int, count: int) -> None:
    """Merges two entities, takes them apart and takes both back, whatever others do meanwhile."""
    done = first
    while done < count:
        ids = [row["id"] for row in connection.read("write/entity_ids")]
        if len(ids) < 2:
            time.sleep(0.05)
            continue
        merged = ledger.merge(connection, ids[done % len(ids)], ids[done % len(ids) - 1], by="judge")
        ledger.split(connection, merged.entities[0], by="judge")
        ledger.undo(connection, by="judge")
        ledger.undo(connection, by="judge")
        done += 1


if __name__ == "__main__":
    with connect(load()) as opened:
        print("ready", flush=True)
        if sys.argv[1] == "judge":
            judge(opened, int(sys.argv[2]), int(sys.argv[3]))
        else:
            work(opened, sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
        print("done", flush=True)
