from knowledge_base.language import likeness as ranking


def test_what_both_lists_rank_high_comes_first():
    fused = ranking.fuse([["a", "b", "c"], ["b", "a", "d"]])
    assert set(list(fused)[:2]) == {"a", "b"}
    assert list(fused)[2:] == ["c", "d"]


def test_first_in_every_list_scores_one():
    assert ranking.fuse([["a"], ["a"]])["a"] == 1.0


def test_weights_decide_between_lists():
    assert next(iter(ranking.fuse([["a"], ["b"]], weights=[1.0, 2.0]))) == "b"


def test_repeated_texts_collapse_and_are_counted():
    texts = {"x": "完成签约12个。", "y": "完成签约15个。", "z": "完成投产。"}
    assert ranking.collapse(texts) == {"x": 2, "z": 1}


def test_editions_of_one_document_share_a_stem():
    assert ranking.stem("临江县奖励办法（试行）") == ranking.stem("临江县奖励办法（2024年修订）")
    assert ranking.stem("临江县奖励办法") != ranking.stem("望川县奖励办法")


def test_editions_know_what_is_newer_and_older():
    found = ranking.editions(
        {"old": ("办法（试行）", 2021), "new": ("办法（修订）", 2024), "undated": ("办法", None)}
    )
    assert found == {"old": (1, 1), "new": (0, 2), "undated": (2, 0)}


def test_coverage_counts_rare_words_more():
    weights = {"基金": 3.0, "招商": 1.0}
    assert ranking.coverage(["基金", "招商"], "基金项目", weights) == 0.75
    assert ranking.coverage([], "基金", weights) == 0
