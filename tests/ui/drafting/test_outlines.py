"""The drafting form and its outline table become a brief and an outline."""

from __future__ import annotations

import json

import pytest

from assistant.errors import BriefError
from assistant.types import Brief, Outline, SectionPlan
from ui.drafting.outlines import edited, form_brief

OUTLINE = Outline(
    "summary",
    "题",
    (
        SectionPlan("完成情况", 1, "result", 500, "主要指标"),
        SectionPlan("主要做法", 1, "measure", 600, "做法"),
    ),
)


def rows(*values: tuple[object, object, object]) -> str:
    return json.dumps([{"index": i, "heading": h, "chars": c} for i, h, c in values])


def form(least: float | None = 1500, most: float | None = 2500, kind: str = "summary") -> Brief:
    facts = " 签约42个 \n\n到位53.4亿元"
    return form_brief(
        kind, "", " 题 ", "局", "省局", "", "张××", "2025年", "", facts, "", least, most
    )


def test_an_outline_that_was_not_touched_stays_the_same() -> None:
    assert edited(OUTLINE, rows((0, "完成情况", 500), (1, "主要做法", 600))) == OUTLINE


def test_a_renamed_section_keeps_its_role_and_looks_for_its_new_name_too() -> None:
    (section,) = edited(OUTLINE, rows((1, "一、以商招商", 800))).sections
    assert section == SectionPlan("以商招商", 1, "measure", 800, "以商招商 做法")


def test_rows_can_change_places_and_be_dropped() -> None:
    changed = edited(OUTLINE, rows((1, "主要做法", 600), (0, "完成情况", 500), (0, "  ", 1)))
    assert [section.role for section in changed.sections] == ["measure", "result"]


def test_an_added_row_takes_measures_on_its_name() -> None:
    added = edited(OUTLINE, rows((0, "完成情况", 500), (-1, "驻点招商", 300))).sections[1]
    assert (added.role, added.query) == ("measure", "驻点招商")


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "[1, 2]", '[{"heading": " "}]'])
def test_an_outline_without_rows_is_refused_in_words(text: str) -> None:
    with pytest.raises(BriefError, match="至少保留一个标题"):
        edited(OUTLINE, text)


@pytest.mark.parametrize("chars", [0, -5, None, "many", 10**9])
def test_a_senseless_length_becomes_a_sensible_one(chars: object) -> None:
    (section,) = edited(OUTLINE, rows((0, "完成情况", chars))).sections
    assert 50 <= section.chars <= 20_000


def test_a_form_becomes_a_brief() -> None:
    brief = form()
    assert [fact.text for fact in brief.facts.facts] == ["签约42个", "到位53.4亿元"]
    assert (brief.title, brief.length) == ("题", (1500, 2500))


def test_only_a_speech_has_a_speaker() -> None:
    assert form().speaker == ""
    assert form(kind="speech").speaker == "张××"


@pytest.mark.parametrize(("least", "most"), [(0, 100), (2000, 1000), (None, 100), (100, None)])
def test_lengths_that_make_no_sense_are_refused_in_words(
    least: float | None, most: float | None
) -> None:
    with pytest.raises(BriefError, match="字数要求不对"):
        form(least, most)
