"""Any characters anywhere make a file that opens; the same draft makes the same bytes."""

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_files import FILLED, draft, exported, parts, texts

from assistant.drafts import Paragraph, Section, Sentence, Source
from assistant.types import Attachment, Citation, Fact, FactSheet
from assistant.word import ExportOptions

pytestmark = pytest.mark.slow

EVERYTHING = ExportOptions(sources_page=True)
ODD = (
    *("\x00", "\x01", "\x08", "\x0b", "\x0c", "\x1b", "\x1f", "\x7f", "\x85", "\x9f"),
    *("\ud800", "\udfff", "\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\U0010ffff"),
    *("\u200e", "\u200f", "\u202e", "\u2066", "\ufeff", "\u2028", "\u2029", "\r", "\n", "\t"),
    *("😀", "👨\u200d👩\u200d👧", "🇨🇳", "\ufe0f", "\u0301", "\ue000", "שלום", "مرحبا", "𠮷", "﷽"),
    *("<w:p/>", "&amp;", "]]>", "<!--", "{{正文}}", "×", "'", '"', "%s", "\\"),
)
CHARACTERS = st.one_of(st.characters(), st.integers(0xD800, 0xDFFF).map(chr), st.sampled_from(ODD))
TEXTS = st.lists(CHARACTERS, max_size=30).map("".join)


def filled_with(text):
    """A draft with the text in every field."""
    fields = ("title", "organisation", "recipient", "speaker", "date", "writer", "id")
    body = Paragraph(
        (
            Sentence(text, Source("fact", ("f1", text))),
            Sentence(text, Source("passage", ("p1", text))),
        ),
        text,
    )
    return draft(
        sections=(Section(text, 1, (body,)), Section(text, 2, (body,))),
        facts=FactSheet((Fact("f1", text, text),)),
        sources=(Citation(1, "p1", text, text, (text, text), text),),
        attachments=(
            Attachment(text, ((text, text), (text, text)), (text,)),
            Attachment(text),
        ),
        **dict.fromkeys(fields, text),
    )


def valid(content):
    """Every part is XML, and python-docx opens the whole."""
    docx.Document(io.BytesIO(content))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
    return content


@given(TEXTS, st.booleans())
@settings(max_examples=40, deadline=None)
def test_any_text_in_any_field_makes_a_file_that_opens(text, spoken):
    value = replace(filled_with(text), spoken=spoken)
    assert parts(value, EVERYTHING)
    valid(exported(value, replace(EVERYTHING, clean=True, allow_blanks=True)))


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_character_costs_nothing_of_the_text_around_it(odd):
    value = draft(Sentence(f"前文{odd}后文。"), title=f"总结{odd}报告")
    (body,) = (text for text in texts(value) if "后文" in text)
    assert body.startswith("强化推进。前文")
    assert body.endswith("后文。")
    assert texts(value)[0].startswith("总结")
    assert texts(value)[0].replace("\n", "").endswith("报告")


def test_marks_that_change_the_order_of_reading_are_dropped():
    body = texts(draft(Sentence("增长\u202e10%\u202c。")))[-4]
    assert body == "强化推进。增长10%。"


def test_a_paragraph_of_100_000_characters_and_a_title_of_10_000_are_whole():
    value = draft(Sentence("招商引资" * 25_000), title="招商引资" * 2_500)
    lines = texts(value)
    assert lines[0].replace("\n", "") == "招商引资" * 2_500
    assert "强化推进。" + "招商引资" * 25_000 in lines


def test_a_paragraph_of_a_thousand_sentences_has_all_comments_in_order():
    sentences = [Sentence(f"第{number}句。", Source("fact", ("f1",))) for number in range(1000)]
    xml = parts(draft(*sentences))
    ids = [int(number) for number in xml["word/comments.xml"].xpath("*/@*[local-name()='id']")]
    assert ids == list(range(1000))
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        found = xml["word/document.xml"].xpath(f"//*[local-name()='{name}']/@*[local-name()='id']")
        assert [int(number) for number in found] == ids


def test_the_same_draft_at_the_same_time_makes_the_same_bytes(monkeypatch):
    class Noon(datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2024, 12, 5, 12, 0, 0, tzinfo=tz)

    value = replace(FILLED, attachments=(Attachment("表", (("甲", "乙"), ("1", "2"))),))
    # The function of that name hides the module.
    monkeypatch.setattr(sys.modules["assistant.word.export"], "datetime", Noon)
    first, second = exported(value, EVERYTHING), exported(value, EVERYTHING)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def masked(content):
    """The names and contents of the parts in order, without the time of making."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [
            (name, re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"", archive.read(name)))
            for name in archive.namelist()
        ]


def test_another_process_makes_the_same_file():
    code = (
        "import hashlib\n"
        "from test_robust import EVERYTHING, filled_with, masked\n"
        "from word_files import exported\n"
        "print(hashlib.sha256(repr(masked(exported(filled_with('文×1'), EVERYTHING))).encode()).hexdigest())"
    )
    tests = Path(__file__).parents[2]
    path = os.pathsep.join(map(str, (tests.parent, tests, tests / "assistant" / "word")))
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": path, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    here = repr(masked(exported(filled_with("文×1"), EVERYTHING))).encode()
    assert done.stdout.strip() == hashlib.sha256(here).hexdigest()
