"""How well a passage answers a question: a few features, weighed by a table.

The weights were fitted to labelled questions of staff by benchmarks/fit_ranking.py, which prints
this table and how well it does on questions that it was not fitted to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge_base.language.likeness import share_of_words
from knowledge_base.language.synonyms import Concept, said_in
from knowledge_base.searching.wanting import Wanted, fits, in_place, year_of
from knowledge_base.types import Document, Passage, Role

WEIGHTS: dict[str, float] = {
    "keyword": 0.55,
    "keyword_rank": 0.37,
    "meaning": 0.38,
    "meaning_rank": 0.19,
    "tokens": 3.05,
    "place": 0.89,
    "year": 1.04,
    "aim": 0.26,
    "edition": 0.43,
    "pairs": 0.61,
    "concepts": 1.00,
    "clause": 0.76,
    "sentence": 1.34,
}
_TOTAL = sum(WEIGHTS.values())
_SUPERSEDED = 0.3  # what a person's mark takes off
_RANK_CONSTANT = 10
_DONE = {Role.RESULT: 1.0, Role.MEASURE: 0.3, Role.PLAN: -1.0}
_TO_DO = {Role.PLAN: 1.0, Role.RESULT: -1.0}
_SENTENCE_END = re.compile("[。；！？\n]")
_PAIR = re.compile("(?=([\u4e00-\u9fff]{2}))")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that was found, and how.

    keyword: its share in [0, 1] of the best keyword score; meaning: its place in [0, 1] between the
    least and the best cosine found; tokens: likewise by late interaction; the ranks count from 0,
    None where a list did not hold it. newer, older: how many newer and older editions of its
    document were found.
    """

    passage: Passage
    document: Document
    keyword: float = 0.0
    meaning: float = 0.0
    tokens: float = 0.0
    keyword_rank: int | None = None
    meaning_rank: int | None = None
    newer: int = 0
    older: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A question, prepared once for all candidates."""

    want: Wanted
    concepts: Mapping[Concept, float]
    pairs: tuple[str, ...]


def prepared(text: str, want: Wanted, concepts: Mapping[Concept, float]) -> Question:
    """concepts: what the question is about, each with its weight."""
    return Question(want, concepts, tuple(dict.fromkeys(_PAIR.findall(text))))


def score(question: Question, candidate: Candidate) -> float:
    """At most 1, for first in every list with all that is asked for; may be below 0."""
    found = features(question, candidate)
    total = sum(WEIGHTS[name] * value for name, value in found.items()) / _TOTAL
    by_hand = candidate.document.superseded_by and question.want.edition != "older"
    return total - _SUPERSEDED if by_hand and not question.want.years else total


def features(question: Question, candidate: Candidate) -> dict[str, float]:
    """The features by name; each about in [-1, 1], 0 where it says nothing."""
    text, want = candidate.passage.text, question.want
    told = {c: weight for c, weight in question.concepts.items() if said_in(c, text)}
    whole = sum(question.concepts.values()) or 1.0
    return {
        "keyword": candidate.keyword,
        "keyword_rank": _by_rank(candidate.keyword_rank),
        "meaning": candidate.meaning,
        "meaning_rank": _by_rank(candidate.meaning_rank),
        "tokens": candidate.tokens,
        "place": _place(want, candidate),
        "year": _year(want, candidate),
        "aim": _aim(want, candidate.passage.role),
        "edition": _edition(want, candidate),
        "pairs": share_of_words(question.pairs, text),
        "concepts": sum(told.values()) / whole,
        "sentence": max(_told(told, one) for one in _SENTENCE_END.split(text)) / whole,
        "clause": float(want.rule and candidate.passage.role is Role.CLAUSE),
    }


def _by_rank(rank: int | None) -> float:
    return 0.0 if rank is None else (_RANK_CONSTANT + 1) / (_RANK_CONSTANT + 1 + rank)


def _place(want: Wanted, candidate: Candidate) -> float:
    if not want.places:
        return 0.0
    if in_place(want, candidate.document):
        return 1.0
    if any(place in candidate.passage.text for place in want.places):
        return 0.0
    return -1.0 if candidate.document.region else -0.5


def _year(want: Wanted, candidate: Candidate) -> float:
    if not want.years:
        return 0.0
    if want.of_report and candidate.document.years:
        return -1.0 if set(want.years).isdisjoint(candidate.document.years) else 1.0
    year = year_of(candidate.document, candidate.passage)
    if year in want.years:
        return 1.0
    if any(str(asked) in candidate.passage.text for asked in want.years):
        return 0.5
    return 0.0 if year is None else -1.0


def _aim(want: Wanted, role: Role) -> float:
    return {"done": _DONE, "to_do": _TO_DO, "": {}}[want.aim].get(role, 0.0)


def _edition(want: Wanted, candidate: Candidate) -> float:
    """What is in force comes first, unless the question asks for years or for what was before."""
    if want.edition == "older":
        return 1.0 if candidate.newer else -1.0 if candidate.older else 0.0
    if want.years and not want.edition:
        return 0.0
    return -1.0 if candidate.newer else 0.0


def _told(concepts: Mapping[Concept, float], text: str) -> float:
    """The weight of the concepts that a text speaks of."""
    return sum(weight for concept, weight in concepts.items() if said_in(concept, text))


def coverage(concepts: Mapping[Concept, float], text: str) -> float:
    """The weighted share in [0, 1] of the concepts that a text speaks of; 0 without concepts."""
    total = sum(concepts.values())
    return _told(concepts, text) / total if total else 0.0


def support(question: Question, document: Document, passage: Passage) -> float:
    """How far in [0, 1] a passage can answer: 0 if it is about another place or year.

    Where a figure is asked for, one sentence must hold one of that form; the share of the concepts
    that this sentence speaks of is the support.
    """
    want = question.want
    if not fits(want, document, passage):
        return 0.0
    if want.figure is None:
        return 1.0
    sentences = _SENTENCE_END.split(passage.text)
    holding = [sentence for sentence in sentences if want.figure.search(sentence)]
    return max((coverage(question.concepts, sentence) for sentence in holding), default=0.0)
