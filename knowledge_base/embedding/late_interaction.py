"""Late interaction: how near each token of a question comes to some token of a passage.

The bundled model's states of the tokens (384 numbers each) are projected to 64 by a table that
benchmarks/fit_projection.py fitted, and kept as whole numbers of 4 bits: 32 bytes a token. After
ColBERT (Khattab and Zaharia 2020), with a mean weighed by the importance of the question's tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

Array = NDArray[np.float32]
_TABLE = "projection.npz"
_STEPS = 7  # of a number on either side of 0
_ZERO = _STEPS + 1  # what stands for 0


class QuestionTokens(NamedTuple):
    """vectors: unit vectors, shape (tokens, 64); weights: shape (tokens,), 1 in all."""

    vectors: Array
    weights: Array


class _Projection(NamedTuple):
    centre: Array  # (384,)
    matrix: Array  # (384, 64)
    importance: Array  # (384,)


@cache
def _projection() -> _Projection:
    # The threads of BLAS wait for each other longer than these small products take: 17 ms a search
    # instead of 6 while the encoder computes beside them.
    threadpool_limits(1, user_api="blas")
    with (
        as_file(files("knowledge_base.embedding").joinpath(_TABLE)) as path,
        np.load(path) as table,
    ):
        return _Projection(*(table[name].astype(np.float32) for name in _Projection._fields))


def of_question(states: Array) -> QuestionTokens:
    """states: of the tokens of a question by the bundled model, shape (tokens, 384)."""
    centred = _centred(states)
    said = centred @ _projection().importance
    importance: Array = np.exp(said - said.max())
    return QuestionTokens(_unit(centred @ _projection().matrix), importance / importance.sum())


def packed(states: Array) -> bytes:
    """The tokens of a passage as they are stored; states as for `of_question`."""
    made = _centred(states) @ _projection().matrix
    greatest = np.maximum(np.abs(made).max(axis=1, keepdims=True), 1e-6)
    steps = (np.round(made / greatest * _STEPS) + _ZERO).astype(np.uint8)
    found: bytes = (steps[:, 0::2] << 4 | steps[:, 1::2]).tobytes()
    return found


def scores(question: QuestionTokens, passages: Sequence[bytes]) -> Array:
    """How near each passage comes, in [-1, 1]: shape (passages,). No passage may be empty."""
    if not passages:
        return np.zeros(0, np.float32)
    in_bytes = question.vectors.shape[1] // 2
    stored = np.frombuffer(b"".join(passages), np.uint8).reshape(-1, in_bytes)
    high, low = (stored >> 4).astype(np.float32), (stored & 15).astype(np.float32)
    high -= _ZERO
    low -= _ZERO
    asked = question.vectors.T
    squares = np.einsum("tn,tn->t", high, high) + np.einsum("tn,tn->t", low, low)
    cosines = (high @ asked[0::2] + low @ asked[1::2]) / np.sqrt(squares)[:, None]
    counts = [len(passage) // in_bytes for passage in passages]
    nearest = np.maximum.reduceat(cosines, np.cumsum([0, *counts[:-1]]), axis=0)
    found: Array = nearest @ question.weights
    return found


def _centred(states: Array) -> Array:
    found: Array = _unit(states) - _projection().centre
    return found


def _unit(vectors: Array) -> Array:
    unit: Array = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return unit
