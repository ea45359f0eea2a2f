"""Runs the commands of docs/tutorial.md in a graph of their own and writes what they print under them.

`python docs/tutorial.py` (needs `entente` beside this Python). A command that fails stops it, unless the page says
that it may (`|| true`). Long output is cut, and the page shows that it was.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

PAGE = Path(__file__).resolve().with_name("tutorial.md")
_BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
_LINES = 60
_FORGIVEN = " || true"


def commands(page: str) -> list[str]:
    """The commands of the page, in order."""
    return [line[2:] for block in _BLOCK.findall(page) for line in block.splitlines() if line.startswith("$ ")]


def run(command: str, folder: Path, environment: Mapping[str, str]) -> str:
    """What a command prints. Raises `CalledProcessError` where it fails and may not."""
    done = subprocess.run(  # noqa: S603 - the page's own commands
        ["/bin/sh", "-c", command.removesuffix(_FORGIVEN)],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=not command.endswith(_FORGIVEN),
    )
    return done.stdout


@contextmanager
def workplace() -> Iterator[tuple[Path, dict[str, str]]]:
    """A folder with the examples, and an environment with a home of its own whose server is stopped at the end."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "examples").symlink_to(PAGE.parents[1] / "examples")
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("ENTENTE_")},
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "ENTENTE_HOME": str(folder / "home"),
            "ENTENTE_CACHE": os.environ.get("ENTENTE_CACHE", ""),
            "COLUMNS": "100",
            "NO_COLOR": "1",
            "LOGNAME": "you",  # whose decisions the ledger shows
        }
        if not environment["ENTENTE_CACHE"]:
            del environment["ENTENTE_CACHE"]
        try:
            yield folder, environment
        finally:
            run(f"entente store stop{_FORGIVEN}", folder, environment)


def written(page: str) -> str:
    """The page with what its commands print now."""
    with workplace() as (folder, environment):

        def shown(block: re.Match[str]) -> str:
            lines = []
            for command in commands(f"```console\n{block[0]}```"):
                output = run(command, folder, environment).replace(f"{folder}/", "").splitlines()
                cut = [*output[:_LINES], f"[… {len(output) - _LINES} more lines]"] if len(output) > _LINES else output
                lines += [f"$ {command}", *(line.rstrip() for line in cut)]
            return "\n".join(lines) + "\n"

        return _BLOCK.sub(shown, page)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
