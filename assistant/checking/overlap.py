"""How much of each paragraph stands word for word in one past document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.checking.manuscript import Manuscript, TextLine
from assistant.findings import Finding, FindingKind
from knowledge_base.base import KnowledgeBase
from knowledge_base.language.likeness import verbatim_share
from knowledge_base.types import Document

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


def overlap(lines: Sequence[TextLine], library: KnowledgeBase) -> Iterator[Overlap]:
    """The paragraphs of which a good part stands in one past document.

    Left out are those that say themselves that they are borrowed, and those of facts alone.
    """
    for line in lines:
        kinds = {kind for _, kind, _ in line.sources}
        if "passage" in kinds or kinds == {"fact"} or line.heading or line.frame:
            continue
        if len(_bare(line.text)) < _LEAST_CHARS:
            continue
        documents = {d.id: d for d in _similar(line.text, library)}
        shares = [(verbatim_share(line.text, d.text), d) for d in documents.values()]
        most, document = max(shares, key=lambda pair: pair[0], default=(0.0, None))
        if document and most >= _LEAST_SHARE:
            yield Overlap(line.place, most, document)


def overlaps(manuscript: Manuscript, library: KnowledgeBase) -> Iterator[Finding]:
    """The same as findings; a text that is itself in the library is not compared with itself."""
    for found in overlap(manuscript.lines, library):
        if manuscript.draft is None and found.document.title == manuscript.title:
            continue
        percent = round(found.share * 100)
        message = f"这一段有 {percent}% 与《{found.document.title}》逐字相同，请核实并改写"
        yield Finding(FindingKind.OVERLAP, message, found.place)


def _similar(text: str, library: KnowledgeBase) -> list[Document]:
    """The documents nearest to a paragraph."""
    hits = [h for query in _queries(text) for h in library.search(query, limit=_CANDIDATES)]
    return [hit.document for hit in hits]


def _queries(text: str) -> Iterator[str]:
    """The paragraph's beginning and its end: it may begin anew and go on as before."""
    yield text[:_QUERY]
    if len(text) > _QUERY * 2:
        yield text[-_QUERY:]


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text)
