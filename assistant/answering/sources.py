"""Citations with the passage they point to in full, and where in it the quoted words stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.drafts import Draft
from assistant.types import Citation
from knowledge_base.base import KnowledgeBase
from knowledge_base.types import MeasureHit

_LEAST_PIECE = 6  # shorter pieces of a changed sentence match anywhere
_ORDINAL = re.compile("^[一二三四五六七八九十]{1,3}是")


@dataclass(frozen=True, slots=True)
class SourceText:
    """A numbered source to show. quotes: the words used; gone: the document was removed since."""

    number: int
    document_id: str
    passage_id: str
    title: str
    heading_path: tuple[str, ...]
    text: str
    quotes: tuple[str, ...]
    year: int | None = None
    region: str = ""
    page: int | None = None
    gone: bool = False


def of_citations(library: KnowledgeBase, citations: Iterable[Citation]) -> tuple[SourceText, ...]:
    """The sources of an answer."""
    return tuple(_source(library, citation, (citation.quote,)) for citation in citations)


def of_draft(library: KnowledgeBase, draft: Draft) -> tuple[SourceText, ...]:
    """The sources of a draft, each with the sentences that were borrowed from it."""
    borrowed: dict[str, list[str]] = {}
    for section in draft.sections:
        for sentence in section.sentences:
            if sentence.source.type in ("passage", "edited"):
                for ref in sentence.source.refs:
                    borrowed.setdefault(ref, []).append(_ORDINAL.sub("", sentence.text))
    return tuple(
        _source(library, citation, tuple(borrowed.get(citation.passage_id, ())))
        for citation in draft.sources
    )


def of_measures(library: KnowledgeBase, hits: Iterable[MeasureHit]) -> tuple[SourceText, ...]:
    """The passages that measures stand in, numbered in the order given."""
    return tuple(
        _source(
            library,
            Citation(
                number,
                hit.measure.passage_id,
                hit.document.id,
                hit.document.title,
                (),
                hit.measure.text,
            ),
            (hit.measure.text,),
        )
        for number, hit in enumerate(hits, 1)
    )


def _source(library: KnowledgeBase, citation: Citation, quotes: tuple[str, ...]) -> SourceText:
    pair = library.passage(citation.passage_id)
    if pair is None:
        return SourceText(
            citation.number,
            citation.document_id,
            citation.passage_id,
            citation.title,
            citation.heading_path,
            citation.quote,
            (),
            gone=True,
        )
    passage, document = pair
    return SourceText(
        citation.number,
        document.id,
        passage.id,
        document.title,
        passage.heading_path,
        passage.text,
        quotes,
        document.year,
        document.region,
        passage.page,
    )


def spans(text: str, quotes: Sequence[str]) -> list[tuple[int, int]]:
    """Where quotes stand in a text: ordered, not overlapping [start, end) pairs.

    White space may differ. A quote that was changed (numbers became ××) is found by its pieces.
    """
    found: list[tuple[int, int]] = []
    for quote in quotes:
        if place := _find(text, quote):
            found.append(place)
            continue
        pieces = [piece.strip() for piece in re.split(r"×+|[，。；：！？、\n]", quote)]
        found += [
            place
            for piece in pieces
            if len(piece) >= _LEAST_PIECE and (place := _find(text, piece))
        ]
    return _merged(found)


def _find(text: str, quote: str) -> tuple[int, int] | None:
    bare = quote.strip()
    if not bare:
        return None
    start = text.find(bare)
    if start >= 0:
        return start, start + len(bare)
    pattern = r"\s*".join(re.escape(letter) for letter in re.sub(r"\s", "", bare))
    match = re.search(pattern, text)
    return match.span() if match else None


def _merged(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
