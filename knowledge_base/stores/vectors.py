"""The vectors of passages and measures in Chroma: a shadow of the catalog."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from knowledge_base.errors import StoreError
from knowledge_base.offline import go_offline
from knowledge_base.types import Indexed

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

Space = Literal["passages", "measures"]
SPACES: tuple[Space, ...] = ("passages", "measures")
_BATCH = 1000
_DATABASE = "chroma.sqlite3"
_PAUSES = (0.05, 0.1, 0.2, 0.4)  # seconds
_T = TypeVar("_T")


class Vectors:
    """Unit vectors by id in two collections; opened at the first use (chromadb takes a second)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._client: Any = None  # a ClientAPI, whose type lacks close()
        self._opening = threading.Lock()  # two clients made at once break each other

    def close(self) -> None:
        """Lets go of the files; chromadb keeps one client a folder for all who ask."""
        with self._opening:
            client, self._client = self._client, None
            if client is not None:
                client.close()

    def add(
        self, space: Space, entries: Sequence[Indexed], vectors: Sequence[Sequence[float]]
    ) -> None:
        """Adds vectors, one an entry; adding an id again replaces it."""
        with _as_store_error(self._folder):
            collection = self._collection(space)
            for start in range(0, len(entries), _BATCH):
                part = slice(start, start + _BATCH)
                collection.upsert(
                    ids=[entry.id for entry in entries[part]],
                    embeddings=_array(vectors[part]),
                    metadatas=[
                        {"document_id": entry.document_id, "role": entry.role}
                        for entry in entries[part]
                    ],
                )

    def remove(self, document_id: str) -> None:
        """Removes all vectors of a document; none is no error."""
        with _as_store_error(self._folder):
            for space in SPACES:
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
        found = self._read(
            lambda: self._collection(space).query(
                query_embeddings=_array([vector]),
                n_results=limit,
                where=where,
                include=["distances"],
            )
        )
        distances = (found["distances"] or [[]])[0]
        return [
            (key, 1 - distance) for key, distance in zip(found["ids"][0], distances, strict=True)
        ]

    def ids(self, space: Space) -> set[str]:
        """The ids of all vectors."""
        return self._read(lambda: set(self._collection(space).get(include=[])["ids"]))

    def discard(self, space: Space, ids: Sequence[str]) -> None:
        """Removes single vectors; one that is not there is no error."""
        with _as_store_error(self._folder):
            for start in range(0, len(ids), _BATCH):
                self._collection(space).delete(ids=list(ids[start : start + _BATCH]))

    def count(self, space: Space) -> int:
        return self._read(lambda: self._collection(space).count())

    def _read(self, look: Callable[[], _T]) -> _T:
        """What is read, tried again: another process may just be writing the index on disk."""
        for pause in _PAUSES:
            try:
                return look()
            except Exception:  # chromadb's Rust core raises bare exceptions of many types
                time.sleep(pause)
                self.close()  # what this process remembers of the index may be out of date
        with _as_store_error(self._folder):
            return look()

    def _collection(self, space: str) -> Collection:
        client: ClientAPI = self._open()
        return client.get_or_create_collection(
            space, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )

    def _open(self) -> Any:
        with self._opening:
            if self._client is not None and not (self._folder / _DATABASE).exists():
                self._client.close()  # deleted meanwhile: what it remembers is no longer there
                self._client = None
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
            "如已损坏，运行 zhaoshang doctor --repair 重建"
        ) from error
