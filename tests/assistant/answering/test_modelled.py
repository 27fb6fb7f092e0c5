"""The model's answers with LangChain's fake chat models: what gets through, and what does not."""

import pytest
from fakes import BrokenModel, TinyEmbeddings
from langchain_core.language_models import FakeListChatModel

from assistant.answering.extractive import ExtractiveAnswerer
from assistant.answering.modelled import ModelAnswerer
from assistant.settings import Settings

FALLBACK = ExtractiveAnswerer(TinyEmbeddings().similarity)
SETTINGS = Settings.load({"ZHAOSHANG_MODEL": "openai:fake"})


def answerer_of(*replies, model=FakeListChatModel):
    return ModelAnswerer(model(responses=list(replies)), SETTINGS, FALLBACK)


def answer_of(library, *replies, model=FakeListChatModel):
    hits = library.search("以商招商怎么做", limit=4)
    *_, last = answerer_of(*replies, model=model).answer("以商招商怎么做", hits)
    return last, hits


def test_marked_sentences_are_kept_with_their_sources(library):
    found, hits = answer_of(library, "可以走访存量企业，建立企业诉求台账[1]。")
    assert found.text == "可以走访存量企业，建立企业诉求台账。[1]"
    assert found.citations[0].passage_id == hits[0].passage.id
    assert found.writer == "openai:fake"


def test_marks_that_the_model_invented_are_dropped(library):
    found, _ = answer_of(
        library, "月球上有很多企业落户发展壮大。[9]走访存量企业，建立企业诉求台账。[1]"
    )
    assert found.text == "走访存量企业，建立企业诉求台账。[1]"


def test_a_number_that_the_source_does_not_hold_takes_its_sentence_out(library):
    found, _ = answer_of(library, "走访存量企业500家。[1]支持企业引荐上下游配套企业落户。[1]")
    assert "500" not in found.text
    assert "支持企业引荐" in found.text


def test_an_unmarked_sentence_gets_the_source_it_came_from(library):
    found, hits = answer_of(
        library, "走访存量企业，建立企业诉求台账，支持企业引荐上下游配套企业落户。"
    )
    assert found.citations[0].passage_id == hits[0].passage.id


def test_marks_are_renumbered_from_one(library):
    found, _ = answer_of(library, "与市级引导基金合作设立子基金，完善项目遴选规则。[2]")
    assert found.text.endswith("[1]")
    assert found.citations[0].number == 1


@pytest.mark.parametrize(
    "reply", ["", "好的。", "抱歉，我不能回答。", "[1][2]", "月球经济蓬勃发展。"]
)
def test_a_useless_reply_falls_back_with_a_note(library, reply):
    found, _ = answer_of(library, reply)
    assert found.writer == "extractive"
    assert found.note
    assert found.citations


def test_a_cut_stream_falls_back_with_a_note(library):
    found, _ = answer_of(library, "走访存量企业，建立企业诉求台账。[1]", model=BrokenModel)
    assert found.writer == "extractive"
    assert "超时" in found.note


def test_the_model_may_say_that_nothing_is_there(library):
    found, _ = answer_of(library, "资料中没有找到相关内容。")
    assert not found.answered
