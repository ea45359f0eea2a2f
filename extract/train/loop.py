"""The training loop: seeded, resumable, averaged weights at the end."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from entente.extract.heads import ALLOWED
from entente.extract.train.augment import Renamer, capitals
from entente.extract.train.data import GoldDocument
from entente.extract.train.examples import IGNORED, Example, Exampler, side_by_side
from entente.extract.train.network import Network, Pairs, threshold_loss

_NEGATIVES = 200
_ALLOWED = torch.from_numpy(ALLOWED)


@dataclass(frozen=True, slots=True)
class Recipe:
    """The numbers of a run."""

    epochs: int = 12
    batch: int = 4
    encoder_rate: float = 1.3e-4
    head_rate: float = 1e-3
    renamed: float = 0.5
    headlines: float = 0.05
    drop: float = 0.05
    invent: float = 0.08
    blur: float = 0.05
    relation_weight: float = 3.0
    evidence_weight: float = 0.1
    status_weight: float = 0.5
    average: float = 0.99
    seed: int = 1


def losses(network: Network, examples: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Loss of tags, of relations, of the attention to the evidence and of the status."""
    ids, shapes, lengths, tags = side_by_side([(e.window, e.tags) for e in examples])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden, attention = network.encoder(ids, shapes, lengths)
        tag_scores = network.tags(network.dropout(hidden))
    tag_loss = functional.cross_entropy(tag_scores.float(), tags, ignore_index=IGNORED)
    relation = evidence = status = tag_loss.new_zeros(())
    count = 0
    for example, states, weights in zip(examples, hidden.split(lengths), attention, strict=True):
        if example.pairs is None or not example.known.any():
            continue
        pairs, chosen = _sample(example)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            outputs = network.relations(states.float(), weights.float(), pairs)
        scores, context, stands = (x.float() for x in outputs)
        allowed = _ALLOWED[pairs.kinds[pairs.heads], pairs.kinds[pairs.tails]]
        relation = relation + threshold_loss(scores, example.labels[chosen], allowed)
        proof = example.evidence[chosen]
        told = proof.sum(1) > 0
        if told.any():
            inside = (context[told] * proof[told]).sum(1)
            evidence = evidence - (inside + 1e-6).log().mean()
        wanted = example.status[chosen]
        if (wanted != IGNORED).any():
            status = status + functional.cross_entropy(stands, wanted, ignore_index=IGNORED)
        count += 1
    return tag_loss, *(x / max(count, 1) for x in (relation, evidence, status))


def _sample(example: Example) -> tuple[Pairs, Tensor]:
    """All pairs with a relation and some of the others; the calibration makes up for those left out."""
    assert example.pairs is not None
    stated = example.labels.any(1)
    positive = torch.nonzero(stated & example.known)[:, 0]
    negative = torch.nonzero(~stated & example.known)[:, 0]
    kept = negative[torch.randperm(len(negative))[:_NEGATIVES]]
    chosen = torch.cat([positive, kept])
    p = example.pairs
    picked = replace(
        p, heads=p.heads[chosen], tails=p.tails[chosen], nearest=p.nearest[chosen], distance=p.distance[chosen]
    )
    return picked, chosen


def fit(
    network: Network,
    documents: Sequence[GoldDocument],
    exampler: Exampler,
    recipe: Recipe,
    checkpoint: Path | None = None,
) -> None:
    """Trains the network in place; leaves it with the running average of its weights.

    With `checkpoint` the state is written there after each epoch, and an interrupted run goes on from it. The same
    seed, documents and recipe give the same weights on the same machine.
    """
    network.encoder.words.requires_grad_(False)
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    heads = [*network.tags.parameters(), *network.relations.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": recipe.encoder_rate}, {"params": heads, "lr": recipe.head_rate}],
        weight_decay=0.01,
        fused=True,
    )
    steps = -(-len(documents) // recipe.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        [recipe.encoder_rate, recipe.head_rate],
        total_steps=steps * recipe.epochs,
        pct_start=0.08,
        anneal_strategy="linear",
        cycle_momentum=False,
    )
    trained = [*encoder, *heads]
    average = [p.detach().clone() for p in trained]
    done = 0
    if checkpoint is not None and checkpoint.is_file():
        state = torch.load(checkpoint, weights_only=True)
        if state["recipe"] == asdict(recipe):
            network.load_state_dict(state["network"])
            average = state["average"]
            optimizer.load_state_dict(state["optimizer"])
            schedule.load_state_dict(state["schedule"])
            done = state["epoch"]
    renamer = Renamer(documents)
    seen = done * steps
    for epoch in range(done, recipe.epochs):
        rng = random.Random(recipe.seed * 1000 + epoch)
        torch.manual_seed(recipe.seed * 1000 + epoch)
        order = list(documents)
        rng.shuffle(order)
        network.train()
        totals = [0.0] * 4
        for at in range(0, len(order), recipe.batch):
            examples = []
            for document in order[at : at + recipe.batch]:
                changed = document
                if rng.random() < recipe.renamed:
                    changed = renamer.rename(changed, rng)
                if rng.random() < recipe.headlines:
                    changed = capitals(changed, rng)
                examples += exampler.windows(changed, rng, drop=recipe.drop, invent=recipe.invent, blur=recipe.blur)
            parts = losses(network, examples)
            weights = (1.0, recipe.relation_weight, recipe.evidence_weight, recipe.status_weight)
            loss = torch.stack([w * part for w, part in zip(weights, parts, strict=True)]).sum()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            schedule.step()
            with torch.no_grad():
                torch._foreach_lerp_(average, trained, 1 - min(recipe.average, (seen + 1) / (seen + 10)))
            seen += 1
            if at // recipe.batch % 20 == 0:
                print(f"  step {at // recipe.batch}/{steps} loss {loss.item():.3f}", flush=True)
            totals = [t + p.item() for t, p in zip(totals, parts, strict=True)]
        print(f"epoch {epoch + 1}/{recipe.epochs}: " + " ".join(f"{t / steps:.4f}" for t in totals), flush=True)
        if checkpoint is not None:
            torch.save(
                {
                    "recipe": asdict(recipe),
                    "network": network.state_dict(),
                    "average": average,
                    "optimizer": optimizer.state_dict(),
                    "schedule": schedule.state_dict(),
                    "epoch": epoch + 1,
                },
                checkpoint.with_suffix(".part"),
            )
            checkpoint.with_suffix(".part").replace(checkpoint)
    with torch.no_grad():
        for parameter, mean in zip(trained, average, strict=True):
            parameter.copy_(mean)
