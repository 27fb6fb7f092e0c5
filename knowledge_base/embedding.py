"""Texts to vectors: a SentenceTransformer behind LangChain's Embeddings."""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from langchain_core.embeddings import Embeddings

from knowledge_base import bundled_model
from knowledge_base.errors import EmbeddingModelError
from knowledge_base.offline import go_offline

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from knowledge_base.light_encoder import LightEncoder

BUNDLED = "bundled"
_QUERY, _PASSAGE = "query: ", "passage: "  # as the model was trained
_FEW = 16
_BATCH = 32
_MOST_THREADS = 8
_FOR_A_THREAD = 4  # texts that make a thread worth while


class SentenceEmbeddings(Embeddings):
    """Unit vectors of sentences; a model is loaded at its first use, or by `warm_up`.

    model: "bundled", a folder, or the name of a model that is already on this machine. Of the
    bundled model, questions and other few short texts go through the light encoder.
    """

    def __init__(
        self,
        model: str,
        models_folder: Path,
        progress: Callable[[str], None] = lambda line: None,
    ) -> None:
        self.name = bundled_model.NAME if model == BUNDLED else model
        self._model, self._models_folder, self._progress = model, models_folder, progress
        self._loaded: SentenceTransformer | None = None
        self._light: LightEncoder | None = None
        self._lock = threading.Lock()

    def warm_up(self) -> None:
        """Loads what questions need; EmbeddingModelError says what to do when it cannot."""
        self.embed_query("招商")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One unit vector of floats a text."""
        if not texts:
            return []
        if self._model == BUNDLED and len(texts) <= _FEW and self._loaded is None:
            few: list[list[float]] = (
                self._light_encoder().encode([_PASSAGE + t for t in texts]).tolist()
            )
            return few
        return self._encode_many(texts)

    def _encode_many(self, texts: list[str]) -> list[list[float]]:
        """Several threads with a batch each beat one batch computed by several threads."""
        import torch

        model = self._transformer()
        torch.set_num_threads(1)  # of the whole process: nothing else here computes with torch
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        threads = min(os.cpu_count() or 1, _MOST_THREADS, math.ceil(len(texts) / _FOR_A_THREAD))
        shares = [order[start::threads] for start in range(threads)]

        def encode(share: list[int]) -> list[list[float]]:
            made: list[list[float]] = model.encode_document(
                [texts[index] for index in share], batch_size=_BATCH
            ).tolist()
            return made

        vectors: dict[int, list[float]] = {}
        with ThreadPoolExecutor(threads) as pool:
            for share, made in zip(shares, pool.map(encode, shares), strict=True):
                vectors.update(zip(share, made, strict=True))
        return [vectors[index] for index in range(len(texts))]

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of a question."""
        if self._model == BUNDLED:
            found = self._light_encoder().encode([_QUERY + text])[0]
        else:
            found = self._transformer().encode_query(text)
        vector: list[float] = found.tolist()
        return vector

    def similarity(self, question: str, texts: Sequence[str]) -> list[float]:
        """The cosine of a question with each text."""
        import numpy as np

        if not texts:
            return []
        found = np.array(self.embed_documents(list(texts))) @ np.array(self.embed_query(question))
        return [float(value) for value in found]

    def _light_encoder(self) -> LightEncoder:
        with self._lock:
            if self._light is None:
                from knowledge_base.light_encoder import LightEncoder

                folder = bundled_model.unpack(self._models_folder, self._progress)
                self._light = LightEncoder(folder)
            return self._light

    def _transformer(self) -> SentenceTransformer:
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> SentenceTransformer:
        go_offline()
        folder = (
            str(bundled_model.unpack(self._models_folder, self._progress))
            if self._model == BUNDLED
            else self._model
        )
        import torch
        import transformers
        from sentence_transformers import SentenceTransformer

        quiet: Any = transformers.utils.logging
        quiet.set_verbosity_error()
        quiet.disable_progress_bar()
        try:
            return SentenceTransformer(
                folder,
                device="cpu",
                local_files_only=True,
                model_kwargs={"dtype": torch.bfloat16} if self._model == BUNDLED else {},
            )
        except (OSError, ValueError, RuntimeError) as error:
            raise EmbeddingModelError(
                f"检索模型“{self._model}”无法加载。请检查设置 ZHAOSHANG_EMBEDDING_MODEL："
                "填 bundled 使用随附模型，或填本机上一个 sentence-transformers 模型文件夹"
            ) from error
