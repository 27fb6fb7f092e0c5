"""A document's passages and measures embedded, part by part, so that it can be stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge_base.errors import ImportStopped
from knowledge_base.types import Indexed, Measure, Passage

if TYPE_CHECKING:
    from knowledge_base.embedding.embedding import EmbeddedPassage, SentenceEmbeddings

_AT_ONCE = 128  # texts; a few seconds, after which a stop is heard


@dataclass(frozen=True, slots=True)
class EmbeddedDocument:
    """What has a vector, and the vectors in its order. tokens: of the passages, b"" without."""

    passages: Sequence[Indexed]
    passage_vectors: Sequence[Sequence[float]]
    tokens: Sequence[bytes]
    measures: Sequence[Indexed]
    measure_vectors: Sequence[Sequence[float]]


def embedded(
    title: str,
    passages: Sequence[Passage],
    measures: Sequence[Measure],
    embeddings: SentenceEmbeddings,
    stop: Callable[[], bool] = lambda: False,
) -> EmbeddedDocument:
    """All vectors of a document. stop: asked between parts; ImportStopped when it says yes."""
    entries = [Indexed.passage(passage, title) for passage in passages]
    cut_out = [Indexed.measure(measure) for measure in measures]
    made: list[EmbeddedPassage] = []
    for part in _parts(entries, stop):
        made += embeddings.embed_passages(part)
    vectors: list[list[float]] = []
    for part in _parts(cut_out, stop):
        vectors += embeddings.embed_documents(part)
    return EmbeddedDocument(
        entries, [one.vector for one in made], [one.tokens for one in made], cut_out, vectors
    )


def _parts(entries: Sequence[Indexed], stop: Callable[[], bool]) -> Iterator[list[str]]:
    """The texts that are embedded at once."""
    for start in range(0, len(entries), _AT_ONCE):
        if stop():
            raise ImportStopped("导入已停止")
        yield [entry.text for entry in entries[start : start + _AT_ONCE]]
