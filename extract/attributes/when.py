"""`entente_dates`: when an act happened, as precisely as the text says."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from entente.extract.attributes.choose import candidates, date_features, none_features, pick, places
from entente.extract.attributes.dates import find_dates
from entente.extract.attributes.linear import Linear
from entente.extract.attributes.view import View

NAME = "entente_dates"
BIAS = 0.8
"""How much a date is preferred to none, in log odds: chosen on held-out training texts for the share right."""


class DatesComponent:
    """Gives each statement the date expression around its evidence that fits best, if one fits better than none."""

    def __init__(self, name: str = NAME, bias: float = BIAS) -> None:
        self.name = name
        self.bias = bias
        self.model = Linear.shipped(NAME)

    def __call__(self, doc: Doc) -> Doc:
        view = View(doc)
        if not view.relations:
            return doc
        published: str | None = doc._.published
        text = doc.text
        found = find_dates(text, published)
        all_places = places(view, found)
        for relation in view.relations:
            near = candidates(view, relation, all_places, events=True)
            if not near:
                continue
            rows = [(p.index, list(date_features(view, relation, p, near, found[p.index], published))) for p in near]
            chosen = pick(self.model, none_features(relation, view, near), rows, self.bias)
            if chosen is not None:
                date = found[chosen]
                relation.date = date.value
                relation.date_text = text[date.start : date.end]
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        self.model.to_disk(Path(path))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> DatesComponent:
        self.model = Linear.from_disk(Path(path))
        return self


@Language.factory(NAME, requires=["doc._.relations"], assigns=["doc._.relations"], default_config={"bias": BIAS})
def make_dates(nlp: Language, name: str, bias: float) -> DatesComponent:
    """The factory. `bias`: how much a date is preferred to none."""
    return DatesComponent(name, bias)
