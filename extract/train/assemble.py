"""Puts trained weights into a spaCy pipeline and writes it as a folder that `spacy.load` reads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from spacy.language import Language

from entente.extract.components.clusters import ClustersComponent
from entente.extract.components.encoder import EncoderComponent
from entente.extract.components.mentions import MentionsComponent
from entente.extract.components.relations import CONFIDENCE, RelationsComponent
from entente.extract.heads import Floats
from entente.extract.pipeline import blank
from entente.extract.train.export import encoder_bytes, head_weights, tag_weights
from entente.extract.train.network import Network

UNCALIBRATED_MENTIONS = np.array([3.0, 3.0], np.float32)


def assemble(network: Network, vocabulary: str, pairs: dict[str, Floats], worth: Floats) -> Language:
    """A pipeline with these weights, not yet calibrated. `vocabulary` is the text of a `tokenizer.json`, `pairs` the
    weights of the clusters, `worth` what `entente.extract.train.worth` tells."""
    network.eval()
    nlp = blank()
    encoder, mentions = nlp.get_pipe("entente_encoder"), nlp.get_pipe("entente_mentions")
    clusters, relations = nlp.get_pipe("entente_clusters"), nlp.get_pipe("entente_relations")
    assert isinstance(encoder, EncoderComponent)
    assert isinstance(mentions, MentionsComponent)
    assert isinstance(clusters, ClustersComponent)
    assert isinstance(relations, RelationsComponent)
    encoder.load(encoder_bytes(network.encoder), vocabulary)
    mentions.weights = {**tag_weights(network), "calibration": UNCALIBRATED_MENTIONS}
    clusters.weights = pairs
    calibration = np.zeros(CONFIDENCE, np.float32)
    calibration[1] = 1.0
    relations.weights = {**head_weights(network.relations), "worth": worth, "calibration": calibration}
    return nlp


def save(nlp: Language, folder: Path, *, version: str) -> None:
    """Writes the pipeline; its name and version become part of every extraction."""
    nlp.meta.update(
        name="entente",
        version=version,
        description="Cooperation between countries: entities, statements",
        license="CC BY-SA 4.0",
    )
    folder.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(folder, exclude=["vocab"])
    # The words met while calibrating are no part of the model.
    blank().vocab.to_disk(folder / "vocab")
