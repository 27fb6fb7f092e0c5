"""Fits the weights of knowledge_base/scoring.py to labelled questions, and says how well they hold.

  python benchmarks/fit_ranking.py --home FOLDER --docs ... --paragraphs ... --queries Q.jsonl ... \
      [--only ids.txt] [--folds 8]

FOLDER holds a library that benchmarks/retrieval.py built from the same corpus. The loss is that of
a softmax over the candidates of each question, with a penalty on large weights; the figures of the
cross-validation are those of questions that the weights were not fitted to. questions.jsonl beside
this file holds 480 more questions about the same corpus; docs/decisions/ranking.md says which.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
import torch
from retrieval import Locator, corpus_of, lines_of

from assistant.settings import Settings
from knowledge_base.base import KnowledgeBase
from knowledge_base.embedding.embedding import SentenceEmbeddings
from knowledge_base.searching import scoring
from knowledge_base.searching.searching import Searcher
from knowledge_base.types import ANY

NAMES = list(scoring.WEIGHTS)
_SHARPNESS, _PENALTY, _STEPS, _RATE = 3.0, 0.005, 400, 0.03


class Case:
    """A question with the features of its candidates, and which of them are right."""

    def __init__(self, searcher: Searcher, locate: Locator, query: dict) -> None:
        right = {*query["gold"], *query.get("equivalent", []), *query.get("acceptable", [])}
        text = query["query"]
        question, found, _ = searcher.candidates(text, ANY)
        rows = [scoring.features(question, candidate) for candidate in found.values()]
        self.style, self.right = query.get("style", "all"), right
        self.features = np.array([[row[name] for name in NAMES] for row in rows])
        self.paragraphs = [locate(c.document, c.passage) for c in found.values()]
        self.hits = np.array([bool(right & set(p)) for p in self.paragraphs])

    def rank(self, weights: np.ndarray) -> int:
        """The place (from 1) of the first right paragraph; 999 where it is not a candidate."""
        seen: list[str] = []
        for index in np.argsort(-self.features @ weights, kind="stable"):
            for paragraph in self.paragraphs[index]:
                if paragraph not in seen:
                    seen.append(paragraph)
                if paragraph in self.right:
                    return seen.index(paragraph) + 1
        return 999


def fit(cases: list[Case]) -> np.ndarray:
    """The weights of the features, in the order of NAMES."""
    cases = [case for case in cases if case.hits.any()]
    most = max(len(case.hits) for case in cases)
    features = torch.zeros(len(cases), most, len(NAMES))
    there = torch.zeros(len(cases), most, dtype=torch.bool)
    hits = torch.zeros_like(there)
    for row, case in enumerate(cases):
        features[row, : len(case.hits)] = torch.tensor(case.features)
        there[row, : len(case.hits)] = True
        hits[row, : len(case.hits)] = torch.tensor(case.hits)
    weights = torch.full((len(NAMES),), 0.4, requires_grad=True)
    optimizer = torch.optim.Adam([weights], lr=_RATE)
    for _ in range(_STEPS):
        scores = _SHARPNESS * features @ weights
        among = torch.logsumexp(scores.masked_fill(~there, -1e9), 1)
        right = torch.logsumexp(scores.masked_fill(~hits, -1e9), 1)
        loss = (among - right).mean() + _PENALTY * (weights**2).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return weights.detach().numpy()


def report(name: str, ranks: list[int]) -> None:
    values = np.array(ranks)
    recall = "/".join(f"{(values <= k).mean():.3f}" for k in (1, 5, 10))
    print(f"{name:16} n={len(values):3} R@1/5/10 {recall} MRR {(1 / values).mean():.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("home", "docs", "paragraphs"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--queries", type=Path, nargs="+", required=True)
    parser.add_argument("--only", type=Path)
    parser.add_argument("--folds", type=int, default=8)
    options = parser.parse_args()
    settings = Settings.load()
    embeddings = SentenceEmbeddings(settings.embedding_model, settings.models_folder)
    library = KnowledgeBase(options.home / "library", embeddings)
    locate = Locator(library, {doc["file"]: doc["paragraphs"] for doc in corpus_of(options)})
    queries = [query for path in options.queries for query in lines_of(path) if query["gold"]]
    cases = [Case(library._searcher, locate, query) for query in queries]
    report("table now", [c.rank(np.array(list(scoring.WEIGHTS.values()))) for c in cases])
    random.Random(0).shuffle(cases)
    held_out: dict[int, int] = {}
    for fold in range(options.folds):
        weights = fit([c for i, c in enumerate(cases) if i % options.folds != fold])
        held_out |= {i: c.rank(weights) for i, c in enumerate(cases) if i % options.folds == fold}
    report("held out", list(held_out.values()))
    for style in sorted({case.style for case in cases}):
        report(f"  {style}", [held_out[i] for i, c in enumerate(cases) if c.style == style])
    for name, weight in zip(NAMES, fit(cases), strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
