import itertools
from dataclasses import replace

import pytest
from fakes import TinyEmbeddings

from assistant.answering.answering import (
    EMPTY_LIBRARY,
    UNDATED,
    answer,
    of_its_place,
    relevant,
    standalone,
)
from assistant.answering.extractive import ExtractiveAnswerer
from knowledge_base.base import KnowledgeBase
from knowledge_base.types import ANY, Document, Hit, Kind, Passage, Role, Stats

WRITER = ExtractiveAnswerer(TinyEmbeddings().similarity)


def final(library, question, earlier=()):
    *_, last = answer(question, earlier, ANY, library, WRITER)
    return last


def test_each_sentence_of_an_answer_is_a_quotation_with_its_mark(library):
    found = final(library, "以商招商怎么做")
    assert found.answered
    assert found.citations
    for citation in found.citations:
        assert f"{citation.quote}[{citation.number}]" in found.text
        passage, _ = library.passage(citation.passage_id)
        assert citation.quote in passage.text
    assert [c.number for c in found.citations] == list(range(1, len(found.citations) + 1))


def test_an_answer_grows_by_whole_quotations(library):
    steps = list(answer("招商引资怎么做", (), ANY, library, WRITER))
    assert len(steps) > 1
    for before, after in itertools.pairwise(steps):
        assert after.text.startswith(before.text)


def test_an_empty_library_says_so(tmp_path):
    assert final(KnowledgeBase(tmp_path / "l", TinyEmbeddings()), "以商招商").text == EMPTY_LIBRARY


def test_a_figure_of_another_year_is_no_answer_but_the_document_is_named(library):
    found = final(library, "临江县2019年到位资金多少亿")
    assert not found.answered
    assert not found.citations
    assert "没有找到能直接回答" in found.text
    assert "《临江县招商局2024年工作总结》" in found.text


def test_no_hits_are_not_relevant():
    assert not relevant([])


@pytest.mark.parametrize(
    ("question", "earlier", "expected"),
    [
        ("那资金呢？", ["临江县的以商招商怎么做？"], "临江县的以商招商怎么做 资金"),
        ("基金招商有什么做法", ["以商招商怎么做"], "基金招商有什么做法"),
        ("再具体一点", ["以商招商怎么做"], "以商招商怎么做 具体一点"),
        ("那乡镇呢", [], "那乡镇呢"),
    ],
)
def test_a_follow_up_is_understood_from_what_was_asked_before(question, earlier, expected):
    assert standalone(question, earlier) == expected


def hit(title, region, coverage, *, elsewhere):
    document = make_document(title, region)
    passage = Passage("p" + title, document.id, 0, (), title, Role.MEASURE, 0, len(title))
    return Hit(1, 0.5, passage, document, 0.9, coverage, 1.0, elsewhere)


def make_document(title, region):
    return Document(title, title, Kind.SUMMARY, f"{title}.txt", title, region=region)


def test_a_place_that_says_it_is_answered_from_alone():
    own, other = hit("甲", "柳河县", 0.8, elsewhere=False), hit("乙", "松浦区", 0.9, elsewhere=True)
    assert of_its_place("柳河县怎么做驻点招商", [other, own]) == [own]


def test_others_follow_where_the_place_says_little_or_they_are_asked_for():
    own, other = hit("甲", "柳河县", 0.1, elsewhere=False), hit("乙", "松浦区", 0.9, elsewhere=True)
    assert of_its_place("柳河县怎么做驻点招商", [other, own]) == [own, other]
    said = hit("甲", "柳河县", 0.8, elsewhere=False)
    assert of_its_place("柳河县和其他地方怎么做驻点招商", [other, said]) == [other, said]


def test_without_its_own_documents_the_others_stay_as_they_are_found():
    other = hit("乙", "松浦区", 0.9, elsewhere=True)
    assert of_its_place("柳河县怎么做驻点招商", [other]) == [other]


class Said:
    """A library of given hits."""

    def __init__(self, *hits):
        self.hits = list(hits)

    def search(self, query, *, where, limit):
        return self.hits

    def stats(self):
        return Stats(1, 1, 0)


def test_documents_of_one_title_are_told_apart():
    texts = (
        "柳河县开展驻点招商，在苏州设立招商组三个，走访企业一百余家。",
        "松浦区开展驻点招商，每季度派出干部二十名，常驻各地商会。",
    )
    own, other = hit("甲", "柳河县", 0.1, elsewhere=False), hit("乙", "松浦区", 0.9, elsewhere=True)
    same = [
        replace(
            one,
            document=replace(one.document, title="工作总结"),
            passage=replace(one.passage, text=text),
        )
        for one, text in zip((own, other), texts, strict=True)
    ]
    lines = [*WRITER.answer("怎么开展驻点招商", same)][-1].text.splitlines()
    headings = [line for line in lines if line.startswith("**")]
    assert headings == ["**《工作总结》**", "**其他地方：《工作总结》**"]


def test_a_source_without_a_year_is_told_where_one_was_asked_for():
    found = hit("甲县驻点招商工作总结", "甲县", 0.9, elsewhere=False)
    passage = replace(
        found.passage, text="甲县开展驻点招商，在苏州设立招商组三个，走访企业一百余家。"
    )
    found = replace(found, undated=True, passage=passage)
    *_, last = answer("甲县2023年怎么驻点招商", (), ANY, Said(found), WRITER)
    assert last.answered
    assert last.note == UNDATED.format("《甲县驻点招商工作总结》")
