"""Arrays of a component on disk: one `weights.safetensors`, half precision where nothing is lost by it."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from entente.errors import InputError
from entente.extract.heads import Floats

_FILE = "weights.safetensors"
_TYPES = {"F16": np.float16, "F32": np.float32}


def write_weights(folder: Path, weights: Mapping[str, Floats]) -> None:
    """Writes the arrays in the safetensors format: matrices in half precision, vectors in single."""
    folder.mkdir(parents=True, exist_ok=True)
    header: dict[str, object] = {}
    parts: list[bytes] = []
    at = 0
    for name, array in sorted(weights.items()):
        kind = "F16" if array.ndim > 1 else "F32"
        part = np.ascontiguousarray(array, _TYPES[kind]).tobytes()
        header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": [at, at + len(part)]}
        parts.append(part)
        at += len(part)
    head = json.dumps(header, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 8)
    (folder / _FILE).write_bytes(struct.pack("<Q", len(head)) + head + b"".join(parts))


def read_weights(folder: Path) -> dict[str, Floats]:
    """Reads them as single precision. Raises `InputError` for a missing or broken file."""
    path = folder / _FILE
    try:
        data = path.read_bytes()
        (length,) = struct.unpack_from("<Q", data)
        header = json.loads(data[8 : 8 + length])
        weights = {}
        for name, entry in header.items():
            begin, end = entry["data_offsets"]
            raw = np.frombuffer(data[8 + length + begin : 8 + length + end], _TYPES[entry["dtype"]])
            weights[name] = raw.reshape(entry["shape"]).astype(np.float32)
    except FileNotFoundError:
        raise InputError(f"{path}: missing; the pipeline's folder is not whole") from None
    except (struct.error, ValueError, KeyError, AttributeError) as error:
        raise InputError(f"{path}: not a file of weights ({error})") from None
    return weights
