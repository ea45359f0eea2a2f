"""A linear classifier over named features, small enough to read: what was learned is a table of weights."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from entente.errors import InputError
from entente.extract.pipeline import SHIPPED

FILE = "weights.json"


class Linear:
    """Multinomial logistic regression. `weights[feature]` holds one number for each of `labels`; immutable in use."""

    def __init__(self, labels: Sequence[str], weights: Mapping[str, Sequence[float]]) -> None:
        self.labels = tuple(labels)
        self.weights = {feature: tuple(row) for feature, row in weights.items()}

    def probabilities(self, features: Iterable[str]) -> list[float]:
        """The probability of each label; features never seen in training say nothing."""
        scores = [0.0] * len(self.labels)
        known = self.weights
        for feature in features:
            row = known.get(feature)
            if row is not None:
                for i, weight in enumerate(row):
                    scores[i] += weight
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        total = sum(powers)
        return [power / total for power in powers]

    def score(self, features: Iterable[str]) -> float:
        """The sum of the first label's weights: how well a candidate fits, for models that rank."""
        known = self.weights
        return sum(known[feature][0] for feature in features if feature in known)

    def to_disk(self, path: Path) -> None:
        """Writes a folder with a JSON file: the same weights give the same bytes."""
        data = {"labels": self.labels, "weights": {f: list(self.weights[f]) for f in sorted(self.weights)}}
        path.mkdir(parents=True, exist_ok=True)
        (path / FILE).write_text(json.dumps(data, ensure_ascii=False, indent=0), encoding="utf-8")

    @classmethod
    def from_disk(cls, path: Path) -> Linear:
        """The model of a folder. Raises `InputError` if it has none or a broken one."""
        file = path / FILE
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
            return cls(data["labels"], data["weights"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"{file}: not the weights of a component ({error}); the pipeline's folder is not whole"
            ) from None

    @classmethod
    def shipped(cls, name: str) -> Linear:
        """The model that the shipped pipeline has for a component."""
        return cls.from_disk(SHIPPED / name)
