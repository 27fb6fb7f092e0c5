"""A sound text is broken in one way at a time; exactly that is found."""

from pathlib import Path

import pytest

import knowledge_base.samples
from assistant.checking.checking import check_text
from assistant.types import FactSheet
from knowledge_base.language.quantities import quantities
from knowledge_base.readers import read

SAMPLES = Path(knowledge_base.samples.__file__).parent
TEXT = """松岭县招商局2025年工作总结
县人民政府：
2025年，松岭县招商局紧扣年度任务，各项工作有序推进。现将有关情况报告如下。
一、主要指标完成情况
全年新签约亿元以上项目62个，协议总投资186.4亿元；到位省外资金98.7亿元，同比增长12.3%。实际使用外资2150万美元，比2024年下降16.1%。
全年发生一般事故1起，无人员死亡。反馈问题7条，完成整改5条，剩余2条按时序推进。
二、主要做法
主要有以下三个方面：一是强化专班招商，组建专班6个；二是推行以商招商，走访存量企业138家；三是做好要素保障，盘活低效用地436亩。
三、存在的问题
签约项目中尚未开工23个，用地报批平均耗时127天。
四、2026年工作打算
力争新签约亿元以上项目70个。冷链物流园计划投资8.6亿元，2026年6月底前投产。
（一）抓招引。围绕食品加工产业链招引配套企业，做到线索有人跟、问题有人解。
（二）抓落地。对未开工项目逐个列明卡点，实行清单销号，限期办结。
松岭县招商局
2025年12月28日
"""
FACTS = FactSheet.from_lines(
    [
        "新签约亿元以上项目62个，协议总投资186.4亿元",
        "到位省外资金98.7亿元，同比增长12.3%",
        "实际使用外资2150万美元，下降16.1%",
        "安全生产：全年发生一般事故1起，无人员死亡",
        "反馈问题7条，完成整改5条，剩余2条按时序推进",
        "专班6个，走访存量企业138家，盘活低效用地436亩",
        "不足：签约项目中尚未开工23个，用地报批平均耗时127天",
        "明年目标：力争新签约亿元以上项目70个",
        "冷链物流园计划投资8.6亿元，2026年6月底前投产",
    ]
)


def found(text, facts=FACTS):
    return check_text(text, facts)


def test_the_sound_text_has_no_findings():
    assert found(TEXT) == ()


@pytest.mark.parametrize(
    ("words", "wrong", "kinds"),
    [
        ("186.4亿元", "1864亿元", {"unsupported_number", "unused_fact"}),
        ("138家", "183家", {"unsupported_number", "unused_fact"}),
        ("127天", "一百二十八天", {"unsupported_number", "unused_fact"}),
        ("同比增长12.3%", "同比增长12.3%，总量翻一番", {"unsupported_number"}),
        ("盘活低效用地436亩", "盘活了一批低效用地", {"unused_fact"}),
        ("下降16.1%", "增长16.1%", {"reversed"}),
        ("增长12.3%", "下降12.3%", {"reversed"}),
        ("尚未开工23个", "已开工23个", {"reversed"}),
        ("无人员死亡。", "无人员死亡，全县未发生安全事故。", {"concealed"}),
        ("剩余2条按时序推进。", "其余2条按时序推进。反馈问题已全部完成整改。", {"concealed"}),
        (
            "耗时127天。",
            "耗时127天。冷链物流园总投资8.6亿元，已建成投产。",
            {"plan_as_done"},
        ),
        ("四、2026年工作打算", "四、2025年工作打算", {"stale_year"}),
        ("\n2025年，松岭县", "\n2024年，松岭县", {"stale_year"}),
        ("2026年6月底前", "2024年6月底前", {"stale_year"}),
        ("比2024年下降", "比2021年下降", {"stale_year"}),
        ("四、2026年", "五、2026年", {"numbering"}),
        ("（二）抓落地", "（三）抓落地", {"numbering"}),
        ("三是做好", "四是做好", {"numbering"}),
        ("三是做好", "第三，做好", {"numbering"}),
        ("以下三个方面", "以下四个方面", {"numbering"}),
        ("186.4亿元", "186.4 亿元", {"punctuation"}),
        ("专班招商，组建", "专班招商，，组建", {"punctuation"}),
        ("（一）抓招引。", "（一）、抓招引。", {"punctuation"}),
        ("走访存量企业", "走访存量企业(含外资)", {"punctuation"}),
        ("食品加工产业链", "食品加工XX产业链", {"mask"}),
        ("食品加工产业链", "食品加工××产业链", {"placeholder"}),
        ("围绕食品加工", "在柏川县委、县政府的领导下，围绕食品加工", {"foreign_name"}),
        ("围绕食品加工", "围绕我区食品加工", {"foreign_name"}),
        (
            "三、存在的问题\n签约",
            "三、存在的问题\n四、困难和挑战\n签约",
            {"empty_section", "numbering"},
        ),
        (
            "（二）抓落地。",
            "（二）抓落地。围绕食品加工产业链招引配套企业，做到线索有人跟、问题有人解。",
            {"repeat"},
        ),
    ],
)
def test_what_is_broken_is_found_and_nothing_else(words, wrong, kinds):
    assert TEXT.count(words) == 1
    assert {finding.kind for finding in found(TEXT.replace(words, wrong))} == kinds


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("186.4亿元", "1864亿元"),
        ("138家", "183家"),
        ("12.3%", "12.3个百分点"),
        ("下降16.1%", "增长16.1%"),
        ("四、2026年工作打算", "四、2025年工作打算"),
        ("\n2025年，松岭县", "\n2024年，松岭县"),
        ("四、2026年", "五、2026年"),
        ("（二）抓落地", "（三）抓落地"),
        ("三是做好", "四是做好"),
        ("三是做好", "第三，做好"),
        ("专班招商，组建", "专班招商，，组建"),
        ("186.4亿元", "186.4 亿元"),
        ("组建专班6个", '组建"链长"专班6个'),
        ("（一）抓招引。", "（一）、抓招引。"),
        ("围绕食品加工", "围绕我区食品加工"),
    ],
)
def test_a_fix_mends_what_was_broken(words, wrong):
    broken = TEXT.replace(words, wrong)
    (fix,) = [finding.fix for finding in found(broken) if finding.fix]
    assert broken.count(fix[0]) == 1
    assert found(broken.replace(*fix)) == ()


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("62个", "六十二个"),
        ("98.7亿元", "近百亿元（98.7亿元）"),
        ("增长12.3%", "增长超过一成、达12.3%"),
        ("下降16.1%", "下降近两成，降幅16.1%"),
        ("走访存量企业138家", "走访存量企业138家，其中座谈130余家"),
        ("比2024年下降", "较上年下降"),
        ("全年发生一般事故1起", "未发生较大及以上事故，发生一般事故1起"),
        ("比2024年", "比上年（2024年）"),
        ("计划投资8.6亿元", "将投资8.6亿元"),
    ],
)
def test_another_true_wording_is_no_finding(words, right):
    assert found(TEXT.replace(words, right)) == ()


def samples():
    return sorted(p for p in SAMPLES.iterdir() if p.suffix in (".txt", ".md", ".docx"))


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.stem)
def test_a_sample_has_no_findings_by_itself_or_with_its_own_facts(path):
    text = "\n".join(block.text for block in read(path).blocks)
    assert check_text(text, None) == ()
    own = [s for s in text.replace("。", "。\n").splitlines() if quantities(s)]
    assert check_text(text, FactSheet.from_lines(own)) == ()
