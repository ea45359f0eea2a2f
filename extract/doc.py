"""What the pipeline's components hand to each other on a spaCy `Doc`.

`Doc.ents` and `Doc.spans["mentions"]` hold the named mentions (label: kind, `Span._.confidence`), `Doc._.entities`
the entities they belong to, `Doc._.relations` the statements between those, filled component by component,
`Doc._.published` the ISO date of publication if known, `Doc._.warnings` what the reader should know.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from entente.ontology import Kind, RelationType, Status

MENTIONS = "mentions"
"""Key of `Doc.spans` under which the named mentions lie."""


@dataclass(slots=True)
class DocEntity:
    """One thing in the document. `mentions` are named; `anaphors` (pronouns, "the fund") only carry relations."""

    kind: Kind
    name: str
    mentions: list[Span]
    anaphors: list[Span] = field(default_factory=list)
    confidence: float = 1.0


@dataclass(slots=True)
class DocRelation:
    """One statement. `subject` and `object` are indices into `Doc._.entities`, `evidence` spans whole sentences.

    `anchors` are the two mentions (or anaphors) nearest to each other that state it: attribute components look
    around these first. `status_scores` are log-probabilities in the order of `Status`, where the model gave them.
    """

    subject: int
    type: RelationType
    object: int
    evidence: Span
    anchors: tuple[Span, Span]
    confidence: float = 1.0
    status: Status | None = None
    date: str | None = None
    date_text: str | None = None
    amount: float | None = None
    currency: str | None = None
    amount_text: str | None = None
    role: str | None = None
    round: str | None = None
    share: str | None = None
    product: str | None = None
    event: str | None = None
    status_scores: tuple[float, ...] | None = None


def register() -> None:
    """Add the extension attributes; may be called again."""
    if not Doc.has_extension("entities"):
        Doc.set_extension("entities", default=None)
        Doc.set_extension("relations", default=None)
        Doc.set_extension("published", default=None)
        Doc.set_extension("warnings", default=None)
        Span.set_extension("confidence", default=1.0)


register()
