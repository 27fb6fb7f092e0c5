"""The bundled model's forward pass in numpy: for the few short texts of a question.

sentence-transformers takes many seconds to import before the first question can be embedded; this
takes about one. Importing documents goes through sentence-transformers, where its speed counts.
The architecture is BERT's (post-layer-norm, GELU) with mean pooling; see docs/decisions/.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
_MAX_TOKENS = 512
_BATCH = 4


class LightEncoder:
    """Unit vectors of texts by the model in a folder that bundled_model.unpack made."""

    def __init__(self, folder: Path) -> None:
        from threadpoolctl import ThreadpoolController
        from tokenizers import Tokenizer

        config = json.loads((folder / "config.json").read_text("utf-8"))
        self._heads: int = config["num_attention_heads"]
        self._layers: int = config["num_hidden_layers"]
        self._epsilon: float = config["layer_norm_eps"]
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        self._weights = _Weights(folder / "model.safetensors")
        self._threads: Any = ThreadpoolController()

    def encode(self, texts: Sequence[str]) -> Array:
        """One unit vector a text: shape (texts, hidden)."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))  # least padding
        batches = [order[i : i + _BATCH] for i in range(0, len(order), _BATCH)]
        # One thread: matrices this small gain a quarter from a second one, and lose tenfold when
        # another program wants the same core, because the threads wait for each other spinning.
        with self._threads.limit(limits=1, user_api="blas"):
            vectors = np.concatenate([self._batch([texts[i] for i in batch]) for batch in batches])
        result: Array = np.empty_like(vectors)
        result[order] = vectors
        return result

    def _batch(self, texts: Sequence[str]) -> Array:
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        length = max(len(row) for row in ids)
        tokens = np.array([row + [1] * (length - len(row)) for row in ids])
        mask = np.array([[1.0] * len(row) + [0.0] * (length - len(row)) for row in ids], np.float32)
        states = self._embed(tokens)
        for layer in range(self._layers):
            states = self._layer(states, mask, f"encoder.layer.{layer}.")
        pooled = (states * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        unit: Array = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return unit

    def _embed(self, tokens: NDArray[np.int64]) -> Array:
        weights = self._weights
        words = weights.rows("embeddings.word_embeddings.weight", tokens)
        positions = weights["embeddings.position_embeddings.weight"][: tokens.shape[1]]
        types = weights["embeddings.token_type_embeddings.weight"][0]
        return self._normalise(words + positions + types, "embeddings.LayerNorm")

    def _layer(self, states: Array, mask: Array, name: str) -> Array:
        attended = self._attend(states, mask, name + "attention.self.")
        output = self._dense(attended, name + "attention.output.dense")
        states = self._normalise(states + output, name + "attention.output.LayerNorm")
        inner = _gelu(self._dense(states, name + "intermediate.dense"))
        output = self._dense(inner, name + "output.dense")
        return self._normalise(states + output, name + "output.LayerNorm")

    def _attend(self, states: Array, mask: Array, name: str) -> Array:
        batch, length, hidden = states.shape
        size = hidden // self._heads

        def heads(part: str) -> Array:
            projected = self._dense(states, name + part)
            return projected.reshape(batch, length, self._heads, size).transpose(0, 2, 1, 3)

        scores = heads("query") @ heads("key").transpose(0, 1, 3, 2) / np.float32(np.sqrt(size))
        scores += (mask[:, None, None, :] - 1) * np.float32(1e9)
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        scores /= scores.sum(axis=-1, keepdims=True)
        mixed: Array = (scores @ heads("value")).transpose(0, 2, 1, 3)
        return mixed.reshape(batch, length, hidden)

    def _dense(self, states: Array, name: str) -> Array:
        result: Array = states @ self._weights[name + ".weight"].T + self._weights[name + ".bias"]
        return result

    def _normalise(self, states: Array, name: str) -> Array:
        centred = states - states.mean(axis=-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + self._epsilon)
        result: Array = scaled * self._weights[name + ".weight"] + self._weights[name + ".bias"]
        return result


class _Weights:
    """bfloat16 tensors of a safetensors file as float32, each converted at its first use."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            header_bytes = int.from_bytes(file.read(8), "little")
            header = json.loads(file.read(header_bytes))
        header.pop("__metadata__", None)
        data = np.memmap(path, dtype=np.uint8, mode="r", offset=8 + header_bytes)
        self._stored = {
            name: data[slice(*entry["data_offsets"])].view(np.uint16).reshape(entry["shape"])
            for name, entry in header.items()
        }
        self._converted: dict[str, Array] = {}

    def __getitem__(self, name: str) -> Array:
        if name not in self._converted:
            self._converted[name] = _float32(self._stored[name])
        return self._converted[name]

    def rows(self, name: str, indices: NDArray[np.int64]) -> Array:
        """Some rows of a table that is too large to be converted whole."""
        return _float32(self._stored[name][indices])


def _float32(stored: NDArray[np.uint16]) -> Array:
    """bfloat16 is the upper half of float32."""
    return (np.asarray(stored).astype(np.uint32) << 16).view(np.float32)


def _gelu(x: Array) -> Array:
    """x times the normal distribution function; erf by Abramowitz and Stegun 7.1.26 (1.5e-7)."""
    z = np.abs(x) / np.float32(np.sqrt(2))
    t = 1 / (1 + np.float32(0.3275911) * z)
    series = t * (
        0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))
    )
    erf = np.sign(x) * (1 - series * np.exp(-z * z))
    result: Array = (x * (1 + erf) / 2).astype(np.float32)
    return result
