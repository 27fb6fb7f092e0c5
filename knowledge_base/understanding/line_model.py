"""How likely a line is a web page's and no document's, learned from lines of both.

A logistic regression over runs of one to three characters and the line's shape; fitted by
benchmarks/fit_page_lines.py on texts written for it. What it has learned are words of pages, so
it knows sites that no rule names; it is asked only where a page's lines stand.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from knowledge_base.language.labels import label_of
from knowledge_base.language.scripts import simplified

BUCKETS = 1 << 14
_LONGEST_RUN, _MOST_CHARACTERS = 3, 160
_DIGITS = re.compile(r"\d")
_STAMP = re.compile(r"(?:19|20)00[-/.]00?[-/.]00?|00?:00")
_SEPARATORS = re.compile(r"[|｜>＞»/·•_\[\]【】\s\u3000]")
_PARTS = re.compile(r"[\s\u3000|｜>＞»/·]+")


def page_share(line: str) -> float:
    """The probability that a line is a page's, 0 to 1."""
    weights, bias = _model()
    score = bias + sum(weights[feature] * value for feature, value in features(line))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def features(line: str) -> Iterator[tuple[int, float]]:
    """The features of a line: its runs of characters in buckets, then its shape."""
    text = _DIGITS.sub("0", simplified(line.strip()))[:_MOST_CHARACTERS]
    padded = f"\u2402{text}\u2403"
    runs = {
        zlib.crc32(padded[i : i + n].encode("utf-8", "surrogatepass")) % BUCKETS
        for n in range(1, _LONGEST_RUN + 1)
        for i in range(len(padded) - n + 1)
    }
    weight = 1 / math.sqrt(len(runs))
    yield from ((run, weight) for run in sorted(runs))
    yield from ((BUCKETS + i, value) for i, value in enumerate(_shape(text)) if value)


def _shape(text: str) -> tuple[float, ...]:
    length = max(1, len(text))
    return tuple(
        0.5 * value
        for value in (
            length < 8,
            length < 15,
            length < 30,
            length > 60,
            length > 100,
            "。" in text,
            "，" in text,
            text.endswith("。"),
            text.endswith(("：", ":")),
            text.count("0") / length,
            len(_SEPARATORS.findall(text)) / length,
            len(_PARTS.split(text)) > 3,
            bool(_STAMP.search(text)),
            bool(label_of(text)[0]),
        )
    )


SHAPES = len(_shape("一"))


@cache
def _model() -> tuple[Any, float]:
    import numpy as np

    with files("knowledge_base.understanding").joinpath("page_lines.npz").open("rb") as file:
        stored = np.load(file)
        return stored["weights"].astype(float).tolist(), float(stored["bias"])
