"""`entente_amounts`: how much money an investment is, and in which currency."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from entente.extract.attributes.choose import candidates, money_features, none_features, pick, places, told_there
from entente.extract.attributes.linear import Linear
from entente.extract.attributes.money import find_money
from entente.extract.attributes.view import View

NAME = "entente_amounts"
BIAS = 1.0
"""How much an amount is preferred to none, in log odds: chosen on held-out training texts for the share right."""


ELSEWHERE = 2.0
"""How much better one must fit that stands in another sentence: it costs no right amount and spares wrong ones."""


class AmountsComponent:
    """Gives each investment the amount around its evidence that fits best, if one fits better than none.

    An amount whose currency can't be told is given without one.
    """

    def __init__(self, name: str = NAME, bias: float = BIAS) -> None:
        self.name = name
        self.bias = bias
        self.model = Linear.shipped(NAME)

    def __call__(self, doc: Doc) -> Doc:
        view = View(doc)
        relations = [r for r in view.relations if "amount" in r.type.rule.properties]
        if not relations:
            return doc
        text = doc.text
        found = find_money(text)
        all_places = places(view, found)
        for relation in relations:
            near = candidates(view, relation, all_places, events=False)
            if not near:
                continue
            rows = [(p.index, list(money_features(view, relation, p, near, found[p.index]))) for p in near]
            handicaps = {p.index: ELSEWHERE for p in near if not told_there(view, relation, p)}
            chosen = pick(self.model, none_features(relation, view, near), rows, self.bias, handicaps)
            if chosen is not None:
                money = found[chosen]
                relation.amount, relation.currency = money.amount, money.currency
                relation.amount_text = text[money.start : money.end]
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        self.model.to_disk(Path(path))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> AmountsComponent:
        self.model = Linear.from_disk(Path(path))
        return self


@Language.factory(NAME, requires=["doc._.relations"], assigns=["doc._.relations"], default_config={"bias": BIAS})
def make_amounts(nlp: Language, name: str, bias: float) -> AmountsComponent:
    """The factory. `bias`: how much an amount is preferred to none."""
    return AmountsComponent(name, bias)
