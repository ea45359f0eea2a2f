"""A file gets all or nothing, and a device is written to, never replaced."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from entente.errors import InputError
from entente.graph.files import whole


def write(target: Path, content: bytes = b"new") -> None:
    with whole(target) as stream:
        stream.write(content)


def test_a_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_text("old")
    target.chmod(0o640)
    write(target)
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_a_block_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_text("old")
    with pytest.raises(TypeError), whole(target) as stream:
        stream.writelines([b"half of the new", None])  # type: ignore[list-item]
    with pytest.raises(InputError, match="file: can't be written: the disk is full"), whole(target):
        raise OSError(28, "No space left on device")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    write(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text() == "new"


def test_a_device_is_written_to_and_stays_a_device() -> None:
    with pytest.raises(InputError, match="/dev/full: can't be written: the disk is full"):
        write(Path("/dev/full"))
    write(Path("/dev/null"))
    assert all(Path(device).is_char_device() for device in ("/dev/full", "/dev/null"))


def test_a_pipe_gets_the_content(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=write, args=(pipe,))
    writer.start()
    assert pipe.read_bytes() == b"new"
    writer.join()
    assert pipe.is_fifo()


def test_a_place_that_takes_no_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place, reason in (
        (tmp_path, "is a folder"),
        (tmp_path / "no" / "file", "its folder does not exist"),
        (tmp_path / "file" / "x", "its folder is a file"),
        (tmp_path / ("x" * 300), "too long"),
    ):
        with pytest.raises(InputError, match=reason):
            write(place)
