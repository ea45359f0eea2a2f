"""JSON lines: one object with `text`, and maybe `title`, `source` or `url`, `published` or `date`, `id`, a document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from entente.extract.read.document import Source

_BYTES_PER_CHAR = 12
"""A character beyond the Basic Plane, escaped, takes so many bytes."""


def read_jsonl(stream: BinaryIO, longest: int) -> Iterator[tuple[int, Source | ValueError]]:
    """The documents of the lines, blank ones left out, with their numbers from 1; a `ValueError` for a bad line."""
    most = _BYTES_PER_CHAR * longest
    number = 0
    while line := stream.readline(most + 1):
        number += 1
        if len(line) > most:
            yield number, ValueError(f"longer than {most:,} bytes")
            while line and not line.endswith(b"\n"):
                line = stream.readline(most)
            continue
        if number == 1:
            if line.startswith((b"\xff\xfe", b"\xfe\xff")):
                yield 1, ValueError("JSON lines must be UTF-8; this is UTF-16")
                return
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield number, _parsed(line, number)


def _parsed(line: bytes, number: int) -> Source | ValueError:
    try:
        return _source(line, number)
    except RecursionError:
        return ValueError("nested too deeply")
    except ValueError as error:
        return error


def _source(line: bytes, number: int) -> Source:
    try:
        data = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at column {error.colno}") from None
    if not isinstance(data, dict):
        raise ValueError(  # noqa: TRY004 - every reason to refuse a file is a ValueError here
            'not an object; write {"text": "…", "title": "…", "source": "…", "date": "…"}'
        )
    text = data.get("text")
    if not isinstance(text, str):
        raise ValueError('no "text", which must be a string')  # noqa: TRY004
    fields: dict[str, str | None] = {}
    for name, keys in (("title", ("title",)), ("source", ("source", "url")), ("published", ("published", "date"))):
        fields[name] = next((str(data[key]) for key in keys if data.get(key) not in (None, "")), None)
    identifier = data.get("id")
    return Source(
        text=text.encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
        part=str(number) if identifier in (None, "") else str(identifier),
        wrapped=True,
        title=fields["title"],
        source=fields["source"],
        published=fields["published"],
    )
