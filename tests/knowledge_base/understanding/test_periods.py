"""The years that a document is about."""

from __future__ import annotations

import pytest

from knowledge_base.types import Kind
from knowledge_base.understanding.periods import years

TEXT = "今年以来，全县招商引资工作有序推进。"


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("云溪县2023年工作总结和2024年打算", (2023, 2024)),
        ("二〇一七年工作总结", (2017,)),
        ("在2024云溪（南京）招商恳谈会上的致辞", (2024,)),
        ("关于引进2000亩产业园的意见", ()),
        ("云溪县招商引资奖励办法", ()),
    ],
)
def test_the_titles_years_come_first(title, found):
    assert years(title, "", "", TEXT, Kind.SUMMARY) == found


def test_a_summary_is_about_the_year_it_tells_of_and_a_speech_about_its_own_day():
    told = "2022年，全县新签约项目36个。"
    assert years("工作总结", "", "2023年1月5日", told, Kind.SUMMARY) == (2022,)
    assert years("讲话", "", "2023年1月5日", told, Kind.SPEECH) == (2023,)


def test_a_speech_that_looks_back_and_ahead_is_about_what_lies_ahead():
    told = "这次会议总结2011年的工作，部署2012年的任务。"
    assert years("动员大会上的讲话", "", "", told, Kind.SPEECH)[0] == 2012


@pytest.mark.parametrize(
    "text",
    [
        "本办法自颁布之日起施行，原《奖励暂行规定》（2001年5月8日发布）同时废止。",
        "根据《关于扩大开放的若干意见》（国发〔2015〕25号）精神，制定本办法。",
        "第九条 本办法自发布之日起施行，2016年7月印发的《实施细则》同时废止。",
        "小城建于1903年，因路而兴。",
    ],
)
def test_years_of_other_documents_and_of_history_are_not_its_own(text):
    assert years("招商引资奖励办法", "", "", text, Kind.POLICY) == ()


def test_a_pages_date_counts_only_for_days_shortly_before_it():
    news = "4月10日，项目在园区开工。"
    assert years("项目开工", "", "", news, Kind.OTHER, "2023年04月13日 星期四") == (2023,)
    assert years("项目开工", "", "", news, Kind.OTHER, "2023-11-20") == ()
    assert years("奖励办法", "", "", TEXT, Kind.POLICY, "2018-06-01") == ()


def test_a_file_saved_later_says_no_year():
    assert years("", "若干规定（网页存档 2005-03）", "", TEXT, Kind.POLICY) == ()
