"""Rates that follow from counts: with their arithmetic, and only where they do follow."""

import pytest

from assistant.facts.derived import derivable
from assistant.types import FactSheet


@pytest.mark.parametrize(
    ("line", "behind", "arithmetic"),
    [
        (
            "三年签约150个，开工90个，投产50个",
            "开工率60%，投产率33.3%",
            "开工率＝90÷150＝60%；投产率＝50÷150＝33.3%",
        ),
        ("受理企业诉求80件，办结76件。", "办结率95%", "办结率＝76÷80＝95%"),
        (
            "未开工40个中：用地20个，融资12个，其他8个",
            "分别占50%、30%、20%",
            "20÷40＝50%；12÷40＝30%；8÷40＝20%",
        ),
    ],
)
def test_what_follows_is_offered_with_its_arithmetic(line, behind, arithmetic):
    (finding,) = derivable(FactSheet.from_lines([line]))
    assert f"可算得{behind}（{arithmetic}）" in finding.message


@pytest.mark.parametrize(
    "line",
    [
        "签约62个，未开工25个",
        "签约62个，开工率59.7%，开工37个",
        "签约5个，开工7个",
        "签约62个，开工面积37亩",
        "未开工40个中：用地20个，融资12个",
        "反馈问题7条，完成整改5条，2条按时序推进",
        "到位资金98.7亿元，其中外资1.2亿美元",
        "营商环境持续优化",
    ],
)
def test_what_does_not_follow_is_not_offered(line):
    assert derivable(FactSheet.from_lines([line])) == []
