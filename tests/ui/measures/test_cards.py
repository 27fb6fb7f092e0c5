"""Measures side by side."""

from __future__ import annotations

import re

from knowledge_base.types import Document, Kind, Measure, MeasureHit
from ui.measures import cards


def test_measures_stand_side_by_side_with_their_results():
    document = Document("d", "县2024年总结", Kind.SUMMARY, "a.txt", "", year=2024, region="临江县")
    text = "设立子基金。投资项目3个。"
    measure = Measure("m", "d-1", "d", "基金<招商>", text, "基金招商", "投资项目3个。")
    table = cards.comparison([MeasureHit(1.0, measure, document)], turn=0)
    cells = re.findall("<td[^>]*>(.*?)</td>", table)
    assert [re.sub("<[^>]+>", "", cell) for cell in cells] == [
        "临江县",
        "2024年",
        "基金&lt;招商&gt;",
        "设立子基金。",
        "投资项目3个。",
        "县2024年总结",
    ]
