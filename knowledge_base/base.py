"""The knowledge base: what the bureau has written before, to be added to, searched and compared."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from knowledge_base import repairing
from knowledge_base.embedding.documents import embedded
from knowledge_base.errors import (
    DocumentNotFound,
    EmbeddingModelError,
    ImportStopped,
    KnowledgeBaseError,
    StoreError,
)
from knowledge_base.language.likeness import shared_characters
from knowledge_base.readers import MAX_FILE_BYTES, SUFFIXES
from knowledge_base.readers.file_names import shown
from knowledge_base.samples import sample_files
from knowledge_base.searching.searching import Searcher
from knowledge_base.stores.catalog import Catalog
from knowledge_base.stores.vectors import Vectors
from knowledge_base.types import (
    ANY,
    Document,
    Filter,
    Hit,
    ImportResult,
    MeasureHit,
    Passage,
    Stats,
)
from knowledge_base.understanding import importing
from knowledge_base.understanding.worker import Understood, Worker

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

    from knowledge_base.embedding.embedding import SentenceEmbeddings

_LOCK_SECONDS = 120


class KnowledgeBase:
    """A library in a folder: catalog.sqlite3 (the truth) and vectors/ (its shadow).

    folder: made when absent; StoreError when it cannot be. Documents whose import was cut off
    are taken back when the library opens. One instance serves several threads.
    """

    SUFFIXES = SUFFIXES  # of files that can be imported, lower case with their dot
    MAX_FILE_BYTES = MAX_FILE_BYTES

    def __init__(self, folder: Path, embeddings: SentenceEmbeddings) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"不能建立数据文件夹 {folder}（{error.strerror}），"
                "请检查权限，或用 ZHAOSHANG_HOME 指定其他文件夹"
            ) from error
        self._embeddings = embeddings
        self._catalog = Catalog(folder / "catalog.sqlite3")
        self._vectors = Vectors(folder / "vectors")
        self._lock = FileLock(folder / "writing.lock")
        self._searcher = Searcher(self._catalog, self._vectors, embeddings)
        self._check_model()
        repairing.take_back(self._catalog, self._vectors, self._lock)

    def close(self) -> None:
        """Releases the database files."""
        self._searcher.close()
        self._vectors.close()
        self._catalog.close()

    def warm_up(self) -> None:
        """Loads the model and the indexes, so that the first question is quick."""
        if self.stats().passages:
            self.search("招商引资", limit=1)
        else:
            self._embeddings.warm_up()

    # --- adding and removing -------------------------------------------------------------

    @staticmethod
    def samples() -> list[Path]:
        """The documents written for this project, so that a first start has something to find."""
        return sample_files()

    def add(self, path: Path, *, replace: bool = False) -> ImportResult:
        """Imports one file; a problem with the file comes back in the result, not as an error.

        replace: documents from files of the same name give way to this one, once it is in.
        """
        with Worker() as worker:
            return self._add(worker, path, replace)

    def add_all(
        self,
        paths: Sequence[Path],
        progress: Callable[[int, int, str], None] = lambda done, total, name: None,
        *,
        replace: bool = False,
        stop: Callable[[], bool] = lambda: False,
    ) -> Iterator[ImportResult]:
        """Imports files and folders (recursively), one result a file, as they get done.

        progress: takes files done, files in all, and the name of the file now at work, with the
        page where one is being recognised. replace: see `add`. stop: asked all the while; when
        it says yes, the file at work is given up and the rest are not begun.
        """
        files = list(importing.files_in(paths))
        with Worker(stop) as worker:
            for done, path in enumerate(files):
                name = shown(path)
                progress(done, len(files), name)

                def page(page: int, pages: int, done: int = done, name: str = name) -> None:
                    progress(done, len(files), f"{name}（正在识别第 {page + 1}/{pages} 页）")

                try:
                    result = self._add(worker, path, replace, page)
                except ImportStopped:
                    return
                yield result
        progress(len(files), len(files), "")

    def supersede(self, document_id: str, by: str = "") -> Document:
        """Marks a document as superseded by another one; by "" takes the mark away.

        Superseded documents stay, and come after those in force. DocumentNotFound for an unknown
        id, StoreError for a mark that would go round in a circle.
        """
        self.document(document_id)
        successor = by
        while successor:
            if successor == document_id:
                raise StoreError("两份文件不能互相取代，请检查所选的文件")
            successor = self.document(successor).superseded_by
        with self._writing():
            self._catalog.supersede(document_id, by)
        return self.document(document_id)

    def first_start(self) -> bool:
        """True until `finish_first_start`, for a library that was empty when first asked."""
        state = self._catalog.setting("first_start")
        if state is None:
            state = "done" if self.stats().documents else "begun"
            self._catalog.set_setting("first_start", state)
        return state == "begun"

    def finish_first_start(self) -> None:
        """Says that what a first start brings along is imported; removed samples stay away."""
        self._catalog.set_setting("first_start", "done")

    def remove(self, document_id: str) -> Document:
        """Removes a document and all that belongs to it; DocumentNotFound if it is not there."""
        document = self.document(document_id)
        with self._writing():
            self._catalog.hide(document_id)
            self._vectors.remove(document_id)
            self._catalog.delete(document_id)
        return document

    # --- reading -------------------------------------------------------------------------

    def documents(self, where: Filter = ANY) -> list[Document]:
        """The documents, newest year first."""
        return self._catalog.documents(where)

    def document(self, document_id: str) -> Document:
        """One document with its text; DocumentNotFound if it is not there."""
        document = self._catalog.document(document_id)
        if document is None:
            raise DocumentNotFound(
                f"资料库里没有编号为 {document_id} 的文件，请用 library 查看编号"
            )
        return document

    def successors(self, document: Document) -> list[Document]:
        """What may have superseded a document: its mark first, then the likest titles."""
        return sorted(
            (other for other in self.documents() if other.id != document.id),
            key=lambda other: (
                other.id != document.superseded_by,
                -shared_characters(document.title, other.title),
                -(other.year or 0),
            ),
        )

    def passages(self, document_id: str) -> list[Passage]:
        """The passages of a document, in order."""
        return self._catalog.passages_of(document_id)

    def passage(self, passage_id: str) -> tuple[Passage, Document] | None:
        """A passage by its id, with its document; None if it is gone."""
        return self._catalog.passages([passage_id]).get(passage_id)

    def stats(self) -> Stats:
        return self._catalog.stats()

    def vector_count(self) -> int:
        """How many passages have a vector; equal to stats().passages when the store is sound."""
        return self._vectors.count("passages")

    @property
    def read_only(self) -> str:
        """Why nothing can be stored, a Chinese sentence; "" where it can."""
        return self._catalog.read_only

    def trouble(self) -> str:
        """Why answers may be poorer than they could be, and what to do, in a sentence; or ""."""
        return repairing.trouble(self._catalog, self._vectors) or self._searcher.trouble

    def search(self, query: str, *, where: Filter = ANY, limit: int = 8) -> list[Hit]:
        """The passages nearest to a question, best first; [] for an empty library or question."""
        return self._searcher.search(query, where, limit)

    def measures(self, query: str, *, where: Filter = ANY, limit: int = 30) -> list[MeasureHit]:
        """Past measures like the one asked for, best first; near-duplicates come once, counted."""
        return self._searcher.measures(query, where, limit)

    def as_retriever(self, *, where: Filter = ANY, limit: int = 8) -> BaseRetriever:
        """The library as a LangChain retriever."""
        from knowledge_base.searching.retriever import LibraryRetriever

        return LibraryRetriever(library=self, where=where, limit=limit)

    # --- inner steps ---------------------------------------------------------------------

    def _add(
        self,
        worker: Worker,
        path: Path,
        replace: bool,
        pages: Callable[[int, int], None] = lambda done, total: None,
    ) -> ImportResult:
        name = shown(path)
        if reason := importing.refused(path):
            return ImportResult(name, "failed", reason=reason)
        try:
            with path.open("rb") as file:
                document_id = hashlib.file_digest(file, "sha256").hexdigest()[:16]
        except OSError as error:
            reason = f"《{name}》打不开（{error.strerror}），请检查文件是否还在、能否读取"
            return ImportResult(name, "failed", reason=reason)
        if known := self._catalog.document(document_id):
            return ImportResult(name, "unchanged", known)
        try:
            understood = worker.understand(document_id, path, pages)
            self._store(understood, worker.stop)
            document = understood.document
            others = [d for d in self._catalog.named(name) if d.id != document_id]
            for other in others if replace else ():
                self.remove(other.id)
        except ImportStopped:
            raise
        except KnowledgeBaseError as error:
            return ImportResult(name, "failed", reason=str(error))
        return ImportResult(name, "imported", document, "", tuple(others), replace)

    def _store(self, understood: Understood, stop: Callable[[], bool]) -> None:
        document, passages, measures = understood
        made = embedded(document.title, passages, measures, self._embeddings, stop)
        with self._writing():
            if self._catalog.document(document.id):
                return  # another process was faster
            self._catalog.delete(document.id)
            self._catalog.store(document, passages, measures, made.tokens)
            self._vectors.add("passages", made.passages, made.passage_vectors)
            self._vectors.add("measures", made.measures, made.measure_vectors)
            self._catalog.publish(document.id)

    def _check_model(self) -> None:
        """Vectors of two models must never mix."""
        stored = self._catalog.setting("embedding_model")
        if stored is None:
            self._catalog.set_setting("embedding_model", self._embeddings.name)
        elif stored != self._embeddings.name:
            raise EmbeddingModelError(
                f"资料库是用检索模型“{stored}”建立的，当前设置是“{self._embeddings.name}”。"
                "请改回原来的设置，或运行 zhaoshang doctor --repair 用当前模型重建（文件不丢失）"
            )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self.read_only:
            raise StoreError(self.read_only)
        try:
            with self._lock.acquire(timeout=_LOCK_SECONDS):
                yield
        except Timeout:
            raise StoreError("另一个程序正在向资料库导入文件，请等它完成后重试") from None
