"""A question to passages and measures: two lists of candidates, scored and collapsed."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge_base.embedding import late_interaction
from knowledge_base.errors import EmbeddingModelError, StoreError
from knowledge_base.language import likeness, synonyms, words
from knowledge_base.language.likeness import share_of_words
from knowledge_base.language.places import PROVINCES, bare
from knowledge_base.language.synonyms import Concept
from knowledge_base.searching import scoring
from knowledge_base.searching.fusion import fuse
from knowledge_base.searching.scoring import Candidate, Question
from knowledge_base.searching.wanting import in_place, undated, wanted
from knowledge_base.types import ANY, Filter, Hit, MeasureHit
from knowledge_base.understanding import measures

if TYPE_CHECKING:
    from knowledge_base.embedding.embedding import SentenceEmbeddings
    from knowledge_base.embedding.late_interaction import QuestionTokens
    from knowledge_base.stores.catalog import Catalog
    from knowledge_base.stores.vectors import Vectors

_STATE = "国务院"  # asked for like a place
_CANDIDATES = 50  # of each list
_REPEATED = 4  # how often a passage may stand in the library before fewer hits come back
_SEARCHES_AT_ONCE = 4
_RAREST = 7.0  # the greatest weight of a concept; a slip of the pen is rarer than any word
_MEASURE_FLOOR = 0.83  # cosine under which a measure is about something else


class Searcher:
    """Searches a catalog and its vectors.

    trouble: why the last question was answered by its words alone, a Chinese sentence; "" if it
    was not. Vectors are a shadow: without them, or the model, the words still find something.
    """

    def __init__(self, catalog: Catalog, vectors: Vectors, embeddings: SentenceEmbeddings) -> None:
        self._catalog, self._vectors, self._embeddings = catalog, vectors, embeddings
        self.trouble = ""
        self._beside = ThreadPoolExecutor(_SEARCHES_AT_ONCE, "nearest")

    def close(self) -> None:
        """Ends the threads of this searcher."""
        self._beside.shutdown()

    def search(self, query: str, where: Filter, limit: int) -> list[Hit]:
        """The passages nearest to a question, best first."""
        if not query.strip() or limit < 1:
            return []
        question, found, cosines = self.candidates(query, where)
        scores = {key: scoring.score(question, value) for key, value in found.items()}
        order = sorted(found, key=lambda key: -scores[key])[: limit * _REPEATED]
        order = list(likeness.collapse({k: found[k].passage.text for k in order}))[:limit]
        least = min(cosines.values(), default=0.0)
        return [
            Hit(
                rank=rank,
                score=min(1.0, max(1e-6, round(scores[key], 6))),
                passage=found[key].passage,
                document=found[key].document,
                relevance=cosines.get(key, least),
                coverage=scoring.coverage(
                    question.concepts, found[key].passage.contextual(found[key].document.title)
                ),
                support=scoring.support(question, found[key].document, found[key].passage),
                elsewhere=bool(question.want.places)
                and not in_place(question.want, found[key].document),
                undated=undated(question.want, found[key].document, found[key].passage),
            )
            for rank, key in enumerate(order, 1)
        ]

    def _question(self, query: str) -> Question:
        """A question, read with the places that the library knows."""
        known = (place for region in self._catalog.regions() for place in bare(region))
        places = {*PROVINCES, _STATE, *known}
        want = wanted(query, places)
        return scoring.prepared(query, want, self._weighed(synonyms.concepts(want.subject)))

    def candidates(
        self, query: str, where: Filter
    ) -> tuple[Question, dict[str, Candidate], dict[str, float]]:
        """The question, the passages of both lists by id, the cosines of those that have one."""
        nearest = self._beside.submit(self._nearest, query, where)
        question = self._question(query)
        written = [way for concept in question.concepts for way in concept[1:]]
        terms = dict.fromkeys([*words.tokens(query), *(t for w in written for t in words.cut(w))])
        keyword = self._catalog.keyword_search(list(terms), where, _CANDIDATES)
        dense, tokens = nearest.result()
        found = self._catalog.passages(list(dict.fromkeys(key for key, _ in keyword + dense)))
        known = {document.id: (document.title, document.year) for _, document in found.values()}
        editions = likeness.editions(known)
        cosines, scores = dict(dense), dict(keyword)
        best, least = max(scores.values(), default=1.0), min(cosines.values(), default=0.0)
        spread = max(cosines.values(), default=1.0) - least or 1.0
        closeness = self._closeness(tokens, found)
        keyword_ranks = {key: rank for rank, (key, _) in enumerate(keyword)}
        meaning_ranks = {key: rank for rank, (key, _) in enumerate(dense)}
        candidates = {
            key: Candidate(
                passage=passage,
                document=document,
                keyword=scores.get(key, 0.0) / best,
                meaning=(cosines.get(key, least) - least) / spread,
                tokens=closeness.get(key, 0.0),
                keyword_rank=keyword_ranks.get(key),
                meaning_rank=meaning_ranks.get(key),
                newer=editions[document.id][0],
                older=editions[document.id][1],
            )
            for key, (passage, document) in found.items()
        }
        return question, candidates, cosines

    def _nearest(
        self, query: str, where: Filter
    ) -> tuple[list[tuple[str, float]], QuestionTokens | None]:
        self.trouble, tokens = "", None
        try:
            question = self._embeddings.embed_question(query)
            tokens = question.tokens
            found = self._vectors.search(
                "passages",
                question.vector,
                _CANDIDATES,
                self._allowed(where),
                [role.value for role in where.roles],
            )
            return found, tokens
        except (StoreError, EmbeddingModelError) as error:
            self.trouble = str(error)
            return [], tokens

    def _closeness(self, tokens: QuestionTokens | None, ids: Collection[str]) -> dict[str, float]:
        """How near the tokens of each passage come, in [0, 1] between the least and the best."""
        stored = self._catalog.token_vectors(list(ids)) if tokens is not None else {}
        if tokens is None or not stored:
            return {}
        scores = late_interaction.scores(tokens, list(stored.values()))
        least, spread = scores.min(), float(scores.max() - scores.min()) or 1.0
        return {
            key: float(score - least) / spread for key, score in zip(stored, scores, strict=True)
        }

    def measures(self, query: str, where: Filter, limit: int) -> list[MeasureHit]:
        """The measures like the one asked for, best first."""
        if not query.strip():
            return []
        known = {measure.id: measure for measure in self._catalog.measures(where)}
        near = self._measures_near(query, where)
        dense = [key for key, cosine in near if cosine >= _MEASURE_FLOOR and key in known]
        category = measures.category_in(query)
        asked = words.content_words(query)
        named = measures.by_name(known.values(), category, asked)
        scores = fuse([named, dense], weights=[2.0, 1.0])
        if not named and not any(share_of_words(asked, known[k].text) for k in dense):
            return []
        documents = {document.id: document for document in self._catalog.documents(where)}
        alike = likeness.collapse({key: known[key].text for key in scores})
        return [
            MeasureHit(
                score=round(scores[key], 6),
                measure=known[key],
                document=documents[known[key].document_id],
                similar_count=count - 1,
            )
            for key, count in list(alike.items())[:limit]
        ]

    def _measures_near(self, query: str, where: Filter) -> list[tuple[str, float]]:
        self.trouble = ""
        try:
            vector = self._embeddings.embed_query(query)
            return self._vectors.search("measures", vector, _CANDIDATES, self._allowed(where))
        except (StoreError, EmbeddingModelError) as error:
            self.trouble = str(error)
            return []

    def _allowed(self, where: Filter) -> list[str] | None:
        unrestricted = replace(where, roles=()) == ANY
        return None if unrestricted else self._catalog.document_ids(where)

    def _weighed(self, concepts: Sequence[Concept]) -> dict[Concept, float]:
        """Inverse passage frequency: what stands everywhere says little."""
        total = self._catalog.stats().passages
        counts = self._catalog.passage_frequency([concept[0] for concept in concepts])
        return {
            concept: min(_RAREST, math.log(1 + (total + 1) / (counts.get(concept[0], 0) + 1)))
            for concept in concepts
        }
