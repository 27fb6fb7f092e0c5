"""Names of places as people say them."""

from knowledge_base.language.places import bare


def test_a_place_is_called_without_its_ending():
    assert bare("吉林省柳溪县") == ["吉林", "柳溪"]
    assert bare("内蒙古自治区") == ["内蒙古"]
    assert bare("") == []
