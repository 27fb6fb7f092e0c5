"""Saved pages: what the rules reach on the texts they were made on, and single manners of them."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from knowledge_base.types import NO_REGION, NO_YEAR, Block
from knowledge_base.understanding import pages
from knowledge_base.understanding.importing import understand

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"
_SPEC = importlib.util.spec_from_file_location("pages_benchmark", BENCHMARKS / "pages.py")
benchmark = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(benchmark)

BODY = (
    "2023年，云溪县投资促进局把项目落地作为检验工作的唯一标准，各项任务有序推进。",
    "一、主要做法",
    "（一）建强专班。组建5个产业链专班，全年外出招商36次，引进亿元以上项目12个，总投资48亿元。",
    "（二）优化服务。企业登录政务服务网即可下载申报表，审批时限由20个工作日压缩到12个工作日。",
    "二、存在问题",
    "大项目偏少，土地指标不足，要素保障还不够有力，部分签约项目开工较慢。",
)
TITLE = "云溪县投资促进局2023年工作总结"
SIGNED = ("云溪县投资促进局", "2023年12月28日")


def read(tmp_path, *lines, name="新建文本文档.txt"):
    path = tmp_path / name
    path.write_text("\n".join(lines), "utf-8")
    return understand("d", path)[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "least", "most_left"),
    [
        (
            "a",
            {"title": 0.98, "kind": 0.96, "year": 0.98, "region": 0.85, "organisation": 0.93},
            0.02,
        ),
        (
            "c",
            {"title": 0.85, "kind": 0.95, "year": 0.90, "region": 0.73, "organisation": 0.70},
            0.06,
        ),
        (
            "d",
            {"title": 0.97, "kind": 1.0, "year": 0.91, "region": 0.89, "organisation": 0.87},
            0.06,
        ),
        (
            "e",
            {"title": 0.80, "kind": 0.97, "year": 0.85, "region": 0.82, "organisation": 0.85},
            0.07,
        ),
    ],
)
def test_pages_are_read_as_well_as_they_were(folder, least, most_left):
    text = (BENCHMARKS / "page_texts" / folder / "labels.jsonl").read_text("utf-8")
    labels = [json.loads(line) for line in text.splitlines()]
    right = dict.fromkeys(least, 0)
    left = of_page = lost = 0
    for label in labels:
        document = benchmark.read(
            BENCHMARKS / "page_texts" / folder / label["file"], label["saved_as"]
        )
        for field in least:
            right[field] += benchmark.agrees(document, label, field)
        text = benchmark.bare(document.text)
        phrases = [benchmark.bare(phrase) for phrase in label["wrapper"]]
        left += sum(bool(phrase) and phrase in text for phrase in phrases)
        of_page += len(phrases)
        whole = text + benchmark.bare(document.title + document.organisation + document.date)
        lost += sum(benchmark.bare(one) not in whole for one in label["sentences"])
    shares = {field: count / len(labels) for field, count in right.items()}
    assert not {field: share for field, share in shares.items() if share < least[field]}
    assert left / of_page <= most_left
    assert lost <= 2


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (
            ("首页 > 政务公开 > 计划总结", "索引号：113/2024-00016　发布机构：县投促局"),
            ("【打印】【关闭】",),
        ),
        (
            ("您的位置：首页 » 总结", "时间：2024-03-01 09:20:07　作者：网友上传"),
            ("上一篇：某县述职报告",),
        ),
        (
            ("文档名称：云溪总结.doc", "上传人：柳岸 2024/3/1", "下载积分：12"),
            ("剩余 4 页未读，继续阅读",),
        ),
        (
            ("索引号", "113/2024-00016", "浏览次数：318"),
            ("扫一扫在手机打开当前页", "版权所有：某某网"),
        ),
    ],
)
def test_a_page_gives_its_document_and_nothing_else(tmp_path, above, below):
    document = read(tmp_path, *above, TITLE, *BODY, *SIGNED, *below)
    assert (document.title, document.year, document.region) == (TITLE, 2023, "云溪县")
    assert document.organisation == "云溪县投资促进局"
    assert all(line in document.text for line in BODY)
    assert not [line for line in (*above, *below) if line in document.text]


def test_a_document_without_a_page_is_left_as_it_is():
    blocks = [Block(line) for line in (TITLE, *BODY, *SIGNED)]
    assert pages.part(blocks).blocks == tuple(blocks)


def test_a_series_that_goes_on_below_an_advert_is_kept(tmp_path):
    advert = ("【推荐阅读】", "相关文章：")
    page = ("首页 > 总结 > 正文", "浏览次数：12　发布时间：2024-01-02", TITLE)
    document = read(tmp_path, *page, *BODY[:4], *advert, *BODY[4:], "版权所有：某某网 ICP备1号")
    assert all(line in document.text for line in BODY)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ("云溪县人民政府办公室", "关于做好2023年招商引资工作的通知"),
            "云溪县人民政府办公室关于做好2023年招商引资工作的通知",
        ),
        (
            ("向千亿园区挺进", "——在云溪县园区工作会议上的讲话"),
            "向千亿园区挺进——在云溪县园区工作会议上的讲话",
        ),
        (
            ("云溪县招商局2023年上半年", "工作总结及下半年工作计划"),
            "云溪县招商局2023年上半年工作总结及下半年工作计划",
        ),
        (("云溪县招商局2023年工作总结_某某政府网",), "云溪县招商局2023年工作总结"),
    ],
)
def test_a_title_is_whole_and_without_the_sites_name(tmp_path, lines, title):
    page = ("首页 > 政务公开 > 正文", "索引号：113/2024　浏览次数：3")
    assert read(tmp_path, *page, *lines, *BODY).title == title


def test_a_title_that_stands_nowhere_is_the_files_name(tmp_path):
    page = ("首页 > 政务公开 > 正文", "索引号：113/2024　浏览次数：3")
    name = f"{TITLE} - 某某文库.txt"
    assert read(tmp_path, *page, *BODY, name=name).title == TITLE


def test_a_traditional_title_stays_and_is_known(tmp_path):
    document = read(
        tmp_path, "縣長在招商大會上的講話", "同志們：", "今年全縣招商引資工作要抓緊抓實。"
    )
    assert (document.title, document.kind.value) == ("縣長在招商大會上的講話", "speech")


def test_swapped_words_are_noticed(tmp_path):
    swapped = "往年以来，县当局把引进名目建设作为计谋目的，现实到位资金3亿元，停止12月尾力图引进新的财产链。"
    assert not read(tmp_path, "全县招商任务报告", swapped * 2).reusable
    assert read(tmp_path, TITLE, *BODY).reusable


def test_what_was_not_read_is_a_doubt(tmp_path):
    document = read(tmp_path, "招商引资奖励办法", "第一条 为鼓励投资，制定本办法，由县招商局解释。")
    assert document.doubts == (NO_YEAR, NO_REGION)
    known = read(tmp_path, TITLE, *BODY, *SIGNED)
    assert known.doubts == ()


def test_much_of_a_page_is_told(tmp_path):
    page = (
        "首页 > 政务公开 > 正文",
        "索引号：113/2024　浏览次数：3",
        *["网站首页 | 联系我们"] * 30,
    )
    document = read(tmp_path, *page, TITLE, *BODY)
    assert any("去掉了网页上的" in doubt for doubt in document.doubts)


def test_a_list_in_one_paragraph_gives_its_measures(tmp_path):
    path = tmp_path / "1.txt"
    path.write_text(
        "按照园区定位，全年接待客商30余次。一是突出招商重点。先后引进配件项目。"
        "二是创新招商方式。开展返乡招商，引进食品项目。三是实行以商招商。请业主推荐配套项目。"
        "四是加大项目储备。全年储备项目3个。",
        "utf-8",
    )
    names = [measure.name for measure in understand("d", path)[2]]
    assert names == ["突出招商重点", "创新招商方式", "实行以商招商", "加大项目储备"]


def test_one_currency_that_cannot_be_and_one_renamed_genre_mark_a_swapped_text(tmp_path):
    text = "在全县招商大会上演讲。两年引进资金3亿韩元，推进产业升级和基础设施建设。"
    assert not read(tmp_path, text).reusable
    assert read(tmp_path, "韩国客商在园区投资3亿韩元，建设电子材料项目，明年投产。").reusable
