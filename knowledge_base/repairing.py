"""Is the library whole? The catalog is the truth; what is built from it can be built again."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from knowledge_base.errors import StoreError
from knowledge_base.stores.catalog import Catalog
from knowledge_base.stores.vectors import SPACES, Space, Vectors
from knowledge_base.types import Indexed

if TYPE_CHECKING:
    from knowledge_base.embedding.embedding import SentenceEmbeddings

_AT_ONCE = 64
_CURE = "请退出程序，运行 zhaoshang doctor --repair 补建，文件不会丢失"


@dataclass(frozen=True, slots=True)
class Faults:
    """What is not as it should be. unusable: why the vectors cannot be opened, "" if they can.

    missing and stray: passages and measures without a vector, vectors without one. tokens: the
    passages without token vectors. model: the name of the embedding model that the vectors were
    made by, if it is not the one set now.
    """

    unfinished: int = 0
    unusable: str = ""
    missing: int = 0
    stray: int = 0
    tokens: int = 0
    keywords: bool = False
    model: str = ""

    def __bool__(self) -> bool:
        return self != Faults()

    def lines(self) -> list[str]:
        """The faults in Chinese, a line each."""
        return [
            line
            for found, line in (
                (self.unfinished, f"有 {self.unfinished} 个文件的导入或移除没有完成"),
                (self.unusable, "向量库打不开"),
                (self.missing, f"缺少 {self.missing} 条向量"),
                (self.stray, f"多出 {self.stray} 条向量"),
                (self.tokens, f"有 {self.tokens} 个段落缺少逐词向量（由旧版程序导入）"),
                (self.keywords, "关键词索引不完整"),
                (self.model, f"向量由另一个检索模型“{self.model}”生成"),
            )
            if found
        ]


def inspect(folder: Path, embeddings: SentenceEmbeddings) -> Faults:
    """Looks, and changes nothing. StoreError if the catalog itself cannot be used."""
    catalog, vectors = Catalog(folder / "catalog.sqlite3"), Vectors(folder / "vectors")
    try:
        return _faults(catalog, vectors, embeddings)
    finally:
        vectors.close()
        catalog.close()


def trouble(catalog: Catalog, vectors: Vectors) -> str:
    """Why nothing can be stored, or what is wrong with the vectors, in a sentence; or "".

    Counted, not compared: more vectors than entries harm no answer, and an import under way has
    them for a moment.
    """
    if catalog.read_only:
        return catalog.read_only
    stats = catalog.stats()
    wanted = {"passages": stats.passages, "measures": stats.measures}
    try:
        missing = sum(max(0, wanted[space] - vectors.count(space)) for space in SPACES)
    except StoreError:
        return f"检索向量打不开，暂时只按关键词检索。{_CURE}"
    if not missing:
        return ""
    return f"检索向量缺 {missing} 条，缺的部分暂时只按关键词检索，结果可能不全。{_CURE}"


def take_back(catalog: Catalog, vectors: Vectors, lock: FileLock) -> None:
    """Takes back what an interrupted import or removal left; not while another one runs, and not
    where nothing can be written."""
    try:
        if not catalog.pending():
            return
        with lock.acquire(timeout=0):
            for document_id in catalog.pending():
                vectors.remove(document_id)
                catalog.delete(document_id)
    except (Timeout, StoreError, OSError):
        return


def repair(
    folder: Path,
    embeddings: SentenceEmbeddings,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Faults:
    """Makes the vectors and the keyword index agree with the catalog; returns what was wrong.

    progress: takes vectors made and vectors to make. What was unusable is put aside beside the
    library, not deleted. StoreError if the catalog itself cannot be used, or somebody is writing.
    """
    try:
        with FileLock(folder / "writing.lock").acquire(timeout=5):
            return _repair(folder, embeddings, progress)
    except Timeout:
        raise StoreError("另一个程序正在向资料库导入文件，请等它完成后重试") from None


def _repair(
    folder: Path, embeddings: SentenceEmbeddings, progress: Callable[[int, int], None]
) -> Faults:
    catalog, vectors = Catalog(folder / "catalog.sqlite3"), Vectors(folder / "vectors")
    try:
        found = _faults(catalog, vectors, embeddings)
        if found.unusable or found.model:
            vectors.close()
            _put_aside(folder / "vectors")
        for document_id in catalog.pending():
            vectors.remove(document_id)
            catalog.delete(document_id)
        if found.keywords:
            catalog.rebuild_keywords()
        if found.model:
            catalog.clear_tokens()
        _fill(catalog, vectors, embeddings, progress)
        catalog.set_setting("embedding_model", embeddings.name)
        return found
    finally:
        vectors.close()
        catalog.close()


def _fill(
    catalog: Catalog,
    vectors: Vectors,
    embeddings: SentenceEmbeddings,
    progress: Callable[[int, int], None],
) -> None:
    """Makes the vectors that are missing and takes away those that belong to nothing."""
    lacking: dict[Space, list[Indexed]] = {}
    for space in SPACES:
        wanted, there = catalog.indexed(space), vectors.ids(space)
        vectors.discard(space, sorted(there - set(wanted)))
        if space == "passages" and embeddings.has_tokens:
            there &= catalog.with_tokens()
        lacking[space] = [wanted[key] for key in sorted(set(wanted) - there)]
    passages, measures = lacking["passages"], lacking["measures"]
    total = len(passages) + len(measures)
    for start in range(0, len(passages), _AT_ONCE):
        progress(start, total)
        part = passages[start : start + _AT_ONCE]
        embedded = embeddings.embed_passages([entry.text for entry in part])
        vectors.add("passages", part, [one.vector for one in embedded])
        pairs = zip(part, embedded, strict=True)
        catalog.add_tokens({entry.id: one.tokens for entry, one in pairs if one.tokens})
    for start in range(0, len(measures), _AT_ONCE):
        progress(len(passages) + start, total)
        part = measures[start : start + _AT_ONCE]
        vectors.add("measures", part, embeddings.embed_documents([entry.text for entry in part]))
    progress(total, total)


def _faults(catalog: Catalog, vectors: Vectors, embeddings: SentenceEmbeddings) -> Faults:
    pending = catalog.pending()
    stored = catalog.setting("embedding_model")
    missing = stray = 0
    unusable = ""
    known = {space: set(catalog.indexed(space)) for space in SPACES}
    try:
        for space, wanted in known.items():
            there = vectors.ids(space)
            if pending:
                there = {key for key in there if not key.startswith(tuple(pending))}
            missing += len(wanted - there)
            stray += len(there - wanted)
    except StoreError as error:
        unusable = str(error)
    return Faults(
        unfinished=len(pending),
        unusable=unusable,
        missing=missing,
        stray=stray,
        tokens=len(known["passages"] - catalog.with_tokens()) if embeddings.has_tokens else 0,
        keywords=not catalog.keywords_are_whole(),
        model="" if stored in (None, embeddings.name) else str(stored),
    )


def _put_aside(folder: Path) -> None:
    if folder.exists():
        shutil.move(folder, folder.with_name(f"{folder.name}-{time.strftime('%Y%m%d-%H%M%S')}"))
