"""Web pages as they are saved from government sites."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from knowledge_base.errors import EmptyDocument
from knowledge_base.readers import html, read
from knowledge_base.types import Block, Reading

TITLE = "某某市招商引资工作总结"
LONG = (
    "今年以来，全市围绕主导产业开展精准招商，"
    "新签约项目十二个，协议投资额三十五亿元，到位资金八亿元。"
)
MENU = "".join(f'<li><a href="/{i}">栏目导航{i}</a></li>' for i in range(12))


def page(body: str, head: str = "") -> str:
    return f"""<!DOCTYPE html><html><head><title>{TITLE}_某某市人民政府</title>{head}
<script>var a = "脚本泄漏";</script><style>.p {{ color: red }} /* 样式泄漏 */</style></head>
<body><div class="nav"><ul>{MENU}</ul></div><nav>导航泄漏</nav>
<div class="content"><h1>{TITLE}</h1>{body}</div>
<div class="side"><ul>{MENU}</ul></div><footer>页脚泄漏：版权所有</footer></body></html>"""


ARTICLE = (
    "<p>各县区人民政府：</p>"
    f"<h2>一、工作回顾</h2><p>　　{LONG}</p><p>第一条</p><p>{LONG}成效明显。</p>"
    f"<h2>二、存在问题</h2><p>{LONG}仍有不足。</p>"
    "<table><tr><th>项目</th><th>金额</th></tr><tr><td>甲</td><td>3亿元</td></tr></table>"
    f"<p>{LONG}下一步继续努力。</p><p>某某市招商局</p><p>2024年1月5日</p>"
)


def reading(folder: Path, data: bytes | str, name: str = "网页.html") -> Reading:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read(path)


def bodies(folder: Path, body: str) -> list[str]:
    """The texts of a page without a title."""
    return [block.text for block in reading(folder, f"<html><body>{body}</body></html>").blocks]


def test_the_main_text_is_read_whole_with_headings_and_tables(tmp_path: Path) -> None:
    assert reading(tmp_path, page(ARTICLE)).blocks == (
        Block(TITLE, level=1),
        Block("各县区人民政府："),
        Block("一、工作回顾", level=2),
        Block(LONG),
        Block("第一条"),
        Block(f"{LONG}成效明显。"),
        Block("二、存在问题", level=2),
        Block(f"{LONG}仍有不足。"),
        Block("项目 | 金额", table=True),
        Block("甲 | 3亿元", table=True),
        Block(f"{LONG}下一步继续努力。"),
        Block("某某市招商局"),
        Block("2024年1月5日"),
    )


@pytest.mark.parametrize("body", [ARTICLE, "<p>正文很短。</p>"], ids=["extracted", "whole body"])
def test_scripts_styles_and_menus_do_not_leak(tmp_path: Path, body: str) -> None:
    inside = (
        '<script>泄漏</script><style>泄漏</style><p style="display: none">泄漏</p><!-- 泄漏 -->'
    )
    text = "\n".join(block.text for block in reading(tmp_path, page(body + inside)).blocks)
    assert "泄漏" not in text
    assert "color" not in text


def test_short_lines_around_the_extracted_text_are_kept_and_neighbours_are_not() -> None:
    root = lxml.html.document_fromstring(
        "<div><p>当前位置</p></div><div><p><a href='/'>打印</a></p><p>各县区：</p>"
        f"<p>{LONG}</p><p>第一条</p><p>{LONG}{LONG}</p><p>某某市招商局</p></div><div><p>版权所有</p></div>"
    )
    extracted = [Block(LONG), Block(f"{LONG}{LONG}")]
    blocks = html._main_text(html._pieces_of(root), extracted)
    assert [b.text for b in blocks] == ["各县区：", LONG, "第一条", LONG * 2, "某某市招商局"]


def test_an_extraction_that_ran_everything_together_is_not_trusted() -> None:
    menu = "<a href='/'>栏目导航</a>" * 30
    root = lxml.html.document_fromstring(
        f"<div>{menu}</div><div><h1>{TITLE}</h1></div><div><p>经研究，同意。</p></div>"
    )
    extracted = [Block(f"{'栏目导航' * 30}{TITLE}经研究，同意。")]
    blocks = html._main_text(html._pieces_of(root), extracted)
    assert [b.text for b in blocks] == [TITLE, "经研究，同意。"]


def test_links_inside_the_text_range_that_lead_elsewhere_are_dropped(tmp_path: Path) -> None:
    related = '<div><a href="/x">相关阅读：另一篇文章</a></div>'
    text = [
        b.text
        for b in reading(tmp_path, page(ARTICLE.replace("<table>", related + "<table>"))).blocks
    ]
    assert "甲 | 3亿元" in text
    assert not any("相关阅读" in line for line in text)


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", ""),
        ("utf-8", "gb2312"),  # saved again by a browser, which keeps the old declaration
        ("gb18030", "gb2312"),
        ("gb18030", ""),
        ("gb18030", "utf-8"),
        ("big5", "big5"),
        ("utf-16", ""),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, encoding: str, declared: str) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    text = "招商工作" if encoding == "big5" else LONG
    data = f"<html><head>{meta}</head><body><p>{text}</p></body></html>".encode(encoding)
    assert [block.text for block in reading(tmp_path, data).blocks] == [text]


def test_a_short_page_falls_back_to_its_body(tmp_path: Path) -> None:
    assert reading(tmp_path, page("<p>经研究，同意。</p>")).blocks[:2] == (
        Block(TITLE, level=1),
        Block("经研究，同意。"),
    )


def test_the_title_comes_from_the_page_when_the_text_has_none(tmp_path: Path) -> None:
    head = f"<head><title>{TITLE} - 某某市投资促进局</title></head>"
    source = f"<html>{head}<body><p>{LONG}</p></body></html>"
    assert reading(tmp_path, source).blocks == (Block(TITLE, level=1), Block(LONG))


def test_a_year_range_in_a_title_is_not_taken_for_a_site(tmp_path: Path) -> None:
    source = (
        f"<html><head><title>2023-2024年工作总结</title></head><body><p>{LONG}</p></body></html>"
    )
    assert reading(tmp_path, source).blocks[0].text == "2023-2024年工作总结"


def test_the_sites_own_article_title_wins(tmp_path: Path) -> None:
    head = '<meta name="ArticleTitle" content="关于印发招商政策的通知">'
    assert (
        reading(tmp_path, page(f"<p>{LONG}</p>", head)).blocks[0].text == "关于印发招商政策的通知"
    )


def test_a_title_broken_over_lines_is_one_heading(tmp_path: Path) -> None:
    source = page(ARTICLE).replace(f"<h1>{TITLE}</h1>", "<h1>某某市<br>招商引资工作总结</h1>")
    assert [b.text for b in reading(tmp_path, source).blocks].count(TITLE) == 1


def test_line_ends_of_the_source_are_not_text(tmp_path: Path) -> None:
    source = f"<html><body><p>招商\n引资 in\nChina</p><p>{LONG}</p></body></html>"
    assert reading(tmp_path, source).blocks[0].text == "招商引资 in China"


def test_line_ends_of_preformatted_text_are_kept(tmp_path: Path) -> None:
    source = "<html><body><pre>第一行\n第二行</pre></body></html>"
    assert [b.text for b in reading(tmp_path, source).blocks] == ["第一行", "第二行"]


def test_breaks_part_paragraphs(tmp_path: Path) -> None:
    source = f"<html><body><div>{LONG}<br>　　{LONG}好。</div></body></html>"
    assert [b.text for b in reading(tmp_path, source).blocks] == [LONG, f"{LONG}好。"]


def test_a_page_laid_out_with_tables_is_read_as_paragraphs(tmp_path: Path) -> None:
    inner = f"<table><tr><td><p>{LONG}</p><p>{LONG}好。</p></td></tr></table>"
    source = f"<html><body><table><tr><td>{inner}</td><td></td></tr></table></body></html>"
    assert reading(tmp_path, source).blocks == (Block(LONG), Block(f"{LONG}好。"))


def test_a_page_wrapped_in_a_form_keeps_its_text(tmp_path: Path) -> None:
    source = f"<html><body><form><input value='搜索'><p>{LONG}</p></form></body></html>"
    assert [b.text for b in reading(tmp_path, source).blocks] == [LONG]


def test_a_web_page_named_doc_is_read_and_remarked(tmp_path: Path) -> None:
    result = reading(tmp_path, page(ARTICLE), "总结.doc")
    assert result.blocks[0] == Block(TITLE, level=1)
    assert "网页" in result.notes[0]


@pytest.mark.parametrize(
    "source", ["<html><body><script>a</script></body></html>", "<html></html>"]
)
def test_a_page_without_text_is_empty(tmp_path: Path, source: str) -> None:
    with pytest.raises(EmptyDocument, match=r"《网页\.html》里没有文字"):
        reading(tmp_path, source)


def test_cells_that_fill_several_rows_or_columns_keep_figures_under_their_column(
    tmp_path: Path,
) -> None:
    page = (
        "<table><tr><td rowspan=2>单位</td><td colspan=2>到位资金</td></tr>"
        "<tr><td>目标</td><td>完成</td></tr><tr><td>甲镇</td><td>10</td><td>11</td></tr></table>"
    )
    assert bodies(tmp_path, page) == ["单位 | 到位资金", "| 目标 | 完成", "甲镇 | 10 | 11"]


def test_raised_digits_do_not_join_the_number_before_them(tmp_path: Path) -> None:
    assert bodies(tmp_path, "<p>规模10<sup>4</sup>吨，注<sup>[1]</sup>。</p>") == [
        "规模10⁴吨，注[1]。"
    ]


def test_text_behind_hundreds_of_elements_is_read(tmp_path: Path) -> None:
    page = "<div><span>" * 150 + "<p>全年签约项目12个。</p>" + "</span></div>" * 150
    assert bodies(tmp_path, page + "<p>其余工作照常。</p>") == [
        "全年签约项目12个。",
        "其余工作照常。",
    ]
