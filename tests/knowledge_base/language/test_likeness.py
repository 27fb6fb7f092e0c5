from knowledge_base.language import likeness


def test_repeated_texts_collapse_and_are_counted():
    texts = {"x": "完成签约12个。", "y": "完成签约15个。", "z": "完成投产。"}
    assert likeness.collapse(texts) == {"x": 2, "z": 1}


def test_editions_of_one_document_share_a_stem():
    assert likeness.stem("临江县奖励办法（试行）") == likeness.stem("临江县奖励办法（2024年修订）")
    assert likeness.stem("临江县奖励办法") != likeness.stem("望川县奖励办法")


def test_editions_know_what_is_newer_and_older():
    found = likeness.editions(
        {"old": ("办法（试行）", 2021), "new": ("办法（修订）", 2024), "undated": ("办法", None)}
    )
    assert found == {"old": (1, 1), "new": (0, 2), "undated": (2, 0)}


def test_the_share_of_words_that_stand_in_a_text():
    assert likeness.share_of_words(["基金", "招商"], "基金项目") == 0.5
    assert likeness.share_of_words([], "基金") == 0


def test_pieces_pass_over_marks_and_pairs_stop_at_them():
    assert likeness.pieces("签约，42个", 2) == {"签约", "约4", "42", "2个"}
    assert likeness.character_pairs("签约，开工42个项目") == {"签约", "开工", "个项", "项目"}


def test_a_text_is_as_near_as_its_pieces_stand_in_the_other():
    assert likeness.share_in("组建专班", "今年组建专班三个") == 1.0
    assert likeness.share_in("组建专班", "组建机构") == 1 / 3
    assert likeness.share_in("。", "组建") == 0


def test_what_is_said_again_repeats_what_is_written():
    written = "组建产业链招商专班，推动项目落地。"
    assert likeness.repeats("组建产业链招商专班。", written)
    assert not likeness.repeats("设立产业引导基金。", written)
    assert not likeness.repeats("好。", written)


def test_the_shorter_of_two_texts_decides_how_much_they_share():
    assert likeness.shared_of_shorter("设立基金", "全市设立基金，撬动社会资本") == 1.0
    assert likeness.shared_of_shorter("设立", "设立基金") == 0


def test_word_for_word_counts_runs_of_thirteen():
    run = "紧盯重点产业链开展精准招商"
    assert likeness.verbatim_share(run, f"我县{run}工作") == 1.0
    assert likeness.verbatim_share(run[:12], run) == 0


def test_what_is_kept_stands_in_both_in_one_order():
    assert likeness.kept_in_order("到位资金", "省外到位资金") == 4
    assert likeness.kept_in_order("资金到位", "到位资金") == 2
    assert likeness.kept_in_order("甲乙丙", "甲丁丙", 2) == 0


def test_titles_are_alike_by_the_characters_of_their_stems():
    assert likeness.shared_characters("奖励办法（2024年修订）", "奖励办法（试行）") == 4
