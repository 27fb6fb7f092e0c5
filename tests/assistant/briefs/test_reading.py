import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.briefs.outlining import outline
from assistant.briefs.reading import brief_from_file, brief_from_table
from assistant.errors import BriefError
from assistant.messages.writing import kind_of_request


def test_a_brief_is_read_whole(tmp_path):
    path = tmp_path / "b.json"
    table = {
        "title": "T",
        "organisation": "临江县招商局",
        "recipient": "县政府",
        "period": "2025年",
        "date": "2026年1月5日",
        "facts": ["签约12个", " ", "到位3亿元"],
        "requirements": "突出基金招商",
        "length": [800, 1200],
    }
    path.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
    brief = brief_from_file("summary", path)
    assert brief.kind == "summary"
    assert [fact.text for fact in brief.facts.facts] == ["签约12个", "到位3亿元"]
    assert brief.length == (800, 1200)


def test_what_a_brief_leaves_out_takes_the_kinds_default():
    assert brief_from_table("speech", {}).length == (1500, 3000)


@pytest.mark.parametrize(
    ("table", "word"),
    [
        ({"fact": ["x"]}, "fact"),
        ({"facts": "x", "length": [5]}, "length"),
        ({"length": [900, 100]}, "length"),
        ({"facts": [1]}, "facts"),
        ({"title": ["x"]}, "title"),
        ({"title": False}, "title"),
        ({"title": {}}, "title"),
        ({"title": "总" * 501}, "title.*超过 500 字"),
        ({"requirements": "要" * 5001}, "requirements.*超过 5000 字"),
        ({"facts": {}}, "facts"),
        ({"facts": False}, "facts"),
        ({"facts": 3.5}, "facts"),
        ({"facts": ["签约12个"] * 10_000}, "最多用 1000 条"),
        ({"facts": ["签" * 5001]}, "第 1 条事实超过 5000 字"),
        ({"length": True}, "length"),
        ({"length": [True, 900]}, "length"),
        ({"length": [1, 10**30]}, "length"),
        ({"length": [0.5, 900]}, "length"),
        ({"length": {"0": 1}}, "length"),
        ({"variant": "诗"}, "诗"),
        ({"x\ny" + "长" * 99: 1}, "x y"),
    ],
)
def test_a_wrong_entry_is_named(table, word):
    with pytest.raises(BriefError, match=word):
        brief_from_table("summary", table)


def test_an_unknown_kind_is_answered_with_the_known_ones():
    with pytest.raises(BriefError, match="secondment"):
        brief_from_table("poem", {})


@pytest.mark.parametrize("content", [b"{", b"[1]", "{'a'}".encode("gb18030"), b"\xff\xfe\x00"])
def test_a_file_that_is_no_brief_is_named(tmp_path, content):
    path = tmp_path / "任务书.json"
    path.write_bytes(content)
    with pytest.raises(BriefError, match="任务书"):
        brief_from_file("summary", path)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=9,
)
NAMES = st.sampled_from(["title", "facts", "length", "variant", "date", "host", "kind", "period"])


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["summary", "speech", "report"]), VALUES | st.dictionaries(NAMES, VALUES))
def test_any_json_is_a_brief_or_one_sentence(tmp_path_factory, kind, value):
    path = tmp_path_factory.getbasetemp() / "任意.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    said = ""
    try:
        brief = brief_from_file(kind, path)
    except BriefError as error:
        said = str(error)
    assert "\n" not in said
    assert said or outline(brief).sections


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("写一份临江县招商局2025年工作总结", "summary"),
        ("请帮我起草在推进会上的讲话稿", "speech"),
        ("帮我写一篇跟班学习汇报", "secondment"),
        ("2024年工作总结里怎么写基金招商的", None),
        ("写得不错", None),
        ("", None),
    ],
)
def test_drafting_requests_are_told_from_questions(message, kind):
    assert kind_of_request(message) == kind
