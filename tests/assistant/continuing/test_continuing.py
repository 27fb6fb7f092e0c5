"""A draft goes to Word, is edited there by hand, and is taken up again."""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from dataclasses import replace

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from drafts import draft_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.continuing.continuing import continued
from assistant.drafts import Paragraph, Section, Sentence, Source
from assistant.errors import AssistantError, WordFileError
from assistant.types import Brief, Citation, FactSheet
from assistant.word import export
from knowledge_base.readers import libreoffice

pytestmark = pytest.mark.slow  # each file is read by a process of its own
FACTS = FactSheet.from_lines(
    ["新签约项目52个，总投资186.3亿元", "到位内资98.7亿元", "盘活用地436亩"]
)
BRIEF = Brief("summary", period="2024年", facts=FACTS, length=(10, 5000))
CITATIONS = (
    Citation(1, "p1", "d1", "2023年总结", ("二、做法",), "建立链长机制，压减时限5个工作日"),
    Citation(2, "p2", "d2", "2022年总结", (), "走访存量企业，建立诉求台账"),
)
SIGNED = Sentence("全年新签约项目52个，总投资186.3亿元。", Source("fact", ("f1",)))
ARRIVED = Sentence("到位内资98.7亿元，为年度目标打下基础。", Source("fact", ("f2",)))
LAND = Sentence("盘活低效用地436亩。", Source("fact", ("f3",)))
CHAIN = Sentence("建立链长机制，压减审批时限××个工作日。", Source("passage", ("p1",)))
VISITS = Sentence("走访存量企业，建立企业诉求台账。", Source("passage", ("p2",)))
TRAINING = Sentence("组织专题培训。选派干部到一线跟班学习，提升项目研判能力。")
OPENING = Sentence("现将有关情况报告如下：")
EDITED = "edited"


def draft(**changes):
    sections = (
        Section("", 1, (Paragraph((OPENING,)),), "opening"),
        Section(
            "主要指标完成情况", 1, (Paragraph((SIGNED, ARRIVED)), Paragraph((LAND,))), "result"
        ),
        Section("主要做法", 1, (), "measure"),
        Section("建强招商专班", 2, (Paragraph((CHAIN,), "强化推进"),), "measure"),
        Section("推行以商招商", 2, (Paragraph((VISITS,), "用好存量"),), "measure"),
        Section("下一步打算", 1, (Paragraph((TRAINING,)),), "plan"),
    )
    base = draft_of(
        title="2024年招商引资工作总结",
        organisation="清河县投资促进局",
        recipient="县委、县政府",
        date="2024-12-05",
        sections=sections,
        facts=FACTS,
        sources=CITATIONS,
        writer="extractive",
        id="abcdef123456",
        brief=BRIEF,
    )
    return replace(base, **changes)


SPEECH = draft(
    kind="speech",
    spoken=True,
    speaker="县长　王××",
    recipient="同志们",
    sections=(
        *draft().sections,
        Section(
            "",
            1,
            (
                Paragraph((Sentence("同志们，招商等不得。希望大家把任务抓到位。"),)),
                Paragraph((Sentence("谢谢大家！"),)),
            ),
            "closing",
        ),
    ),
    brief=replace(BRIEF, kind="speech"),
)


def nothing_stored(draft_id):
    raise AssistantError(f"没有编号为 {draft_id} 的文稿")


@pytest.fixture
def edit(tmp_path):
    """Exports a draft, lets a function change the file, and takes it up again."""

    def done(value=None, change=lambda document: None, stored=nothing_stored):
        path = tmp_path / "文稿.docx"
        export(value or draft(), path)
        document = docx.Document(str(path))
        change(document)
        document.save(str(path))
        return continued(path, stored)

    return done


def paragraph(document, start):
    """The paragraph that begins with these words."""
    return next(p for p in document.paragraphs if p.text.startswith(start))


def put(document, start, old, new):
    """Replaces words in the paragraph that begins with start, as typing over them does."""
    found = paragraph(document, start)
    start = "".join(run.text for run in found.runs).index(old)
    end, at, typed = start + len(old), 0, new
    for run in found.runs:
        text, at = run.text, at + len(run.text)
        first = at - len(text)
        if first < end and at > start:
            run.text = text[: max(0, start - first)] + typed + text[max(0, end - first) :]
            typed = ""


def sentences(value):
    return {s.text: s.source for section in value.sections for s in section.sentences}


def kinds(value):
    return [finding.kind for finding in value.findings]


@pytest.mark.parametrize(
    "value",
    [
        draft(),
        draft(date="二〇二四年十二月"),
        draft(title="", recipient="", date=""),
        draft(organisation="", sections=draft().sections[1:]),
        SPEECH,
        replace(SPEECH, date="", speaker=""),
        draft(kind="secondment", speaker="挂职干部　李×", recipient=""),
        draft(title="关于2024年全县招商引资和重点产业项目建设推进落实情况的工作报告"),
    ],
)
def test_a_file_nobody_changed_is_the_same_draft_under_a_new_id(edit, value):
    made = edit(value)
    assert made.id != value.id
    assert replace(made, id=value.id, findings=()) == value
    assert "reading" not in kinds(made)


def test_a_changed_sentence_is_the_persons_own_and_remembers_what_it_was(edit):
    made = edit(change=lambda d: put(d, "全年", "为年度目标打下基础", "完成年度目标"))
    assert sentences(made)["到位内资98.7亿元，完成年度目标。"] == Source(EDITED, ("f2",))
    assert sentences(made)[SIGNED.text] == SIGNED.source
    assert kinds(made) == kinds(edit())


def test_a_filled_placeholder_is_supported_by_the_person(edit):
    def fill(document):
        put(document, "强化", "××", "12")

    assert kinds(edit()) == ["placeholder", "unconfirmed", "unconfirmed"]
    made = edit(change=fill)
    assert sentences(made)["建立链长机制，压减审批时限12个工作日。"] == Source(EDITED, ("p1",))
    assert kinds(made) == ["unconfirmed"]


def test_a_number_that_contradicts_its_fact_is_told_as_rewritten(edit):
    made = edit(change=lambda d: put(d, "全年", "52个", "53个"))
    (finding,) = [f for f in made.findings if f.kind == "unsupported_number"]
    assert finding.message.startswith("用户改写：“53个”")
    assert "52个" in finding.message


@pytest.mark.parametrize("better", ["五十二个", "50余个", "近60个", "52个，其中亿元以上项目20个"])
def test_a_number_said_otherwise_contradicts_nothing(edit, better):
    made = edit(change=lambda d: put(d, "全年", "52个", better))
    told = [f for f in made.findings if f.kind == "unsupported_number"]
    assert not told


def test_a_new_sentence_needs_no_fact_and_a_deleted_fact_is_missed(edit):
    def change(document):
        put(document, "全年", "到位内资98.7亿元，为年度目标打下基础。", "")
        paragraph(document, "盘活").add_run("新建标准厂房8万平方米。")

    made = edit(change=change)
    assert sentences(made)["新建标准厂房8万平方米。"] == Source(EDITED)
    (unused,) = [f for f in made.findings if f.kind == "unused_fact"]
    assert "到位内资" in unused.message
    assert "unsupported_number" not in kinds(made)


def test_a_fact_told_in_quite_other_words_is_not_missed(edit):
    made = edit(change=lambda d: put(d, "盘活", LAND.text, "土地要素保障有力，腾出436亩。"))
    assert sentences(made)["土地要素保障有力，腾出436亩。"] == Source(EDITED, ("f3",))
    assert "unused_fact" not in kinds(made)


def test_part_of_a_sentence_of_several_stays_what_it_was(edit):
    made = edit(change=lambda d: put(d, "组织", "选派干部", "选派年轻干部"))
    assert sentences(made)["组织专题培训。"] == TRAINING.source
    assert sentences(made)["选派年轻干部到一线跟班学习，提升项目研判能力。"] == Source(EDITED)


def test_sentences_joined_into_one_keep_both_facts(edit):
    made = edit(change=lambda d: put(d, "全年", "亿元。", "亿元，"))
    assert sentences(made)[SIGNED.text[:-1] + "，" + ARRIVED.text].refs == ("f1", "f2")


def test_a_sentence_in_two_keeps_its_source_in_both(edit):
    made = edit(change=lambda d: put(d, "强化", "机制，压减", "机制。持续压减"))
    assert sentences(made)["持续压减审批时限××个工作日。"].refs == ("p1",)


def test_words_put_before_a_sentence_change_it(edit):
    made = edit(change=lambda d: put(d, "盘活", "盘活", "据统计，盘活"))
    assert sentences(made)["据统计，" + LAND.text] == Source(EDITED, ("f3",))


def test_sections_move_rename_come_and_go(edit):
    def change(document):
        body = document.element.body
        chain, visits = (paragraph(document, text) for text in ("（一）", "（二）"))
        moved = [visits._p, visits._p.getnext()]
        for element in moved:
            chain._p.addprevious(element)
        put(document, "一、", "主要指标完成情况", "工作成效")
        plan = paragraph(document, "三、")
        new = deepcopy(plan._p)
        body.insert(list(body).index(plan._p), new)
        new.findall(qn("w:r"))[0].find(qn("w:t")).text = "三、存在的问题"
        for element in (plan._p.getnext(), plan._p):
            body.remove(element)

    made = edit(change=change)
    found = [(section.heading, section.level, section.role) for section in made.sections]
    assert found == [
        ("", 1, "opening"),
        ("工作成效", 1, "result"),
        ("主要做法", 1, "measure"),
        ("推行以商招商", 2, "measure"),
        ("建强招商专班", 2, "measure"),
        ("存在的问题", 1, ""),
    ]
    assert made.sections[3].paragraphs == draft().sections[4].paragraphs


@pytest.mark.parametrize(
    "title", ["总结", "关于2024年全县招商引资和重点产业项目建设推进落实情况的工作报告"]
)
def test_headings_are_known_by_number_where_the_style_is_gone(edit, title):
    def change(document):
        for found in document.paragraphs:
            found.style = document.styles["Normal"]

    value = draft(title=title)
    made = edit(value, change)
    assert replace(made, id=value.id, findings=()) == value


def test_a_line_added_under_the_title_of_a_summary_is_no_date(edit):
    def change(document):
        title = document.paragraphs[0]
        title._p.addnext(deepcopy(title._p))
        document.paragraphs[1].style = document.styles["Subtitle"]
        document.paragraphs[1].runs[0].text = "（2024年12月30日）"

    made = edit(change=change)
    assert (made.speaker, made.date) == ("（2024年12月30日）", "2024-12-05")


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_whatever_is_moved_or_removed_the_rest_is_there_with_its_sources(edit, data):
    left = []

    def change(document):
        body = [p for p in document.paragraphs if p.style.name in ("Body Text", "Heading 2")]
        end = body[-1]._p.getnext()
        for index in data.draw(st.permutations(range(len(body)))):
            body[index]._p.getparent().remove(body[index]._p)
            if data.draw(st.booleans()):
                end.addprevious(body[index]._p)
                left.append(body[index].text)

    made = edit(change=change)
    lines = [re.sub("^（.）", "", line) for line in made.text.split("\n")]
    assert [line for line in lines if line in {re.sub("^（.）", "", text) for text in left}] == [
        re.sub("^（.）", "", text) for text in left
    ]
    known = sentences(draft())
    assert all(source == known[text] for text, source in sentences(made).items())


def test_a_run_in_heading_may_be_renamed_or_removed(edit):
    def change(document):
        put(document, "强化", "强化推进", "挂图作战")
        put(document, "用好", "用好存量。", "")

    made = edit(change=change)
    assert made.sections[3].paragraphs[0] == Paragraph((CHAIN,), "挂图作战")
    assert made.sections[4].paragraphs[0] == Paragraph((VISITS,))


def test_a_closing_is_told_from_the_section_above_it(edit):
    def change(document):
        put(document, "同志们，", "等不得", "等不得、慢不得")
        document.add_paragraph("祝大家工作顺利！", style="Body Text")

    closing = edit(SPEECH, change).sections[-1]
    assert (closing.heading, closing.role) == ("", "closing")
    assert [p.text for p in closing.paragraphs] == [
        "同志们，招商等不得、慢不得。希望大家把任务抓到位。",
        "谢谢大家！",
        "祝大家工作顺利！",
    ]


def test_the_lines_around_the_text_follow_the_file(edit):
    def change(document):
        put(document, "2024年招商", "工作总结", "工作情况报告")
        put(document, "县委", "县委、县政府", "市投资促进局")
        put(document, "清河", "投资促进局", "招商服务中心")
        put(document, "2024年12月", "12月5日", "12月30日")

    made = edit(change=change)
    assert made.title == "2024年招商引资工作情况报告"
    assert made.recipient == "市投资促进局"
    assert made.organisation == "清河县招商服务中心"
    assert made.date == "2024年12月30日"


def test_tracked_changes_count_as_accepted(edit):
    def change(document):
        run = next(r for r in paragraph(document, "盘活").runs if r.text)
        deleted = parse_xml(f'<w:del {nsdecls("w")} w:id="901" w:author="张"><w:r/></w:del>')
        inserted = parse_xml(
            f'<w:ins {nsdecls("w")} w:id="902" w:author="张"><w:r>'
            "<w:t>盘活低效用地和闲置厂房436亩。</w:t></w:r></w:ins>"
        )
        run._r.addprevious(deleted)
        run._r.addprevious(inserted)
        deleted.append(run._r)
        run._r.find(qn("w:t")).tag = qn("w:delText")

    made = edit(change=change)
    assert "盘活低效用地和闲置厂房436亩。" in sentences(made)
    assert LAND.text not in sentences(made)
    assert any("修订" in f.message for f in made.findings if f.kind == "reading")


def test_tables_text_boxes_and_comments_of_others_are_not_lost(edit):
    def change(document):
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = "到位资金", "98.7亿元"
        paragraph(document, "盘活")._p.append(
            parse_xml(
                f"<w:r {nsdecls('w')}><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'>"
                "<v:textbox><w:txbxContent><w:p><w:r><w:t>框内文字。</w:t></w:r></w:p>"
                "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
            )
        )
        run = next(r for r in paragraph(document, "现将").runs if r.text)
        document.add_comment([run], "开头再精炼些", "赵局长", "赵")

    made = edit(change=change)
    assert "到位资金 | 98.7亿元" in made.text
    assert "框内文字。" in sentences(made)
    told = [f.message for f in made.findings if f.kind in ("reading", "comment")]
    assert any("表格" in message for message in told)
    assert "赵局长的批注：开头再精炼些" in told


def test_a_picture_that_was_put_in_is_named(edit, tmp_path):
    from PIL import Image

    Image.new("RGB", (4, 4)).save(tmp_path / "图.png")
    made = edit(change=lambda document: document.add_picture(str(tmp_path / "图.png")))
    assert any("1 张图片" in finding.message for finding in made.findings)


def test_comments_may_be_deleted_and_one_file_continued_again_and_again(edit):
    def first(document):
        for tag in ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"):
            for element in document.element.body.iter(qn(tag)):
                element.getparent().remove(element)
        put(document, "强化", "××", "12")

    once = edit(change=first)
    twice = edit(once)
    assert replace(twice, id=once.id) == once
    thrice = edit(twice, lambda d: put(d, "强化", "12个工作日", "一半以上"))
    assert sentences(thrice)["建立链长机制，压减审批时限一半以上。"] == Source(EDITED, ("p1",))
    assert sentences(thrice)[VISITS.text] == VISITS.source


def test_the_word_file_of_an_edited_draft_neither_shades_nor_hides_the_edit(edit, tmp_path):
    made = edit(change=lambda d: put(d, "强化", "××", "12"))
    export(made, tmp_path / "again.docx")
    document = docx.Document(str(tmp_path / "again.docx"))
    run = next(r for r in paragraph(document, "强化").runs if "12个工作日" in r.text)
    assert run._r.find(f".//{qn('w:shd')}") is None
    assert any(c.text.startswith("用户改写，原参考：《2023年总结》") for c in document.comments)


def rewritten(path, change):
    """A package with each part passed through change(name, bytes), those of None left out."""
    held = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(held, "w") as target:
        for name in source.namelist():
            data = change(name, source.read(name))
            if data is not None:
                target.writestr(name, data)
    path.write_bytes(held.getvalue())


def without_record(name, data):
    if name == "word/_rels/document.xml.rels":
        return data.replace(b"relationships/customXml", b"relationships/gone")
    return None if name.startswith("customXml/") else data


def test_a_file_that_lost_its_record_is_known_by_its_number(tmp_path):
    path = tmp_path / "文稿.docx"
    export(draft(), path)
    rewritten(path, without_record)
    asked = []

    def stored(draft_id):
        asked.append(draft_id)
        return draft()

    made = continued(path, stored)
    assert asked == [draft().id]
    assert replace(made, id=draft().id, findings=()) == draft()
    with pytest.raises(WordFileError, match="不是由本程序导出"):
        continued(path, nothing_stored)


def test_the_record_is_a_custom_part_that_office_programs_keep_and_always_the_same(tmp_path):
    held = []
    for name in ("一.docx", "二.docx"):
        export(draft(), tmp_path / name)
        with zipfile.ZipFile(tmp_path / name) as package:
            held.append({n: package.read(n) for n in package.namelist() if "customXml" in n})
            types = package.read("[Content_Types].xml").decode()
            relations = package.read("word/_rels/document.xml.rels").decode()
    assert held[0] == held[1]
    assert set(held[0]) == {
        "customXml/item1.xml",
        "customXml/_rels/item1.xml.rels",
        "customXml/itemProps1.xml",
    }
    assert "customXmlProperties+xml" in types
    assert "../customXml/item1.xml" in relations


def test_a_damaged_record_is_as_good_as_none(tmp_path):
    path = tmp_path / "文稿.docx"
    export(draft(), path)
    rewritten(
        path, lambda n, d: d.replace(b'"title"', b'"tilte"') if n.endswith("item1.xml") else d
    )
    assert continued(path, lambda draft_id: draft()).title == draft().title


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("无.docx", None, "没有 .*无.docx 这个文件"),
        ("空.docx", b"", "空文件"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "另存为 .docx"),
        (
            "锁.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "取消密码",
        ),
        ("断.docx", b"PK\x03\x04broken", "已损坏.*再试"),
        ("文.txt", "纯文本".encode(), "另存为 .docx"),
    ],
)
def test_what_cannot_be_taken_up_is_named_with_what_to_do(tmp_path, name, content, says):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WordFileError, match=says) as caught:
        continued(path, nothing_stored)
    assert "再导入" not in str(caught.value)


def test_a_document_of_others_is_sent_to_the_library(tmp_path):
    path = tmp_path / "别人.docx"
    document = docx.Document()
    document.add_paragraph("别人的文稿。")
    document.save(str(path))
    with pytest.raises(WordFileError, match="zhaoshang import"):
        continued(path, nothing_stored)


def test_a_file_cut_in_the_middle_is_damaged(tmp_path):
    path = tmp_path / "文稿.docx"
    export(draft(), path)
    rewritten(path, lambda n, d: d[: len(d) // 2] if n == "word/document.xml" else d)
    with pytest.raises(WordFileError, match="已损坏"):
        continued(path, nothing_stored)


@pytest.mark.skipif(not libreoffice.program(), reason="needs LibreOffice")
@pytest.mark.parametrize("value", [draft(), SPEECH])
def test_libreoffice_may_save_the_file_in_between(tmp_path, value):
    path = tmp_path / "文稿.docx"
    export(value, path)
    document = docx.Document(str(path))
    put(document, "强化", "××", "12")
    document.save(str(path))
    path.write_bytes(libreoffice.convert(path.read_bytes(), ".docx", "docx"))
    made = continued(path, nothing_stored)
    old = sentences(value)
    changed = {text: source for text, source in sentences(made).items() if text not in old}
    assert changed == {"建立链长机制，压减审批时限12个工作日。": Source(EDITED, ("p1",))}
    kept = replace(made, id=value.id, findings=(), sections=())
    assert kept == replace(value, sections=())
    assert [s.heading for s in made.sections] == [s.heading for s in value.sections]
