"""The trained network as what the product loads: an int8 ONNX encoder and arrays for the heads."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from entente.extract.heads import Floats
from entente.extract.train.network import Encoder, Network


class _Exported(nn.Module):
    """The encoder with its word embeddings in eight bits, each row with a scale of its own."""

    rows: Tensor
    scales: Tensor

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        words = encoder.words.weight.detach()
        self.register_buffer("scales", words.abs().amax(1, keepdim=True) / 127)
        self.register_buffer("rows", (words / self.scales).round().to(torch.int8))

    def forward(self, ids: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor]:
        hidden, attention = self.encoder.encode((self.rows[ids].float() * self.scales[ids])[0], shapes[0])
        return hidden[None], attention[0][None]


def encoder_bytes(encoder: Encoder) -> bytes:
    """The encoder as an ONNX model with int8 weights: `ids`, `shapes` (1, pieces) → `hidden`, `attention`."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    module = _Exported(encoder).eval()
    ids, shapes = torch.randint(0, 1000, (1, 37)), torch.randint(0, 8, (1, 37))
    with tempfile.TemporaryDirectory() as folder:
        plain, small = Path(folder) / "plain.onnx", Path(folder) / "small.onnx"
        length = torch.export.Dim("pieces", min=3, max=512)
        program = torch.onnx.export(
            module,
            (ids, shapes),
            input_names=["ids", "shapes"],
            output_names=["hidden", "attention"],
            dynamic_shapes={"ids": {1: length}, "shapes": {1: length}},
            dynamo=True,
            external_data=False,
            verbose=False,
        )
        assert program is not None
        program.save(plain, external_data=False)
        quantize_dynamic(
            plain,
            small,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm"],
        )
        return small.read_bytes()


def head_weights(module: nn.Module) -> dict[str, Floats]:
    """The parameters of a head by name."""
    return {name: value.detach().float().numpy().astype(np.float32) for name, value in module.state_dict().items()}


def tag_weights(network: Network) -> dict[str, Floats]:
    """The tagging head as (hidden, tags)."""
    return {
        "tags.weight": head_weights(network.tags)["weight"].T.copy(),
        "tags.bias": head_weights(network.tags)["bias"],
    }
