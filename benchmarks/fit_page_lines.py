"""Fits knowledge_base/understanding/page_lines.npz: which lines are a page's (line_model.py).

  python benchmarks/fit_page_lines.py SET [SET ...] [--lines FOLDER] [--documents FILE ...]
      [--held-out SET ...] [--out FILE]

SET: a folder of page texts with labels.jsonl (see pages.py); its lines are the page's or the
document's as the labels say. FOLDER: page.txt and document.txt, one line an example. FILE: texts of
documents, one line an example (at most 8,000 are taken). Without --out only the figures are shown.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from pages import bare
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from knowledge_base.understanding.line_model import BUCKETS, SHAPES, features
from knowledge_base.understanding.page_lines import tables

_MOST_DOCUMENT_LINES, _LONGEST = 8_000, 160
_STRENGTH = 10.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--lines", type=Path)
    parser.add_argument("--documents", nargs="*", type=Path, default=[])
    parser.add_argument("--held-out", nargs="*", type=Path, default=[])
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    examples = [one for folder in options.sets for one in lines_of(folder)]
    if options.lines:
        for name, is_page in (("page", True), ("document", False)):
            examples += [(line, is_page) for line in read(options.lines / f"{name}.txt")]
    known = tables()
    fields = [f"{name}：" for name in known["fields"] if name not in known["ambiguous"]]
    examples += [(line, True) for line in (*fields, *known["buttons"])]
    plain = [line for file in options.documents for line in read(file) if len(line) < _LONGEST]
    random.Random(0).shuffle(plain)
    examples += [(line, False) for line in plain[:_MOST_DOCUMENT_LINES]]
    model = LogisticRegression(C=_STRENGTH, max_iter=500, class_weight="balanced")
    model.fit(matrix([line for line, _ in examples]), [is_page for _, is_page in examples])
    print("examples", len(examples), "of pages", sum(is_page for _, is_page in examples))
    for folder in options.held_out:
        report(model, folder)
    if options.out:
        weights = model.coef_[0].astype(np.float16)
        np.savez_compressed(options.out, weights=weights, bias=np.float32(model.intercept_[0]))


def lines_of(folder: Path) -> list[tuple[str, bool]]:
    """The lines of a set and whose they are; lines of the title itself are left out."""
    found = []
    for row in (folder / "labels.jsonl").read_text("utf-8").splitlines():
        label = json.loads(row)
        of_page = [bare(line) for line in label["wrapper"] if bare(line)]
        title = bare(label["title"])
        for line in read(folder / label["file"]):
            letters = bare(line)
            if len(line) > _LONGEST or not letters or letters in title or title in letters:
                continue
            found.append((line, any(letters == w or (len(letters) > 3 and letters in w)
                                    for w in of_page)))  # fmt: skip
    return found


def read(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]


def matrix(lines: Iterable[str]) -> csr_matrix:
    rows, columns, values = [], [], []
    count = 0
    for row, line in enumerate(lines):
        count = row + 1
        for column, value in features(line):
            rows.append(row)
            columns.append(column)
            values.append(value)
    return csr_matrix((values, (rows, columns)), shape=(count, BUCKETS + SHAPES))


def report(model: LogisticRegression, folder: Path) -> None:
    lines = lines_of(folder)
    shares = model.predict_proba(matrix([line for line, _ in lines]))[:, 1]
    of_page = np.array([is_page for _, is_page in lines])
    for least in (0.3, 0.5, 0.7, 0.9, 0.97):
        print(folder.name, least, "known", round(float((shares[of_page] > least).mean()), 3),
              "wrong", round(float((shares[~of_page] > least).mean()), 4))  # fmt: skip


if __name__ == "__main__":
    main()
