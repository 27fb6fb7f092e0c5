import pytest

from knowledge_base.types import Block, Kind
from knowledge_base.understanding.metadata import describe

BODY = "今年以来，全县招商引资工作围绕年度目标任务，抓招引、促落地、优服务，各项工作有序推进，取得一定进展。"


def about(*texts, file_name="1.txt", hint=""):
    return describe([Block(text) for text in texts], file_name, hint)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("临江县招商局2024年工作总结", Kind.SUMMARY),
        ("在全县招商引资工作总结暨部署会议上的讲话", Kind.SPEECH),
        ("2023年招商局挂职工作汇报", Kind.SECONDMENT),
        ("赴苏州跟班学习情况总结", Kind.SECONDMENT),
        ("临江县招商引资奖励办法", Kind.POLICY),
        ("关于印发专班工作方案的通知", Kind.POLICY),
        ("2025年政府工作报告", Kind.SUMMARY),
        ("对招商工作的几点认识", Kind.OTHER),
    ],
)
def test_the_title_tells_the_kind(title, kind):
    assert about(title, BODY).kind is kind


def test_the_text_tells_the_kind_when_the_title_does_not():
    assert about(BODY, "一、完成情况", BODY, "二、下步打算", BODY).kind is Kind.SUMMARY
    assert about("同志们：", BODY).kind is Kind.SPEECH


def test_a_character_count_is_no_part_of_the_title():
    assert about("2023年招商局挂职工作汇报（2340字）", BODY).title == "2023年招商局挂职工作汇报"


def test_a_title_on_two_lines_is_one_title():
    found = about("在全县2024年招商引资", "推进会议上的讲话", "（2024年7月1日）", "同志们：", BODY)
    assert found.title == "在全县2024年招商引资推进会议上的讲话"
    assert found.date == "2024年7月1日"


def test_an_edition_mark_on_a_line_of_its_own_belongs_to_the_title():
    assert about("临江县奖励办法", "（2024年修订）", "第一条 为鼓励投资，制定本办法。").title == (
        "临江县奖励办法（2024年修订）"
    )


def test_a_text_without_a_title_gets_one_from_its_own_words():
    found = about(BODY, "一、任务完成情况", BODY, "二、下步打算", BODY, file_name="003_ab.txt")
    assert found.title == "全县招商引资工作总结"


def test_a_telling_file_name_is_the_title_of_a_text_without_one():
    assert about(BODY, file_name="临江县2022年工作总结.docx").title == "临江县2022年工作总结"


def test_a_summary_of_two_years_is_about_both():
    assert about("某中心2023年工作总结和2024年工作安排", BODY).years == (2023, 2024)


def test_a_year_that_is_not_stated_is_not_guessed():
    assert about(BODY).years == ()


def test_region_and_organisation_come_from_title_or_signature():
    found = about("2024年工作总结", BODY, "临江县招商局", "2025年1月6日")
    assert (found.region, found.organisation, found.date) == (
        "临江县",
        "临江县招商局",
        "2025年1月6日",
    )


@pytest.mark.parametrize("text", ["全县招商工作总结", "××县招商局工作总结", "园区招商工作总结"])
def test_generic_and_masked_places_are_no_region(text):
    assert about(text, BODY).region == ""


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("2026年广西政府工作报告", "广西"),
        ("国务院关于在市场监管领域推行联合检查的意见", ""),
        ("综合保税区管理办法", ""),
        ("中共临江县委临江县人民政府关于加快发展的意见", "临江县"),
        ("临江省柳溪县招商引资办法", "临江省柳溪县"),
        ("奉化区2024年工作总结", "奉化区"),  # begins with a verb to a dictionary
        ("合作市2024年工作总结", "合作市"),
        ("36个省区招商引资政策比较", ""),
    ],
)
def test_the_region_of_a_title(title, region):
    assert about(title, BODY).region == region


def test_words_that_only_look_like_places_are_no_region():
    text = "，自治区，加强县，直辖市。" * 3
    assert about("2024年政府工作报告", text).region == ""
    assert about("2024年政府工作报告", "，柳河县。" * 3).region == "柳河县"


def test_the_speaker_stands_between_title_and_text():
    found = about("在推进会上的讲话", "县委副书记、县长", "（2024年7月18日）", "同志们：", BODY)
    assert found.speaker == "县委副书记、县长"
    assert found.body[0].text == "同志们："
