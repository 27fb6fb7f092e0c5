"""The library as a LangChain retriever."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever

from knowledge_base.types import ANY, Filter


class LibraryRetriever(BaseRetriever):
    """Hits as LangChain documents; metadata names passage, document, title, kind, year, path."""

    library: Any
    where: Filter = ANY
    limit: int = 8

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        return [
            LangChainDocument(
                id=hit.passage.id,
                page_content=hit.passage.text,
                metadata={
                    "passage_id": hit.passage.id,
                    "document_id": hit.document.id,
                    "title": hit.document.title,
                    "kind": hit.document.kind.value,
                    "year": hit.document.year,
                    "heading_path": list(hit.passage.heading_path),
                    "score": hit.score,
                },
            )
            for hit in self.library.search(query, where=self.where, limit=self.limit)
        ]
