"""How much of each paragraph stands word for word in one past document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.types import Finding
from knowledge_base.base import KnowledgeBase
from knowledge_base.types import Document

_RUN = 13  # characters in a row that are the same: shorter ones are the genre's own
_LEAST_CHARS = 40
_LEAST_SHARE = 0.4
_CANDIDATES = 6
_QUERY = 120


@dataclass(frozen=True, slots=True)
class Overlap:
    """A paragraph and the past document it has most in common with. share: in [0, 1]."""

    place: str
    share: float
    document: Document


def overlap(paragraphs: Sequence[tuple[str, str]], library: KnowledgeBase) -> Iterator[Overlap]:
    """The paragraphs, as (place, text), of which a good part stands in one past document."""
    for place, text in paragraphs:
        if len(_bare(text)) < _LEAST_CHARS:
            continue
        documents = {
            hit.document.id: hit.document
            for query in _queries(text)
            for hit in library.search(query, limit=_CANDIDATES)
        }
        shares = [(share(text, document.text), document) for document in documents.values()]
        most, document = max(shares, key=lambda pair: pair[0], default=(0.0, None))
        if document and most >= _LEAST_SHARE:
            yield Overlap(place, most, document)


def overlaps(paragraphs: Sequence[tuple[str, str]], library: KnowledgeBase) -> list[Finding]:
    """The same as findings."""
    return [
        Finding(
            "overlap",
            f"这一段有 {round(found.share * 100)}% 与《{found.document.title}》逐字相同，请改写",
            found.place,
        )
        for found in overlap(paragraphs, library)
    ]


def share(text: str, other: str) -> float:
    """The share of a text's characters that lie in a run of 13 or more found in another text."""
    bare, whole = _bare(text), _bare(other)
    covered = [False] * len(bare)
    for start in range(len(bare) - _RUN + 1):
        if bare[start : start + _RUN] in whole:
            covered[start : start + _RUN] = [True] * _RUN
    return sum(covered) / len(bare) if bare else 0.0


def _queries(text: str) -> Iterator[str]:
    """The paragraph's beginning and its end: it may begin anew and go on as before."""
    yield text[:_QUERY]
    if len(text) > _QUERY * 2:
        yield text[-_QUERY:]


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text)
