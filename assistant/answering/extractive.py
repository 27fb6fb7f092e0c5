"""The answerer that needs no model: it quotes the sentences that answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from assistant.answering.selection import select
from assistant.types import Answer
from knowledge_base.types import Hit

OF_OTHERS = "其他地方："
"""Stands before the title of a document that is not from the place asked for."""
Similarity = Callable[[str, Sequence[str]], list[float]]


class ExtractiveAnswerer:
    """similarity: question and texts to cosines; it decides between sentences of equal wording."""

    name = "extractive"

    def __init__(self, similarity: Similarity) -> None:
        self._similarity = similarity

    def answer(self, question: str, hits: Sequence[Hit]) -> Iterator[Answer]:
        """Quoted sentences, grouped by document, each with its mark; grows group by group."""
        citations = select(question, hits, self._similarity)
        elsewhere = {hit.document.id: OF_OTHERS for hit in hits if hit.elsewhere}
        lines: list[str] = []
        document = ""
        for index, citation in enumerate(citations):
            if citation.document_id != document:
                document = citation.document_id
                lines.append(f"**{elsewhere.get(document, '')}《{citation.title}》**")
            lines.append(f"- {citation.quote}[{citation.number}]")
            yield Answer(True, "\n".join(lines), citations[: index + 1], self.name)
