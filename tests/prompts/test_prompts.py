import pytest

import prompts
from assistant import lexicons
from assistant.briefs.kinds import STYLES, document_kinds
from assistant.briefs.perspective import perspective
from assistant.drafting import extractive
from assistant.errors import AssistantError
from assistant.types import Brief


def test_a_template_is_filled_in_and_values_are_data():
    text = prompts.render("answer", evidence="[1] ${question}", question="问题$x")
    assert "[1] ${question}" in text
    assert "问题$x" in text


@pytest.mark.parametrize(
    "values", [{"evidence": "x"}, {"evidence": "x", "question": "y", "extra": "z"}]
)
def test_missing_and_unknown_values_are_errors(values):
    with pytest.raises(prompts.PromptError):
        prompts.render("answer", **values)


def test_an_unknown_template_is_an_error():
    with pytest.raises(prompts.PromptError):
        prompts.render("nothing")


KINDS = [each for kind in document_kinds().values() for each in (kind, *kind.variants)]


def test_the_three_kinds_of_the_bureau_are_there():
    assert {"summary", "speech", "secondment"} <= set(document_kinds())


SECTION = prompts.kinds()["summary"]["section"][0]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"length": ["x", 1]}, "x"),
        ({"words": "("}, "unterminated"),
        ({"order": "first"}, "first"),
        ({"section": [{"heading": "x"}]}, "style|role"),
        ({"section": [{**SECTION, "style": "poem"}]}, "poem.*agenda"),
    ],
)
def test_a_wrong_entry_names_its_file(monkeypatch, change, named):
    table = {**prompts.kinds()["summary"], **change}
    monkeypatch.setattr(prompts, "kinds", lambda: {"mine": table})
    document_kinds.cache_clear()
    try:
        with pytest.raises(AssistantError, match=rf"mine\.toml.*({named})"):
            document_kinds()
    finally:
        document_kinds.cache_clear()


def test_the_writer_knows_every_style_of_a_section():
    assert set(STYLES) == set(extractive._STYLES)


def test_names_of_kinds_and_variants_are_told_apart():
    names = [kind.name for kind in KINDS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_sections_of_a_kind_share_its_whole_length_and_take_every_fact(kind):
    sections = kind.sections
    assert 0.9 <= sum(section.share for section in sections) <= 1.05
    assert sum(section.default for section in sections) == 1


@pytest.mark.parametrize("found", KINDS, ids=lambda kind: kind.name)
def test_a_kinds_own_sentences_hold_no_number_and_no_unfilled_field(found):
    own = perspective(Brief(found.kind), first_person=found.first_person)
    openings = (found.opening, *found.other_openings)
    for text in (
        *(t for o in openings for t in o),
        *found.closing,
        *(t for s in found.sections for t in s.opening),
    ):
        filled = own.fill(text)
        assert not any(c.isdigit() for c in filled)
        assert "{" not in filled


def test_stock_phrases_make_no_claims_and_hold_no_numbers():
    for row in prompts.phrases():
        for use in set(row) - {"category"}:
            lead, text = row[use]
            assert not any(c.isdigit() for c in lead + text)
            assert "××" not in text
            if use in ("plan", "speech", "duty", "closing", "promise"):
                assert "取得了" not in text
                assert "完成了" not in text


def test_each_list_of_words_holds_a_word_once():
    for name, row in prompts.lexicons().items():
        if name != "trades":
            words = row["words"].split()
            assert len(words) == len(set(words)), name


@pytest.mark.parametrize(
    ("change", "named"),
    [({"colloquial": {"word": "你"}}, "colloquial"), ({"trades": {"茶": ["茶叶"]}}, "trades")],
)
def test_a_wrong_list_of_words_is_named(monkeypatch, change, named):
    table = {**prompts.lexicons(), **change}
    monkeypatch.setattr(prompts, "lexicons", lambda: table)
    lexicons.lexicon.cache_clear()
    lexicons.ways_of_trades.cache_clear()
    try:
        with pytest.raises(AssistantError, match=named):
            lexicons.trades_in("茶") if named == "trades" else lexicons.lexicon(named)
    finally:
        lexicons.lexicon.cache_clear()
        lexicons.ways_of_trades.cache_clear()
