import pytest

from knowledge_base.language.lexicon import Lexicon, from_table, lexicon
from knowledge_base.language.names import foreign_names, is_generic_place
from knowledge_base.language.naming import named_quantities
from knowledge_base.language.tenses import is_done, is_surely_done, may_be_planned
from knowledge_base.language.words import cut, tokens


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("果", "取得一批丰硕成果。"),
        ("账", "逐项建立台账，完成一项销号一项。"),
        ("请", "邀请客商实地考察。"),
        ("别", "加强对重点企业特别是龙头企业的服务。"),
        ("化工", "推进标准化工作。"),
        ("其实", "严格执行规定及其实施细则。"),
    ],
)
def test_a_part_of_a_word_is_no_word(word, text):
    assert word in text
    assert Lexicon((word,)).finds(text) == ()


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("账", "账要一笔一笔算。"),
        ("请", "请各部门抓紧办理。"),
        ("果", "围绕果、菜、茶三个产业招商。"),
        ("了", "新签了3个项目。"),
        ("光伏", "围绕光伏产业开展招商。"),
    ],
)
def test_a_word_is_found_wherever_it_stands(word, text):
    assert Lexicon((word,)).finds(text) == (word,)


def test_a_word_is_found_at_both_ends_of_a_text():
    words = Lexicon(("企业", "台账"))
    assert words.finds("企业建立台账") == ("企业", "台账")
    assert words.spans("企业建立台账") == [(0, 2), (4, 6)]
    assert words.at_start("企业建立台账") == "企业"
    assert words.at_start("台账") == "台账"
    assert words.at_start("服务企业") == ""


def test_a_phrase_may_span_several_words_and_marks():
    words = Lexicon(("年底前", "从长远看，"))
    assert words.finds("今年年底前") == ()  # 今年年底 is one word
    assert words.finds("力争年底前开工，从长远看，前景很好。") == ("年底前", "从长远看，")


def test_the_longest_word_at_the_start_counts():
    assert Lexicon(("建立", "建立健全")).at_start("建立健全工作机制。") == "建立健全"
    assert Lexicon(("健全", "健全工作")).at_start("健全工作机制。") == "健全工作"


def test_a_compound_that_is_one_word_is_an_entry_of_its_own():
    assert not Lexicon(("旅游",)).is_in("发展旅游业。")
    assert Lexicon(("旅游", "旅游业")).is_in("发展旅游业。")


def test_an_entry_does_not_count_within_an_exception():
    words = from_table({"words": "均 我", "except": "亩均 我县"})
    assert not words.is_in("坚持亩均论英雄，我县持续发力。")
    assert words.finds("两项指标均居前列，我很受启发。") == ("均", "我")


def test_an_exception_spares_what_is_segmented_wrongly():
    text = "完善项目服务台账。"
    assert cut(text, guess=False) == ["完善", "项目", "服务台", "账", "。"]
    assert Lexicon(("账",)).is_in(text)
    assert not Lexicon(("账",), ("台账",)).is_in(text)


def test_words_joined_are_the_text_and_a_guess_is_made_only_where_it_is_wanted():
    text = "全县引进了3个 光伏组件项目（总投资12.5亿元）。"
    assert "".join(cut(text)) == "".join(cut(text, guess=False)) == text
    assert cut("搞了试点", guess=False) == ["搞", "了", "试点"]
    assert tokens("搞了试点")[-3:] == ["搞了_", "了试_", "试点_"]


def test_the_lists_of_the_file_hold_each_word_once():
    for name in ("surnames", "generic_places", "doing", "maybe_planned", "not_yet", "done"):
        words = lexicon(name).words
        assert sorted(words) == sorted(set(words)), name


@pytest.mark.parametrize(
    ("name", "generic"),
    [("全县", True), ("推动城市", True), ("产业园区", True), ("运城市", False), ("桐溪县", False)],
)
def test_the_name_of_a_city_is_not_generic_for_a_part_of_it(name, generic):
    assert is_generic_place(name) is generic


def test_a_surname_in_another_word_names_nobody():
    assert foreign_names("由金融局局长、董事会董事长和常务副市长参加。", "") == []
    assert foreign_names("由江小明局长、王刚副书记参加。", "") == ["江小明", "王刚"]


def test_tenses_are_told_by_words():
    assert not may_be_planned("主要指标和重要项目进展顺利。")
    assert may_be_planned("明天要开工。")
    assert not is_surely_done("为了做好了解工作。")
    assert is_surely_done("签了3个项目。")
    assert not is_done("学习发达地区经验。")


def test_a_figure_is_named_though_its_name_holds_a_character_of_a_rate():
    (found,) = named_quantities("举办招商大比武12场。")
    assert found.name == "举办招商大比武"
    assert list(named_quantities("人口比例80个。")) == []
