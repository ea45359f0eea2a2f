"""`make demo`: the examples read into a graph of their own, a question answered, a picture drawn, nothing left running.

`python -m entente.api.demo --clean` stops a server that a killed demo may have left, and removes the demo's data.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

from entente.api import cli

QUESTION = "which startups link RDIF and CIC"


def main(arguments: list[str]) -> int:
    """Run the demo in `.demo` of the working folder; the exit code of the first step that fails, else 0."""
    home = Path(".demo").absolute()
    os.environ["ENTENTE_HOME"] = str(home)
    if arguments == ["--clean"]:
        return _clean(home)
    picture = home / "rdif-cic.html"
    steps = (
        ["ingest", "examples"],
        ["ask", QUESTION],
        ["draw", "--ask", QUESTION, "-o", str(picture)],
    )
    code = 0
    try:
        for step in steps:
            print(f"\n$ entente {shlex.join(step)}", flush=True)
            code = cli.run(step)
            if code:
                break
    finally:
        print("\n$ entente store stop", flush=True)
        stopped = cli.run(["store", "stop"])
    if not code:
        print(f"\nThe same answer as a picture, to be opened in a browser:\n{picture}")
    return code or stopped


def _clean(home: Path) -> int:
    if not home.is_dir():
        return 0
    code = cli.run(["store", "stop"])
    if not code:
        shutil.rmtree(home)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
