"""PDF files written here byte by byte: a Type 0 font whose codes are the characters' own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from knowledge_base.errors import EmptyDocument, UnreadableDocument
from knowledge_base.readers import pdf_layout, pdf_lines, read
from knowledge_base.readers.pdf_lines import Character, PdfLine
from knowledge_base.types import Block, Reading

LEFT, RIGHT, EM = 80.0, 528.0, 16.0
PER_LINE = 28
TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Own def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"""


@dataclass(frozen=True)
class Set:
    """A line of type: text, its left edge and baseline, its size, the way it is turned."""

    text: str
    x: float
    y: float
    size: float = EM
    turned: tuple[int, int, int, int] = (1, 0, 0, 1)


def pdf(
    pages: list[list[Set]], image: bool = False, extra: bytes = b"", cmap: bytes = TO_UNICODE
) -> bytes:
    """A PDF of A4 pages. image: each page also holds one. extra: entries for the page objects."""
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b""]

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def stream(data: bytes, entries: bytes = b"") -> bytes:
        return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)

    widths = b"[32 [500] 48 [%s]]" % b" ".join([b"500"] * 10)
    descriptor = add(
        b"<</Type/FontDescriptor/FontName/Own/Flags 4/FontBBox[0 -200 1000 800]/Ascent 800"
        b"/Descent -200/CapHeight 700/ItalicAngle 0/StemV 80>>"
    )
    inner = add(
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Own/CIDSystemInfo<</Registry(Adobe)"
        b"/Ordering(Identity)/Supplement 0>>/DW 1000/W %s/FontDescriptor %d 0 R>>"
        % (widths, descriptor)
    )
    unicode = add(stream(cmap))
    font = add(
        b"<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding/Identity-H/DescendantFonts[%d 0 R]"
        b"/ToUnicode %d 0 R>>" % (inner, unicode)
    )
    latin_font = add(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    picture = add(
        stream(
            b"\0",
            b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
            b"/BitsPerComponent 8",
        )
    )
    kids = []
    for page in pages:
        marks = b"q 595 0 0 842 0 0 cm /I Do Q " if image else b""
        for line in page:
            latin = line.text.isascii()
            code = line.text.encode("ascii" if latin else "utf-16-be").hex().encode()
            place = b"%d %d %d %d " % line.turned + b"%g %g Tm" % (line.x, line.y)
            font_name = b"/H" if latin else b"/F"
            marks += b"BT %s %g Tf %s <%s> Tj ET\n" % (font_name, line.size, place, code)
        content = add(stream(marks))
        kids.append(
            add(
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font"
                b"<</F %d 0 R/H %d 0 R>>/XObject<</I %d 0 R>>>>%s>>"
                % (content, font, latin_font, picture, extra)
            )
        )
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (listed, len(kids))
    return assembled(objects)


def assembled(objects: list[bytes], trailer: bytes = b"") -> bytes:
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%s"
        b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF"
        % (len(objects) + 1, table, len(objects) + 1, trailer, len(data))
    )


def column(*lines: str, top: float = 760.0, size: float = EM) -> list[Set]:
    """Lines of body text below each other; two leading ideographic spaces are an indent."""
    placed = []
    for index, line in enumerate(lines):
        text = line.lstrip("　")
        indent = len(line) - len(text)
        placed.append(Set(text, LEFT + indent * size, top - index * 28, size))
    return placed


def paragraph(text: str) -> list[str]:
    """The text as it is set: first line indented, 28 characters a line."""
    text = f"　　{text}"
    return [text[at : at + PER_LINE] for at in range(0, len(text), PER_LINE)]


def reading(folder: Path, data: bytes, name: str = "报告.pdf") -> Reading:
    path = folder / name
    path.write_bytes(data)
    return read(path)


def texts(folder: Path, *pages: list[Set]) -> list[str]:
    return [block.text for block in reading(folder, pdf(list(pages))).blocks]


LONG = (
    "今年以来全市上下围绕主导产业开展精准招商，新签约项目一批，"
    "协议投资额较上年有较大增长，到位资金持续增加，营商环境不断改善，群众满意度稳步提高。"
)
OTHER = (
    "下一步将继续抓好重点项目建设，做好要素保障，"
    "推动签约项目早开工、早投产、早见效，确保完成全年各项目标任务，为高质量发展作出更大贡献。"
)


# paragraphs


def test_lines_become_paragraphs_and_keep_the_page_they_start_on(tmp_path: Path) -> None:
    first = column("一、工作回顾", *paragraph(LONG), *paragraph(OTHER)[:1])
    second = column(*paragraph(OTHER)[1:], *paragraph(LONG))
    assert reading(tmp_path, pdf([first, second])).blocks == (
        Block("一、工作回顾", page=1),
        Block(LONG, page=1),
        Block(OTHER, page=1),
        Block(LONG, page=2),
    )


def test_a_full_line_with_a_sentence_end_goes_on_when_nothing_new_begins(tmp_path: Path) -> None:
    first, second = "全" * (PER_LINE - 1) + "。", "市" * (PER_LINE - 1) + "。"
    assert texts(tmp_path, column(first, second, "完。")) == [first + second + "完。"]


def test_an_indent_after_a_sentence_end_begins_a_paragraph(tmp_path: Path) -> None:
    full = "全" * (PER_LINE - 1) + "。"
    assert texts(tmp_path, column(full, "　　" + "新" * 26)) == [full, "新" * 26]


@pytest.mark.parametrize("mark", ["一、", "（一）", "1.", "2、", "第三条", "(2)", "①"])
def test_a_heading_mark_after_a_sentence_end_begins_a_paragraph(tmp_path: Path, mark: str) -> None:
    full = "全" * (PER_LINE - 1) + "。"
    assert texts(tmp_path, column(full, f"{mark}优化环境")) == [full, f"{mark}优化环境"]


def test_a_number_that_only_looks_like_a_mark_begins_nothing(tmp_path: Path) -> None:
    full = "全" * (PER_LINE - 2) + "共。"
    assert texts(tmp_path, column(full, "1.5亿元到位")) == [full + "1.5亿元到位"]


def test_a_short_line_ends_its_paragraph(tmp_path: Path) -> None:
    full = "全" * PER_LINE
    assert texts(tmp_path, column(full, "短句。", full, "又一句。")) == [
        full + "短句。",
        full + "又一句。",
    ]


def test_a_title_set_in_two_lines_is_one_block(tmp_path: Path) -> None:
    title = [
        Set("关于进一步优化营商环境", 183, 760, 22),
        Set("促进招商引资的若干措施", 183, 728, 22),
    ]
    body = column(*paragraph(LONG), *paragraph(OTHER), top=660)
    assert texts(tmp_path, title + body) == [
        "关于进一步优化营商环境促进招商引资的若干措施",
        LONG,
        OTHER,
    ]


def test_lines_of_table_cells_are_not_run_together(tmp_path: Path) -> None:
    rows = [
        [Set("项目名称", LEFT, y), Set("投资额", LEFT + 200, y), Set("年份", LEFT + 400, y)]
        for y in (760, 732)
    ]
    assert texts(tmp_path, rows[0] + rows[1]) == ["项目名称 投资额 年份"] * 2


def test_spaces_between_chinese_and_around_digits_go(tmp_path: Path) -> None:
    line = "到 2024 年签约 12 个 项目，增长 8.5 %，GDP of China"
    assert texts(tmp_path, column(line)) == ["到2024年签约12个项目，增长8.5%，GDP of China"]


def test_radicals_named_by_the_font_become_characters(tmp_path: Path) -> None:
    assert texts(tmp_path, column("⼯作⻓远⻅效")) == ["工作长远见效"]


@pytest.mark.parametrize(
    ("page_turn", "turned", "down"),
    [
        (0, (1, 0, 0, 1), (0, -1)),
        (90, (0, 1, -1, 0), (1, 0)),
        (180, (-1, 0, 0, -1), (0, 1)),
        (270, (0, -1, 1, 0), (-1, 0)),
    ],
)
def test_a_turned_page_is_read_as_it_is_seen(
    tmp_path: Path, page_turn: int, turned: tuple[int, int, int, int], down: tuple[int, int]
) -> None:
    words = ["The county signed twelve new contracts in the", "first half of the year.", "Next"]
    page = [
        Set(text, 300 + 20 * index * down[0], 400 + 20 * index * down[1], 12, turned)
        for index, text in enumerate(words)
    ]
    data = pdf([page], extra=b"/Rotate %d" % page_turn)
    expected = [Block(f"{words[0]} {words[1]}", page=1), Block("Next", page=1)]
    assert list(reading(tmp_path, data).blocks) == expected


# running heads and page numbers


BODIES = [f"第{count}批" + LONG for count in "一二三四"]  # a head is known by being repeated


def test_running_heads_and_page_numbers_are_dropped(tmp_path: Path) -> None:
    pages = []
    for number, body in enumerate(BODIES, start=1):
        head = [Set("某某市人民政府文件", 220, 800, 12)]
        foot = [Set(f"第 {number} 期 内部资料", LEFT, 60, 12), Set(f"— {number} —", 290, 40, 12)]
        pages.append(head + column(*paragraph(body)) + foot)
    assert texts(tmp_path, *pages) == BODIES


def test_sentences_repeated_on_every_page_are_text(tmp_path: Path) -> None:
    pages = [column(*paragraph(body), "　　特此通知。") for body in BODIES]
    assert texts(tmp_path, *pages).count("特此通知。") == len(BODIES)


@pytest.mark.parametrize("number", ["— 1 —", "- 1 -", "第 1 页 共 9 页", "第1页", "1/9", "1"])
def test_a_page_number_is_dropped_from_a_single_page(tmp_path: Path, number: str) -> None:
    page = [*column(*paragraph(LONG)), Set(number, 280, 40, 12)]
    assert texts(tmp_path, page) == [LONG]


def test_heads_on_two_pages_only_are_text(tmp_path: Path) -> None:
    pages = [[Set("附件", LEFT, 800), *column(*paragraph(LONG))] for _ in range(2)]
    assert texts(tmp_path, *pages).count("附件") == 2


def test_figures_at_the_foot_of_pages_are_not_taken_for_page_numbers(tmp_path: Path) -> None:
    pages = [
        [*column(*paragraph(body)), Set(figure, LEFT, 60)]
        for body, figure in zip(BODIES, ("350", "128", "77"), strict=False)
    ]
    found = texts(tmp_path, *pages)
    assert [text for text in found if text.isdigit()] == ["350", "128", "77"]


def test_page_numbers_that_start_late_are_dropped(tmp_path: Path) -> None:
    pages = [
        [*column(*paragraph(body)), Set(str(number), 290, 40)]
        for number, body in enumerate(BODIES, start=17)
    ]
    assert texts(tmp_path, *pages) == BODIES


# files without text


@pytest.fixture
def no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge_base.readers.ocr.available", lambda: False)


@pytest.mark.usefixtures("no_ocr")
def test_a_scan_is_called_a_scan(tmp_path: Path) -> None:
    with pytest.raises(EmptyDocument, match=r"《报告\.pdf》是扫描件.*文字识别"):
        reading(tmp_path, pdf([[], []], image=True))


@pytest.mark.usefixtures("no_ocr")
def test_a_scan_with_a_stamp_only_is_still_a_scan(tmp_path: Path) -> None:
    with pytest.raises(EmptyDocument, match="扫描件"):
        reading(tmp_path, pdf([[Set("扫描王", 400, 30)], []], image=True))


@pytest.mark.usefixtures("no_ocr")
def test_scanned_pages_among_others_are_remarked(tmp_path: Path) -> None:
    data = pdf([column(*paragraph(LONG)), []], image=True)
    result = reading(tmp_path, data)
    assert [block.text for block in result.blocks] == [LONG]
    assert result.notes == ("有 1 页是图片（第 2 页），没有读到其中的文字，需要文字识别（OCR）",)


def test_blank_pages_are_no_scan(tmp_path: Path) -> None:
    with pytest.raises(EmptyDocument, match="没有文字"):
        reading(tmp_path, pdf([[]]))


def test_a_password_is_named_as_the_reason(tmp_path: Path) -> None:
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]
    key = b"<" + b"5a" * 32 + b">"
    lock = b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O %s/U %s>>" % (key, key)
    with pytest.raises(UnreadableDocument, match="密码") as caught:
        reading(tmp_path, assembled(objects, lock))
    assert not isinstance(caught.value, EmptyDocument)


@pytest.mark.parametrize("data", [b"%PDF-1.4\n" + b"\x9c\x01" * 500, b"%PDF-1.7"])
def test_a_damaged_file_is_called_damaged(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="损坏") as caught:
        reading(tmp_path, data)
    assert not isinstance(caught.value, EmptyDocument)


@pytest.mark.usefixtures("no_ocr")
def test_text_without_a_usable_encoding_is_refused(tmp_path: Path) -> None:
    private = TO_UNICODE.replace(b"<0000> <FFFF> <0000>", b"<5DE5> <5DE5> <E001>")
    data = pdf([column("工" * 20)], cmap=private)
    with pytest.raises(UnreadableDocument, match="乱码"):
        reading(tmp_path, data)


# the geometry alone


def character(text: str, x: float, y: float = 0.0, width: float = 10.0) -> Character:
    return Character(text, x, y, x + width, y + 10)


def test_a_wide_gap_stands_between_columns_and_a_narrow_one_is_nothing() -> None:
    row = [character("甲", 0), Character(" "), character("乙", 13), Character(" ")]
    row += [character("丙", 26), character("丁", 36), character("戊", 46), Character(" ")]
    (line,) = pdf_lines.lines([*row, character("3", 90, width=5)], page=1, page_width=595)
    assert line.text == "甲乙丙丁戊 3"
    assert line.columns


def test_pieces_on_one_baseline_are_one_line() -> None:
    pieces = [character("甲", 0), Character("\n"), character("乙", 12), Character("\n")]
    pieces += [character("丙", 100), Character("\n"), character("丁", 0, y=-20)]
    found = pdf_lines.lines(pieces, page=1, page_width=595)
    assert [line.text for line in found] == ["甲乙 丙", "丁"]


def placed(*lines: tuple[str, float, float], em: float = 10.0) -> list[PdfLine]:
    """Lines of a page, 14 points below each other: text, left and right edge."""
    return [
        PdfLine(text, 1, x0, 700 - 14 * i, x1, 710 - 14 * i, em, 595)
        for i, (text, x0, x1) in enumerate(lines)
    ]


def joined(*lines: PdfLine) -> list[str]:
    return [block.text for block in pdf_layout.paragraphs([list(lines)])]


def test_a_word_broken_by_a_hyphen_is_one_word() -> None:
    assert joined(*placed(("invest\x02", 0, 300), ("ment", 0, 40))) == ["investment"]


def test_a_latin_sentence_goes_on_over_a_ragged_edge() -> None:
    lines = placed(("The county signed", 0, 200), ("twelve contracts", 0, 200), ("Next", 0, 300))
    assert joined(*lines) == ["The county signed twelve contracts", "Next"]


def test_a_gap_left_inside_an_indented_paragraph_ends_nothing() -> None:
    start, rest, end = ("首行", 20, 300), ("续行", 0, 300), ("末。", 0, 20)
    gap = ("避头尾而留空。", 0, 270)
    lines = placed(start, gap, rest, end, start, rest, end, start, end, start, end)
    assert joined(*lines)[0] == "首行避头尾而留空。续行末。"


def test_a_wide_gap_above_a_line_begins_a_paragraph() -> None:
    lines = placed(*[("全行", 0, 300)] * 4)
    lower = [replace(line, y0=line.y0 - 40, y1=line.y1 - 40) for line in lines[2:]]
    assert joined(*lines[:2], *lower) == ["全行全行"] * 2


def test_a_change_of_size_begins_a_paragraph() -> None:
    lines = placed(*[("全行", 0, 300)] * 4)
    large = replace(lines[0], em=14.0)
    assert joined(large, *lines[1:]) == ["全行", "全行全行全行"]


def test_a_line_further_up_in_the_same_column_begins_a_paragraph() -> None:
    lines = placed(*[("全行", 0, 300)] * 3)
    assert joined(*lines[1:], lines[0]) == ["全行全行", "全行"]


def test_a_second_column_goes_on_with_the_first() -> None:
    left, right = placed(*[("左栏", 0, 280)] * 3), placed(*[("右栏", 310, 590)] * 3)
    assert joined(*left, *right) == ["左栏" * 3 + "右栏" * 3]


def test_a_line_drawn_with_characters_stands_alone() -> None:
    lines = placed(("全行", 0, 300), ("=" * 30, 0, 300), ("全行", 0, 300))
    assert joined(*lines) == ["全行", "=" * 30, "全行"]
