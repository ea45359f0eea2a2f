"""The one table of settings: every limit and address has its name, default and meaning here.

A setting is given by the environment (`ENTENTE_URI`), else by `config.toml` in the data folder
(`uri = "bolt://…"`), else it has its default. `entente settings` and `docs/settings.md` are made from this table.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from entente.errors import InputError


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table. The type of `default` is the type of the setting; `secret` ones are never shown."""

    name: str
    default: str | int | float | bool
    help: str
    secret: bool = False

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return f"ENTENTE_{self.name.upper()}"

    def parse(self, value: object, origin: str) -> str | int | float | bool:
        """`value` as this setting's type. Raises `InputError` naming `origin`."""
        kind = type(self.default)
        try:
            if kind is bool:
                return _BOOLEANS[str(value).strip().lower()]
            if kind is int and isinstance(value, float | bool):
                raise ValueError
            return kind(value)  # type: ignore[call-overload, arg-type]
        except (KeyError, ValueError, TypeError):
            wanted = {bool: "yes or no", int: "a whole number", float: "a number"}.get(kind, "text")
            raise InputError(f"{origin}: {value!r} is not {wanted}") from None


_BOOLEANS = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}

SETTINGS: tuple[Setting, ...] = (
    Setting("uri", "", "Address of a Neo4j of your own (neo4j://, neo4j+s://, bolt://); empty: the embedded one"),
    Setting("user", "neo4j", "User name at that Neo4j"),
    Setting("password", "", "Password at that Neo4j", secret=True),
    Setting("database", "neo4j", "Name of the database at that Neo4j"),
    Setting("maven", "", "Maven repository to fetch the embedded Neo4j from; empty: Maven's own mirror, or Central"),
    Setting("heap_mb", 512, "Heap of the embedded Neo4j, MiB"),
    Setting("pagecache_mb", 128, "Page cache of the embedded Neo4j, MiB"),
    Setting("idle_minutes", 60.0, "The embedded Neo4j stops after so many minutes unused; 0: never"),
    Setting("start_timeout_s", 300, "How long the embedded Neo4j may take to start, seconds"),
    Setting("model", "", "Folder or package name of a spaCy pipeline to extract with; empty: the shipped one"),
    Setting("knowledge", "", "File of your own names and patterns (see docs), applied when extracting"),
    Setting("disable", "", "Components of the pipeline to switch off, separated by commas"),
    Setting("threads", 0, "Threads of the encoder; 0: one for each core"),
    Setting("min_confidence", 0.5, "Statements below this are stored, but not projected into relationships"),
    Setting("max_document_chars", 5_000_000, "A text longer than this is refused"),
    Setting("batch_size", 500, "Rows in one write to the database"),
    Setting("query_timeout_s", 30.0, "Time limit of one read query, seconds"),
    Setting("query_memory_mb", 256, "Memory limit of one read query, MiB (server permitting)"),
    Setting("max_rows", 1000, "Rows in one answer; more are cut and the answer says so"),
    Setting("max_hops", 4, "Longest path that `connect` looks for, hops"),
    Setting("link_hops", 2, "Longest path on each side that `link` looks for, hops"),
    Setting("max_paths", 25, "Paths in one answer"),
    Setting("hub_degree", 200, "A node with more neighbours than this is an end of a path, never a way station"),
    Setting("host", "127.0.0.1", "Address that `entente serve` listens on"),
    Setting("port", 8000, "Port that `entente serve` listens on"),
    Setting("keys", "", "API keys, separated by commas; needed to listen beyond loopback", secret=True),
    Setting("max_body_mb", 10, "Largest request body, MiB"),
)

_BY_NAME = {setting.name: setting for setting in SETTINGS}


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in force. Attribute access by name (`settings.uri`); `home` and `cache` are folders."""

    home: Path
    cache: Path
    values: Mapping[str, str | int | float | bool]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError(f"no setting {name!r}") from None

    def replace(self, **changes: str | int | float | bool) -> Settings:
        """A copy with some values changed. Raises `InputError` for a wrong type, `AttributeError` for a wrong name."""
        values = dict(self.values)
        for name, value in changes.items():
            if name not in _BY_NAME:
                raise AttributeError(f"no setting {name!r}")
            values[name] = _BY_NAME[name].parse(value, name)
        return Settings(self.home, self.cache, values)


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings in force: environment over `config.toml` over defaults.

    `ENTENTE_HOME` names the folder of all data (default: the user's data folder), `ENTENTE_CACHE` that of
    what can be fetched again (default: the user's cache folder). Raises `InputError` for a value of the wrong
    type, an unknown name in the file and an unknown `ENTENTE_…` variable.
    """
    environ = os.environ if environ is None else environ
    home = Path(environ.get("ENTENTE_HOME") or platformdirs.user_data_dir("entente", appauthor=False)).expanduser()
    cache = Path(environ.get("ENTENTE_CACHE") or platformdirs.user_cache_dir("entente", appauthor=False)).expanduser()
    values: dict[str, str | int | float | bool] = {setting.name: setting.default for setting in SETTINGS}
    file = home / "config.toml"
    if file.is_file():
        try:
            given = tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InputError(f"{file}: not TOML: {error}") from None
        for name, value in given.items():
            if name not in _BY_NAME:
                raise InputError(f"{file}: no setting is called {name!r}; `entente settings` lists them")
            values[name] = _BY_NAME[name].parse(value, f"{file}: {name}")
    known = {setting.variable: setting for setting in SETTINGS}
    for variable, value in environ.items():
        if variable.startswith("ENTENTE_") and variable not in ("ENTENTE_HOME", "ENTENTE_CACHE"):
            if variable not in known:
                raise InputError(f"{variable}: no such setting; `entente settings` lists them")
            values[known[variable].name] = known[variable].parse(value, variable)
    return Settings(home.absolute(), cache.absolute(), values)
