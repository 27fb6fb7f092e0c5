"""What people type, as a brief: kind, variant, title, who writes, where they were, for whom."""

import pytest

from assistant.briefs.kinds import kind_for
from assistant.messages.writing import brief_from_message, kind_of_request


@pytest.mark.parametrize(
    ("message", "kind", "variant", "expected"),
    [
        (
            "写一份云溪县招商局2025年上半年工作总结，1500字",
            "summary",
            "半年工作总结",
            {"organisation": "云溪县招商局", "period": "2025年上半年", "length": (1200, 1800)},
        ),
        (
            "写2025年第三季度招商工作总结，给县政府",
            "summary",
            "季度工作总结",
            {"recipient": "县政府", "period": "2025年第三季度"},
        ),
        ("写云溪县招商局2025年度工作总结", "summary", "工作总结", {"title": ""}),
        (
            "写在全县招商攻坚动员大会上的讲话",
            "speech",
            "动员讲话",
            {"title": "在全县招商攻坚动员大会上的讲话"},
        ),
        (
            "起草副县长在招商工作推进会上的主持词，800字以内",
            "speech",
            "主持词",
            {"title": "招商工作推进会主持词", "length": (480, 800)},
        ),
        ("写在企业家座谈会上的讲话", "speech", "座谈会讲话", {}),
        ("写项目开工仪式致辞", "speech", "致辞", {"length": (500, 1000)}),
        (
            "写在省投资促进中心挂职三个月的中期汇报",
            "secondment",
            "中期汇报",
            {"host": "省投资促进中心", "organisation": ""},
        ),
        (
            "写赴柳溪高新区跟班学习的自我鉴定",
            "secondment",
            "自我鉴定",
            {"host": "柳溪高新区", "organisation": ""},
        ),
        (
            "写云溪县政府向市政府报告2025年三季度督查整改情况",
            "report",
            "整改情况报告",
            {"recipient": "市政府", "title": "关于2025年三季度督查整改情况的报告"},
        ),
        ("写一份项目落地慢的原因调研报告", "report", "调研报告", {}),
        (
            "代拟临江县柳溪镇2025年招商引资工作总结，1500字以内",
            "summary",
            "工作总结",
            {"organisation": "临江县柳溪镇", "length": (900, 1500)},
        ),
        (
            "写县委书记在全县招商引资大会上的讲话",
            "speech",
            "讲话稿",
            {"speaker": "县委书记", "title": "在全县招商引资大会上的讲话"},
        ),
        ("写开发区在全市营商环境推进会上的表态发言", "speech", "表态发言", {}),
        (
            "写赴省商务厅外资处跟班学习3个月的心得体会",
            "secondment",
            "心得体会",
            {"host": "省商务厅外资处"},
        ),
    ],
)
def test_a_request_says_what_is_wanted(message, kind, variant, expected):
    assert kind_of_request(message) == kind
    brief = brief_from_message(kind, message)
    assert kind_for(brief).name == variant
    assert {name: getattr(brief, name) for name in expected} == expected


def test_a_named_variant_is_taken_whatever_the_words_say():
    from assistant.briefs.reading import brief_from_table

    brief = brief_from_table("summary", {"period": "2025年上半年", "variant": "工作总结"})
    assert kind_for(brief).name == "工作总结"
