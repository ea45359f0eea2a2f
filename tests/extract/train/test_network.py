"""The network in torch and what runs without torch say the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import Whitespace

torch = pytest.importorskip("torch", reason="training needs the extra `train`")

from entente.extract.components.relations import RelationScorer  # noqa: E402
from entente.extract.heads import DISTANCES, KINDS  # noqa: E402
from entente.extract.train.data import GoldDocument, GoldEntity, GoldRelation, form_spans  # noqa: E402
from entente.extract.train.examples import IGNORED, Exampler  # noqa: E402
from entente.extract.train.export import head_weights  # noqa: E402
from entente.extract.train.loop import Recipe, fit, losses  # noqa: E402
from entente.extract.train.network import Encoder, Network, threshold_loss  # noqa: E402
from entente.extract.train.pretrain import warm_up  # noqa: E402
from entente.extract.train.worth import often, worth  # noqa: E402
from entente.extract.windows import WordPieces  # noqa: E402
from entente.ontology import Kind, RelationType, Status  # noqa: E402

TEXT = "Lumo was founded by Arda . The fund of Arda will invest in Lumo and in Mira , a firm of Norland ."
WORDS = sorted(set(TEXT.lower().split()))


@pytest.fixture(scope="module")
def exampler() -> Exampler:
    vocabulary = {w: i for i, w in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS])}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    return Exampler(WordPieces(tokenizer))


@pytest.fixture(scope="module")
def document() -> GoldDocument:
    kinds = {"Lumo": Kind.COMPANY, "Arda": Kind.FUND, "Mira": Kind.COMPANY, "Norland": Kind.PLACE}
    entities = tuple(GoldEntity(kind, name, (name,)) for name, kind in kinds.items())
    end = TEXT.index(" . ") + 2
    relations = (
        GoldRelation(1, RelationType.FOUNDED, 0, Status.COMPLETED, 0, end),
        GoldRelation(1, RelationType.INVESTED_IN, 2, Status.PLANNED, end + 1, len(TEXT)),
    )
    return GoldDocument("a01.txt", TEXT, entities, tuple(form_spans(TEXT, entities)), relations)


def small() -> Network:
    torch.manual_seed(3)
    return Network(Encoder(len(WORDS) + 4))


def test_texts_side_by_side_are_encoded_as_each_alone() -> None:
    encoder = small().encoder.eval()
    ids, shapes = torch.randint(0, len(WORDS), (17,)), torch.randint(0, 8, (17,))
    with torch.no_grad():
        both, attention = encoder(ids, shapes, [11, 6])
        for part, weights, (a, b) in zip(both.split([11, 6]), attention, ((0, 11), (11, 17)), strict=True):
            alone, (own,) = encoder(ids[a:b], shapes[a:b])
            torch.testing.assert_close(part, alone, atol=1e-5, rtol=1e-4)
            torch.testing.assert_close(weights, own, atol=1e-5, rtol=1e-4)


def test_the_relation_head_without_torch_gives_the_same_scores(exampler: Exampler, document: GoldDocument) -> None:
    network = small().eval()
    (example,) = exampler.windows(document)
    assert example.pairs is not None
    with torch.no_grad():
        hidden, (attention,) = network.encoder(
            torch.from_numpy(example.window.ids), torch.from_numpy(example.window.shapes)
        )
        scores, _, status = network.relations(hidden, attention, example.pairs)
    p = example.pairs
    everything = np.ones((len(KINDS), len(KINDS), DISTANCES), np.float32)
    scored = RelationScorer({**head_weights(network.relations), "worth": everything})(
        hidden.numpy(), attention.numpy(), *(x.numpy() for x in (p.first, p.last, p.owner, p.anaphor, p.kinds))
    )
    np.testing.assert_allclose(scored.margins, (scores[:, :-1] - scores[:, -1:]).numpy(), atol=1e-4)
    np.testing.assert_allclose(scored.status, status.log_softmax(-1).numpy(), atol=1e-4)


def test_gold_relations_label_their_pairs_with_type_evidence_and_status(
    exampler: Exampler, document: GoldDocument
) -> None:
    (example,) = exampler.windows(document)
    assert example.pairs is not None
    stated = torch.nonzero(example.labels.any(1))[:, 0]
    assert len(stated) == 2
    assert (example.status[stated] != IGNORED).all()
    assert (example.status[~example.labels.any(1)] == IGNORED).all()
    assert (example.evidence[stated].sum(1) > 0).all()


def test_pairs_of_kinds_and_distances_that_state_nothing_are_not_worth_a_look() -> None:
    pairs, stated = np.full((2, 2, 3), 1000.0), np.zeros((2, 2, 3))
    stated[0, 0, 0] = 400
    share = often(pairs, stated)
    assert share[0, 0, 0] > 0.35
    assert share[1, 1, 2] < 0.005


def test_what_was_seldom_seen_is_judged_by_what_is_like_it() -> None:
    pairs, stated = np.full((2, 1, 2), 1000.0), np.full((2, 1, 2), 300.0)
    pairs[0, 0, 0], stated[0, 0, 0] = 1, 0
    assert often(pairs, stated)[0, 0, 0] > 0.2


def test_what_is_worth_a_look_is_counted_on_gold(exampler: Exampler, document: GoldDocument) -> None:
    table = worth([document] * 3, exampler)
    assert table.shape == (len(KINDS), len(KINDS), DISTANCES)
    assert table[KINDS.index(Kind.FUND), KINDS.index(Kind.COMPANY)].any()


def test_the_threshold_loss_falls_when_the_wanted_type_rises() -> None:
    labels, allowed = torch.tensor([[True, False]]), torch.ones(1, 2, dtype=torch.bool)
    low, high = (threshold_loss(torch.tensor([[x, 0.0, 1.0]]), labels, allowed) for x in (0.0, 5.0))
    assert high < low


def test_forbidden_types_take_no_part_in_the_loss() -> None:
    labels, allowed = torch.tensor([[True, False]]), torch.tensor([[True, False]])
    one, other = (threshold_loss(torch.tensor([[2.0, x, 1.0]]), labels, allowed) for x in (0.0, 9.0))
    torch.testing.assert_close(one, other)


def test_an_interrupted_run_goes_on_to_the_same_weights(
    exampler: Exampler, document: GoldDocument, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = Recipe(epochs=3, batch=1, headlines=0.0)
    whole, halves = small(), small()
    fit(whole, [document], exampler, recipe)

    class Stopped(Exception):
        pass

    saved = torch.save
    count = 0

    def stop_after_two(*args: object, **kwargs: object) -> None:
        nonlocal count
        saved(*args, **kwargs)
        count += 1
        if count == 2:
            raise Stopped

    monkeypatch.setattr(torch, "save", stop_after_two)
    with pytest.raises(Stopped):
        fit(halves, [document], exampler, recipe, tmp_path / "checkpoint")
    monkeypatch.undo()
    (tmp_path / "checkpoint.part").replace(tmp_path / "checkpoint")
    again = small()
    fit(again, [document], exampler, recipe, tmp_path / "checkpoint")
    for one, other in zip(whole.parameters(), again.parameters(), strict=True):
        torch.testing.assert_close(one, other)


def test_the_loss_of_a_batch_is_finite_and_has_four_parts(exampler: Exampler, document: GoldDocument) -> None:
    parts = losses(small(), [*exampler.windows(document), *exampler.windows(document)])
    assert len(parts) == 4
    assert all(torch.isfinite(part) for part in parts)


def test_the_warm_up_learns_names_from_open_corpora(exampler: Exampler, tmp_path: Path) -> None:
    lines = {"uner": "1\tArda\tB-ORG\n2\truns\tO\n\n", "crossner": "Arda\tB-organisation\nruns\tO\n\n"}
    for name in (
        "uner-ewt/train.iob2",
        *(f"crossner/{t}/{p}.txt" for t in ("politics", "science") for p in ("train", "dev", "test")),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(8 * lines[name.split("-")[0].split("/")[0]], encoding="utf-8")
    encoder = small().encoder
    before = encoder.layers[0].up.weight.detach().clone()
    warm_up(encoder, exampler.pieces, tmp_path)
    assert not torch.equal(before, encoder.layers[0].up.weight)
    assert all(torch.isfinite(p).all() for p in encoder.parameters())
