"""A document's tokens as plain lists, made once: iterating over spaCy tokens is what costs."""

from __future__ import annotations

import numpy as np
from spacy.tokens import Doc

from entente.extract.heads import Ints

_WORDS = "entente_words"


def words_of(doc: Doc) -> list[str]:
    """The text of each token, without white space after it."""
    words: list[str] | None = doc.user_data.get(_WORDS)
    if words is None or len(words) != len(doc):
        words = doc.user_data[_WORDS] = [t.text for t in doc]
    return words


def starts_of(doc: Doc) -> Ints:
    """The first token of each sentence."""
    flags: Ints = np.asarray(doc.to_array("SENT_START")).astype(np.int64).reshape(-1)
    if len(doc):
        flags[0] = 1
    found: Ints = (flags == 1).nonzero()[0]
    return found
