"""The bundled model run by onnxruntime: for the few short texts of a question.

sentence-transformers takes many seconds to import before the first question can be embedded; this
takes less than one. Importing documents goes through sentence-transformers; see docs/decisions/.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge_base.embedding import bundled_model, encoder_graph

Array = NDArray[np.float32]
_MAX_TOKENS = 512
_BATCH = 4
_PADDING = 1  # the id of the token
_HIDDEN_FROM_ATTENTION = -1e9


class LightEncoder:
    """Unit vectors of texts by the model in a folder that bundled_model.unpack made."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        self._tokenizer.enable_padding(pad_id=_PADDING)
        tables = _Tables(folder / "model.safetensors")
        self._words = tables["embeddings.word_embeddings.weight"]
        self._places = float32(tables["embeddings.position_embeddings.weight"])
        self._places += float32(tables["embeddings.token_type_embeddings.weight"])[0]
        options = onnxruntime.SessionOptions()
        # One thread: matrices this small gain little from a second one, and the threads of two
        # programs that want the same core would wait for each other.
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / bundled_model.GRAPH), options, providers=["CPUExecutionProvider"]
        )

    def encode(self, texts: Sequence[str]) -> tuple[Array, list[Array]]:
        """Unit vectors, shape (texts, hidden), and each text's states, shape (tokens, hidden)."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))  # least padding
        vectors: Array = np.empty((len(texts), self._places.shape[1]), np.float32)
        states: dict[int, Array] = {}
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            vectors[batch], found = self._batch([texts[i] for i in batch])
            states.update(zip(batch, found, strict=True))
        return vectors, [states[i] for i in range(len(texts))]

    def _batch(self, texts: Sequence[str]) -> tuple[Array, list[Array]]:
        encoded = self._tokenizer.encode_batch(list(texts))
        tokens = np.array([row.ids for row in encoded])
        mask = np.array([row.attention_mask for row in encoded], np.float32)
        embedded = float32(self._words[tokens]) + self._places[: tokens.shape[1]]
        bias = (1 - mask[:, None, None, :]) * np.float32(_HIDDEN_FROM_ATTENTION)
        given = {encoder_graph.EMBEDDED: embedded, encoder_graph.BIAS: bias}
        (states,) = self._session.run([encoder_graph.ENCODED], given)
        pooled = (states * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        unit: Array = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return unit, [one[there > 0] for one, there in zip(states, mask, strict=True)]


class _Tables:
    """bfloat16 tensors of a safetensors file, as they are stored, without reading the file."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            header_bytes = int.from_bytes(file.read(8), "little")
            self._header = json.loads(file.read(header_bytes))
        self._data = np.memmap(path, dtype=np.uint8, mode="r", offset=8 + header_bytes)

    def __getitem__(self, name: str) -> NDArray[np.uint16]:
        entry = self._header[name]
        stored: NDArray[np.uint16] = self._data[slice(*entry["data_offsets"])].view(np.uint16)
        return stored.reshape(entry["shape"])


def float32(stored: NDArray[np.uint16]) -> Array:
    """bfloat16 is the upper half of float32."""
    return (np.asarray(stored).astype(np.uint32) << 16).view(np.float32)
