from knowledge_base.searching.fusion import fuse


def test_what_both_lists_rank_high_comes_first():
    fused = fuse([["a", "b", "c"], ["b", "a", "d"]])
    assert set(list(fused)[:2]) == {"a", "b"}
    assert list(fused)[2:] == ["c", "d"]


def test_first_in_every_list_scores_one():
    assert fuse([["a"], ["a"]])["a"] == 1.0


def test_weights_decide_between_lists():
    assert next(iter(fuse([["a"], ["b"]], weights=[1.0, 2.0]))) == "b"
