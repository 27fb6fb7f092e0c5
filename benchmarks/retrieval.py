"""Retrieval quality and speed on a labelled corpus, through the same code as the chat.

  python benchmarks/retrieval.py --docs docs.jsonl.gz --paragraphs paragraphs.jsonl.gz \
      --queries Q.jsonl --out RUN.jsonl [--only ids.txt] [--home FOLDER] [--profile]

Each corpus document becomes a text file (title, then a paragraph a line), named by its region and
title as files in a bureau are, and is imported as any other file. The run file has a line a query:
{"qid", "ranked": [paragraph ids], "abstain"}.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import resource
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.answering.answering import PASSAGES, relevant
from assistant.settings import Settings
from knowledge_base.base import KnowledgeBase
from knowledge_base.embedding.embedding import SentenceEmbeddings
from knowledge_base.types import Document, Passage

_LIMIT = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("docs", "paragraphs", "queries", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--only", type=Path)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()

    home = options.home or Path(tempfile.mkdtemp(prefix="retrieval-"))
    settings = Settings.load()
    embeddings = SentenceEmbeddings(settings.embedding_model, settings.models_folder, say)
    library = KnowledgeBase(home / "library", embeddings)
    corpus = corpus_of(options)
    _build(library, corpus, home / "files")
    library.warm_up()

    locate = Locator(library, {doc["file"]: doc["paragraphs"] for doc in corpus})
    seconds = []
    with options.out.open("w", encoding="utf-8") as out:
        for query in lines_of(options.queries):
            start = time.perf_counter()
            hits = library.search(query.get("query") or query["question"], limit=_LIMIT)
            seconds.append(time.perf_counter() - start)
            ranked: list[str] = []
            for hit in hits:
                ranked += [p for p in locate(hit.document, hit.passage) if p not in ranked]
            row: dict[str, Any] = {
                "qid": query["qid"],
                "ranked": ranked[:_LIMIT],
                "abstain": not relevant(hits[:PASSAGES]),
            }
            if options.profile:
                row["top"] = [
                    [h.score, round(h.relevance, 4), round(h.coverage, 3)] for h in hits[:3]
                ]
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    seconds.sort()
    report("queries", len(seconds))
    report("queries_per_second", len(seconds) / sum(seconds))
    report("latency_p50_ms", 1000 * statistics.median(seconds))
    report("latency_p95_ms", 1000 * seconds[int(len(seconds) * 0.95)])
    report("peak_memory_mb", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


class Locator:
    """Passages back to the ids of the source paragraphs they were made of."""

    def __init__(self, library: KnowledgeBase, paragraphs: dict[str, list[dict[str, Any]]]) -> None:
        self._library, self._paragraphs = library, paragraphs
        self._positions: dict[str, tuple[str, list[tuple[int, int, str]]]] = {}

    def __call__(self, document: Document, passage: Passage) -> list[str]:
        text, spans = self._index(document.file_name)
        bare = _bare(passage.text)
        start = text.find(bare)
        if start < 0:
            start = text.find(bare[:24])
        if start < 0:
            return []
        end = start + len(bare)
        return [key for a, b, key in spans if min(b, end) - max(a, start) >= min(10, b - a)]

    def _index(self, name: str) -> tuple[str, list[tuple[int, int, str]]]:
        if name not in self._positions:
            text, spans = "", []
            for paragraph in self._paragraphs[name]:
                bare = _bare(paragraph["text"])
                spans.append((len(text), len(text) + len(bare), paragraph["para_id"]))
                text += bare
            self._positions[name] = (text, spans)
        return self._positions[name]


def corpus_of(options: argparse.Namespace) -> list[dict[str, Any]]:
    only = set(options.only.read_text().split()) if options.only else None
    paragraphs = defaultdict(list)
    for paragraph in lines_of(options.paragraphs):
        paragraphs[paragraph["para_id"].split("#")[0]].append(paragraph)
    return [
        {
            "file": _file_name(doc),
            "title": doc["title"],
            "paragraphs": paragraphs[doc["doc_id"]],
        }
        for doc in lines_of(options.docs)
        if only is None or doc["doc_id"] in only
    ]


def _file_name(doc: dict[str, Any]) -> str:
    name = re.sub(r'[\\/:*?"<>|\s]+', " ", f"{doc.get('region') or ''}{doc['title']}")
    return f"{name[:60]}（{doc['doc_id']}）.txt"


def _build(library: KnowledgeBase, corpus: list[dict[str, Any]], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for document in corpus:
        paths.append(folder / document["file"])
        if not paths[-1].exists():
            lines = [document["title"], *(p["text"] for p in document["paragraphs"])]
            paths[-1].write_text("\n".join(lines), encoding="utf-8")
    start, before = time.perf_counter(), library.stats().passages
    for number, result in enumerate(library.add_all(paths), 1):
        if result.status == "failed":
            say(f"{result.file_name}: {result.reason}")
        if number % 50 == 0:
            say(f"{number}/{len(corpus)} {time.perf_counter() - start:.0f} s")
    passages = library.stats().passages
    report("passages", passages)
    if passages > before:
        report("passages_per_second", (passages - before) / (time.perf_counter() - start))


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def _bare(text: str) -> str:
    return re.sub(r"[^\u3400-\u9fffA-Za-z0-9]+", "", text)


def report(name: str, value: float) -> None:
    print(f"{name} {value:.2f}" if isinstance(value, float) else f"{name} {value}")


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
