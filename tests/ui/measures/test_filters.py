"""The fields become a filter, or are refused in words."""

from __future__ import annotations

import pytest

from assistant.errors import AssistantError
from ui.measures.filters import filter_of


def test_years_regions_and_kinds_become_a_filter():
    where = filter_of("2022年", " 2024 ", "桐溪县", "policy")
    assert (where.year_from, where.year_to, where.region) == (2022, 2024, "桐溪县")
    assert [kind.value for kind in where.kinds] == ["policy"]


@pytest.mark.parametrize(("start", "end"), [("2024", "2022"), ("24", ""), ("", "明年")])
def test_senseless_years_are_refused_in_words(start, end):
    with pytest.raises(AssistantError, match="年份应是四位数字"):
        filter_of(start, end, "", "")
