"""Search in a large library: latency and memory at any number of passages.

  python benchmarks/scale.py --source FOLDER --home FOLDER --passages 50000 --queries Q.jsonl

source: a library that benchmarks/retrieval.py built. Its passages are mixed, sentence by sentence,
into as many new ones as are wanted, with vectors between those of the passages they come from and
the token vectors of one of them, so that words and vectors are spread as in real texts. home: where
the large library is kept.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import statistics
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from retrieval import lines_of, report, say

from assistant.settings import Settings
from knowledge_base.base import KnowledgeBase
from knowledge_base.embedding.embedding import SentenceEmbeddings
from knowledge_base.stores.catalog import Catalog
from knowledge_base.stores.vectors import Vectors
from knowledge_base.types import Indexed, Passage

_A_DOCUMENT = 60  # passages
_NOISE = 0.02


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("source", "home", "queries"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--passages", type=int, default=50_000)
    options = parser.parse_args()
    settings = Settings.load()
    embeddings = SentenceEmbeddings(settings.embedding_model, settings.models_folder, say)
    if not (options.home / "library").exists():
        fill(options.source / "library", options.home / "library", options.passages)
    start = time.perf_counter()
    library = KnowledgeBase(options.home / "library", embeddings)
    library.warm_up()
    report("ready_seconds", time.perf_counter() - start)
    report("passages", library.stats().passages)
    queries = [query["query"] for query in lines_of(options.queries)]
    for query in queries[:5]:
        library.search(query)
    seconds = []
    for query in queries:
        start = time.perf_counter()
        library.search(query)
        seconds.append(time.perf_counter() - start)
    seconds.sort()
    report("latency_p50_ms", 1000 * statistics.median(seconds))
    report("latency_p95_ms", 1000 * seconds[int(len(seconds) * 0.95)])
    report("peak_memory_mb", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def fill(source: Path, target: Path, wanted: int) -> None:
    """Writes a library of that many passages, mixed from those of another."""
    chance = random.Random(0)
    noise = np.random.default_rng(0)
    given = Catalog(source / "catalog.sqlite3")
    stored = Vectors(source / "vectors")._collection("passages").get(include=["embeddings"])
    vectors = dict(zip(stored["ids"], np.asarray(stored["embeddings"]), strict=True))
    documents = given.documents()
    tokens = {
        key: blob
        for d in documents
        for key, blob in given.token_vectors([p.id for p in given.passages_of(d.id)]).items()
    }
    known = [p for d in documents for p in given.passages_of(d.id) if p.id in vectors]
    target.mkdir(parents=True)
    catalog, index = Catalog(target / "catalog.sqlite3"), Vectors(target / "vectors")
    for number in range(-(-wanted // _A_DOCUMENT)):
        document = replace(documents[number % len(documents)], id=f"{number:016x}")
        passages: list[Passage] = []
        near: list[list[float]] = []
        told: list[bytes] = []
        for place in range(_A_DOCUMENT):
            one, two = chance.choice(known), chance.choice(known)
            sentences = re.split("(?<=[。；])", one.text + two.text)
            text = "".join(chance.sample(sentences, max(1, len(sentences) // 2)))
            passages.append(
                replace(
                    one,
                    id=f"{document.id}-{place:04}",
                    document_id=document.id,
                    index=place,
                    text=text,
                )
            )
            told.append(tokens.get(one.id, b""))
            vector = vectors[one.id] + vectors[two.id]
            vector = vector / np.linalg.norm(vector) + noise.normal(0, _NOISE, len(vector))
            near.append((vector / np.linalg.norm(vector)).tolist())
        catalog.store(document, passages, [], told)
        index.add("passages", [Indexed.passage(p, document.title) for p in passages], near)
        catalog.publish(document.id)
        if number % 100 == 0:
            say(f"{number * _A_DOCUMENT}/{wanted}")
    catalog.set_setting("embedding_model", given.setting("embedding_model") or "")
    index.close()
    catalog.close()


if __name__ == "__main__":
    main()
