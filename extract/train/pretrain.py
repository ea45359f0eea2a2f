"""Warm-up of the encoder on open name corpora, with heads of their own that are thrown away afterwards.

Reads UNER-EWT (`train.iob2`, CC BY-SA 4.0) and CrossNER (`train.txt`, `dev.txt`, MIT).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from entente.errors import InputError
from entente.extract.train.examples import IGNORED, side_by_side
from entente.extract.train.network import HIDDEN, Encoder
from entente.extract.windows import Ints, Window, WordPieces, make_window, window_bounds

Sentence = tuple[list[str], list[str]]
_SIZE = 256
_BATCH = 8


def read_columns(path: Path) -> list[Sentence]:
    """The sentences of a file of columns: word and tag first (CrossNER) or after a number (IOB2 of UNER)."""
    sentences: list[Sentence] = []
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if not line.strip():
            if words:
                sentences.append((words, tags))
                words, tags = [], []
        elif not line.startswith("#"):
            columns = line.split("\t")
            word, tag = columns[1:3] if len(columns) > 2 else columns
            words.append(word)
            tags.append(tag)
    return sentences


def read_corpora(folder: Path) -> dict[str, list[Sentence]]:
    """The corpora of a folder by name. Raises `InputError` if one is missing."""
    files = {
        "uner": ["uner-ewt/train.iob2"],
        "politics": [f"crossner/politics/{part}.txt" for part in ("train", "dev", "test")],
        "science": [f"crossner/science/{part}.txt" for part in ("train", "dev", "test")],
    }
    for name in [n for names in files.values() for n in names]:
        if not (folder / name).is_file():
            raise InputError(f"{folder / name}: missing; the warm-up needs it (or train without a corpora folder)")
    return {task: [s for name in names for s in read_columns(folder / name)] for task, names in files.items()}


def _windows(
    sentences: Sequence[Sentence], pieces: WordPieces, tags: dict[str, int], rng: random.Random
) -> Iterator[tuple[Window, Ints]]:
    size = rng.choice((_SIZE // 2, _SIZE))
    words = [w for s, _ in sentences for w in s]
    labels = np.array([tags[t] for _, ts in sentences for t in ts], np.int64)
    starts = [i == 0 for s, _ in sentences for i in range(len(s))]
    for start, end in window_bounds([len(pieces(w)) for w in words], starts, size=size, overlap=0):
        yield make_window(words, starts, pieces, start, end), labels[start:end]


def warm_up(encoder: Encoder, pieces: WordPieces, folder: Path, *, epochs: int = 1, seed: int = 1) -> None:
    """Trains the encoder in place."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    corpora = read_corpora(folder)
    tags = {name: sorted({t for _, ts in sentences for t in ts}) for name, sentences in corpora.items()}
    heads = nn.ModuleDict({name: nn.Linear(HIDDEN, len(ts)) for name, ts in tags.items()})
    optimizer = torch.optim.AdamW(
        [{"params": encoder.parameters(), "lr": 1e-4}, {"params": heads.parameters(), "lr": 1e-3}],
        weight_decay=0.01,
        fused=True,
    )
    batches = []
    for _ in range(epochs):
        epoch = []
        for name, sentences in corpora.items():
            index = {t: i for i, t in enumerate(tags[name])}
            windows = list(_windows(sentences, pieces, index, rng))
            rng.shuffle(windows)
            epoch += [(name, windows[i : i + _BATCH]) for i in range(0, len(windows), _BATCH)]
        rng.shuffle(epoch)
        batches += epoch
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [1e-4, 1e-3], total_steps=len(batches), pct_start=0.1, anneal_strategy="linear"
    )
    encoder.train()
    for number, (name, batch) in enumerate(batches):
        ids, shapes, lengths, labels = side_by_side(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden, _ = encoder(ids, shapes, lengths)
            scores = heads[name](hidden)
        loss = functional.cross_entropy(scores.float(), labels, ignore_index=IGNORED)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if number % 25 == 0:
            print(f"warm-up {number}/{len(batches)} {name} loss {loss.item():.3f}", flush=True)
