"""The page as LibreOffice draws it: GB/T 9704-2012 holds on paper, not only in XML."""

import shutil
import subprocess
from collections import Counter
from dataclasses import replace

import pypdfium2
import pytest
from drafts import draft_of

from assistant.drafts import Paragraph, Section, Sentence, Source
from assistant.types import Attachment, Citation, FactSheet
from assistant.word import STANDARD, ExportOptions, export

pytestmark = pytest.mark.slow

MILLIMETRE = 72 / 25.4
LEFT_EDGE = STANDARD.left_margin.pt
RIGHT_EDGE = STANDARD.page_width.pt - STANDARD.right_margin.pt
FILLER = "国"


def has_chinese_font():
    listed = subprocess.run(
        ["fc-list", ":lang=zh-cn"], capture_output=True, check=False, timeout=60
    )
    return bool(listed.stdout.strip())


if not shutil.which("soffice"):
    pytest.skip(
        "needs LibreOffice: apt-get install libreoffice-writer-nogui", allow_module_level=True
    )
if not shutil.which("fc-list") or not has_chinese_font():
    pytest.skip(
        "needs a Chinese font: apt-get install fontconfig fonts-noto-cjk", allow_module_level=True
    )


def draft(*paragraphs, **changes):
    """A draft without anything but text, unless told otherwise."""
    return draft_of(**{"sections": (Section("", 1, paragraphs),), **changes})


# Three pages and a half of one character.
FULL_PAGES = draft(Paragraph((Sentence(FILLER * (28 * 22 * 3 + 28 * 11)),)))
# One line more than a page.
ONE_LINE_OVER = draft(Paragraph((Sentence(FILLER * (28 * 23 - 2)),)))
TEXT = Paragraph(
    (
        Sentence("全年新签约项目52个，总投资186.3亿元。", Source("fact", ("f1",))),
        Sentence("建立“链长”机制，压减时限××个工作日。", Source("passage", ("p1",))),
    ),
    lead="强化推进",
)
SUMMARY = draft(
    title="在2024年上半年招商引资工作总结暨下半年工作安排部署会议上的讲话",
    recipient="县委、县政府",
    organisation="清河县投资促进局",
    # Chinese numerals, so that the measures do not depend on the Latin font at hand.
    date="二〇二四年十二月五日",
    sections=(Section("主要做法", 1, ()), Section("开展精准招商", 2, (TEXT,))),
    facts=FactSheet.from_lines(["新签约项目52个"]),
    sources=(Citation(1, "p1", "d1", "2023年总结", (), "建立“链长”机制"),),
)
ATTACHED = replace(
    SUMMARY,
    attachments=(
        Attachment(
            "重点项目情况表",
            (
                ("序号", "项目名称", "总投资（亿元）"),
                *((str(number), f"产业园{number}期", "12.5") for number in range(1, 61)),
            ),
        ),
        Attachment("指标表", (tuple(f"第{n}项指标" for n in range(16)), ("1,234,567.89",) * 16)),
        Attachment("实施方案", paragraphs=("方案正文。",)),
    ),
)
ODD = "甲\x00\ud800\ufffe\u202e😀\u200f乙<w:p/>&amp;𠮷"
ODD_EVERYWHERE = replace(
    SUMMARY,
    title=ODD * 20,
    organisation=ODD,
    sections=(Section(ODD, 1, (Paragraph((Sentence(ODD * 100, Source("fact", ("f1",))),), ODD),)),),
    facts=FactSheet.from_lines([ODD]),
    attachments=(Attachment(ODD, ((ODD, ODD), (ODD, ODD)), (ODD,)),),
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """For each draft by name, its pages: for each page its characters with their ink boxes."""
    folder = tmp_path_factory.mktemp("render")
    drafts = {
        "full": FULL_PAGES,
        "over": ONE_LINE_OVER,
        "summary": SUMMARY,
        "attached": ATTACHED,
        "odd": ODD_EVERYWHERE,
    }
    for name, value in drafts.items():
        options = ExportOptions(sources_page=name in ("attached", "odd"))
        export(value, folder / f"{name}.docx", options)
    subprocess.run(
        [
            "soffice",
            # A profile of its own: a second LibreOffice on the same one refuses to start.
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--convert-to", "pdf", "--outdir", str(folder)),
            *(str(folder / f"{name}.docx") for name in drafts),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return {name: characters(folder / f"{name}.pdf") for name in drafts}


def characters(path):
    """[(character, (left, bottom, right, top) in points from the page's lower left)] a page."""
    document = pypdfium2.PdfDocument(path)
    try:
        found = []
        for page in document:
            text = page.get_textpage()
            found.append(
                [
                    (text.get_text_range(index, 1), text.get_charbox(index))
                    for index in range(text.count_chars())
                ]
            )
            text.close()
            page.close()
        return found
    finally:
        document.close()


def lines(page):
    """The number of filler characters on each line, from the top."""
    counts = Counter(round(box[1]) for character, box in page if character == FILLER)
    return [counts[bottom] for bottom in sorted(counts, reverse=True)]


def text_of(page):
    return "".join(character for character, _ in page if not character.isspace())


def dashes(page):
    return [box for character, box in page if character == "—"]


def test_a_page_holds_22_lines_of_28_characters(pages):
    first, second, third, _ = pages["full"]
    # The first line of the paragraph is indented by two characters.
    assert lines(first) == [26] + [28] * 21
    assert lines(second) == [28] * 22
    assert lines(third) == [28] * 22


def test_a_page_stays_full_when_one_line_of_a_paragraph_is_left_over(pages):
    assert [len(lines(page)) for page in pages["over"]] == [22, 1]


def test_the_lines_fill_the_area_of_156_by_225_millimetres(pages):
    boxes = [box for character, box in pages["full"][1] if character == FILLER]
    pitch = (boxes[27][0] - boxes[0][0]) / 27
    line = (boxes[0][1] - boxes[-1][1]) / 21
    assert 155 < 28 * pitch / MILLIMETRE <= 156
    assert 224 < 22 * line / MILLIMETRE <= 225
    # The first character's ink starts a little inside it.
    assert 0 <= boxes[0][0] - LEFT_EDGE < 4


@pytest.mark.parametrize("index", [0, 1, 2, 3])
def test_the_dashes_are_seven_millimetres_below_the_text_area(pages, index):
    found = dashes(pages["full"][index])
    assert len(found) == 2
    for box in found:
        below = STANDARD.bottom_margin.mm - box[3] / MILLIMETRE
        assert below == pytest.approx(7, abs=0.5)


def test_page_numbers_are_on_the_outer_side_one_character_in(pages):
    free = STANDARD.page_number.font.size.pt
    for number, page in enumerate(pages["full"], 1):
        first, last = dashes(page)
        if number % 2:
            assert RIGHT_EDGE - last[2] == pytest.approx(free, abs=1.5)
        else:
            assert first[0] - LEFT_EDGE == pytest.approx(free, abs=1.5)
        assert text_of(page).endswith(f"—{number}—")


def test_the_whole_text_of_a_draft_is_on_paper(pages):
    (page,) = pages["summary"]
    assert text_of(page) == SUMMARY.text.replace("\n", "") + "—1—"


def test_the_title_is_centred_and_the_date_two_characters_right_of_the_organisation(pages):
    (page,) = pages["summary"]
    inked = [(character, box) for character, box in page if not character.isspace()]
    top = inked[0][1][3]
    title = [box for _, box in inked if box[3] > top - 10]
    left, right = min(box[0] for box in title), max(box[2] for box in title)
    assert left - LEFT_EDGE == pytest.approx(RIGHT_EDGE - right, abs=3)
    text = "".join(character for character, _ in inked)
    organisation = inked[text.rindex(SUMMARY.organisation)][1]
    date = inked[text.rindex(SUMMARY.date)][1]
    two_characters = 2 * STANDARD.character_pitch.pt
    assert date[0] - organisation[0] == pytest.approx(two_characters, abs=3)


def test_each_attachment_and_the_sources_start_a_page_and_none_is_empty(pages):
    starts = [text_of(page) for page in pages["attached"]]
    order = [
        next((index for index, text in enumerate(starts) if text.startswith(mark)), None)
        for mark in ("在2024年", "附件1重点项目情况表", "附件2指标表", "附件3实施方案", "资料来源")
    ]
    assert None not in order
    assert order == sorted(order)
    assert order[-1] == len(starts) - 1
    assert all(len(text) > len("—1—") for text in starts)
    assert "附件：1.重点项目情况表2.指标表3.实施方案清河县投资促进局" in starts[0]


def test_the_header_of_a_table_stands_on_each_of_its_pages_and_numbers_are_whole(pages):
    starts = [text_of(page) for page in pages["attached"]]
    table = [text for text in starts if "产业园" in text]
    assert len(table) > 1
    assert all("序号项目名称总投资（亿元）" in text for text in table)
    wide = next(page for page in pages["attached"] if text_of(page).startswith("附件2"))
    # Whole: the first and the last digits of all 16 numbers stand on one line.
    for digit in "19":
        lines_of_digit = Counter(round(box[1]) for character, box in wide if character == digit)
        assert max(lines_of_digit.values()) == 16


def test_an_attached_table_ends_inside_the_text_area(pages):
    for page in pages["attached"]:
        if text_of(page).startswith("附件1"):
            ink = [box for character, box in page if not character.isspace()]
            assert min(box[0] for box in ink) >= LEFT_EDGE - 1
            assert max(box[2] for box in ink) <= RIGHT_EDGE + 1


def test_a_file_with_odd_characters_is_drawn(pages):
    text = "".join(map(text_of, pages["odd"]))
    assert text.count("甲") >= 20 + 100
    assert "附件" in text
