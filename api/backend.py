"""What requests share: one connection to the graph and one pipeline, each opened when first needed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from entente.graph.store.connection import Connection, connect
from entente.graph.store.migrations import migrate
from entente.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Backend"]


class Backend:
    """Safe to use from many threads. After `reset` the next request connects anew."""

    def __init__(self, settings: Settings, connect: Callable[[Settings], Connection] = connect) -> None:
        self.settings = settings
        self.extracting = threading.Lock()
        self._connect = connect
        self._lock = threading.Lock()
        self._loading = threading.Lock()
        self._connection: Connection | None = None
        self._pipeline: Language | None = None

    def connection(self) -> Connection:
        """The connection, with its schema up to date. Raises `StoreError`."""
        with self._lock:
            if self._connection is None:
                opened = self._connect(self.settings)
                try:
                    migrate(opened)
                except BaseException:
                    opened.close()
                    raise
                self._connection = opened
            return self._connection

    def pipeline(self) -> Language:
        """The spaCy pipeline. It serves one text at a time: hold `extracting` while using it."""
        from entente.extract.pipeline import load

        with self._loading:
            if self._pipeline is None:
                self._pipeline = load(self.settings)
            return self._pipeline

    def reset(self) -> None:
        """Let go of a connection that no longer answers."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def close(self) -> None:
        """Give everything back."""
        self.reset()
