"""`entente_knowledge`: a user's own names and patterns, applied over what the model found.

The file is JSON (an array), JSON lines or TOML (`[[entity]]`). An entry has a `kind` and either a `name` with optional
`aliases`, matched as whole words, or `patterns` in spaCy's token syntax:

    {"name": "Silk Road Fund", "kind": "Fund", "aliases": ["SRF"]}
    {"kind": "Park", "patterns": [[{"IS_TITLE": true, "OP": "+"}, {"LOWER": "technopark"}]]}
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from spacy.language import Language
from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from entente.errors import InputError
from entente.extract import doc as contract
from entente.ontology import Kind

NAME = "entente_knowledge"


class Entry(BaseModel):
    """One thing the user knows: names, or patterns of names, of one kind."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Kind
    name: str | None = None
    aliases: tuple[str, ...] = ()
    patterns: tuple[list[dict[str, Any]], ...] = ()

    @model_validator(mode="after")
    def _check(self) -> Entry:
        if self.name is None and not self.patterns:
            raise ValueError("an entry needs a name or patterns")
        if self.aliases and self.name is None:
            raise ValueError("aliases need a name that they stand for")
        if any(not form.strip() for form in self.forms):
            raise ValueError("a name or alias is empty")
        return self

    @property
    def forms(self) -> tuple[str, ...]:
        return (() if self.name is None else (self.name,)) + self.aliases


def read_knowledge(path: Path) -> list[Entry]:
    """The entries of a file. Raises `InputError` that says which entry is wrong and why."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror}); give a JSON, JSON lines or TOML file") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8 text; give a JSON, JSON lines or TOML file") from None
    try:
        if path.suffix == ".toml":
            rows = tomllib.loads(text).get("entity", [])
        elif path.suffix == ".jsonl":
            rows = [json.loads(line) for line in text.splitlines() if line.strip()]
        else:
            rows = json.loads(text)
    except ValueError as error:
        raise InputError(f"{path}: not {'TOML' if path.suffix == '.toml' else 'JSON'}: {error}") from None
    if not isinstance(rows, list):
        raise InputError(f"{path}: expected a list of entries")
    entries = []
    for number, row in enumerate(rows, 1):
        try:
            entries.append(Entry.model_validate(row))
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            raise InputError(f"{path}: entry {number}: {place + ': ' if place else ''}{first['msg']}") from None
    return entries


class KnowledgeComponent:
    """Without entries it changes nothing. Its mentions take the place of the model's that they overlap."""

    def __init__(self, nlp: Language, name: str = NAME) -> None:
        self.name = name
        self._nlp = nlp
        self._entries: list[Entry] = []
        self._phrases = PhraseMatcher(nlp.vocab)
        self._patterns = Matcher(nlp.vocab)

    def add(self, entries: Iterable[Entry], origin: str = "knowledge") -> None:
        """Adds entries. Raises `InputError` naming `origin` for a pattern that spaCy refuses."""
        for entry in entries:
            number = len(self._entries)
            self._entries.append(entry)
            if entry.forms:
                self._phrases.add(f"{number}", [self._nlp.make_doc(form) for form in entry.forms])
            if entry.patterns:
                try:
                    self._patterns.add(f"{number}", list(entry.patterns), greedy="LONGEST")
                except ValueError as error:
                    raise InputError(f"{origin}: entry {number + 1}: not a spaCy token pattern: {error}") from None

    def __call__(self, doc: Doc) -> Doc:
        if not self._entries:
            return doc
        found = []
        for matcher in (self._phrases, self._patterns):
            if not len(matcher):
                continue
            for key, start, end in matcher(doc):
                entry = self._entries[int(self._nlp.vocab.strings[key])]
                span = Span(doc, start, end, label=entry.kind, span_id=entry.name or "")
                span._.confidence = 1.0
                found.append(span)
        ours = filter_spans(found)
        covered = {w for span in ours for w in range(span.start, span.end)}
        rest = [s for s in doc.spans.get(contract.MENTIONS, ()) if not covered & set(range(s.start, s.end))]
        mentions = sorted([*ours, *rest], key=lambda s: s.start)
        doc.spans[contract.MENTIONS] = mentions
        doc.ents = filter_spans(mentions)
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        rows = [entry.model_dump(mode="json", exclude_defaults=True) for entry in self._entries]
        (folder / "knowledge.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> KnowledgeComponent:
        file = Path(path) / "knowledge.json"
        self.add(read_knowledge(file), str(file))
        return self


@Language.factory(NAME, assigns=["doc.ents", "doc.spans"])
def make_knowledge(nlp: Language, name: str) -> Any:
    """The factory."""
    return KnowledgeComponent(nlp, name)
