"""Token vectors: packed, and compared with a question's."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge_base.embedding import late_interaction
from knowledge_base.embedding.late_interaction import QuestionTokens


def states(tokens, seed):
    return np.random.default_rng(seed).standard_normal((tokens, 384)).astype(np.float32)


def test_a_token_takes_32_bytes():
    assert len(late_interaction.packed(states(7, 0))) == 7 * 32


def test_a_passage_that_holds_the_question_comes_nearest():
    asked, other = states(5, 1), states(40, 2)
    holding = np.concatenate([states(20, 3), asked, states(20, 4)])
    question = late_interaction.of_question(asked)
    near, far = late_interaction.scores(question, [*map(late_interaction.packed, (holding, other))])
    assert near == pytest.approx(1, abs=0.02)  # what 4 bits lose
    assert far < 0.8


def test_the_score_is_the_weighed_mean_of_the_best_cosines():
    passages = [states(11, 5), states(3, 6), states(30, 7)]
    question = late_interaction.of_question(states(6, 8))
    found = late_interaction.scores(question, [late_interaction.packed(p) for p in passages])
    for score, passage in zip(found, passages, strict=True):
        vectors = late_interaction.of_question(passage).vectors
        best = (question.vectors @ vectors.T).max(axis=1)
        assert score == pytest.approx(float(best @ question.weights), abs=0.03)


def test_weights_make_one_in_all_and_steer_the_score():
    asked = states(2, 9)
    question = late_interaction.of_question(asked)
    assert question.weights.sum() == pytest.approx(1)
    only_first = QuestionTokens(question.vectors, np.array([1, 0], np.float32))
    holds_first, holds_second = (late_interaction.packed(asked[[i]]) for i in (0, 1))
    first, second = late_interaction.scores(only_first, [holds_first, holds_second])
    assert first > 0.98 > second


def test_no_passages_give_no_scores():
    assert late_interaction.scores(late_interaction.of_question(states(2, 0)), []).shape == (0,)
