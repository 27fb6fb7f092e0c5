"""A bureau's own template: its page, letterhead and styles with our text."""

import io
import zipfile

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from word_files import FILLED, W, draft, exported, opened, parts

from assistant.errors import ExportError
from assistant.word import ExportOptions

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT_TYPE = b"wordprocessingml.document.main+xml"


def options(file, **changes):
    return ExportOptions(template=file, **changes)


def bare():
    """A document without any style but a default one that names no typeface, as Word makes it."""
    document = docx.Document()
    styles = document.styles.element
    for style in list(styles.iterchildren(qn("w:style"))):
        if style.get(qn("w:default")) is None:
            styles.remove(style)
    fonts = styles.find(f".//{W}rPrDefault//{W}rFonts")
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    return document


@pytest.fixture
def template(tmp_path):
    """Saves a document, made by a function from a bare one, as a template file."""

    def save(change=lambda document: None, name="模板.docx"):
        document = bare()
        change(document)
        document.save(str(tmp_path / name))
        return tmp_path / name

    return save


def letterhead(document):
    section = document.sections[0]
    section.page_width, section.page_height = Mm(184), Mm(260)
    section.left_margin = section.right_margin = Mm(20)
    section.header.paragraphs[0].text = "清河县投资促进局文件"
    section.footer.paragraphs[0].text = "清招〔2024〕号"
    document.add_paragraph("模板里的示例文字")


def named(document, name, size):
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.font.size = Pt(size)
    return style


def shown(document):
    return [(p.style.name, p.text) for p in document.paragraphs if p.text]


def test_page_header_and_footer_stay_and_the_sample_text_goes(template):
    document = opened(FILLED, options(template(letterhead)))
    section = document.sections[0]
    assert section.page_width.mm == pytest.approx(184, abs=0.1)
    assert section.left_margin.mm == pytest.approx(20, abs=0.1)
    assert section.header.paragraphs[0].text == "清河县投资促进局文件"
    assert [p.text for p in section.footer.paragraphs] == ["清招〔2024〕号"]
    assert [text for _, text in shown(document)] == [text for _, text in shown(opened(FILLED))]


def test_a_mark_in_the_template_says_where_the_text_goes(template):
    def marked(document):
        document.add_paragraph("清河县投资促进局文件")
        document.add_paragraph("{{ 正文 }}")
        document.add_paragraph("抄送：县政府办公室")

    lines = [text for _, text in shown(opened(FILLED, options(template(marked))))]
    assert lines[0] == "清河县投资促进局文件"
    assert lines[-1] == "抄送：县政府办公室"
    assert lines[1:-1] == [text for _, text in shown(opened(FILLED))]


def test_of_several_sections_the_first_gives_page_and_header(template):
    def two(document):
        letterhead(document)
        section = document.add_section()
        section.page_width = Mm(400)
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = "附录"

    document = opened(FILLED, options(template(two)))
    assert len(document.sections) == 1
    assert document.sections[0].header.paragraphs[0].text == "清河县投资促进局文件"
    assert document.sections[0].page_width.mm == pytest.approx(184, abs=0.1)


def test_styles_of_the_same_name_or_meaning_are_theirs(template):
    def styled(document):
        named(document, "公文标题", 26)
        named(document, "Heading 1", 18).element.set(qn("w:styleId"), "1")
        named(document, "落款", 15)
        body = named(document, "公文正文", 14)
        body.paragraph_format.first_line_indent = Pt(28)

    document = opened(FILLED, options(template(styled)))
    names = {text: name for name, text in shown(document)}
    assert names[FILLED.title] == "公文标题"
    assert names["一、主要做法"] == "Heading 1"
    assert names["清河县投资促进局"] == "落款"
    assert names["（一）开展精准招商"] == "Heading 2"
    (heading,) = (p for p in document.paragraphs if p.text == "一、主要做法")
    assert (heading.style.style_id, heading.style.font.size.pt) == ("1", 18)
    assert "公文正文" in names.values()
    # Two characters of 14 points to the right, as the body's size is now.
    (signature,) = (p for p in document.paragraphs if p.style.name == "落款")
    assert signature.paragraph_format.right_indent.pt == pytest.approx(28, abs=0.1)


def test_a_style_that_is_lacking_is_ours_and_keeps_its_measures(template):
    xml = parts(FILLED, options(template()))
    styles = {
        s.find(f"{W}name").get(f"{W}val"): s for s in xml["word/styles.xml"].iter(f"{W}style")
    }
    heading = styles["heading 1"]
    assert heading.find(f".//{W}rFonts").get(f"{W}eastAsia") == "黑体"
    assert heading.find(f".//{W}outlineLvl").get(f"{W}val") == "0"
    ids = {style.get(f"{W}styleId") for style in styles.values()}
    used = xml["word/document.xml"].xpath("//*[local-name()='pStyle']/@*")
    bases = xml["word/styles.xml"].xpath("//*[local-name()='basedOn' or local-name()='next']/@*")
    assert {*used, *bases} <= ids
    assert len(ids) == len(list(xml["word/styles.xml"].iter(f"{W}style")))


def test_our_styles_rest_on_their_normal_only_if_it_names_a_typeface(template):
    def base_of_body(file):
        document = opened(FILLED, options(file))
        (body,) = (p.style for p in document.paragraphs if p.style.name == "Body Text")
        return body.base_style

    def song(document):
        document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts().set(
            qn("w:eastAsia"), "宋体"
        )

    own = base_of_body(template())
    assert own.name == "公文基准"
    assert own.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋"
    assert base_of_body(template(song, "宋体.docx")).name == "Normal"


def test_a_heading_that_numbers_itself_does_not_number_twice(template):
    def numbering(document):
        properties = named(document, "Heading 1", 18).element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="1"/></w:numPr>'))

    document = opened(FILLED, options(template(numbering)))
    (heading,) = (p for p in document.paragraphs if p.text == "一、主要做法")
    assert heading.style.base_style.name == "Heading 1"
    assert heading.style.element.xpath("w:pPr/w:numPr/w:numId/@w:val") == ["0"]


def test_comments_go_with_the_sample_text_and_ours_carry_their_own_numbers(template):
    def commented(document):
        run = document.add_paragraph().add_run("示例")
        document.add_comment(run, "模板的批注", "甲", "甲")

    document = opened(FILLED, options(template(commented)))
    assert [comment.text for comment in document.comments] == [
        "依据：签约项目52个（“主要指标”表 B3）",
        "参考：《2023年总结》 二、做法：建立“链长”机制",
    ]


def test_a_template_without_footers_gets_page_numbers(template):
    document = opened(FILLED, options(template()))
    assert document.sections[0].footer.paragraphs[0].text == "— 1 —"
    assert document.sections[0].even_page_footer.paragraphs[0].text == "— 1 —"


def test_a_title_is_broken_to_fit_the_page_of_the_template(template):
    title = "在2024年上半年招商引资工作总结暨下半年工作安排部署会议上的讲话"
    value = draft(title=title, kind="speech", spoken=True)
    lines = opened(value, options(template(letterhead))).paragraphs[0].text.split("\n")
    assert "".join(lines) == title
    assert max(map(len, lines)) * 22 <= Mm(144).pt


def test_the_label_joins_the_properties_that_the_template_has(template):
    file = template()
    space = "http://schemas.openxmlformats.org/officeDocument/2006"
    first = exported(FILLED, options(file))
    again = file.with_name("再用.docx")
    again.write_bytes(first)
    properties = parts(FILLED, options(again))["docProps/custom.xml"]
    assert sorted(properties.xpath("*/@name")) == sorted(["AIGC", "生成说明", "版式"])
    ids = [int(number) for number in properties.xpath("*/@pid")]
    assert len(set(ids)) == len(ids) == 3
    assert properties.tag == f"{{{space}/custom-properties}}Properties"


def test_what_contradicts_the_text_or_leads_out_of_the_file_is_dropped(template):
    def attached(document):
        settings = document.part._settings_part
        key = settings.relate_to(
            "file:///C:/模板.dotx", f"{RELATIONS}/attachedTemplate", is_external=True
        )
        settings.element.insert(
            0, parse_xml(f'<w:attachedTemplate {nsdecls("w", "r")} r:id="{key}"/>')
        )

    file = template(attached)
    with zipfile.ZipFile(file) as archive:
        assert "word/stylesWithEffects.xml" in archive.namelist()
    with zipfile.ZipFile(io.BytesIO(exported(FILLED, options(file)))) as archive:
        text = b"".join(map(archive.read, archive.namelist()))
        assert not {"word/stylesWithEffects.xml", "docProps/thumbnail.jpeg"} & set(
            archive.namelist()
        )
    assert b"attachedTemplate" not in text
    language = parts(FILLED, options(file))["word/styles.xml"].find(f".//{W}lang")
    assert language.get(f"{W}eastAsia") == "zh-CN"


def retyped(file, old, new):
    """The file with other words in its list of types."""
    stream = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(old, new) if "Content_Types" in name else content)
    file.write_bytes(stream.getvalue())
    return file


def test_a_dotx_is_taken_and_the_result_is_a_docx(template):
    file = retyped(template(letterhead), DOCUMENT_TYPE, b"wordprocessingml.template.main+xml")
    content = exported(FILLED, options(file))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert DOCUMENT_TYPE in archive.read("[Content_Types].xml")
    assert docx.Document(io.BytesIO(content)).sections[0].header.paragraphs[0].text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "不是 Word 文件"),
        (b"%PDF-1.7", "不是 Word 文件"),
        (b"PK\x03\x04" + b"x" * 100, "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版 .doc 或设了密码"),
    ],
)
def test_what_is_no_word_file_is_refused_with_advice(tmp_path, content, reason):
    file = tmp_path / "模板.docx"
    file.write_bytes(content)
    with pytest.raises(ExportError, match=f"模板 模板.docx .*{reason}"):
        exported(FILLED, options(file))


@pytest.mark.parametrize("kind", ["document", "template"])
def test_macros_are_refused(template, kind):
    new = f"ms-word.{kind}.macroEnabledTemplate.main+xml".encode()
    with pytest.raises(ExportError, match="含有宏，请在 Word 中另存为"):
        exported(FILLED, options(retyped(template(), DOCUMENT_TYPE, new)))


def test_a_workbook_is_refused(tmp_path):
    import openpyxl

    file = tmp_path / "模板.docx"
    openpyxl.Workbook().save(file)
    with pytest.raises(ExportError, match="不是 Word 文件"):
        exported(FILLED, options(file))


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml"])
def test_a_damaged_part_is_named_as_damage(template, part):
    file = template()
    stream = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[: len(content) // 2] if name == part else content)
    file.write_bytes(stream.getvalue())
    with pytest.raises(ExportError, match=r"模板 模板.docx .*(损坏|不是 Word 文件)"):
        exported(FILLED, options(file))


def test_a_missing_template_and_a_folder_are_named(tmp_path):
    for file in (tmp_path / "没有.docx", tmp_path):
        with pytest.raises(ExportError, match=f"模板 {file.name} 打不开"):
            exported(FILLED, options(file))
