"""Arrays come back from disk as they were, in half precision; a broken file is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from entente.errors import InputError
from entente.extract.components.weights import read_weights, write_weights


def test_arrays_come_back(tmp_path: Path) -> None:
    given = {"b": np.array([0.1, 2], np.float32), "a": np.arange(6, dtype=np.float32).reshape(2, 3)}
    write_weights(tmp_path, given)
    back = read_weights(tmp_path)
    assert set(back) == {"a", "b"}
    np.testing.assert_array_equal(back["a"], given["a"])
    np.testing.assert_array_equal(back["b"], given["b"])


@pytest.mark.parametrize("data", [b"", b"\x10\0\0\0\0\0\0\0{", b"\x02\0\0\0\0\0\0\0[]"])
def test_a_broken_file_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "weights.safetensors").write_bytes(data)
    with pytest.raises(InputError, match="not a file of weights"):
        read_weights(tmp_path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="missing"):
        read_weights(tmp_path)
