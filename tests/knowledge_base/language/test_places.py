"""Names of places as people say them."""

from knowledge_base.language.places import bare, province_at_start


def test_a_place_is_called_without_its_ending():
    assert bare("吉林省柳溪县") == ["吉林", "柳溪"]
    assert bare("内蒙古自治区") == ["内蒙古"]
    assert bare("") == []


def test_a_title_may_begin_with_a_bare_province():
    assert province_at_start("广西政府工作报告") == "广西"
    assert province_at_start("关于广西的报告") == ""
