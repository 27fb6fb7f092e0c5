"""A clean copy carries no marks of the work, and is refused while anything is left to fill in."""

import json

import pytest
from word_files import FILLED, W, draft, opened, parts, texts

from assistant.drafts import Paragraph, Section, Sentence
from assistant.errors import ExportError
from assistant.word import ExportOptions

CLEAN = ExportOptions(clean=True)
BLANKS_ALLOWED = ExportOptions(clean=True, allow_blanks=True)
MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference", "highlight", "shd")


def marks(xml):
    document = xml["word/document.xml"]
    return {name for name in MARKS if document.find(f".//{W}{name}") is not None}


def test_a_copy_to_work_on_has_all_marks_and_a_clean_one_none():
    assert marks(parts(draft())) == set(MARKS)
    clean = parts(draft(), BLANKS_ALLOWED)
    assert marks(clean) == set()
    assert "word/comments.xml" not in clean


def test_a_clean_copy_says_the_same_as_the_one_to_work_on():
    assert texts(FILLED, CLEAN) == texts(FILLED)
    lead, *rest = (p for p in opened(FILLED, CLEAN).paragraphs if p.style.name == "Body Text")
    assert not rest
    assert lead.runs[0].style.name == "段首提要"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"title": "××县工作总结"}, "标题“××县工作总结”"),
        ({"organisation": "××局"}, "落款“××局”"),
        ({"date": "2024年×月"}, "日期“2024年×月”"),
        ({"kind": "speech", "speaker": "县长 王××"}, "讲话人“县长 王××”"),
        ({"recipient": "××县政府"}, "主送“××县政府”"),
        ({"sections": (Section("引进××项目", 1, ()),)}, "小标题“一、引进××项目”"),
    ],
)
def test_a_placeholder_anywhere_is_refused_and_its_place_named(changes, place):
    value = draft(Sentence("没有空缺。"), **changes)
    with pytest.raises(ExportError, match="不能导出清稿") as error:
        opened(value, CLEAN)
    assert place in str(error.value)


def test_a_placeholder_in_a_sentence_is_shown_with_the_words_around_it():
    value = draft(Sentence("第一句。"), Sentence("全县招商引资到位资金××亿元，同比增长×%。"))
    with pytest.raises(ExportError) as error:
        opened(value, CLEAN)
    assert "“（一）开展精准招商”第1段“全县招商引资到位资金××亿元，同比增长×%。”" in str(error.value)
    assert "--allow-blanks" in str(error.value)


def test_of_many_placeholders_some_are_named_and_all_are_counted():
    paragraphs = tuple(Paragraph((Sentence(f"第{number}项××。"),)) for number in range(30))
    with pytest.raises(ExportError) as error:
        opened(draft(sections=(Section("", 1, paragraphs),)), CLEAN)
    assert "共 30 处" in str(error.value)
    assert str(error.value).count("“正文”") == 8


def test_a_refused_export_leaves_the_file_as_it_was(tmp_path):
    from assistant.word import export

    target = tmp_path / "总结.docx"
    target.write_bytes(b"old")
    with pytest.raises(ExportError):
        export(draft(), target, CLEAN)
    assert target.read_bytes() == b"old"


def test_a_multiplication_sign_is_no_placeholder():
    value = draft(Sentence("展位为3×4米，共2×10个。"))
    assert texts(value, CLEAN)
    assert marks(parts(value)) == set()


def test_the_label_can_be_left_out_and_says_nothing_of_marks_in_a_clean_copy():
    labelled = parts(FILLED, CLEAN)["docProps/custom.xml"]
    label = json.loads(labelled.xpath("string(*[@name='AIGC'])"))
    assert label == {
        "AIGC": {"Label": "1", "ContentProducer": "招商文稿助手", "ProduceID": "0123456789ab"}
    }
    notice = labelled.xpath("string(*[@name='生成说明'])")
    assert "须经人工核对" in notice
    assert "批注" not in notice
    bare = ExportOptions(label=False)
    assert "docProps/custom.xml" not in parts(FILLED, bare)
    assert opened(FILLED, bare).core_properties.comments == ""
