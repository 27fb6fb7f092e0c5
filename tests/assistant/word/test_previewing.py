"""What a Word file looks like: pictures of its pages, or an approximate page without LibreOffice."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import docx
import pytest
from docx.shared import Mm
from drafts import draft_of

from assistant.cli import preview
from assistant.drafts import Paragraph, Section, Sentence
from assistant.errors import WordFileError
from assistant.word import STANDARD, export, previewing
from assistant.word.properties import PROGRAM
from knowledge_base.readers import libreoffice

pytestmark = pytest.mark.slow

needs_libreoffice = pytest.mark.skipif(not libreoffice.program(), reason="needs LibreOffice")


def word_file(*texts, title="总结"):
    paragraphs = tuple(Paragraph((Sentence(text),)) for text in texts)
    sections = (Section("主要做法", 1, paragraphs),)
    stream = io.BytesIO()
    value = draft_of(title=title, organisation="某局", recipient="县政府", sections=sections)
    export(value, stream)
    return stream.getvalue()


def cut(data):
    """The same package with half of its text part."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(held, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, part[: len(part) // 2] if name == "word/document.xml" else part)
    return held.getvalue()


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """A folder of its own for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def opened(picture):
    from PIL import Image

    return Image.open(io.BytesIO(picture))


@needs_libreoffice
def test_each_page_is_a_picture_of_the_sheet_with_ink_on_it(temporary):
    long = word_file(*["国" * 28 * 22] * 2)
    pictures = list(previewing.pages(long))
    assert all(PROGRAM.encode() in picture[:1024] for picture in pictures)
    made = [opened(picture) for picture in pictures]
    assert len(made) == 3
    for picture in made:
        assert picture.format == "PNG"
        assert picture.width / picture.height == pytest.approx(210 / 297, abs=0.01)
        assert picture.convert("L").getextrema() == (0, 255)
    assert list(temporary.iterdir()) == []


@needs_libreoffice
def test_two_previews_at_once_do_not_disturb_each_other(temporary):
    files = [word_file("甲" * 10), word_file(*["乙" * 28 * 22] * 2)]
    with ThreadPoolExecutor() as pool:
        counts = list(pool.map(lambda data: len(list(previewing.pages(data))), files))
    assert counts == [1, 3]
    assert list(temporary.iterdir()) == []


@needs_libreoffice
@pytest.mark.parametrize("data", [b"no package", cut(word_file("甲。"))])
def test_a_damaged_file_is_named_as_such(temporary, data):
    with pytest.raises(WordFileError, match=r"可能已损坏.*再试"):
        list(previewing.pages(data))
    assert list(temporary.iterdir()) == []


def test_a_file_that_takes_too_long_is_given_up(monkeypatch):
    def slow(*arguments):
        raise libreoffice.ConversionFailed(slow=True)

    monkeypatch.setattr(libreoffice, "convert", slow)
    with pytest.raises(WordFileError, match="用时过长"):
        list(previewing.pages(word_file("甲。")))


def test_the_approximate_page_says_so_and_has_the_measures_of_the_layout():
    page = previewing.approximate(word_file("压减××个工作日，<b>快</b>。"))
    assert "版式仅供参考" in page
    assert "width:210mm" in page
    assert "padding:37mm 26mm 35mm 28mm" in page
    assert '<p class="title">总结</p>' in page
    assert '<p class="flush">县政府：</p>' in page
    assert '<p class="level1">一、主要做法</p>' in page
    assert "<p>压减<mark>××</mark>个工作日，&lt;b&gt;快&lt;/b&gt;。</p>" in page
    assert '<p class="signature">某局</p>' in page
    assert not re.search("https?://", page)


def test_the_approximate_page_follows_another_layout():
    layout = replace(STANDARD, left_margin=Mm(30), line=STANDARD.title_line)
    page = previewing.approximate(word_file("甲。"), layout)
    assert "37mm 26mm 35mm 30mm" in page
    assert "line-height:35pt" in page


@pytest.mark.parametrize("data", [cut(word_file("甲。")), b"PK"])
def test_a_damaged_file_has_no_approximate_page(data):
    with pytest.raises(WordFileError, match=r"^文件.*损坏"):
        previewing.approximate(data)


def test_an_empty_document_has_no_approximate_page():
    stream = io.BytesIO()
    docx.Document().save(stream)
    with pytest.raises(WordFileError, match="没有可读的文字"):
        previewing.approximate(stream.getvalue())


@needs_libreoffice
def test_a_shorter_preview_leaves_no_page_of_a_longer_one(tmp_path):
    (tmp_path / "我的.png").touch()
    (tmp_path / "preview.html").touch()
    preview._written(tmp_path, word_file(*["国" * 28 * 22] * 2))
    made = preview._written(tmp_path, word_file("甲。"))
    assert [path.name for path in made] == ["page-01.png"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page-01.png", "我的.png"]


def test_without_libreoffice_the_preview_is_a_page_for_the_browser(tmp_path, monkeypatch):
    monkeypatch.setattr(libreoffice, "program", lambda: "")
    (path,) = preview._written(tmp_path / "新" / "夹", word_file("甲。"))
    assert path.name == "preview.html"
    assert "版式仅供参考" in path.read_text("utf-8")


def test_a_folder_that_cannot_be_written_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(libreoffice, "program", lambda: "")
    (tmp_path / "file").touch()
    with pytest.raises(WordFileError, match="请用 -o 另选文件夹"):
        preview._written(tmp_path / "file", word_file("甲。"))
