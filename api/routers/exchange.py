"""The graph in the formats of other tools."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Annotated, Any, BinaryIO, cast

from fastapi import APIRouter, Path
from fastapi.responses import StreamingResponse

from entente.api.dependencies import Graph
from entente.errors import NotFound
from entente.graph import export

router = APIRouter(tags=["exchange"])

_IN_MEMORY = 8 << 20
_PIECE = 1 << 16


@router.get("/exports")
def formats() -> list[dict[str, Any]]:
    """The formats there are; a complete one holds the whole store, so that nothing is lost."""
    return [
        {"name": each.name, "title": each.title, "media_type": each.media_type, "complete": each.complete}
        for each in export.formats()
    ]


@router.get("/exports/{name}", response_class=StreamingResponse)
def download(graph: Graph, name: Annotated[str, Path(description="Name of a format")]) -> StreamingResponse:
    """The whole graph in one of the formats, as it is at one moment."""
    known = {each.name: each for each in export.formats()}
    if name not in known:
        raise NotFound(f"there is no format of export called {name!r}", sorted(known))
    # Written before the first byte is sent: a failure is then still an error and no cut-off file.
    spool = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed when it has been sent
    export.export(graph, name, cast(BinaryIO, spool))
    spool.seek(0)
    return StreamingResponse(
        _pieces(cast(IO[bytes], spool)),
        media_type=known[name].media_type,
        headers={"Content-Disposition": f'attachment; filename="entente{known[name].suffix}"'},
    )


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
