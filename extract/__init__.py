"""From a file to statements: readers, the spaCy pipeline and its components, training. Knows no database.

`extract` takes what `entente.extract.read` yields through a pipeline that `entente.extract.pipeline.load` made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from entente.extract.run import extract, extract_one

__all__ = ["extract", "extract_one"]


def __getattr__(name: str) -> Any:
    # spaCy takes a second to import: only those who extract pay for it.
    if name in __all__:
        from entente.extract import run

        return getattr(run, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
