"""`entente_sentences`: sentence borders by punctuation, line breaks and abbreviations."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from entente.extract.tokens import words_of
from entente.extract.windows import sentence_starts

NAME = "entente_sentences"


@Language.component(NAME, assigns=["token.is_sent_start", "doc.sents"])
def sentences(doc: Doc) -> Doc:
    """Marks where sentences start; a blank line always ends one."""
    flags = np.where(sentence_starts(words_of(doc)), 1, -1).astype(np.uint64)[:, None]
    return doc.from_array(["SENT_START"], cast(Any, flags))
