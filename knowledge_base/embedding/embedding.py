"""Texts to vectors: a SentenceTransformer behind LangChain's Embeddings."""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from langchain_core.embeddings import Embeddings

from knowledge_base.embedding import bundled_model
from knowledge_base.errors import EmbeddingModelError
from knowledge_base.offline import go_offline

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from knowledge_base.embedding.late_interaction import QuestionTokens
    from knowledge_base.embedding.light_encoder import LightEncoder

BUNDLED = "bundled"
_QUERY, _PASSAGE = "query: ", "passage: "  # as the model was trained
_FEW = 16
_BATCH, _SMALL_BATCH = 32, 8  # texts; the small one where the numbers are twice as long
_MOST_THREADS = 8
_FOR_A_THREAD = 4  # texts that make a thread worth while
_T = TypeVar("_T")


class EmbeddedPassage(NamedTuple):
    """vector: the unit vector; tokens: its token vectors (late_interaction), b"" without."""

    vector: list[float]
    tokens: bytes


class EmbeddedQuestion(NamedTuple):
    """vector: the unit vector; tokens: None where passages have no token vectors."""

    vector: list[float]
    tokens: QuestionTokens | None


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
        self._batch = _SMALL_BATCH
        self._lock = threading.Lock()

    def warm_up(self) -> None:
        """Loads what questions need; EmbeddingModelError says what to do when it cannot."""
        self.embed_query("招商")

    @property
    def has_tokens(self) -> bool:
        """Whether passages get token vectors: their projection was fitted to the bundled model."""
        return self._model == BUNDLED

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One unit vector of floats a text."""
        if not texts:
            return []
        if self._few(texts):
            few: list[list[float]] = (
                self._light_encoder().encode([_PASSAGE + t for t in texts])[0].tolist()
            )
            return few
        return self._beside(
            texts,
            lambda model, share: model.encode_document(share, batch_size=self._batch).tolist(),
        )

    def embed_passages(self, texts: Sequence[str]) -> list[EmbeddedPassage]:
        """The vectors of passages, with those of their tokens if this model has them."""
        if not self.has_tokens:
            return [EmbeddedPassage(vector, b"") for vector in self.embed_documents(list(texts))]
        from knowledge_base.embedding import late_interaction

        if not texts:
            return []
        if self._few(texts):
            vectors, states = self._light_encoder().encode([_PASSAGE + text for text in texts])
            pairs = zip(vectors.tolist(), states, strict=True)
            return [EmbeddedPassage(vector, late_interaction.packed(s)) for vector, s in pairs]
        return self._beside(texts, self._encoded_with_tokens)

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of a question."""
        return self.embed_question(text).vector

    def embed_question(self, text: str) -> EmbeddedQuestion:
        """The vector of a question, with those of its tokens if this model has them."""
        if not self.has_tokens:
            return EmbeddedQuestion(self._transformer().encode_query(text).tolist(), None)
        from knowledge_base.embedding import late_interaction

        vectors, states = self._light_encoder().encode([_QUERY + text])
        return EmbeddedQuestion(vectors[0].tolist(), late_interaction.of_question(states[0]))

    def _few(self, texts: Sequence[str]) -> bool:
        return self._model == BUNDLED and len(texts) <= _FEW and self._loaded is None

    def _beside(
        self, texts: Sequence[str], encode: Callable[[SentenceTransformer, list[str]], list[_T]]
    ) -> list[_T]:
        """Several threads with a batch each beat one batch computed by several threads."""
        import torch

        model = self._transformer()
        torch.set_num_threads(1)  # of the whole process: nothing else here computes with torch
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        threads = min(os.cpu_count() or 1, _MOST_THREADS, math.ceil(len(texts) / _FOR_A_THREAD))
        shares = [order[start::threads] for start in range(threads)]
        made: dict[int, _T] = {}
        with ThreadPoolExecutor(threads) as pool:
            results = pool.map(lambda share: encode(model, [texts[i] for i in share]), shares)
            for share, result in zip(shares, results, strict=True):
                made.update(zip(share, result, strict=True))
        return [made[index] for index in range(len(texts))]

    def _encoded_with_tokens(
        self, model: SentenceTransformer, texts: list[str]
    ) -> list[EmbeddedPassage]:
        from knowledge_base.embedding import late_interaction

        found: Any = model.encode_document(texts, batch_size=self._batch, output_value=None)
        return [
            EmbeddedPassage(
                one["sentence_embedding"].float().tolist(),
                late_interaction.packed(
                    one["token_embeddings"][one["attention_mask"].bool()].float().numpy()
                ),
            )
            for one in found
        ]

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
                from knowledge_base.embedding.light_encoder import LightEncoder

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
        able = computes_in_bfloat16()
        self._batch = _BATCH if able else _SMALL_BATCH
        wanted = {"dtype": torch.bfloat16} if self._model == BUNDLED else {}
        try:
            return SentenceTransformer(
                folder,
                device="cpu",
                local_files_only=True,
                model_kwargs=wanted if able else {"dtype": torch.float32},
            )
        except Exception as error:  # safetensors and tokenizers raise kinds of their own
            raise EmbeddingModelError(
                f"检索模型“{self._model}”无法加载。请检查设置 ZHAOSHANG_EMBEDDING_MODEL："
                "填 bundled 使用随附模型，或填本机上一个 sentence-transformers 模型文件夹"
            ) from error


def computes_in_bfloat16() -> bool:
    """Whether the processor has instructions for bfloat16 (AMX, AVX-512 BF16, ARM's BF16).

    Elsewhere torch takes it apart number by number, which is twenty times slower than float32.
    """
    import torch

    return any(has and name.endswith("bf16") for name, has in torch.cpu.get_capabilities().items())
