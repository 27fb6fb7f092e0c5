"""Questions asked of samples and saved pages together, of a place and of nothing there."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from assistant.answering.extractive import OF_OTHERS
from assistant.assistant import open_assistant
from assistant.settings import Settings
from knowledge_base.language.scripts import simplified

pytestmark = [pytest.mark.acceptance, pytest.mark.slow, pytest.mark.xdist_group("questions")]

PAGES = Path(__file__).parents[2] / "benchmarks" / "page_texts" / "d"
FIRST = 3  # lines of an answer that must be of the place
QUESTIONS = (
    "单县2023年新签约了多少个项目",
    "单县怎么开展招商引资",
    "广信区对固定资产投资怎么奖励",
    "华容县2021年招商引资完成得怎么样",
    "珙县招商引资的主攻方向是什么",
    "沭阳2020年上半年有哪些做法",
    "凤阳县2010年实际利用县外资金多少",
    "青河县招商引资存在哪些问题",
    "龙游县对投资者有什么承诺",
    "岷县招商引资有哪些主要工作",
    "敖汉旗怎么考核招商引资",
    "洋县怎么防范假冒招商的诈骗",
    "绥芬河市有什么投资优势",
    "易县怎么受理外商投诉",
    "襄垣县2007年的工作怎么样",
    "彰武县对驻外招商队有什么要求",
    "东山县2022年招商有哪些做法",
    "台山市怎么吸引侨资企业",
    "辉南县怎么推进项目落地",
    "互助县上半年到位资金多少",
    "临高县2018年有哪些计划",
    "五华县怎么监管招商项目履约",
    "临泉县驻上海联络处做了哪些工作",
    "岑巩县联络处有哪些不足",
    "神木市对温州商会有什么希望",
    "仙居县怎么奖励引资人",
    "肇源县怎么改善投资软环境",
    "桐溪县2024年招商引资有哪些做法",
    "桐溪县怎么奖励招商引资",
    "望川县怎么做乡贤招商",
    "泓州市怎么建立链长制",
    "青岭县2025年招商工作有哪些成效",
    "澄浦区2025年上半年到位资金多少",
    "岚阳市怎么开展驻点招商",
)


@pytest.fixture(scope="module")
def assistant(sample_home, tmp_path_factory):
    """Over the samples and the saved pages, in a data folder of its own."""
    folder = tmp_path_factory.mktemp("pages")
    for row in (PAGES / "labels.jsonl").read_text("utf-8").splitlines():
        label = json.loads(row)
        if not any(place_of(question) in simplified(label["region"]) for question in QUESTIONS):
            continue
        name = re.sub(r'[/\\:*?"<>|]', "_", label["saved_as"])
        shutil.copy(PAGES / label["file"], folder / f"{name}.txt")
    home = tmp_path_factory.mktemp("places") / "home"
    shutil.copytree(sample_home, home, symlinks=True)
    found = open_assistant(Settings(home=home))
    results = list(found.library.add_all(sorted(folder.iterdir())))
    assert not [result for result in results if result.status == "failed"]
    yield found
    found.library.close()


def place_of(question: str) -> str:
    return re.split("县|市|区|旗|(?=20)|20", question)[0]


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_asked_of_a_place_is_answered_from_it(assistant, question):
    *_, last = assistant.ask(question)
    assert last.answered, last.text
    place = place_of(question)
    for number, citation in enumerate(last.citations[:FIRST]):
        document = assistant.library.document(citation.document_id)
        of_another = f"**{OF_OTHERS}《{document.title}》**" in last.text
        own = place in document.title + document.region + document.organisation
        assert own or (number and of_another)


@pytest.mark.parametrize("question", ["红烧肉怎么做", "今年世界杯谁夺冠", "用Python写一个排序"])
def test_what_the_library_does_not_hold_is_declined(assistant, question):
    *_, last = assistant.ask(question)
    assert not last.answered
    assert last.citations == ()


@pytest.mark.parametrize(
    ("question", "word"), [("基金招商有什么做法", "基金"), ("签约项目迟迟不开工怎么办", "开工")]
)
def test_an_answer_quotes_passages_of_at_least_two_documents(assistant, question, word):
    *_, last = assistant.ask(question)
    assert len({citation.title for citation in last.citations}) >= 2
    assert word in last.text
    assert all(f"{c.quote}[{c.number}]" in last.text for c in last.citations)
