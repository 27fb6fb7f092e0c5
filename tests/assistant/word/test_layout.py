"""The measures of GB/T 9704-2012 in the XML of the Word file."""

import re
from dataclasses import replace

import pytest
import word_files
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from drafts import draft_of
from lxml import etree

from assistant.drafts import Paragraph, Section, Sentence, Source
from assistant.word import STANDARD, ExportOptions
from assistant.word.layout import Font


def draft(**changes):
    """A summary with headings of two levels and a commented sentence."""
    text = Paragraph((Sentence("建立“链长”机制。", Source("fact", ("f1",))),))
    sections = (Section("主要做法", 1, ()), Section("开展精准招商", 2, (text,)))
    base = draft_of(
        title="2024年招商引资工作总结",
        organisation="清河县投资促进局",
        recipient="县委、县政府",
        date="2024年12月5日",
        sections=sections,
    )
    return replace(base, **changes)


def parts(value, layout=STANDARD):
    """The XML parts of the exported file, parsed, by name."""
    return word_files.parts(value, ExportOptions(layout=layout))


def opened(value, layout=STANDARD):
    return word_files.opened(value, ExportOptions(layout=layout))


def attribute(element, path, name):
    found = element.find(path, {"w": qn("w:p").split("}")[0][1:]})
    return None if found is None else found.get(qn(name))


def style(xml, style_id):
    return next(s for s in xml["word/styles.xml"] if s.get(qn("w:styleId")) == style_id)


def test_the_page_has_the_standard_margins_and_a_grid_of_lines():
    section = opened(draft()).sections[0]
    for actual, expected in (
        (section.page_width, Mm(210)),
        (section.page_height, Mm(297)),
        (section.top_margin, Mm(37)),
        (section.bottom_margin, Mm(35)),
        (section.left_margin, Mm(28)),
        (section.right_margin, Mm(26)),
        (section.footer_distance, Mm(25)),
    ):
        assert abs(actual.mm - expected.mm) < 0.05
    page = parts(draft())["word/document.xml"]
    assert attribute(page, ".//w:docGrid", "w:type") == "lines"
    assert attribute(page, ".//w:docGrid", "w:linePitch") == "579"


@pytest.mark.parametrize(
    ("style_id", "chinese", "latin", "half_points", "line", "spacing"),
    [
        ("Normal", "仿宋", "Times New Roman", "32", "579", "-5"),
        ("Title", "方正小标宋简体", "Times New Roman", "44", "700", "0"),
        ("Subtitle", "楷体", "Times New Roman", "32", None, "-5"),
        ("Heading1", "黑体", "Times New Roman", "32", None, "-5"),
        ("Heading2", "楷体", "Times New Roman", "32", None, "-5"),
        ("Lead", "楷体", "Times New Roman", "32", None, "-5"),
        ("Footer", "宋体", "宋体", "28", "360", "0"),
    ],
)
def test_a_style_sets_all_four_fonts_and_its_measures(
    style_id, chinese, latin, half_points, line, spacing
):
    found = style(parts(draft()), style_id)
    fonts = [attribute(found, "w:rPr/w:rFonts", f"w:{n}") for n in ("ascii", "hAnsi", "cs")]
    assert fonts == [latin] * 3
    assert attribute(found, "w:rPr/w:rFonts", "w:eastAsia") == chinese
    assert attribute(found, "w:rPr/w:sz", "w:val") == half_points
    assert attribute(found, "w:rPr/w:spacing", "w:val") == spacing
    assert attribute(found, "w:pPr/w:spacing", "w:line") == line
    rule = "exact" if line else None
    assert attribute(found, "w:pPr/w:spacing", "w:lineRule") == rule


def test_headings_are_word_headings_neither_blue_nor_bold():
    xml = parts(draft())
    for level in (1, 2):
        heading = style(xml, f"Heading{level}")
        assert attribute(heading, "w:name", "w:val") == f"heading {level}"
        assert attribute(heading, "w:pPr/w:outlineLvl", "w:val") == str(level - 1)
        assert heading.find(f".//{qn('w:color')}") is None
        assert heading.find(f".//{qn('w:b')}") is None
    shown = [(p.style.name, p.text) for p in opened(draft()).paragraphs if "H" in p.style.name]
    assert shown == [("Heading 1", "一、主要做法"), ("Heading 2", "（一）开展精准招商")]


@pytest.mark.parametrize("style_id", ["BodyText", "Heading1", "Heading2"])
def test_text_and_headings_are_indented_by_two_characters(style_id):
    found = style(parts(draft()), style_id)
    assert attribute(found, "w:pPr/w:ind", "w:firstLineChars") == "200"
    assert attribute(found, "w:pPr/w:ind", "w:firstLine") == "630"


def test_theme_fonts_are_named_and_nothing_of_a_stock_template_is_left():
    xml = parts(draft())
    for name, root in xml.items():
        text = etree.tostring(root, encoding="unicode")
        # docDefaults and styles name fonts; a theme attribute would win over them.
        assert "Theme=" not in text, name
        for trace in ("python-docx", "Calibri", "Cambria", "ja-JP", "365F91", "2013-"):
            assert trace not in text, (name, trace)
    theme = etree.tostring(xml["word/theme/theme1.xml"], encoding="unicode")
    assert 'ea typeface="仿宋"' in theme
    assert 'ea typeface="黑体"' in theme
    assert 'latin typeface="Times New Roman"' in theme
    assert not [name for name in xml if "thumbnail" in name]
    # A stock template has custom parts of its own; the one here is the draft.
    assert [n for n in xml if re.fullmatch(r"customXml/item\d+\.xml", n)] == ["customXml/item1.xml"]
    assert xml["customXml/item1.xml"].tag == "{urn:zhaoshang:draft}draft"
    language = xml["word/styles.xml"].find(f".//{qn('w:lang')}")
    assert language.get(qn("w:eastAsia")) == "zh-CN"


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages():
    document = opened(draft())
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        properties = paragraph._p.pPr
        assert attribute(properties, "w:jc", "w:val") == side
        assert attribute(properties, "w:ind", f"w:{side}Chars") == "100"
        assert attribute(properties, "w:ind", f"w:{side}") == "280"
        assert paragraph.text == "— 1 —"
        field = paragraph._p.xpath(".//w:fldChar/@w:fldCharType | .//w:instrText/text()")
        assert [str(step) for step in field] == ["begin", " PAGE ", "separate", "end"]


def test_another_layout_changes_the_measures():
    number = replace(STANDARD.page_number, mirrored=False)
    layout = replace(
        STANDARD,
        line=Pt(28),
        body=Font("仿宋_GB2312", Pt(16)),
        page_number=number,
    )
    xml = parts(draft(), layout)
    assert attribute(style(xml, "Normal"), "w:pPr/w:spacing", "w:line") == "560"
    assert attribute(style(xml, "Normal"), "w:rPr/w:rFonts", "w:eastAsia") == "仿宋_GB2312"
    assert attribute(xml["word/document.xml"], ".//w:docGrid", "w:linePitch") == "560"
    document = opened(draft(), layout)
    assert not document.settings.odd_and_even_pages_header_footer
    assert document.sections[0].footer.paragraphs[0].alignment.name == "CENTER"


# In characters of 15.75 pt: 8 against 6.5, 4 against 6.5, 7 against 6, 7.25 against 4.5.
@pytest.mark.parametrize(
    ("organisation", "date", "right_characters"),
    [
        ("清河县投资促进局", "2024年12月5日", (2, 1.5)),
        ("县招商局", "2024年12月5日", (6.5, 2)),
        ("清河县招商中心", "2024年1月5日", (2, 1)),
        ("挂职干部 李某某", "2024年9月", (2, 2.75)),
        ("招商局", "", (2,)),
        ("", "2024年1月5日", (2,)),
    ],
)
def test_the_date_starts_two_characters_right_of_the_organisation(
    organisation, date, right_characters
):
    document = opened(draft(organisation=organisation, date=date))
    block = [p for p in document.paragraphs if p.style.name in ("Signature", "Date")]
    indents = [p.paragraph_format.right_indent.pt / 15.75 for p in block]
    assert indents == [pytest.approx(right, abs=0.02) for right in right_characters]
    assert [p.text for p in block] == [text for text in (organisation, date) if text]
    blank = document.paragraphs[-len(block) - 1]
    assert blank.text == ""


@pytest.mark.parametrize(("characters", "kept"), [(28 * 8, True), (28 * 8 + 1, None)])
def test_a_short_last_paragraph_goes_to_the_next_page_with_the_signature(characters, kept):
    text = Paragraph((Sentence("字" * characters),))
    document = opened(draft(sections=(Section("", 1, (text, text)),)))
    assert [
        (p.style.name, p.paragraph_format.keep_with_next) for p in document.paragraphs[-5:]
    ] == [
        ("Body Text", None),
        ("Body Text", kept),
        ("Normal", True),
        ("Signature", True),
        ("Date", None),
    ]
