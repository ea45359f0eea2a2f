"""Documents written a second: `store.ingest` against the bare driver that writes the same rows in one UNWIND each.

``python bench/ingest.py FOLDER [LIMIT]`` reads documents in the interchange form from the folder's `.json` files and
needs a database whose content may be deleted (the settings name it). The baseline does a part of the work only:
document, local entities, sentences and statements, but no resolution, no ledger, no projection, no lock.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from entente import settings
from entente.graph import queries, store
from entente.graph.store.connection import Connection, connect
from entente.graph.store.rows import rows
from entente.graph.store.writing import statement_row
from entente.interchange import Extraction, load

WARM = 10
"""Documents before the clock starts: the server plans each query once."""


def bare(connection: Connection, extraction: Extraction) -> None:
    """Writes the rows of a document without anything else."""
    made = rows(extraction)
    connection.write(
        lambda tx: tx.run(
            "write/put_document",
            key=made.key,
            properties=made.document,
            locals=made.locals,
            sentences=made.sentences,
            statements=[statement_row(row) for row in made.statements],
        )
    )


def timed(
    connection: Connection, documents: list[Extraction], write: Callable[[Connection, Extraction], object]
) -> list[float]:
    """Seconds for each document after the first few, into an empty database."""
    connection.apply(queries.adhoc("MATCH (n) DETACH DELETE n"))
    store.migrate(connection)
    seconds = []
    for document in documents:
        start = time.perf_counter()
        write(connection, document)
        seconds.append(time.perf_counter() - start)
    return seconds[WARM:]


def main() -> None:
    """Prints the table."""
    files = sorted(Path(sys.argv[1]).glob("*.json"))
    limit = int(sys.argv[2]) if len(sys.argv) > 2 else None
    documents = list(islice((document for file in files for document in load(file)), limit))
    statements = sum(len(document.relations) for document in documents)
    print(f"{len(documents)} documents, {statements} statements, {WARM} documents to warm up")
    with connect(settings.load()) as connection:
        print("Neo4j", ".".join(map(str, connection.version)))
        for name, write in (("bare driver", bare), ("ingest", store.ingest), ("ingest again", None)):
            if write is None:
                start = time.perf_counter()
                for document in documents:
                    store.ingest(connection, document)
                seconds = [(time.perf_counter() - start) / len(documents)] * len(documents)
            else:
                seconds = timed(connection, documents, write)
            tenth = max(1, len(seconds) // 10)
            print(
                f"{name:14} {len(seconds) / sum(seconds):7.1f} documents/s"
                f"   median {1000 * statistics.median(seconds):6.1f} ms"
                f"   first tenth {1000 * statistics.mean(seconds[:tenth]):6.1f} ms,"
                f" last tenth {1000 * statistics.mean(seconds[-tenth:]):6.1f} ms"
            )
        print("inconsistencies:", len(store.check(connection)))


if __name__ == "__main__":
    main()
