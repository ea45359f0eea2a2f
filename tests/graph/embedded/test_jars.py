"""A small Maven repository on loopback stands for Maven Central; the jars are a few bytes each."""

from __future__ import annotations

import hashlib
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from entente.errors import StoreStartError
from entente.graph.embedded import jars
from entente.graph.embedded.jars import Jar
from entente.settings import Settings, load


class _Quiet(SimpleHTTPRequestHandler):
    asked: list[str]

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.asked.append(self.path)
        super().do_GET()


@pytest.fixture
def asked() -> list[str]:
    """What the repository was asked for."""
    return []


@pytest.fixture
def repository(tmp_path: Path, asked: list[str]) -> Iterator[tuple[Path, str]]:
    """A Maven repository: its folder and its address."""
    root = tmp_path / "repository"
    root.mkdir()
    handler = partial(type("_Handler", (_Quiet,), {"asked": asked}), directory=str(root))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield root, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def published(repository: tuple[Path, str]) -> list[Jar]:
    """Jars as the repository has them."""
    made = []
    for number in range(1, 6):
        data = f"jar {number}".encode() * 1000 * number
        digest = hashlib.sha256(data).hexdigest()
        jar = Jar("org.example", f"part-{number}", "1.0", "linux" if number == 5 else "", digest, len(data))
        file = repository[0] / jar.path
        file.parent.mkdir(parents=True)
        file.write_bytes(data)
        made.append(jar)
    return made


@pytest.fixture
def settings(tmp_path: Path, repository: tuple[Path, str]) -> Settings:
    given = {"ENTENTE_CACHE": str(tmp_path / "cache"), "ENTENTE_HOME": str(tmp_path / "home")}
    return load({**given, "ENTENTE_MAVEN": repository[1]})


def good(settings: Settings, published: list[Jar]) -> bool:
    paths = jars.fetch(settings, published)
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths] == [jar.sha256 for jar in published]


def test_every_jar_is_fetched_once(settings: Settings, published: list[Jar], asked: list[str]) -> None:
    assert good(settings, published)
    assert sorted(asked) == sorted(f"/{jar.path}" for jar in published)
    assert good(settings, published)
    assert len(asked) == len(published)
    assert not list(settings.cache.rglob("*.part"))


@pytest.mark.parametrize("damage", ["cut off", "changed", "gone"])
def test_a_damaged_jar_is_fetched_again_and_only_that_one(
    settings: Settings, published: list[Jar], asked: list[str], damage: str
) -> None:
    broken = jars.fetch(settings, published)[2]
    asked.clear()
    data = broken.read_bytes()
    if damage == "gone":
        broken.unlink()
    else:
        broken.write_bytes(data[:100] if damage == "cut off" else b"x" + data[1:])
    assert good(settings, published)
    assert asked == [f"/{published[2].path}"]


def test_a_jar_with_another_hash_is_not_kept(settings: Settings, published: list[Jar]) -> None:
    wrong = replace(published[0], sha256="0" * 64)
    with pytest.raises(StoreStartError, match=r"part-1-1\.0\.jar: its SHA-256 is .* and should be 000"):
        jars.fetch(settings, [wrong, *published[1:]])
    assert not (settings.cache / "maven" / wrong.path).exists()
    assert good(settings, published)


@pytest.mark.parametrize("size", [-1, +1])
def test_a_jar_of_another_size_is_not_kept(settings: Settings, published: list[Jar], size: int) -> None:
    wrong = replace(published[0], size=published[0].size + size)
    with pytest.raises(StoreStartError, match="bytes and has"):
        jars.fetch(settings, [wrong])
    assert not (settings.cache / "maven" / wrong.path).exists()


def test_a_jar_that_the_repository_lacks_is_named_and_the_next_try_works(
    settings: Settings, published: list[Jar], repository: tuple[Path, str]
) -> None:
    file = repository[0] / published[3].path
    data = file.read_bytes()
    file.unlink()
    with pytest.raises(StoreStartError, match=r"part-4-1\.0\.jar: the answer was 404.*ENTENTE_MAVEN"):
        jars.fetch(settings, published)
    file.write_bytes(data)
    assert good(settings, published)


def test_without_a_network_the_message_says_what_to_do(settings: Settings, published: list[Jar]) -> None:
    with pytest.raises(StoreStartError, match=r"127\.0\.0\.1:9/.*needs the network.*ENTENTE_URI"):
        jars.fetch(settings.replace(maven="http://127.0.0.1:9"), published)
    assert good(settings, published)


def test_what_a_killed_process_left_half_done_is_cleared_away(settings: Settings, published: list[Jar]) -> None:
    left = settings.cache / "maven" / "org" / "example" / "x.part"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    assert good(settings, published)
    assert not left.exists()


def test_two_threads_fetch_each_jar_once(settings: Settings, published: list[Jar], asked: list[str]) -> None:
    results: list[bool] = []
    threads = [threading.Thread(target=lambda: results.append(good(settings, published))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 4
    assert len(asked) == len(published)


def test_a_cache_that_cannot_be_written_is_named(settings: Settings, published: list[Jar], tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file is in the way")
    with pytest.raises(StoreStartError, match="ENTENTE_CACHE"):
        jars.fetch(settings, published)


def test_too_little_room_is_said_before_anything_is_fetched(
    settings: Settings, published: list[Jar], asked: list[str]
) -> None:
    huge = replace(published[0], size=1 << 60)
    with pytest.raises(StoreStartError, match=r"takes \d+ MiB more and \d+ MiB are free"):
        jars.fetch(settings, [huge])
    assert not asked


def test_the_mirror_in_mavens_settings_is_used(
    settings: Settings,
    published: list[Jar],
    repository: tuple[Path, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / ".m2").mkdir()
    (tmp_path / ".m2" / "settings.xml").write_text(
        '<settings xmlns="http://maven.apache.org/SETTINGS/1.2.0"><mirrors>'
        "<mirror><mirrorOf>other</mirrorOf><url>http://127.0.0.1:9/</url></mirror>"
        f"<mirror><mirrorOf>external:*,!internal</mirrorOf><url> {repository[1]}/ </url></mirror>"
        "</mirrors></settings>"
    )
    monkeypatch.setenv("HOME", str(tmp_path))
    assert good(settings.replace(maven=""), published)


def test_progress_is_reported_and_a_pipe_stays_silent(
    settings: Settings, published: list[Jar], capfd: pytest.CaptureFixture[str]
) -> None:
    steps: list[tuple[int, int]] = []
    jars.fetch(settings, published, lambda done, total: steps.append((done, total)))
    assert steps[-1][0] == steps[-1][1] == sum(jar.size for jar in published)
    (settings.cache / "maven" / published[0].path).unlink()
    jars.fetch(settings, published)
    assert capfd.readouterr() == ("", "")


def test_a_line_of_a_lock_is_read_as_it_is_written() -> None:
    for jar in jars.locked(jars.CURRENT):
        assert jars._parse(jar.line) == jar


@pytest.mark.parametrize("release", [jars.CURRENT, jars.LTS])
def test_a_lock_pins_the_server_and_holds_no_address(release: str) -> None:
    locked = jars.locked(release)
    assert any(jar.group == "org.neo4j" and jar.artifact == "neo4j" and jar.version == release for jar in locked)
    assert len({jar.path for jar in locked}) == len(locked)
    assert not any("/" in jar.line for jar in locked)


def test_a_release_without_a_lock_is_refused() -> None:
    with pytest.raises(StoreStartError, match=r"1\.0\.0"):
        jars.locked("1.0.0")


def test_a_process_killed_while_it_fetches_leaves_a_cache_that_works(
    settings: Settings, published: list[Jar], tmp_path: Path
) -> None:
    # The repository never ends its answer: the process hangs in the middle of a jar.
    code = (
        "import socket, sys\n"
        "from entente.graph.embedded import jars\n"
        "from entente.settings import load\n"
        "listening = socket.create_server(('127.0.0.1', 0))\n"
        "import threading, time\n"
        "def serve():\n"
        "    peer, _ = listening.accept(); peer.recv(9999)\n"
        "    peer.sendall(b'HTTP/1.1 200 OK\\r\\nContent-Length: 1000000\\r\\n\\r\\n' + b'x' * 300000)\n"
        "    print('half', flush=True); time.sleep(60)\n"
        "threading.Thread(target=serve, daemon=True).start()\n"
        "settings = load().replace(maven=f'http://127.0.0.1:{listening.getsockname()[1]}')\n"
        "jars.fetch(settings, [jars.Jar('org.example', 'part-1', '1.0', '', '0' * 64, 1000000)])\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        env={"ENTENTE_CACHE": str(settings.cache), "ENTENTE_HOME": str(tmp_path), "PATH": ""},
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == b"half\n"
        process.kill()
    process.wait()
    assert good(settings, published)
    assert not list(settings.cache.rglob("*.part"))
    assert all(stat.S_ISREG(path.stat().st_mode) for path in jars.fetch(settings, published))
