"""Evidence marks of a model's reply."""

import pytest

from assistant.model.marks import Marked, marked_sentences


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("甲做了事[F1]。乙做了事。[P2]", [("甲做了事。", ("F1",)), ("乙做了事。", ("P2",))]),
        ("合并标注[1][3]。", [("合并标注。", ("1", "3"))]),
        ("并列标注【F1、F2】。", [("并列标注。", ("F1", "F2"))]),
        ("没有标注", [("没有标注。", ())]),
        ("1. 走访企业[1]。", [("走访企业。", ("1",))]),
        ("- 走访企业[1]。", [("走访企业。", ("1",))]),
        ("1.5亿元到位[1]。", [("1.5亿元到位。", ("1",))]),
        ("**", []),
    ],
)
def test_marks_are_read_wherever_models_put_them(line, expected):
    assert marked_sentences(line) == [Marked(text, marks) for text, marks in expected]
