"""Annotated texts for evaluation: `docs/NAME.txt` beside `gold/NAME.json`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from entente import interchange
from entente.errors import InputError
from entente.extract.read.document import Document, Source, make_document


@dataclass(frozen=True, slots=True)
class GoldText:
    """A document as it is read, and what annotators found in it."""

    document: Document
    gold: interchange.Extraction

    @property
    def family(self) -> str:
        """The first letter of its name: where the text comes from."""
        return Path(self.document.path or "?").name[0]


def read_gold(folder: Path, texts: Path | None = None) -> list[GoldText]:
    """The annotated texts of a folder, by name. `texts` says where the texts are, if not in its `docs`.

    Raises `InputError` if there are none, or a text is missing.
    """
    gold_folder = folder / "gold" if (folder / "gold").is_dir() else folder
    found = []
    for path in sorted(gold_folder.glob("*.json")):
        text_path = (texts or folder / "docs") / f"{path.stem}.txt"
        if not text_path.is_file():
            raise InputError(f"{path}: its text {text_path} is missing")
        annotations = list(interchange.load(path))
        if len(annotations) != 1:
            raise InputError(f"{path}: expected the annotation of one document, found {len(annotations)}")
        text = text_path.read_text(encoding="utf-8")
        document = make_document(Source(text, wrapped=True), path=text_path.name)
        found.append(GoldText(document, annotations[0]))
    if not found:
        raise InputError(f"{folder}: no annotated texts; expected gold/NAME.json and docs/NAME.txt")
    return found


def split(texts: Iterable[GoldText], *, fold: int, folds: int) -> tuple[list[GoldText], list[GoldText]]:
    """Training and held-out texts of one fold, every family spread evenly over the folds."""
    train: list[GoldText] = []
    held: list[GoldText] = []
    seen: dict[str, int] = {}
    for text in texts:
        n = seen[text.family] = seen.get(text.family, -1) + 1
        (held if n % folds == fold else train).append(text)
    return train, held
