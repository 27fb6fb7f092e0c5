"""The vectors of passages and measures in Chroma: a shadow of the catalog."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from knowledge_base.errors import StoreError
from knowledge_base.offline import go_offline

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

Space = Literal["passages", "measures"]
_BATCH = 1000


class Vectors:
    """Unit vectors by id in two collections; opened at the first use (chromadb takes a second)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._client: ClientAPI | None = None
        self._opening = threading.Lock()  # two clients made at once break each other

    def add(
        self,
        space: Space,
        document_id: str,
        ids: Sequence[str],
        vectors: Sequence[Sequence[float]],
        roles: Sequence[str],
    ) -> None:
        """Adds vectors; adding an id again replaces it."""
        with _as_store_error(self._folder):
            collection = self._collection(space)
            for start in range(0, len(ids), _BATCH):
                part = slice(start, start + _BATCH)
                collection.upsert(
                    ids=list(ids[part]),
                    embeddings=_array(vectors[part]),
                    metadatas=[{"document_id": document_id, "role": role} for role in roles[part]],
                )

    def remove(self, document_id: str) -> None:
        """Removes all vectors of a document; none is no error."""
        with _as_store_error(self._folder):
            for space in ("passages", "measures"):
                self._collection(space).delete(where={"document_id": document_id})

    def search(
        self,
        space: Space,
        vector: Sequence[float],
        limit: int,
        document_ids: Sequence[str] | None = None,
        roles: Sequence[str] = (),
    ) -> list[tuple[str, float]]:
        """(id, cosine) of the nearest, best first. document_ids: None means all."""
        conditions: list[dict[str, Any]] = []
        if document_ids is not None:
            if not document_ids:
                return []
            conditions.append({"document_id": {"$in": list(document_ids)}})
        if roles:
            conditions.append({"role": {"$in": list(roles)}})
        where: Any = {"$and": conditions} if len(conditions) > 1 else next(iter(conditions), None)
        with _as_store_error(self._folder):
            collection = self._collection(space)
            found = collection.query(
                query_embeddings=_array([vector]),
                n_results=limit,
                where=where,
                include=["distances"],
            )
        distances = (found["distances"] or [[]])[0]
        return [
            (key, 1 - distance) for key, distance in zip(found["ids"][0], distances, strict=True)
        ]

    def count(self, space: Space) -> int:
        with _as_store_error(self._folder):
            return self._collection(space).count()

    def _collection(self, space: str) -> Collection:
        return self._open().get_or_create_collection(
            space, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )

    def _open(self) -> ClientAPI:
        with self._opening:
            if self._client is None:
                go_offline()
                import chromadb
                from chromadb.config import Settings

                logging.getLogger("chromadb").setLevel(logging.ERROR)
                self._client = chromadb.PersistentClient(
                    path=str(self._folder), settings=Settings(anonymized_telemetry=False)
                )
            return self._client


def _array(vectors: Sequence[Sequence[float]]) -> Any:
    import numpy as np

    return np.asarray(vectors, dtype=np.float32)


@contextmanager
def _as_store_error(folder: Path) -> Iterator[None]:
    try:
        yield
    except Exception as error:  # chromadb's Rust core raises bare exceptions of many types
        raise StoreError(
            f"向量库 {folder} 无法使用（{error}）。请确认磁盘未满、文件夹可写；"
            "如已损坏，运行 zhaoshang doctor 查看处理办法"
        ) from error
