"""The bundled model's encoder as an ONNX graph with 8-bit weights, for the light encoder.

BERT as its config.json says: layers of attention and a feed-forward part, layer norm after each.
Input: the sums of embeddings (texts, tokens, hidden) and what is added to the attention scores
(texts, 1, 1, tokens), 0 or very negative for padding. Output: states (texts, tokens, hidden).
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EMBEDDED, BIAS, ENCODED = "embedded", "bias", "encoded"
_OPSET = 20  # the first with Gelu
_IR_VERSION = 10


def write(path: Path, config: dict[str, Any], weights: dict[str, NDArray[np.float32]]) -> None:
    """Writes the graph. config: of the model; weights: its tensors by BERT's names."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    builder = _Builder(weights, config["layer_norm_eps"])
    states = builder.normalised(EMBEDDED, "embeddings.LayerNorm")
    for layer in range(config["num_hidden_layers"]):
        states = builder.layer(states, f"encoder.layer.{layer}.", config["num_attention_heads"])
    builder.node("Identity", [states], ENCODED)
    hidden = config["hidden_size"]
    value = onnx.helper.make_tensor_value_info
    real = onnx.TensorProto.FLOAT
    graph = onnx.helper.make_graph(
        builder.nodes,
        "encoder",
        [
            value(EMBEDDED, real, ["texts", "tokens", hidden]),
            value(BIAS, real, ["texts", 1, 1, "tokens"]),
        ],
        [value(ENCODED, real, ["texts", "tokens", hidden])],
        builder.constants,
    )
    model = onnx.helper.make_model(
        graph, opset_imports=[onnx.helper.make_opsetid("", _OPSET)], ir_version=_IR_VERSION
    )
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)  # of a step that this graph does not need
    try:
        # Weights of 7 bits: with 8, processors without VNNI overflow.
        quantize_dynamic(
            model,
            path,
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
    finally:
        logging.disable(before)


class _Builder:
    """Adds nodes to a graph; each method returns the name of its result."""

    def __init__(self, weights: dict[str, NDArray[np.float32]], epsilon: float) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self._weights, self._epsilon = weights, epsilon

    def node(self, kind: str, inputs: list[str], name: str = "", **attributes: Any) -> str:
        from onnx import helper

        name = name or f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def constant(self, name: str, value: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def layer(self, states: str, name: str, heads: int) -> str:
        attended = self.attended(states, name + "attention.self.", heads)
        output = self.dense(attended, name + "attention.output.dense")
        states = self.node("Add", [states, output])
        states = self.normalised(states, name + "attention.output.LayerNorm")
        inner = self.node("Gelu", [self.dense(states, name + "intermediate.dense")])
        output = self.dense(inner, name + "output.dense")
        return self.normalised(self.node("Add", [states, output]), name + "output.LayerNorm")

    def attended(self, states: str, name: str, heads: int) -> str:
        import numpy as np

        size = self._weights[name + "query.bias"].shape[0] // heads
        split = self.constant(name + "split", np.array([0, 0, heads, size], np.int64))
        joined = self.constant(name + "joined", np.array([0, 0, heads * size], np.int64))
        scale = self.constant(name + "scale", np.array(size**-0.5, np.float32))

        def part(which: str, order: list[int]) -> str:
            projected = self.node("Reshape", [self.dense(states, name + which), split])
            return self.node("Transpose", [projected], perm=order)

        query, key = part("query", [0, 2, 1, 3]), part("key", [0, 2, 3, 1])
        scores = self.node("Mul", [self.node("MatMul", [query, key]), scale])
        shares = self.node("Softmax", [self.node("Add", [scores, BIAS])], axis=-1)
        mixed = self.node("MatMul", [shares, part("value", [0, 2, 1, 3])])
        mixed = self.node("Transpose", [mixed], perm=[0, 2, 1, 3])
        return self.node("Reshape", [mixed, joined])

    def dense(self, states: str, name: str) -> str:
        import numpy as np

        turned = np.ascontiguousarray(self._weights[name + ".weight"].T)
        weight = self.constant(name + ".weight", turned)
        bias = self.constant(name + ".bias", self._weights[name + ".bias"])
        return self.node("Add", [self.node("MatMul", [states, weight]), bias])

    def normalised(self, states: str, name: str) -> str:
        weight = self.constant(name + ".weight", self._weights[name + ".weight"])
        bias = self.constant(name + ".bias", self._weights[name + ".bias"])
        return self.node(
            "LayerNormalization", [states, weight, bias], axis=-1, epsilon=self._epsilon
        )
