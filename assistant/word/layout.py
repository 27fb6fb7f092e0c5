"""The measures of an official document, one value for each thing a bureau may want otherwise.

[S] GB/T 9704-2012 (党政机关公文格式), clause given; [P] practice of the field, not the standard;
[M] measured by rendering with LibreOffice 7.4 and reading positions out of the PDF.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from docx.shared import Length, Mm, Pt


@dataclass(frozen=True, slots=True)
class Font:
    """A Chinese typeface at a size. aliases: names of the same face on other machines."""

    name: str
    size: Length
    bold: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The page number in the footer: dash, space, number, space, dash.

    line: exact height of its line; from_page_edge: foot of the sheet to the foot of that line;
    edge_characters: characters left free on the outer side; mirrored: odd pages right and even
    pages left, otherwise centred on all pages.
    """

    font: Font
    line: Length
    from_page_edge: Length
    dash: str
    edge_characters: int
    mirrored: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout of a document. Another profile: dataclasses.replace(STANDARD, line=Pt(28)).

    line: exact distance of body lines; character_spacing: added to each character of the body;
    headings: the fonts of levels 1, 2, 3, 4; table_sizes: of type in tables, the largest that
    fits is taken; table_small_sizes: for tables that fit only a page turned on its side; source:
    of the list of sources; reference_fill: RRGGBB behind sentences borrowed from past documents.
    """

    name: str
    page_width: Length
    page_height: Length
    top_margin: Length
    bottom_margin: Length
    left_margin: Length
    right_margin: Length
    line: Length
    character_spacing: Length
    latin_font: str
    title: Font
    title_line: Length
    title_max_characters: int
    subtitle: Font
    body: Font
    lead: Font
    headings: tuple[Font, ...]
    indent_characters: int
    signature_right_characters: int
    signature_date_characters: int
    page_number: PageNumber
    comment: Font
    table_sizes: tuple[Length, ...]
    table_small_sizes: tuple[Length, ...]
    source: Font
    source_line: Length
    reference_fill: str = "DEEAF6"

    @property
    def character_pitch(self) -> Length:
        """From the start of one body character to the start of the next."""
        return Length(self.body.size + self.character_spacing)

    @property
    def characters_per_line(self) -> int:
        """The number of full-width body characters that a line holds."""
        area = self.page_width - self.left_margin - self.right_margin
        return area // self.character_pitch


_FANGSONG = Font("仿宋", Pt(16), aliases=("仿宋_GB2312", "FangSong"))
_KAITI = Font("楷体", Pt(16), aliases=("楷体_GB2312", "KaiTi"))
_SIMHEI = Font("黑体", Pt(16), aliases=("SimHei",))

STANDARD = Layout(
    name="GB/T 9704-2012",
    # [S] 5.2.1 and 7.1: A4, 天头 37 mm, 订口 28 mm, a text area of 156 x 225 mm.
    page_width=Mm(210),
    page_height=Mm(297),
    top_margin=Mm(37),
    bottom_margin=Mm(35),
    left_margin=Mm(28),
    right_margin=Mm(26),
    # [S] 5.2.3: 22 lines of 28 characters fill the area. [M] 29 pt gives 21 lines, and without
    # the spacing only 27 characters fit.
    line=Pt(28.95),
    character_spacing=Pt(-0.25),
    # [P] The standard says nothing of Latin letters and digits in the body.
    latin_font="Times New Roman",
    # [S] 7.3.1: 2号小标宋, centred. [P] the exact line. [M] 20 characters of 22 pt fill a line.
    title=Font("方正小标宋简体", Pt(22), aliases=("方正小标宋_GBK", "小标宋", "华文中宋")),
    title_line=Pt(35),
    title_max_characters=20,
    # [P] speaker and date of a speech.
    subtitle=_KAITI,
    # [S] 5.2.2 and 7.3.3: body 3号仿宋; 一、 in 黑体, （一） in 楷体, 1. and （1） in 仿宋.
    body=_FANGSONG,
    lead=_KAITI,
    headings=(_SIMHEI, _KAITI, _FANGSONG, _FANGSONG),
    indent_characters=2,
    # [S] 7.3.5.2: without a seal, the organisation ends two characters from the right and the
    # date starts two characters right of it.
    signature_right_characters=2,
    signature_date_characters=2,
    # [S] 7.5: 4号半角宋体, a dash on each side, 7 mm below the text area, odd pages right and even
    # pages left with one character free. [M] 25 mm and 18 pt put the dash 7.2 mm below.
    page_number=PageNumber(
        font=Font("宋体", Pt(14), aliases=("SimSun",)),
        line=Pt(18),
        from_page_edge=Mm(25),
        dash="—",
        edge_characters=1,
        mirrored=True,
    ),
    comment=Font("宋体", Pt(10.5), aliases=("SimSun",)),
    # [P] 小四, and smaller where a table would not fit the page.
    table_sizes=(Pt(12), Pt(10.5), Pt(9)),
    table_small_sizes=(Pt(7.5), Pt(6.5)),
    # Ours: the list of sources is to be read, not to be sent.
    source=replace(_FANGSONG, size=Pt(12)),
    source_line=Pt(20),
)
