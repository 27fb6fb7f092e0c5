"""Who issued or wrote a document."""

from __future__ import annotations

import pytest

from knowledge_base.types import Block
from knowledge_base.understanding.issuers import organisation, signature, stamp


@pytest.mark.parametrize(
    ("title", "signed", "head", "fields", "found"),
    [
        ("工作总结", ["云溪县投资促进局"], (), {}, "云溪县投资促进局"),
        ("云溪县商务局2023年工作总结", [], (), {}, "云溪县商务局"),
        ("搭好连心桥——云溪县驻上海联络处2016年工作情况汇报", [], (), {}, "云溪县驻上海联络处"),
        ("若干规定", [], (), {"颁布机构": "柳河县人民政府"}, "柳河县人民政府"),
        ("挂职汇报", [], ("柳河县招商局　韦昌明",), {}, "柳河县招商局"),
        ("挂职汇报", ["柳河县招商局王立"], (), {}, "柳河县招商局"),
        ("奋力开创全县招商引资工作新局面", [], (), {}, ""),
        ("赴柳河县投资促进中心跟班学习汇报", [], (), {}, ""),
        ("工作总结", ["××县招商局"], (), {}, ""),
    ],
)
def test_the_body_is_named_by_signature_title_page_or_byline(title, signed, head, fields, found):
    assert organisation(title, signed, head, fields) == found


def test_a_signature_is_the_line_above_its_date():
    blocks = [Block("特此报告。"), Block("云溪县商务局"), Block("2023年6月19日")]
    assert signature(blocks)[1] == "2023年6月19日"
    assert "云溪县商务局" in signature(blocks)[0]


def test_a_stamp_is_a_pages_date_and_not_that_of_a_visit():
    assert stamp({"发布时间": "2024-03-05"}, "") == "2024-03-05"
    assert stamp({}, "首页\n2016-11-9 8:15:22 来源：某某在线").startswith("2016-11-9")
    assert stamp({}, "今天是：2025年3月4日 星期二") == ""
