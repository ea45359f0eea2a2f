"""The interchange form: every document as it was read, with its text, a JSON object a line."""

from __future__ import annotations

import json
from typing import BinaryIO

from entente.graph.export import source
from entente.graph.store import load_extraction
from entente.graph.store.connection import Connection


def write(connection: Connection, stream: BinaryIO) -> None:
    """Writes all documents. Copies of others come last, so that they are copies again where the file is read in."""
    for copies in (False, True):
        for row in source.documents(connection):
            if (row["copy_of"] is not None) is copies:
                data = load_extraction(connection, row["key"]).to_dict(text=True)
                stream.write(json.dumps(data, ensure_ascii=False).encode() + b"\n")
