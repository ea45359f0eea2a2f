"""The logistic model of confidence finds the odds that made the data, and stays calm where there are none."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from entente.extract.train.calibrate import logistic


def test_weights_that_made_the_data_are_found_again() -> None:
    rng = np.random.default_rng(1)
    rows = np.column_stack([np.ones(20_000), rng.normal(size=20_000)])
    right = (rng.random(20_000) < 1 / (1 + np.exp(-(rows @ [-0.5, 1.5])))).astype(float)
    found = logistic(rows, right, np.array([0.01, 0.01]), np.zeros(2))
    np.testing.assert_allclose(found, [-0.5, 1.5], atol=0.1)


@given(st.lists(st.tuples(st.floats(-8, 8), st.booleans()), min_size=1, max_size=30))
def test_any_data_gives_finite_weights(points: list[tuple[float, bool]]) -> None:
    rows = np.array([[1.0, x] for x, _ in points])
    right = np.array([float(r) for _, r in points])
    assert np.isfinite(logistic(rows, right, np.array([0.1, 0.1]), np.zeros(2))).all()


def test_without_evidence_a_weight_stays_where_it_starts() -> None:
    found = logistic(np.array([[1.0, 0.0]]), np.array([1.0]), np.array([1.0, 5.0]), np.array([0.0, 2.0]))
    assert found[1] == 2.0
