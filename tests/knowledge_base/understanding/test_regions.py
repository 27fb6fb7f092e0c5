"""The place that a document is about."""

from __future__ import annotations

import pytest

from knowledge_base.understanding.regions import region


@pytest.mark.parametrize(
    ("named", "text", "found"),
    [
        (["山东省聊城市茌平区2023年工作总结"], "", "山东省聊城市茌平区"),
        (["盈县招商引资优惠办法"], "", "盈县"),
        (["挂职区长助理个人总结"], "立足岗位，主动学习，先后赴上海、杭州拜访企业。", ""),
        (["工作总结"], "现将我县上半年工作汇报如下，引荐到县的项目3个。", ""),
        (["深圳联络处工作汇报"], "区政协会议材料临水区人民政府去年以来加大招商力度。", "临水区"),
        (["工作总结"], "2002年度河口市共引进项目60个。河口市共有园区3个。", "河口市"),
        (["北京经开区挂职一年小结"], "2023年1月，我由阿尔山市选派到北京经开区。", "阿尔山市"),
        (["在沿海跟学的九十天"], "作为会泽县选派的年轻干部，我到佛山市学习。", "会泽县"),
        (["国务院关于同意设立某开发区的批复"], "同意设立。", ""),
        (["山东省经济开发区条例"], "", "山东省"),
        (
            ["在“智造龙游”推介会上的致辞"],
            "我谨代表龙游县人民政府欢迎各位，龙游县副县长致辞。",
            "龙游县",
        ),
    ],
)
def test_the_place_is_its_own_and_not_where_people_went(named, text, found):
    assert region(named, text) == found


def test_a_governments_page_tells_its_place_where_the_text_does_not():
    page = "珙县经济合作和外事局\n网站首页 | 机构概况\n版权所有 珙县经济合作和外事局"
    assert region(["在全县推进会上的讲话"], "高县引进4个，筠连县引进3个。", page) == "珙县"
    assert region(["在全县推进会上的讲话"], "下面，我讲三点意见。", "岭南文稿网\n首页") == ""
