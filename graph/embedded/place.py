"""Where the embedded Neo4j of one home keeps its things, and which process it is."""

from __future__ import annotations

import json
import os
import secrets
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
from filelock import FileLock

from entente.errors import StoreStartError
from entente.settings import Settings

_STOP_S = 60


@dataclass(frozen=True, slots=True)
class Server:
    """A server process; `created` in seconds since 1970."""

    pid: int
    created: float
    port: int
    release: str

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self.port}"


@dataclass(frozen=True, slots=True)
class Place:
    """The folder `neo4j` of a home: `data`, `conf`, `logs`, `run`, `import` (kept empty) and the password file."""

    root: Path

    @classmethod
    def of(cls, settings: Settings) -> Place:
        return cls(settings.home / "neo4j")

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def conf(self) -> Path:
        return self.root / "conf"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def run(self) -> Path:
        return self.root / "run"

    @property
    def output(self) -> Path:
        """What the server prints."""
        return self.logs / "start.log"

    @property
    def debug(self) -> Path:
        """What the server logs."""
        return self.logs / "debug.log"

    @property
    def used(self) -> Path:
        """Touched by whoever connects; its time is the time of the last use."""
        return self.run / "used"

    @property
    def version(self) -> Path:
        """Holds the release that last had the data open."""
        return self.root / "release"

    def make(self) -> None:
        """Creates the folders, for this user only. Raises `StoreStartError`."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            self.root.chmod(0o700)
            old = self.root / "data.old"
            if old.exists() and not self.data.exists():  # a restore was killed between its two renames
                old.rename(self.data)
            for folder in (self.data, self.conf, self.logs, self.run, self.root / "import", self.run / "tmp"):
                folder.mkdir(exist_ok=True)
        except OSError as error:
            raise StoreStartError(
                f"{self.root}: can't keep the graph here: {error.strerror}; ENTENTE_HOME names another folder"
            ) from None

    def lock(self) -> FileLock:
        """Held while a server is started or stopped."""
        return FileLock(self.run / "start.lock")

    def watching(self, server: Server) -> FileLock:
        """Held by the process that stops this server when it is idle."""
        return FileLock(self.run / f"watch-{server.pid}.lock")

    def password(self) -> str:
        """The generated password; made at the first call, in a file that only the user can read."""
        file = self.root / "password"
        if not file.exists():
            part = file.with_suffix(".part")
            part.unlink(missing_ok=True)
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
                out.write(secrets.token_urlsafe(24))
            part.replace(file)
        return file.read_text(encoding="ascii").strip()

    def remember(self, server: Server) -> None:
        """Writes down which process serves this place."""
        part = self.run / "server.part"
        part.write_text(json.dumps(asdict(server)), encoding="ascii")
        part.replace(self.run / "server.json")

    def last(self) -> Server | None:
        """The server last written down, running or not."""
        try:
            return Server(**json.loads((self.run / "server.json").read_text(encoding="ascii")))
        except (FileNotFoundError, NotADirectoryError, ValueError, TypeError):  # absent, or torn by a full disk
            return None

    def find(self) -> Server | None:
        """The server running for this place: the one written down, checked to be one of this place."""
        last = self.last()
        return last if last is not None and self.process(last) is not None else None

    def process(self, server: Server) -> psutil.Process | None:
        """The server's process while it runs: its number may have gone to another since."""
        try:
            process = psutil.Process(server.pid)
            return process if self._mark in process.cmdline() else None
        except psutil.Error:  # no such process, or another user's, or one that only its parent can clear away
            return None

    def users(self, server: Server) -> int:
        """How many connections are open to the server."""
        process = self.process(server)
        if process is None:
            return 0
        try:
            connections = process.net_connections("tcp")
        except psutil.NoSuchProcess:
            return 0  # it has just ended
        return sum(c.status == psutil.CONN_ESTABLISHED and c.laddr.port == server.port for c in connections)

    def strays(self) -> Iterator[psutil.Process]:
        """Servers of this place that are not written down: their starter was killed at the wrong moment."""
        last = self.last()
        for process in psutil.process_iter(["cmdline"]):
            if self._mark in (process.info["cmdline"] or ()) and (last is None or process.pid != last.pid):
                yield process

    @property
    def _mark(self) -> str:
        return f"--home-dir={self.root}"

    def said(self) -> str:
        """All that the server printed and logged since its start."""
        files = (file for file in (self.output, self.debug) if file.exists())
        return "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in files)

    def tail(self, lines: int = 15) -> str:
        """The end of what the server printed, for a message."""
        if not self.output.exists():
            return ""
        return "\n".join(self.output.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def halt(place: Place) -> bool:
    """Ends every server of the place; whether there was one. The caller holds the place's lock."""
    server = place.find()
    processes = [process for process in (place.process(server) if server else None, *place.strays()) if process]
    for process in processes:
        end(process, patience_s=_STOP_S)
    return bool(processes)


def end(process: psutil.Process, patience_s: float) -> None:
    """Asks it to end, and kills it when patience ends. A zombie has ended: only its parent can clear it away."""
    deadline = time.monotonic() + patience_s
    try:
        if patience_s:
            process.terminate()
        while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
            if time.monotonic() >= deadline:
                process.kill()
            time.sleep(0.05)
    except psutil.NoSuchProcess:
        return
