"""Training of the shipped model: needs the extra `train` (torch)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from entente.errors import InputError

if TYPE_CHECKING:
    from entente.extract.evaluate import Report

FOLDS = 9


def train(
    folders: Sequence[Path],
    out: Path,
    *,
    corpora: Path | None = None,
    epochs: int = 12,
    seed: int = 1,
    fold: int | None = 0,
    calibration: Path | None = None,
    version: str = "0.1.0",
    work: Path | None = None,
    start: Path | None = None,
) -> Report | None:
    """Trains a pipeline on the annotated texts of `folders` and writes it to `out`.

    With `fold` (0 to 8) a ninth of the texts is held out, calibrates the confidence and gives the figures that are
    returned (those of each half with the confidence fitted on the other half). Without, all texts are trained on and
    the confidence is taken over from the pipeline at `calibration`. `corpora` holds open name corpora to warm the
    encoder up on. An interrupted run goes on from `work`; with `start`, the `network.pt` that an earlier run left in
    its `work`, a new run goes on from those weights, with other texts if need be.
    Raises `InputError` if torch is missing or an argument can't be used.
    """
    _need_torch()
    from entente.extract.train.run import run

    if fold is None and calibration is None:
        raise InputError("training on all texts leaves none to calibrate on: give a pipeline to take that from")
    return run(folders, out, corpora, epochs, seed, fold, calibration, version, work, start)


def cross_validate(
    folders: Sequence[Path],
    work: Path,
    *,
    folds: int = FOLDS,
    corpora: Path | None = None,
    epochs: int = 12,
    seed: int = 1,
) -> Report:
    """Trains once for each of the first `folds` of nine folds; the figures of all held-out texts together.

    Each run is kept in `work` and not repeated. No text has a part in the weights, the confidence or the threshold
    that it is judged by.
    """
    _need_torch()
    from entente.extract.train.run import cross_validate as run_folds

    if not 1 <= folds <= FOLDS:
        raise InputError(f"folds: {folds} is not between 1 and {FOLDS}")
    return run_folds(folders, work, folds, corpora, epochs, seed)


def _need_torch() -> None:
    try:
        import torch  # noqa: F401
    except ImportError:
        raise InputError("training needs torch, which is not installed: pip install 'entente[train]'") from None
