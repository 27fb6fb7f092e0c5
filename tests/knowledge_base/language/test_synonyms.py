"""What people ask, and what documents write."""

from knowledge_base.language.synonyms import concepts, said_in


def test_a_saying_stands_for_what_documents_write():
    first, *_ = concepts("进账多少亿")
    assert first[0] == "进账"
    assert said_in(first, "到位资金98.7亿元")
    assert not said_in(first, "签约98.7亿元")


def test_the_longest_saying_counts_and_its_words_are_not_counted_again():
    said = [concept[0] for concept in concepts("老企业带新企业")]
    assert said == ["老企业带新企业"]


def test_other_content_words_stand_for_themselves():
    assert ("冷链",) in concepts("冷链的项目")
    assert concepts("怎么") == []


def test_a_concept_comes_once():
    said = [concept[0] for concept in concepts("基金 基金")]
    assert said == ["基金"]
