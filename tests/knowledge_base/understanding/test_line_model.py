"""The model of a page's lines, on lines that it was not fitted on."""

from __future__ import annotations

import pytest

from knowledge_base.understanding.line_model import page_share


@pytest.mark.parametrize(
    "line",
    [
        "您现在的位置：首页 → 政务 → 总结计划 → 内容",
        "来源：县政府办　发布：2024-03-05　阅读 1,203 次",
        "收藏本页 | 打印 | 关闭 | 分享给好友",
        "本文档由网友上传，如涉及版权请联系客服处理",
        "版权所有 某某县人民政府 技术支持：某某科技",
        "還沒有帳號？立即註冊　忘記密碼",
    ],
)
def test_lines_of_pages_are_likely_ones(line):
    assert page_share(line) > 0.8


@pytest.mark.parametrize(
    "line",
    [
        "各乡镇党委、政府，县直各单位：",
        "在全县招商引资工作推进会议上的讲话",
        "一、上半年工作开展情况",
        "全年新签约项目36个，到位资金58.2亿元，同比增长11.3%。",
        "二〇二四年三月五日",
        "同志们：",
        "（三）要素保障还不够有力。",
    ],
)
def test_lines_of_documents_are_not(line):
    assert page_share(line) < 0.5


def test_any_line_has_a_share():
    assert all(0 <= page_share(line) <= 1 for line in ("", " ", "\ud800", "a" * 5000, "，"))
