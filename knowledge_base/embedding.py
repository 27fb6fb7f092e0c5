"""Texts to vectors: a SentenceTransformer behind LangChain's Embeddings."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from langchain_core.embeddings import Embeddings

from knowledge_base import bundled_model
from knowledge_base.errors import EmbeddingModelError
from knowledge_base.offline import go_offline

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BUNDLED = "bundled"
_BATCH = 8  # small batches of similar lengths waste least on padding


class SentenceEmbeddings(Embeddings):
    """Unit vectors of sentences; the model is loaded at the first use, or by `warm_up`.

    model: "bundled", a folder, or the name of a model that is already on this machine.
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
        self._lock = threading.Lock()

    def warm_up(self) -> None:
        """Loads the model (seconds); EmbeddingModelError says what to do when it cannot."""
        self._transformer()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One unit vector of floats a text."""
        if not texts:
            return []
        model = self._transformer()
        return model.encode_document(texts, batch_size=_BATCH).tolist()  # type: ignore[no-any-return]

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of a question."""
        return self._transformer().encode_query(text).tolist()  # type: ignore[no-any-return]

    def similarity(self, question: str, texts: Sequence[str]) -> list[float]:
        """The cosine of a question with each text."""
        import numpy as np

        if not texts:
            return []
        found = np.array(self.embed_documents(list(texts))) @ np.array(self.embed_query(question))
        return [float(value) for value in found]

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
