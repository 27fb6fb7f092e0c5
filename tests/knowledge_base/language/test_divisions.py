"""Places by name, dates by form, traditional characters as simplified ones."""

from __future__ import annotations

import pytest

from knowledge_base.language import dates, divisions, words
from knowledge_base.language.scripts import simplified


@pytest.mark.parametrize(
    ("text", "whole", "inner"),
    [
        ("山东省聊城市茌平区招商局", "山东省聊城市茌平区", "茌平区"),
        ("柳河县委", "柳河县", "柳河县"),
        ("吉林省柳河", "吉林省柳河", "柳河县"),
        ("阿鲁科尔沁旗人民政府", "阿鲁科尔沁旗", "阿鲁科尔沁旗"),
        ("江苏省鼓楼区", "江苏省鼓楼区", "鼓楼区"),
        ("招商引资", "", None),
    ],
)
def test_a_chain_of_places_is_followed_to_its_end(text, whole, inner):
    found = divisions.chain_at_start(text)
    assert (found[0], found[1] and found[1].name) == (whole, inner)


def test_of_places_of_one_name_the_one_inside_is_meant():
    assert divisions.chain_at_start("江苏省鼓楼区")[1].code.startswith("32")
    assert divisions.chain_at_start("河南省鼓楼区")[1].code.startswith("41")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2023年5月7日", "2023年5月7日"),
        ("（2023.5.7）", "2023年5月7日"),
        ("07.05.2023", "2023年5月7日"),
        ("二〇二三年五月七日", "2023年5月7日"),
        ("二○一○年十二月二十一日", "2010年12月21日"),
        ("2023年5月", "2023年5月"),
        ("5月7日", ""),
        ("2023.13.7", ""),
    ],
)
def test_dates_are_read_in_every_form(text, printed):
    assert dates.printed(text) == printed
    assert dates.is_date(text) == bool(printed)


def test_a_question_finds_a_traditional_text_by_its_words():
    assert simplified("招商引資") == "招商引资"
    assert set(words.tokens("招商引资")) == set(words.tokens("招商引資"))
