"""The process that stops an embedded server when nobody has used it for a while.

It uses nothing but the place's files and the process table, so it works whoever started the server, and it
ends with the server. At most one watches a place.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from filelock import Timeout

from entente.graph.embedded.place import Place, Server, halt

_SECONDS = 15.0
"""How often it looks, at most: the server's end is noticed within this time."""


def watch(place: Place, server: Server, idle_s: float) -> None:
    """Returns when the server has ended, by itself or by us. An open connection counts as use."""
    pause = min(_SECONDS, max(0.2, idle_s / 4))
    seen = time.time()
    while place.process(server) is not None:
        if place.users(server):
            seen = time.time()
        elif _idle(place, seen) > idle_s:
            with place.lock():
                if not place.users(server) and _idle(place, seen) > idle_s:  # nobody came while we waited for the lock
                    halt(place)
                    return
        time.sleep(pause)


def _idle(place: Place, seen: float) -> float:
    return time.time() - max(seen, place.used.stat().st_mtime)


def main() -> None:
    """`watch ROOT SECONDS`: watches the server that runs there now."""
    place = Place(Path(sys.argv[1]))
    server = place.find()
    if server is None:
        return
    lock = place.watching(server)
    try:
        with lock.acquire(blocking=False):
            watch(place, server, float(sys.argv[2]))
            Path(lock.lock_file).unlink(missing_ok=True)
    except Timeout:
        return  # another one watches


if __name__ == "__main__":
    main()
