"""`entente evaluate`: the figures of a pipeline on annotated texts, by group of texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from entente.errors import UnreadableDocument
from entente.extract.gold import GoldText, read_gold
from entente.extract.mistakes import CLASSES, mistakes
from entente.extract.run import extract
from entente.extract.scoring import Count, Score, match_entities

if TYPE_CHECKING:
    from spacy.language import Language

GROUPS: Mapping[str, frozenset[str]] = {
    "re-told": frozenset("abcdfgh"),
    "newswire shapes": frozenset("jklmns"),
    "real texts": frozenset("pqr"),
    "corpus": frozenset("ouvwxyz"),
}
"""Families of the annotated texts that are reported apart; other names count in "all" only."""

EXAMPLES = 3
"""So many examples of each class of error are shown; of the texts of `corpus` only, which everybody has."""

THRESHOLDS = (0.4, 0.5, 0.7)
"""Settings of `min_confidence` that precision and recall are reported at."""


@dataclass(slots=True)
class Report:
    """The figures of "all" texts and of each group, and every error (text, what was wrong) by its class
    (`entente.extract.mistakes`). `failed` are texts that the pipeline could not process."""

    scores: dict[str, Score] = field(default_factory=lambda: {"all": Score()})
    mistakes: dict[str, list[tuple[GoldText, str]]] = field(default_factory=lambda: {name: [] for name in CLASSES})
    failed: list[UnreadableDocument] = field(default_factory=list)

    def add(self, texts: Iterable[GoldText], nlp: Language) -> None:
        """Runs the pipeline on the texts and counts. A text that fails counts as one in which nothing was found."""
        listed = list(texts)
        for text, result in zip(listed, extract((t.document for t in listed), nlp), strict=True):
            if isinstance(result, UnreadableDocument):
                self.failed.append(result)
                result = text.gold.model_copy(update={"entities": (), "relations": ()})  # noqa: PLW2901
            matched = match_entities(text.gold, result)
            for name in ("all", *(g for g, letters in GROUPS.items() if text.family in letters)):
                self.scores.setdefault(name, Score()).add(text.document.text, text.gold, result, matched)
            for kind, said in mistakes(text.gold, result, matched):
                self.mistakes[kind].append((text, said))

    def to_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "groups": {name: score.to_dict() for name, score in self.scores.items()},
            "thresholds": [{"min_confidence": t, **at_threshold(self.scores["all"], t).to_dict()} for t in THRESHOLDS],
            "mistakes": {
                kind: {"count": len(found), "examples": self.examples(kind)} for kind, found in self.mistakes.items()
            },
            "failed": [str(error) for error in self.failed],
        }

    def examples(self, kind: str) -> list[str]:
        """A few errors of a class, of different texts."""
        shown = {t.document.path: f"{t.document.path}: {said}" for t, said in self.mistakes[kind] if _shown(t)}
        return [shown[path] for path in sorted(shown, key=str)[:EXAMPLES]]

    def lines(self) -> Iterator[str]:
        """As a table to print."""
        for name, score in self.scores.items():
            yield f"{name}"
            for label, count in (("mention", score.mention), ("entity", score.entity), ("relation", score.relation)):
                yield f"  {label:<10} {_row(count)}"
            yield f"  fine kind  {score.fine.precision:5.1f}"
            for attribute, count in score.attributes.items():
                yield f"  {attribute:<10} {_row(count)}"
        everything = self.scores["all"]
        yield "mentions by kind"
        for kind, count in sorted(everything.mention_by_kind.items()):
            yield f"  {kind:<16} {_row(count)}"
        yield "relations by type"
        for kind, count in sorted(everything.relation_by_type.items()):
            yield f"  {kind:<16} {_row(count)}"
        yield "relations at min_confidence"
        for threshold in THRESHOLDS:
            yield f"  {threshold:.1f}              {_row(at_threshold(everything, threshold))}"
        yield "errors"
        for kind, found in self.mistakes.items():
            yield f"  {kind:<34} {len(found):5}"
            yield from (f"      {example}" for example in self.examples(kind))
        for error in self.failed:
            yield f"failed: {error}"


def _shown(text: GoldText) -> bool:
    return text.family in GROUPS["corpus"]


def _row(count: Count) -> str:
    return (
        f"P {count.precision:5.1f}  R {count.recall:5.1f}  F1 {count.f1:5.1f}   "
        f"({count.right} right, {count.predicted} found, {count.gold} gold)"
    )


def at_threshold(score: Score, threshold: float) -> Count:
    """The relation figures of statements at least so confident."""
    kept = [right for confidence, right in score.relation_points if confidence >= threshold]
    return Count(sum(kept), len(kept), score.relation.gold)


def evaluate(folder: Path, nlp: Language, *, texts: Path | None = None) -> Report:
    """The figures of a pipeline on the annotated texts of a folder (`gold/*.json`, `docs/*.txt`, or `texts`).

    They are honest only for texts that the pipeline was not trained on. Raises `InputError` for a folder without any.
    """
    report = Report()
    report.add(read_gold(folder, texts), nlp)
    return report
