"""Files that are written whole or not at all, wherever the user asks for one."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from entente.errors import InputError

__all__ = ["advice", "whole"]

_PIECE = 1 << 20

_ADVICE = {
    errno.ENOSPC: "the disk is full; make room or name another place",
    errno.EDQUOT: "your share of the disk is used up; make room or name another place",
    errno.ENOENT: "its folder does not exist; make it first",
    errno.ENOTDIR: "its folder is a file; name another place",
    errno.EACCES: "you may not write there; name another place",
    errno.EPERM: "you may not write there; name another place",
    errno.EROFS: "nothing can be written to that disk; name another place",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
}


@contextmanager
def whole(target: Path) -> Iterator[BinaryIO]:
    """A stream, with seek and truncate, whose content `target` gets when the block ends well; else it stays as it was.

    A file that is there keeps its permissions, a link its place; a pipe or a device gets the content written into it.
    Raises `InputError` where that can't be done, be it in the block.
    """
    with _failing(target):
        place = target.resolve()
        if place.is_dir():
            raise InputError(f"{target}: is a folder; name a file")
        with _device(place) if place.exists() and not place.is_file() else _file(place) as stream:
            yield stream


@contextmanager
def _device(target: Path) -> Iterator[BinaryIO]:
    """What can't be put in place by renaming: its content is finished before anything goes there."""
    with tempfile.TemporaryFile() as spool, target.open("wb") as stream:
        yield cast(BinaryIO, spool)
        spool.seek(0)
        shutil.copyfileobj(spool, stream, _PIECE)


@contextmanager
def _file(target: Path) -> Iterator[BinaryIO]:
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb+") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(_mode(target))
        part.replace(target)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


@contextmanager
def _failing(target: Path) -> Iterator[None]:
    """Turns what the file system refuses into an `InputError` that says why and what to do."""
    try:
        yield
    except OSError as error:
        raise InputError(f"{target}: can't be written: {advice(error)}") from error


def advice(error: OSError) -> str:
    """What the file system refused and what to do about it."""
    return _ADVICE.get(error.errno or 0, error.strerror or str(error))


def _mode(target: Path) -> int:
    """Permissions that the file has, or that a new one gets."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
