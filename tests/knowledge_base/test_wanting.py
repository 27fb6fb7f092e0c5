from __future__ import annotations

import pytest

from knowledge_base import scoring
from knowledge_base.scoring import Candidate
from knowledge_base.types import Document, Kind, Passage, Role
from knowledge_base.wanting import Wanted, bare_places, wanted, year_of


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("江苏2025年实际引来多少外资", Wanted((2025,), ("江苏",), "done")),
        ("2026年打算怎么抓招商", Wanted((2026,), (), "to_do")),
        ("柳溪老政策对总部的奖励", Wanted((), ("柳溪",), "", "older")),
        ("现行办法里的奖励", Wanted((), (), "", "newest")),
        ("基金招商有什么做法", Wanted()),
        ("电话13912025555", Wanted()),
    ],
)
def test_what_a_question_says_of_its_documents(query, expected):
    assert wanted(query, ["江苏", "柳溪"]) == expected


def test_places_are_known_by_what_people_call_them():
    assert bare_places("吉林省柳溪县") == ["吉林", "柳溪"]
    assert bare_places("内蒙古自治区") == ["内蒙古"]
    assert bare_places("") == []


def document(title="临江县2024年工作总结", **values):
    given = {"kind": Kind.SUMMARY, "file_name": "a.txt", "text": "", "years": (2024,)}
    return Document(id="d", title=title, **(given | values))


def passage(text="正文。", path=(), role=Role.MEASURE):
    return Passage("p", "d", 0, path, text, role, 0, len(text))


REPORT = "2026年临江省政府工作报告"


@pytest.mark.parametrize(
    ("title", "years", "path", "role", "year"),
    [
        ("临江县2024年工作总结", (2024,), (), Role.RESULT, 2024),
        ("工作总结和安排", (2023, 2024), ("二、2024年工作安排", "强化驻外"), Role.PLAN, 2024),
        ("工作总结和安排", (2023, 2024), ("一、2023年工作总结",), Role.RESULT, 2023),
        (REPORT, (2026,), ("一、过去一年工作回顾",), Role.RESULT, 2025),
        (REPORT, (2026,), ("二、今年重点任务",), Role.PLAN, 2026),
        (REPORT, (2026,), ("三、结语",), Role.MEASURE, None),
        ("奖励办法", (), (), Role.CLAUSE, None),
    ],
)
def test_the_year_a_passage_speaks_of(title, years, path, role, year):
    assert year_of(document(title, years=years), passage(path=path, role=role)) == year


def scores(query, *candidates, places=("江苏", "浙江")):
    question = scoring.prepared(query, wanted(query, places), ["奖励"])
    return [scoring.score(question, candidate) for candidate in candidates]


def test_the_place_that_is_asked_for_comes_first():
    here, there = (
        Candidate(passage(), document(f"{place}省2024年工作总结", region=f"{place}省"))
        for place in ("江苏", "浙江")
    )
    first, second = scores("江苏的做法", here, there)
    assert first > second


def test_what_was_done_and_what_is_to_be_done_are_told_apart():
    done, to_do = (Candidate(passage(role=role), document()) for role in (Role.RESULT, Role.PLAN))
    assert scores("实际完成多少", done, to_do) == sorted(
        scores("实际完成多少", done, to_do), reverse=True
    )
    assert scores("下一步打算", done, to_do) == sorted(scores("下一步打算", done, to_do))


def test_the_edition_in_force_comes_first_unless_the_old_one_is_asked_for():
    old, new = Candidate(passage(), document(), newer=1), Candidate(passage(), document(), older=1)
    by_default, asked = scores("奖励标准", old, new), scores("老办法的奖励标准", old, new)
    assert by_default[0] < by_default[1]
    assert asked[0] > asked[1]


def test_a_document_marked_as_superseded_comes_after_its_equal():
    marked = Candidate(passage("奖励"), document(superseded_by="x"), keyword=1.0)
    equal = Candidate(passage("奖励"), document(), keyword=1.0)
    first, second = scores("奖励标准", equal, marked)
    assert second < first <= 1
