"""`entente_sentences`: sentence borders by punctuation, line breaks and abbreviations."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from entente.extract.windows import sentence_starts

NAME = "entente_sentences"


@Language.component(NAME, assigns=["token.is_sent_start", "doc.sents"])
def sentences(doc: Doc) -> Doc:
    """Marks where sentences start; a blank line always ends one."""
    for token, start in zip(doc, sentence_starts([t.text for t in doc]), strict=True):
        token.is_sent_start = start
    return doc
