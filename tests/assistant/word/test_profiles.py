"""Layouts by name: a profile changes what it names and nothing else."""

import tomllib
from dataclasses import replace

import docx
import pytest
from docx.shared import Mm, Pt
from word_files import FILLED, W, opened, parts

from assistant.assistant import Assistant
from assistant.errors import SettingsError
from assistant.settings import Settings
from assistant.word import STANDARD, ExportOptions, profile
from assistant.word.layout import Font
from assistant.word.profiles import _tables, layout_of


def changed(text):
    return layout_of("mine", tomllib.loads(text))


def test_no_name_and_the_name_standard_are_the_standard():
    assert profile("") == profile("standard") == STANDARD


@pytest.mark.parametrize("name", list(_tables()))
def test_every_profile_makes_a_file_with_its_measures(name):
    layout = profile(name)
    xml = parts(FILLED, ExportOptions(layout))
    normal = xml["word/styles.xml"].find(f".//{W}style[@{W}styleId='Normal']")
    fonts = normal.find(f".//{W}rFonts")
    assert fonts.get(f"{W}eastAsia") == layout.body.name
    assert fonts.get(f"{W}ascii") == layout.latin_font
    assert normal.find(f".//{W}spacing").get(f"{W}line") == str(round(layout.line.pt * 20))
    bold = [
        xml["word/styles.xml"].find(f".//{W}style[@{W}styleId='Heading{n}']//{W}b") for n in (1, 2)
    ]
    assert [mark is not None for mark in bold] == [font.bold for font in layout.headings[:2]]
    footer = opened(FILLED, ExportOptions(layout)).sections[0].footer.paragraphs[0]
    assert footer.alignment.name == ("RIGHT" if layout.page_number.mirrored else "CENTER")


def test_a_profile_changes_what_it_names_and_nothing_else():
    layout = changed(
        'line = "28 pt"\ntop_margin = "30.5 mm"\npage_number.mirrored = false\n'
        'headings.2 = { bold = true }\nbody.aliases = ["甲", "乙"]\ntitle_max_characters = 18\n'
        'table_sizes = ["11 pt"]'
    )
    headings = list(STANDARD.headings)
    headings[1] = replace(headings[1], bold=True)
    assert layout == replace(
        STANDARD,
        line=Pt(28),
        top_margin=Mm(30.5),
        page_number=replace(STANDARD.page_number, mirrored=False),
        headings=tuple(headings),
        body=replace(STANDARD.body, aliases=("甲", "乙")),
        title_max_characters=18,
        table_sizes=(Pt(11),),
    )


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(
        SettingsError, match=r"没有“宽松”.*line28（行距 28 磅）.*centred（页码居中）"
    ):
        profile("宽松")


@pytest.mark.parametrize(
    ("text", "entry", "hint"),
    [
        ("linne = '28 pt'", "mine.linne", "可用的项：name、page_width"),
        ("line = 28", "mine.line", "28 pt"),
        ("line = '28 px'", "mine.line", "37 mm"),
        ("line = '-28 pt'", "mine.line", "大于 0"),
        ("top_margin = '9999999999 mm'", "mine.top_margin", "太大"),
        ("body = '仿宋'", "mine.body", "name、size、bold、aliases"),
        ("body.size = 16", "mine.body.size", "长度"),
        ("body.name = ''", "mine.body.name", "一行文字"),
        ('body.name = "仿\\u0001宋"', "mine.body.name", "一行文字"),
        ("body.aliases = '仿宋'", "mine.body.aliases", "一组名字"),
        ("body.bold = 1", "mine.body.bold", "true 或 false"),
        ("table_sizes = []", "mine.table_sizes", "12 pt"),
        ("table_sizes = [12]", "mine.table_sizes", "28 pt"),
        ("headings.5.bold = true", "mine.headings.5", "1、2、3、4"),
        ("headings = 3", "mine.headings", "一组设置"),
        ("indent_characters = -1", "mine.indent_characters", "正整数"),
        ("indent_characters = true", "mine.indent_characters", "正整数"),
        ("page_number.mirrored = 'no'", "mine.page_number.mirrored", "true 或 false"),
        ("left_margin = '200 mm'", "mine", "版心排不下"),
        ("body.size = '200 pt'", "mine", "版心排不下"),
    ],
)
def test_a_wrong_entry_is_named_with_its_file(text, entry, hint):
    with pytest.raises(SettingsError) as error:
        changed(text)
    assert f"profiles.toml 的 {entry} 不对" in str(error.value)
    assert hint in str(error.value)


def test_the_setting_chooses_the_profile_of_all_exports(tmp_path):
    settings = Settings.load({"ZHAOSHANG_HOME": str(tmp_path), "ZHAOSHANG_WORD_PROFILE": "centred"})
    assistant = Assistant(settings, None, None)
    assistant.keep(FILLED)
    file = docx.Document(str(assistant.word_file(FILLED)))
    assert file.sections[0].footer.paragraphs[0].alignment.name == "CENTER"


def test_a_font_of_another_name_keeps_its_size_but_not_the_other_names_of_the_old_one():
    assert changed("body.name = '宋体'").body == Font("宋体", Pt(16))
    assert changed("body.size = '15 pt'").body == replace(STANDARD.body, size=Pt(15))
