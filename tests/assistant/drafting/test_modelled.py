"""The model writer with LangChain's fake chat models: what it lets through, and what it does not."""

import pytest
from fakes import TinyEmbeddings
from langchain_core.language_models import FakeListChatModel

from assistant.briefs.outlining import outline
from assistant.briefs.reading import brief_from_table
from assistant.drafting.desk import write
from assistant.drafting.extractive import ExtractiveWriter
from assistant.drafting.modelled import ModelWriter
from assistant.model.marks import Marked, marked_sentences, overlap
from assistant.settings import Settings

FALLBACK = ExtractiveWriter(TinyEmbeddings().similarity)
SETTINGS = Settings.load({"ZHAOSHANG_MODEL": "openai:fake"})


class BrokenModel(FakeListChatModel):
    """Fails after its first words, as a cut stream does."""

    def _stream(self, *args, **kwargs):
        yield from list(super()._stream(*args, **kwargs))[:3]
        raise TimeoutError("stream cut")


def writer_of(*replies, model=FakeListChatModel):
    return ModelWriter(model(responses=list(replies)), SETTINGS, FALLBACK)


def answer_of(library, *replies, model=FakeListChatModel):
    hits = library.search("以商招商怎么做", limit=4)
    *_, last = writer_of(*replies, model=model).answer("以商招商怎么做", hits)
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


def draft_of(library, *replies, model=FakeListChatModel):
    brief = brief_from_table(
        "summary", {"organisation": "云溪区招商局", "facts": ["签约62个", "不足：基金规模仅2亿元"]}
    )
    *_, last = write(brief, outline(brief), library, writer_of(*replies, model=model))
    return last.draft


def test_an_invented_number_becomes_a_placeholder(library):
    draft = draft_of(library, "全年签约62个[F1]。带动就业3000人[C]。")
    assert "3000" not in draft.text
    assert "带动就业××人" in draft.text
    assert "签约62个" in draft.text


def test_results_measures_and_problems_claim_nothing_without_a_source(library):
    draft = draft_of(
        library,
        "一年来，在大家的共同努力下，云溪区全年共计签约62个，营商环境得到根本改善[F1]。群众满意度大幅提升[C]。招商干部作风涣散[C]。"
        "下一步要主动对接龙头企业[C]。",
    )
    roles = {section.role: "".join(s.text for s in section.sentences) for section in draft.sections}
    assert roles["result"] == "一年来，云溪区全年共计签约62个。"
    for role in ("measure", "problem"):
        assert "满意度" not in roles.get(role, "")
        assert "涣散" not in roles.get(role, "")
    assert "主动对接龙头企业" in roles["plan"]
    assert len(roles["plan"]) > 200  # topped up by the extractive writer


def test_a_fact_that_the_model_left_out_is_put_back(library):
    draft = draft_of(library, "各项工作有序推进，成效逐步显现[C]。")
    assert "签约62个" in draft.text
    assert "基金规模仅2亿元" in draft.text
    assert not [f for f in draft.findings if f.kind == "unused_fact"]


def test_a_failing_model_leaves_the_extractive_draft_and_says_so(library):
    draft = draft_of(library, "全年签约62个[F1]。", model=BrokenModel)
    assert "签约62个" in draft.text
    assert [f for f in draft.findings if f.kind == "fallback"]


def test_a_heading_that_the_model_repeats_is_dropped(library):
    draft = draft_of(library, "## 一、存在的问题\n基金规模仅2亿元，撬动能力不强[F2]。")
    assert draft.text.count("存在的问题") == 1


def test_a_model_that_recites_its_prompt_is_not_printed(library):
    draft = draft_of(
        library, "要求：突出专班\n事实：\n云溪区招商局\n现在写“下步打算”这一节的正文。"
    )
    assert "现在写" not in draft.text
    assert "要求：" not in draft.text
    assert "签约62个" in draft.text
    assert [f for f in draft.findings if f.kind == "fallback"]


def test_what_earlier_sections_said_is_not_said_again(library):
    reply = "围绕主导产业健全项目会商机制，逐个解决用地、审批和融资中的堵点难点问题[C]。"
    assert draft_of(library, reply).text.count("逐个解决用地") == 1


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("甲做了事[F1]。乙做了事。[P2]", [("甲做了事。", ("F1",)), ("乙做了事。", ("P2",))]),
        ("合并标注[1][3]。", [("合并标注。", ("1", "3"))]),
        ("并列标注【F1、F2】。", [("并列标注。", ("F1", "F2"))]),
        ("没有标注", [("没有标注。", ())]),
        ("1. 走访企业[1]。", [("走访企业。", ("1",))]),
        ("- 走访企业[1]。", [("走访企业。", ("1",))]),
        ("1.5亿元到位[1]。", [("1.5亿元到位。", ("1",))]),
        ("**", []),
    ],
)
def test_marks_are_read_wherever_models_put_them(line, expected):
    assert marked_sentences(line) == [Marked(text, marks) for text, marks in expected]


def test_overlap_is_the_share_of_a_texts_own_pieces():
    assert overlap("建立台账", "走访企业，建立台账。") == 1.0
    assert overlap("建立台账", "毫不相干") == 0.0
