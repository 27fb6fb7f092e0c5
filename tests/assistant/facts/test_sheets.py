import pytest

from assistant.errors import BriefError
from assistant.facts.sheets import fact_sheet_from_file


def test_fact_lists_are_read_from_text_and_json(tmp_path):
    (tmp_path / "a.txt").write_text("签约12个\n\n到位3亿元\n", encoding="utf-8")
    (tmp_path / "b.json").write_text('{"facts": ["签约12个"]}', encoding="utf-8")
    assert len(fact_sheet_from_file(tmp_path / "a.txt").facts) == 2
    assert len(fact_sheet_from_file(tmp_path / "b.json").facts) == 1


@pytest.mark.parametrize("content", ['{"facts": 1}', "{", "[1, 2]"])
def test_a_broken_fact_list_is_named(tmp_path, content):
    (tmp_path / "事实.json").write_text(content, encoding="utf-8")
    with pytest.raises(BriefError, match="事实"):
        fact_sheet_from_file(tmp_path / "事实.json")
