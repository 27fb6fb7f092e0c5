"""What the Word file says: text, evidence, marks, properties; and that it is written whole."""

import errno
import io
import os
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import docx
import pytest
from docx.oxml.ns import qn
from drafts import draft_of
from lxml import etree
from word_files import opened, parts

from assistant.drafts import Paragraph, Section, Sentence, Source
from assistant.errors import ExportError
from assistant.types import Citation, FactSheet
from assistant.word import export

FACTS = FactSheet.from_lines(["新签约项目52个", "落实“专员”制度"])
CITATIONS = (
    Citation(1, "p1", "d1", "2023年总结", ("二、做法", "（一）链条"), "建立“链长”机制"),
    Citation(2, "p2", "d2", "《若干措施》解读", (), "推行拿地即开工"),
)


def sentence(text, kind="connective", *refs):
    return Sentence(text, Source(kind, refs))


def draft(*sentences, lead="", **changes):
    """A summary with an opening, headings of two levels, and sentences under the second."""
    body = Paragraph(sentences or (sentence("工作取得新成效。"),), lead)
    opening = Paragraph((sentence("现将有关情况报告如下。"),))
    sections = (
        Section("", 1, (opening,)),
        Section("主要做法", 1, ()),
        Section("开展精准招商", 2, (body,)),
    )
    base = draft_of(
        title="2024年招商引资工作总结",
        organisation="清河县投资促进局",
        recipient="县委、县政府：",
        date="2024-12-05",
        sections=sections,
        facts=FACTS,
        sources=CITATIONS,
        writer="extractive",
    )
    return replace(base, **changes)


SPEECH = {"kind": "speech", "spoken": True, "speaker": "县长  王××", "recipient": "同志们"}


def body_of(value):
    """The last body paragraph before the signature."""
    return [p for p in opened(value).paragraphs if p.style.name == "Body Text"][-1]


def attribute(element, path, name):
    found = element.find(path, {"w": qn("w:p").split("}")[0][1:]})
    return None if found is None else found.get(qn(name))


@pytest.mark.parametrize("mark", "“”‘’—…·×")
def test_a_run_with_an_ambiguous_mark_takes_the_chinese_font(mark):
    (run,) = (run for run in body_of(draft(sentence(f"前{mark}后"))).runs if mark in run.text)
    assert run._r.rPr.rFonts.get(qn("w:hint")) == "eastAsia"


def test_a_plain_run_carries_no_hint():
    assert body_of(draft(sentence("到位资金5亿元。"))).runs[0]._r.rPr is None


def test_a_run_in_lead_is_kaiti_within_the_body_paragraph():
    paragraph = body_of(draft(sentence("成立专班。"), lead="强化推进"))
    assert [(run.text, run.style.name) for run in paragraph.runs] == [
        ("强化推进。", "段首提要"),
        ("成立专班。", "Default Paragraph Font"),
    ]
    assert paragraph.style.name == "Body Text"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (("fact", "f1"), "依据：新签约项目52个"),
        (("fact", "f1", "f2"), "依据：新签约项目52个\n依据：落实“专员”制度"),
        (("passage", "p1"), "参考：《2023年总结》 二、做法 > （一）链条：建立“链长”机制"),
        (("passage", "p2"), "参考：《〈若干措施〉解读》：推行拿地即开工"),
        (
            ("edited", "f1", "p2"),
            "用户改写，原依据：新签约项目52个\n用户改写，原参考：《〈若干措施〉解读》：推行拿地即开工",
        ),
        (("fact", "f9"), "依据：事实清单中没有 f9，请核对。"),
        (("passage", "p9"), "参考：文稿未附来源 p9，请核对。"),
    ],
)
def test_a_comment_on_a_sentence_names_its_source(source, expected):
    value = draft(sentence("前句。"), sentence("本句“有”××处。", *source), sentence("后句。"))
    document = opened(value)
    (comment,) = document.comments
    assert comment.text == expected
    assert comment.author == "招商文稿助手"
    paragraph = body_of(value)._p
    start, end = (paragraph.find(qn(f"w:commentRange{edge}")) for edge in ("Start", "End"))
    children = list(paragraph)
    inside = children[children.index(start) + 1 : children.index(end)]
    # The full stop may hang over the end of a line; behind it the anchor would need another.
    assert "".join(run.text for run in inside) == "本句“有”××处"


def test_text_without_a_source_gets_no_comment_and_the_comment_styles_exist():
    assert not list(opened(draft(sentence("承上启下。"))).comments)
    styles = parts(draft(sentence("有依据。", "fact", "f1")))["word/styles.xml"]
    ids = {style.get(qn("w:styleId")) for style in styles}
    assert {"CommentReference", "CommentText"} <= ids


def test_a_comment_is_plain_and_carries_the_local_hour(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        quoted = replace(CITATIONS[0], quote="压减××日")
        value = draft(sentence("压减。", "passage", "p1"), sources=(quoted,))
        (comment,) = opened(value).comments
        shown, now = comment.timestamp.replace(tzinfo=None), datetime.now()
    finally:
        monkeypatch.undo()
        time.tzset()
    # Word shows the hour as it stands in the file.
    assert abs(now - shown) < timedelta(minutes=1)
    assert all(marks(run) == (None, None) for run in comment.paragraphs[0].runs)


def marks(run):
    """(highlight, ground) of a run."""
    properties = run._r.rPr
    if properties is None:
        return None, None
    return (
        attribute(properties, "w:highlight", "w:val"),
        attribute(properties, "w:shd", "w:fill"),
    )


def test_placeholders_are_yellow_and_borrowed_sentences_have_a_light_ground():
    paragraph = body_of(
        draft(
            sentence("到位××亿元，增长×%。"),
            sentence("借鉴××条。", "passage", "p1"),
            sentence("签约52个。", "fact", "f1"),
        )
    )
    # The reference of a comment is a run without text.
    assert [(run.text, *marks(run)) for run in paragraph.runs if run.text] == [
        ("到位", None, None),
        ("××", "yellow", None),
        ("亿元，增长", None, None),
        ("×", "yellow", None),
        ("%。", None, None),
        ("借鉴", None, "DEEAF6"),
        ("××", "yellow", None),
        ("条", None, "DEEAF6"),
        ("。", None, "DEEAF6"),
        ("签约52个", None, None),
        ("。", None, None),
    ]


def test_placeholders_are_yellow_in_the_title_and_the_signature_too():
    document = opened(draft(title="××县总结", organisation="××局"))
    yellow = [p.style.name for p in document.paragraphs for r in p.runs if marks(r)[0] == "yellow"]
    assert yellow == ["Title", "Signature"]


def test_a_speech_names_speaker_and_date_under_the_title_and_has_no_signature():
    document = opened(draft(**SPEECH))
    lines = [(p.style.name, p.text) for p in document.paragraphs]
    assert lines[:5] == [
        ("Title", "2024年招商引资工作总结"),
        ("Subtitle", "县长  王××"),
        ("Subtitle", "（2024年12月5日）"),
        ("Normal", ""),
        ("Salutation", "同志们："),
    ]
    assert not {"Signature", "Date"} & {name for name, _ in lines}


@pytest.mark.parametrize("changes", [{}, SPEECH, {"kind": "secondment", "recipient": ""}])
def test_the_file_holds_the_text_of_the_draft_in_order(changes):
    title = "在2024年上半年招商引资工作总结暨下半年工作安排部署会议上的讲话"
    value = draft(sentence("甲。"), sentence("乙。"), title=title, date="2024年1月5日", **changes)
    lines = [p.text.replace("\n", "") for p in opened(value).paragraphs if p.text]
    assert lines == value.text.split("\n")


def test_an_empty_draft_and_empty_paragraphs_leave_no_empty_lines():
    names = ("title", "organisation", "recipient", "date")
    value = draft(**dict.fromkeys(names, ""), sections=(Section("", 1, (Paragraph(()),)),))
    assert opened(value).paragraphs == []


def test_every_character_of_unicode_can_stand_anywhere():
    odd = "".join(map(chr, [*range(0x3000), *range(0xD7F0, 0xE010), *range(0xFDC0, 0x10010)]))
    citation = replace(CITATIONS[0], title=odd, heading_path=(odd,), quote=odd)
    value = draft(
        sentence(odd, "passage", "p1"),
        sentence("甲\x00\x0b\ud800\ufffe\uffff\n\t乙。", "fact", "f1"),
        lead=odd,
        facts=FactSheet.from_lines([odd]),
        sources=(citation,),
        **dict.fromkeys(("title", "organisation", "recipient", "speaker", "date", "writer"), odd),
    )
    assert body_of(value).text.endswith("甲乙。")
    assert len(list(opened(value).comments)) == 2


def test_pasted_indents_and_line_breaks_do_not_survive():
    paragraph = body_of(draft(sentence("　　第一\n行，two\nwords。")))
    assert paragraph.text == "第一行，two words。"


def test_properties_name_the_title_the_organisation_and_the_writer():
    document = opened(draft(writer="model:qwen"))
    properties = document.core_properties
    assert properties.title == "2024年招商引资工作总结"
    assert properties.author == properties.last_modified_by == "清河县投资促进局"
    assert properties.language == "zh-CN"
    assert abs(datetime.now(UTC) - properties.created) < timedelta(minutes=1)
    assert "由招商文稿助手生成（写作方式：model:qwen）" in properties.comments
    custom = etree.tostring(parts(draft(writer="model:qwen"))["docProps/custom.xml"])
    custom = etree.fromstring(custom).xpath("string()")
    assert '"Label": "1"' in custom
    assert "写作方式：model:qwen" in custom


def test_a_path_is_replaced_whole_and_readable_by_others(tmp_path):
    target = tmp_path / "总结.docx"
    target.write_bytes(b"old")
    export(draft(), target)
    assert docx.Document(str(target)).paragraphs[0].text == "2024年招商引资工作总结"
    assert list(tmp_path.iterdir()) == [target]
    other = tmp_path / "other"
    other.touch()
    assert target.stat().st_mode == other.stat().st_mode


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("没有的文件夹/总结.docx", "请先建立该文件夹"),
        ("taken", "请换一个文件名"),
        ("file/总结.docx", "请另选保存位置"),
        ("总" * 200 + ".docx", "请缩短文件名"),
        ("总\x00结.docx", "请检查磁盘或另选保存位置"),
    ],
)
def test_a_target_that_cannot_be_written_leaves_nothing_and_says_what_to_do(tmp_path, name, cure):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "inside").touch()
    (tmp_path / "file").touch()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ExportError, match=cure):
        export(draft(), tmp_path / name)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_without_permission_is_named_as_such(tmp_path, monkeypatch):
    tmp_path.chmod(0o500)
    if os.access(tmp_path, os.W_OK):  # root may write anywhere: let the system refuse by itself

        def refuse(*args):
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(ExportError, match="没有写入权限"):
        export(draft(), tmp_path / "总结.docx")
    assert list(tmp_path.iterdir()) == []


def test_a_stream_that_cannot_be_written_is_an_export_error():
    stream = io.BytesIO()
    stream.close()
    with pytest.raises(ExportError, match="Word 文件"):
        export(draft(), stream)
