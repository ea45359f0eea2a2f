"""Reading documents: files, folders, standard input. One bad document never stops a batch.

`read` yields a `Document` or, in the place of one that can't be read, the `UnreadableDocument` that says why.
This is the one seam where the errors of files and formats become ours.
"""

from __future__ import annotations

import io
import json
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from entente.errors import InputError, UnreadableDocument
from entente.extract import dates
from entente.extract.read.clean import CleanText, clean
from entente.extract.read.decode import decode
from entente.extract.read.document import Document, Source, is_address, make_document
from entente.settings import Settings

__all__ = ["STDIN", "SUFFIXES", "CleanText", "Document", "clean", "from_text", "read", "read_bytes"]

STDIN = "-"
"""The path that means standard input."""

SUFFIXES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".jsonl")
"""The endings of files that can be read, in lower case."""

# How many bytes of a format there may be for one character of text: a larger file is not even opened.
_BYTES_PER_CHAR = {".txt": 4, ".md": 4, ".html": 20, ".htm": 20, ".pdf": 40, ".docx": 40}


def read(
    paths: Sequence[Path | str],
    *,
    date: str | None = None,
    source: str | None = None,
    settings: Settings,
) -> Iterator[Document | UnreadableDocument]:
    """The documents of files, of folders (with all below, in order of name, hidden ones left out) and of `-`.

    `date` (of publication, ISO) and `source` stand over what the files say. A missing path and a folder without
    anything readable are errors in the sequence. Raises `InputError` for a wrong `date`, and for a `source` address
    that would name several documents.
    """
    date = _checked_date(date)
    if source and is_address(source) and (len(paths) > 1 or any(_is_many(Path(path)) for path in paths)):
        raise InputError(f"--source {source}: the address of one document can't name several; give one file")
    return _read(paths, date, source, settings)


def _read(
    paths: Sequence[Path | str], date: str | None, source: str | None, settings: Settings
) -> Iterator[Document | UnreadableDocument]:
    done: set[str] = set()
    for path in paths:
        if str(path) == STDIN:
            yield from _read_stdin(date, source, settings)
            continue
        for file in _files(Path(path)):
            if isinstance(file, UnreadableDocument):
                yield file
                continue
            real = os.path.realpath(file)
            if real not in done:
                done.add(real)
                name = _name(file)
                yield from _read_file(file, name, date, source, settings)


def read_bytes(
    data: bytes,
    name: str,
    *,
    suffix: str | None = None,
    date: str | None = None,
    source: str | None = None,
    path: str | None = None,
    settings: Settings,
) -> Iterator[Document | UnreadableDocument]:
    """The documents of a file held in memory. `name` is what errors call it; `suffix` (else that of `name`) its format.

    `path` becomes the documents' path. Raises `InputError` for a wrong `date`.
    """
    date = _checked_date(date)
    suffix = (suffix or Path(name).suffix).lower()
    if suffix not in SUFFIXES:
        yield UnreadableDocument(name, _unknown(suffix))
        return
    if suffix == ".jsonl":
        yield from _read_lines(io.BytesIO(data), name, path, date, source, settings=settings)
        return
    try:
        found = _parse(data, suffix, settings.max_document_chars)
        _check_text(found.text, settings.max_document_chars)
    except ValueError as error:
        yield UnreadableDocument(name, str(error))
        return
    yield make_document(found, path=path, date=date, source=source)


def from_text(
    text: str,
    *,
    name: str = "text",
    title: str | None = None,
    date: str | None = None,
    source: str | None = None,
    path: str | None = None,
    settings: Settings,
) -> Document:
    """A document of a plain text at hand.

    Raises `UnreadableDocument` if it is empty or too long, `InputError` for a wrong `date`.
    """
    date = _checked_date(date)
    text = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    try:
        _check_text(text, settings.max_document_chars)
    except ValueError as error:
        raise UnreadableDocument(name, str(error)) from None
    return make_document(Source(text, title=title, wrapped=True), path=path, date=date, source=source)


def _checked_date(date: str | None) -> str | None:
    if date is None:
        return None
    parsed = dates.parse(date)
    if parsed is None or parsed != date.strip():
        raise InputError(f"--date {date}: not a date; write 2019, 2019-09 or 2019-09-26")
    return parsed


def _is_many(path: Path) -> bool:
    return path.is_dir() or path.suffix.lower() == ".jsonl"


def _name(path: Path) -> str:
    """A path as the user gave it, the same for the same file on every system."""
    return Path(os.path.normpath(path)).as_posix()


def _unknown(suffix: str) -> str:
    what = f"files of type {suffix}" if suffix else "files without an ending"
    return f"{what} can't be read; those that can: {' '.join(SUFFIXES)}"


# ---------------------------------------------------------------------------------------------------------- files


def _files(path: Path) -> Iterator[Path | UnreadableDocument]:
    """The file itself, or the readable files below a folder."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        yield UnreadableDocument(str(path), "there is no such file or folder")
        return
    except (OSError, ValueError) as error:
        yield UnreadableDocument(str(path), _reason(error))
        return
    if stat.S_ISREG(mode):
        if path.suffix.lower() in SUFFIXES:
            yield path
        else:
            yield UnreadableDocument(str(path), _unknown(path.suffix.lower()))
    elif stat.S_ISDIR(mode):
        yield from _folder(path)
    else:
        yield UnreadableDocument(str(path), "neither a file nor a folder")


def _folder(top: Path) -> Iterator[Path | UnreadableDocument]:
    problems: list[OSError] = []
    seen: set[str] = set()
    found = False
    for folder, folders, files in os.walk(top, onerror=problems.append, followlinks=True):
        real = os.path.realpath(folder)
        # A link that leads back up would never end.
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            file = Path(folder, name)
            if not name.startswith(".") and file.suffix.lower() in SUFFIXES:
                found = True
                yield file
    for problem in problems:
        yield UnreadableDocument(str(problem.filename), _reason(problem))
    if not found and not problems:
        yield UnreadableDocument(str(top), f"no file in this folder can be read; those that can: {' '.join(SUFFIXES)}")


def _read_file(
    file: Path, name: str, date: str | None, source: str | None, settings: Settings
) -> Iterator[Document | UnreadableDocument]:
    suffix = file.suffix.lower()
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            yield UnreadableDocument(name, "not a regular file")
            return
        if suffix == ".jsonl":
            with file.open("rb") as lines:
                yield from _read_lines(lines, name, name, date, source, settings=settings)
            return
        if status.st_size > settings.max_document_chars * _BYTES_PER_CHAR[suffix]:
            yield UnreadableDocument(name, f"{status.st_size / 1e6:,.0f} MB: {_too_long(settings.max_document_chars)}")
            return
        data = file.read_bytes()
    except OSError as error:
        yield UnreadableDocument(name, _reason(error))
        return
    yield from read_bytes(data, name, suffix=suffix, date=date, source=source, path=name, settings=settings)


def _read_stdin(date: str | None, source: str | None, settings: Settings) -> Iterator[Document | UnreadableDocument]:
    name = "standard input"
    most = settings.max_document_chars * max(_BYTES_PER_CHAR.values())
    data = sys.stdin.buffer.read(most + 1)
    if len(data) > most:
        yield UnreadableDocument(name, _too_long(settings.max_document_chars))
        return
    yield from read_bytes(data, name, suffix=_guess_suffix(data), date=date, source=source, settings=settings)


def _guess_suffix(data: bytes) -> str:
    """The format of bytes that came without a name."""
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf-"):
        return ".pdf"
    if data.startswith(b"PK\x03\x04"):
        return ".docx"
    if head.startswith((b"<!doctype html", b"<html", b"<?xml")):
        return ".html"
    if head.startswith(b"{"):
        line = data.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
        try:
            if isinstance(json.loads(line), dict):
                return ".jsonl"
        except (ValueError, RecursionError):
            return ".txt"
    return ".txt"


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, PermissionError):
        return "you may not read it; change its permissions or ask its owner"
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)


# -------------------------------------------------------------------------------------------------------- formats


def _parse(data: bytes, suffix: str, longest: int) -> Source:
    """What is in the file. Raises `ValueError` with advice."""
    if not data:
        raise ValueError("the file is empty")
    if suffix == ".pdf":
        from entente.extract.read.office import read_pdf

        return read_pdf(data, longest)
    if suffix == ".docx":
        from entente.extract.read.office import read_docx

        return read_docx(data, longest)
    if suffix == ".txt":
        if len(data) > 4 * longest:
            raise ValueError(_too_long(longest))
        return Source(decode(data), wrapped=True)
    from entente.extract.read.web import declared_encoding, read_html, read_markdown

    if suffix == ".md":
        return read_markdown(decode(data))
    return read_html(decode(data, declared_encoding(data)))


def _check_text(text: str, longest: int) -> None:
    if len(text) > longest:
        raise ValueError(_too_long(longest))
    if not text.strip().strip("\x00\ufeff\u200b"):
        raise ValueError("there is no text in it")


def _too_long(longest: int) -> str:
    from entente.extract.read.office import too_long

    return too_long(longest)


def _read_lines(
    stream: BinaryIO, name: str, path: str | None, date: str | None, source: str | None, *, settings: Settings
) -> Iterator[Document | UnreadableDocument]:
    from entente.extract.read.jsonl import read_jsonl

    empty = True
    for number, found in read_jsonl(stream, settings.max_document_chars):
        empty = False
        try:
            if isinstance(found, ValueError):
                raise found
            _check_text(found.text, settings.max_document_chars)
        except ValueError as error:
            yield UnreadableDocument(f"{name}, line {number}", str(error))
            continue
        yield make_document(found, path=path, date=date, source=source)
    if empty:
        yield UnreadableDocument(name, "the file is empty")
