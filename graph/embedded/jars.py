"""The jars of the Neo4j that the program runs: pinned by a lock, fetched once for each machine.

`locks/neo4j-RELEASE.lock` has one line a jar: `group:artifact:version[:classifier]`, SHA-256, size in bytes.
The jars lie in the cache in Maven's own layout and are shared by all homes and releases; each is checked
against its hash before every start, so that a broken one is fetched again and never run.

`python -m entente.graph.embedded.jars RELEASE` resolves a release anew and writes its lock.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import ssl
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import httpx
from filelock import FileLock
from lxml import etree

from entente.errors import StoreStartError
from entente.settings import Settings

CURRENT = "2026.09.0"
LTS = "5.26.28"

Progress = Callable[[int, int], None]
"""Called with the bytes fetched and the bytes there are."""

_CONNECTIONS = 16
_ATTEMPTS = 3
_PIECE = 1 << 18


@dataclass(frozen=True, slots=True)
class Jar:
    """One line of a lock."""

    group: str
    artifact: str
    version: str
    classifier: str
    sha256: str
    size: int

    @property
    def path(self) -> str:
        """Where a Maven repository has it, relative to the repository's address."""
        end = f"-{self.classifier}" if self.classifier else ""
        folder = f"{self.group.replace('.', '/')}/{self.artifact}/{self.version}"
        return f"{folder}/{self.artifact}-{self.version}{end}.jar"

    @property
    def line(self) -> str:
        """Its line in the lock."""
        parts = (self.group, self.artifact, self.version, self.classifier)
        return f"{':'.join(part for part in parts if part)} {self.sha256} {self.size}"


def locked(release: str) -> tuple[Jar, ...]:
    """The jars of a release. Raises `StoreStartError` for a release without a lock."""
    try:
        text = files(__package__).joinpath("locks", f"neo4j-{release}.lock").read_text(encoding="ascii")
    except FileNotFoundError:
        raise StoreStartError(f"Neo4j {release} is not a release that this program runs") from None
    return tuple(_parse(line) for line in text.splitlines() if line and not line.startswith("#"))


def _parse(line: str) -> Jar:
    name, sha256, size = line.split()
    group, artifact, version, *classifier = name.split(":")
    return Jar(group, artifact, version, "".join(classifier), sha256, int(size))


def fetch(settings: Settings, jars: Sequence[Jar], progress: Progress | None = None) -> tuple[Path, ...]:
    """Where the jars lie in the cache, after fetching those that are missing or broken.

    Two processes may do so at once. Raises `StoreStartError` when a jar can't be had or stored; what was
    fetched until then is kept.
    """
    store = settings.cache / "maven"
    try:
        if _broken(store, jars):
            store.mkdir(parents=True, exist_ok=True)
            with FileLock(store / ".lock"):
                wanted = _broken(store, jars)  # another process may have fetched them meanwhile
                if wanted:
                    _fetch(store, wanted, _address(settings), progress or _show)
    except OSError as error:
        need = sum(jar.size for jar in jars) >> 20
        raise StoreStartError(
            f"{store}: can't keep Neo4j's files here: {error.strerror or error}; it takes {need} MiB, "
            "and ENTENTE_CACHE names another folder"
        ) from None
    return tuple(store / jar.path for jar in jars)


def _broken(store: Path, jars: Sequence[Jar]) -> list[Jar]:
    """Those that are not there whole."""

    def whole(jar: Jar) -> bool:
        file = store / jar.path
        try:
            return file.stat().st_size == jar.size and _hash(file) == jar.sha256
        except FileNotFoundError:
            return False

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return [jar for jar, good in zip(jars, pool.map(whole, jars), strict=True) if not good]


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _address(settings: Settings) -> str:
    """Of the repository: the setting, else the mirror in Maven's own settings, else Maven Central."""
    if settings.maven:
        return str(settings.maven)
    file = Path.home() / ".m2" / "settings.xml"
    if file.is_file():
        try:
            tree = etree.parse(file, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError as error:
            raise StoreStartError(f"{file}: not XML ({error.msg}); mend it or set ENTENTE_MAVEN") from None
        for mirror in tree.iterfind(".//{*}mirror"):
            of = (mirror.findtext("{*}mirrorOf") or "").split(",")
            url = (mirror.findtext("{*}url") or "").strip()
            if url and {"*", "external:*", "central"}.intersection(part.strip() for part in of):
                return url
    import jgo.constants

    return str(jgo.constants.MAVEN_CENTRAL_URL)


def _client() -> httpx.Client:
    context = httpx.create_ssl_context()  # certifi's authorities …
    context.load_default_certs(ssl.Purpose.SERVER_AUTH)  # … and those this machine trusts, a company's proxy for one
    return httpx.Client(
        verify=context,
        timeout=30,
        follow_redirects=True,
        limits=httpx.Limits(max_connections=_CONNECTIONS),
    )


def _fetch(store: Path, jars: list[Jar], address: str, progress: Progress) -> None:
    for left in store.rglob("*.part"):  # of a process that was killed; the lock is ours
        left.unlink()
    need, free = sum(jar.size for jar in jars), shutil.disk_usage(store).free
    if need > free:
        raise StoreStartError(
            f"{store}: Neo4j takes {need >> 20} MiB more and {free >> 20} MiB are free; "
            "make room or let ENTENTE_CACHE name another folder"
        )
    done = 0
    with _client() as client, ThreadPoolExecutor(_CONNECTIONS) as pool:
        largest_first = sorted(jars, key=lambda jar: -jar.size)
        tasks = [pool.submit(_fetch_one, client, address, jar, store / jar.path) for jar in largest_first]
        try:
            for jar, task in zip(largest_first, tasks, strict=True):
                task.result()
                done += jar.size
                progress(done, need)
        finally:
            for task in tasks:
                task.cancel()


def _fetch_one(client: httpx.Client, address: str, jar: Jar, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    url = f"{address.rstrip('/')}/{jar.path}"
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            reason = _download(client, url, jar, target)
        except httpx.HTTPStatusError as error:
            reason = f"the answer was {error.response.status_code}"
            if error.response.is_client_error:
                break
        except httpx.HTTPError as error:
            reason = str(error) or type(error).__name__
        if not reason:
            return
        if attempt < _ATTEMPTS:
            time.sleep(0.5 * attempt)
    raise StoreStartError(
        f"{url}: {reason}. The embedded Neo4j is fetched once and needs the network for it: try again, name "
        "another Maven repository with ENTENTE_MAVEN, or a Neo4j of your own with ENTENTE_URI"
    )


def _download(client: httpx.Client, url: str, jar: Jar, target: Path) -> str:
    """Puts the file in its place if it is the right one; what is wrong with it otherwise."""
    handle, name = tempfile.mkstemp(".part", dir=target.parent)
    part = Path(name)
    try:
        digest, size = hashlib.sha256(), 0
        with os.fdopen(handle, "wb") as out, client.stream("GET", url) as answer:
            answer.raise_for_status()
            for piece in answer.iter_bytes(_PIECE):
                out.write(piece)
                digest.update(piece)
                size += len(piece)
                if size > jar.size:
                    break
        if size != jar.size:
            return f"it should have {jar.size} bytes and has {'more' if size > jar.size else size}"
        if digest.hexdigest() != jar.sha256:
            return f"its SHA-256 is {digest.hexdigest()} and should be {jar.sha256}; nothing of it was kept"
        part.replace(target)
        return ""
    finally:
        part.unlink(missing_ok=True)


def _show(done: int, total: int) -> None:
    """Progress on a terminal; nothing in a pipe."""
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\rFetching Neo4j: {done >> 20} of {total >> 20} MiB", end=end, file=sys.stderr, flush=True)


def lock(settings: Settings, release: str) -> list[Jar]:
    """Resolves a release through its POM files and fetches all jars to learn their hashes.

    Takes minutes: some hundred POM files are read one after the other.
    """
    import jgo

    address = _address(settings)
    artifacts = jgo.resolve(f"org.neo4j:neo4j:{release}", {"central": address})
    names = sorted({(a.groupId, a.artifactId, a.version, a.classifier) for a in artifacts if a.packaging == "jar"})
    with _client() as client, ThreadPoolExecutor(_CONNECTIONS) as pool:

        def measure(name: tuple[str, str, str, str]) -> Jar:
            bare = Jar(*name, sha256="", size=0)
            data = client.get(f"{address.rstrip('/')}/{bare.path}").raise_for_status().content
            return Jar(*name, sha256=hashlib.sha256(data).hexdigest(), size=len(data))

        return list(pool.map(measure, names))


def main(arguments: list[str]) -> None:
    """Writes the lock of each release named."""
    from entente.settings import load

    for release in arguments:
        jars = lock(load(), release)
        header = "# group:artifact:version[:classifier] SHA-256 size\n"
        target = Path(__file__).parent / "locks" / f"neo4j-{release}.lock"
        target.write_text(header + "".join(f"{jar.line}\n" for jar in jars), encoding="ascii")
        print(f"{target.name}: {len(jars)} jars, {sum(jar.size for jar in jars) >> 20} MiB")


if __name__ == "__main__":
    main(sys.argv[1:])
