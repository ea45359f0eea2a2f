"""`entente_encoder`: runs the text through the encoder, window by window, for the components after it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc
from tokenizers import Tokenizer

from entente.errors import InputError
from entente.extract.tokens import starts_of, words_of
from entente.extract.windows import Window, WordPieces, make_window, window_bounds

NAME = "entente_encoder"
ENCODING = "entente_encoding"
"""Key of `Doc.user_data` under which the encoding lies until the last component that needs it has run."""


@dataclass(slots=True)
class EncodedWindow:
    """A window with its hidden states (pieces, hidden) and the last layer's attention (heads, pieces, pieces)."""

    window: Window
    hidden: npt.NDArray[np.float32]
    attention: npt.NDArray[np.float32]


class EncoderComponent:
    """Holds the ONNX encoder and its vocabulary. Each window runs alone, so that no text depends on another."""

    def __init__(self, name: str = NAME, threads: int = 0) -> None:
        self.name = name
        self.threads = threads
        self._model: bytes = b""
        self._vocabulary = ""
        self._session: Any = None
        self._pieces: WordPieces | None = None

    def load(self, model: bytes, vocabulary: str) -> None:
        """Takes an ONNX model and a `tokenizer.json`; the session starts with the first text."""
        self._model, self._vocabulary = model, vocabulary
        self._session = self._pieces = None

    def set_threads(self, threads: int) -> None:
        """How many threads a text may use; 0: one for each core."""
        if threads != self.threads:
            self.threads = threads
            self._session = None

    def _start(self) -> tuple[Any, WordPieces]:
        if self._session is None or self._pieces is None:
            if not self._model:
                raise InputError(f"{self.name}: no model is loaded; read a trained pipeline with spacy.load")
            import onnxruntime

            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = self.threads or os.cpu_count() or 1
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            options.enable_cpu_mem_arena = False
            tokenizer = Tokenizer.from_str(self._vocabulary)
            tokenizer.no_padding()
            tokenizer.no_truncation()
            self._pieces = WordPieces(tokenizer)
            self._session = onnxruntime.InferenceSession(self._model, options, providers=["CPUExecutionProvider"])
        return self._session, self._pieces

    def __call__(self, doc: Doc) -> Doc:
        session, pieces = self._start()
        words = words_of(doc)
        starts = np.zeros(len(words), bool)
        starts[starts_of(doc)] = True
        flags = starts.tolist()
        encoded = []
        for start, end in window_bounds([len(pieces(w)) for w in words], flags):
            window = make_window(words, flags, pieces, start, end)
            hidden, attention = session.run(None, {"ids": window.ids[None], "shapes": window.shapes[None]})
            encoded.append(EncodedWindow(window, hidden[0], attention[0]))
        doc.user_data[ENCODING] = encoded
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "encoder.onnx").write_bytes(self._model)
        (folder / "tokenizer.json").write_text(self._vocabulary, encoding="utf-8")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> EncoderComponent:
        folder = Path(path)
        try:
            self.load((folder / "encoder.onnx").read_bytes(), (folder / "tokenizer.json").read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise InputError(f"{error.filename}: missing; the pipeline's folder is not whole") from None
        return self


@Language.factory(NAME, default_config={"threads": 0})
def make_encoder(nlp: Language, name: str, threads: int) -> EncoderComponent:
    """The factory. `threads`: 0 for one each core."""
    return EncoderComponent(name, threads)


def encoding(doc: Doc, component: str) -> list[EncodedWindow]:
    """The windows of a document. Raises `InputError` if no encoder ran before `component`."""
    encoded: list[EncodedWindow] | None = doc.user_data.get(ENCODING)
    if encoded is None:
        raise InputError(f"{component} needs {NAME} before it; switch both off or neither")
    return encoded
