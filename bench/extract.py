"""Words a second of the whole extraction, of the bare encoder and of spaCy's tokeniser, in one run.

    python bench/extract.py [FOLDER] [--threads N] [--words N]

Reads the texts of a folder (default: `examples/`) again and again until enough words have passed. A word is a token
of letters or digits. Reading from disk is not counted, cleaning is.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import spacy

from entente import settings
from entente.errors import UnreadableDocument
from entente.extract import extract_one, pipeline
from entente.extract.components.encoder import EncoderComponent
from entente.extract.read import Document, read
from entente.extract.read.clean import clean


def texts(folder: Path, words: int) -> Iterator[tuple[Document, int]]:
    """Documents with their number of words, until there are enough."""
    tokenise = spacy.blank("en")
    found = []
    for document in read([folder], settings=settings.load()):
        if not isinstance(document, UnreadableDocument):
            count = sum(t.is_alpha or t.is_digit for t in tokenise(document.clean.text))
            found.append((document, count))
    if not sum(count for _, count in found):
        raise SystemExit(f"{folder}: no texts")
    seen = 0
    for document, count in itertools.cycle(found):
        if seen >= words:
            return
        seen += count
        yield document, count


def rate(name: str, documents: list[tuple[Document, int]], act: Callable[[Document], object]) -> float:
    """Runs `act` on every document and prints its words a second."""
    act(documents[0][0])
    start = time.perf_counter()
    for document, _ in documents:
        act(document)
    speed = sum(count for _, count in documents) / (time.perf_counter() - start)
    print(f"{name:<34} {speed:>10,.0f} words/s")
    return speed


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parents[1] / "examples")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--words", type=int, default=20_000)
    options = parser.parse_args()
    documents = list(texts(options.folder, options.words))
    nlp = pipeline.load(settings.load().replace(threads=options.threads))
    encoder = nlp.get_pipe("entente_encoder")
    assert isinstance(encoder, EncoderComponent)
    blank = spacy.blank("en")
    sentences = nlp.get_pipe("entente_sentences")

    def whole(document: Document) -> object:
        fresh = Document(key=document.key, text=document.text, clean=clean(document.text))
        return extract_one(fresh, nlp)

    def encode(document: Document) -> object:
        return encoder(sentences(nlp.make_doc(document.clean.text)))

    print(f"{sum(count for _, count in documents):,} words, {options.threads} thread(s) of the encoder")
    all_of_it = rate("whole extraction", documents, whole)
    bare = rate("bare encoder", documents, encode)
    tokens = rate('spacy.blank("en"), tokens only', documents, lambda document: blank(document.clean.text))
    print(f"whole : encoder {all_of_it / bare:.2f}   encoder : tokens {bare / tokens:.3f}")
    print(f"resident at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")


if __name__ == "__main__":
    main()
