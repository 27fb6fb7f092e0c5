"""Fits knowledge_base/projection.npz: what late interaction keeps of the states of tokens.

  python benchmarks/fit_projection.py --home FOLDER --docs ... --paragraphs ... --only ids.txt \
      --questions benchmarks/training_questions.jsonl --held-out Q.jsonl ... --out projection.npz

FOLDER holds a library that benchmarks/retrieval.py built from the same corpus. A line of the
training questions is {"query", "gold": paragraph id}. For each of them the search gives about 120
candidates; the projection, the importance of the question's tokens and the weights of the other
features (of which only the projection and the importance are kept) learn together to put the right
one first, by a softmax over the right one, the 24 best wrong ones and 12 more. Starts from the
principal components of the states. Took 44 minutes on two cores with other jobs beside it.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from fit_ranking import report
from retrieval import Locator, corpus_of, lines_of, say

from assistant.settings import Settings
from knowledge_base.base import KnowledgeBase
from knowledge_base.embedding.embedding import SentenceEmbeddings
from knowledge_base.searching import scoring
from knowledge_base.types import ANY

_OTHERS = [name for name in scoring.WEIGHTS if name != "tokens"]
_COMPONENTS, _WIDTH = 192, 64
_HARD, _EASY = 24, 12
_EPOCHS, _RATE, _AT_ONCE = 3, 1e-3, 16
_SHARPNESS, _TEMPERATURE, _ALONE = 3.0, 0.03, 0.3


class Case(NamedTuple):
    """A question with its candidates: their ids, features, paragraphs, and which are right."""

    question: str
    right: set[str]
    keys: list[str]
    features: torch.Tensor
    paragraphs: list[list[str]]
    hits: np.ndarray


def case_of(library: KnowledgeBase, locate: Locator, query: dict) -> tuple[Case, dict[str, str]]:
    """The case, and the texts of its candidates as they are embedded."""
    gold = query["gold"]
    right = {gold} if isinstance(gold, str) else {*gold}
    right |= {*query.get("equivalent", []), *query.get("acceptable", [])}
    question, found, _ = library._searcher.candidates(query["query"], ANY)
    rows = [scoring.features(question, candidate) for candidate in found.values()]
    features = torch.tensor([[row[name] for name in _OTHERS] for row in rows])
    paragraphs = [locate(c.document, c.passage) for c in found.values()]
    hits = np.array([bool(right & set(ids)) for ids in paragraphs])
    texts = {key: c.passage.contextual(c.document.title) for key, c in found.items()}
    return Case(query["query"], right, list(found), features, paragraphs, hits), texts


class States:
    """Unit states of tokens, centred and reduced to their principal components."""

    def __init__(self, embeddings: SentenceEmbeddings, texts: dict[str, str]) -> None:
        self._model = embeddings._transformer()
        order = sorted(texts, key=lambda key: len(texts[key]))
        sample = self._encoded([texts[key] for key in random.Random(0).sample(order, 800)])
        tokens = np.concatenate(sample)
        self.centre = tokens.mean(axis=0)
        parts = np.linalg.svd(tokens - self.centre, full_matrices=False)[2]
        self.components = parts[:_COMPONENTS].T
        self.passages: dict[str, torch.Tensor] = {}
        for start in range(0, len(order), 256):
            keys = order[start : start + 256]
            made = self._encoded([texts[key] for key in keys])
            self.passages |= {k: self._reduced(m).half() for k, m in zip(keys, made, strict=True)}
            say(f"encoded {start + len(keys)}/{len(order)}")

    def question(self, text: str) -> torch.Tensor:
        (states,) = self._encoded([text], "query")
        return self._reduced(states)

    def _encoded(self, texts: list[str], prompt: str = "document") -> list[np.ndarray]:
        found = self._model.encode(
            texts, prompt_name=prompt, batch_size=16, output_value="token_embeddings"
        )
        units = (torch.nn.functional.normalize(states.float(), dim=-1) for states in found)
        return [unit.numpy() for unit in units]

    def _reduced(self, states: np.ndarray) -> torch.Tensor:
        return torch.from_numpy((states - self.centre) @ self.components)


class Ranker(torch.nn.Module):
    """The score of candidates: the weighed features and late interaction between 0 and 1."""

    def __init__(self, states: States) -> None:
        super().__init__()
        self._states = states
        self.matrix = torch.nn.Parameter(torch.eye(_COMPONENTS)[:, :_WIDTH].clone())
        self.importance = torch.nn.Parameter(torch.zeros(_COMPONENTS))
        self.weights = torch.nn.Parameter(torch.tensor([scoring.WEIGHTS[n] for n in _OTHERS]))
        self.share = torch.nn.Parameter(torch.tensor(1.0))

    def closeness(self, question: torch.Tensor, keys: list[str]) -> torch.Tensor:
        passages = [self._states.passages[key] for key in keys]
        counts = [len(passage) for passage in passages]
        padded = torch.nn.utils.rnn.pad_sequence([p.float() for p in passages], batch_first=True)
        there = torch.arange(max(counts)) < torch.tensor(counts)[:, None]
        unit = torch.nn.functional.normalize
        asked, told = unit(question @ self.matrix, dim=-1), unit(padded @ self.matrix, dim=-1)
        cosines = torch.einsum("qd,ptd->pqt", asked, told).masked_fill(~there[:, None], -1)
        return cosines.amax(2) @ torch.softmax(question @ self.importance, 0)

    def forward(self, features: torch.Tensor, closeness: torch.Tensor) -> torch.Tensor:
        least, greatest = closeness.min().detach(), closeness.max().detach()
        placed = (closeness - least) / (greatest - least).clamp_min(1e-4)
        return _SHARPNESS * (features @ self.weights + self.share * placed)


def loss_of(ranker: Ranker, case: Case, question: torch.Tensor) -> torch.Tensor:
    hits, wrong = np.flatnonzero(case.hits), np.flatnonzero(~case.hits)
    hardest = np.argsort(-(case.features[wrong] @ ranker.weights.detach()).numpy())
    easy = hardest[_HARD:]
    drawn = np.random.choice(easy, min(_EASY, len(easy)), replace=False)
    chosen = np.concatenate([hits, wrong[hardest[:_HARD]], wrong[drawn]])
    closeness = ranker.closeness(question, [case.keys[i] for i in chosen])
    total = torch.zeros(())
    together = ranker(case.features[chosen], closeness)
    for scores, share in ((together, 1.0), (closeness / _TEMPERATURE, _ALONE)):
        total = total + share * (scores.logsumexp(0) - scores[: len(hits)].logsumexp(0))
    return total


def rank(case: Case, scores: np.ndarray) -> int:
    """The place (from 1) of the first right paragraph; 999 where it is not a candidate."""
    ordered = [p for i in np.argsort(-scores, kind="stable") for p in case.paragraphs[i]]
    seen = list(dict.fromkeys(ordered))
    return next((place for place, p in enumerate(seen, 1) if p in case.right), 999)


def evaluate(ranker: Ranker, cases: list[Case], questions: list[torch.Tensor], label: str) -> None:
    together, alone = [], []
    with torch.no_grad():
        for case, question in zip(cases, questions, strict=True):
            closeness = ranker.closeness(question, case.keys)
            together.append(rank(case, ranker(case.features, closeness).numpy()))
            alone.append(rank(case, closeness.numpy()))
    report(f"{label}, with all", together)
    report(f"{label}, alone", alone)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("home", "docs", "paragraphs", "questions", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--held-out", type=Path, nargs="*", default=[])
    parser.add_argument("--only", type=Path)
    options = parser.parse_args()
    random.seed(0)
    np.random.seed(0)
    torch.manual_seed(0)
    settings = Settings.load()
    embeddings = SentenceEmbeddings(settings.embedding_model, settings.models_folder)
    library = KnowledgeBase(options.home / "library", embeddings)
    corpus = corpus_of(options)
    locate = Locator(library, {doc["file"]: doc["paragraphs"] for doc in corpus})
    known = {p["para_id"] for doc in corpus for p in doc["paragraphs"]}
    texts: dict[str, str] = {}
    training: list[Case] = []
    held: list[Case] = []
    for path in [options.questions, *options.held_out]:
        for query in lines_of(path):
            if not query["gold"] or (path == options.questions and query["gold"] not in known):
                continue
            case, its_texts = case_of(library, locate, query)
            texts |= its_texts
            if path != options.questions:
                held.append(case)
            elif case.hits.any():
                training.append(case)
    say(f"{len(training)} questions, {len(texts)} passages")
    states = States(embeddings, texts)
    asked = {case.question: states.question(case.question) for case in training + held}
    ranker = Ranker(states)
    optimizer = torch.optim.Adam(
        [
            {"params": [ranker.matrix], "lr": _RATE},
            {"params": [ranker.importance], "lr": _RATE * 10},
            {"params": [ranker.weights, ranker.share], "lr": _RATE * 5},
        ]
    )
    evaluate(ranker, held, [asked[case.question] for case in held], "components")
    start = time.perf_counter()
    for epoch in range(1, _EPOCHS + 1):
        random.shuffle(training)
        for count, case in enumerate(training, 1):
            (loss_of(ranker, case, asked[case.question]) / _AT_ONCE).backward()
            if count % _AT_ONCE == 0:
                optimizer.step()
                optimizer.zero_grad()
        say(f"epoch {epoch}, {time.perf_counter() - start:.0f} s")
        evaluate(ranker, held, [asked[case.question] for case in held], f"epoch {epoch}")
    matrix, importance = ranker.matrix.detach().numpy(), ranker.importance.detach().numpy()
    np.savez_compressed(
        options.out,
        centre=states.centre.astype(np.float16),
        matrix=(states.components @ matrix).astype(np.float16),
        importance=(states.components @ importance).astype(np.float16),
    )


if __name__ == "__main__":
    main()
