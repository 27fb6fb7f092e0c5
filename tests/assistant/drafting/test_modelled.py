"""The model writer with LangChain's fake chat models: what it lets through, and what it does not."""

from fakes import BrokenModel
from langchain_core.language_models import FakeListChatModel

from assistant.briefs.outlining import outline
from assistant.briefs.reading import brief_from_table
from assistant.drafting.desk import write
from assistant.drafting.extractive import ExtractiveWriter
from assistant.drafting.modelled import ModelWriter
from assistant.settings import Settings

FALLBACK = ExtractiveWriter()
SETTINGS = Settings.load({"ZHAOSHANG_MODEL": "openai:fake"})


def writer_of(*replies, model=FakeListChatModel):
    return ModelWriter(model(responses=list(replies)), SETTINGS, FALLBACK)


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
