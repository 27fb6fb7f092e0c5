"""A Word file that was made here and edited by hand, read back into the parts of a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.drafts import Draft, Printed
from assistant.errors import AssistantError, WordFileError
from assistant.findings import Finding, FindingKind
from assistant.word.characters import printed_date, squeezed
from assistant.word.comments import AUTHOR
from assistant.word.files import adapted, word_file
from assistant.word.origin import draft_id, embedded
from assistant.word.styles import ATTACHMENT, ATTACHMENT_LIST, SOURCE_HEADING
from knowledge_base.errors import UnreadableDocument
from knowledge_base.language.labels import label_of
from knowledge_base.readers.ooxml import Package, W
from knowledge_base.types import Block
from knowledge_base.understanding import worker

_NOT_OURS = (
    "{name} 不是由本程序导出的文稿，或是不带起草记录的清稿，不能接着改。"
    "要借鉴它，请用 zhaoshang import 把它导入资料库"
)
# Names of paragraph styles, as Word, WPS and LibreOffice write them, and what stands in them.
_STYLES = {
    "title": "title",
    "标题": "title",
    "subtitle": "subtitle",
    "副标题": "subtitle",
    "salutation": "recipient",
    "称呼": "recipient",
    "signature": "organisation",
    "签名": "organisation",
    "date": "date",
    "日期": "date",
}
_FULL_DATE = re.compile(
    r"(?:\d{4}|[〇○零一二三四五六七八九]{4}|×+)年[\d×一二三四五六七八九十]{1,3}月"
    r"(?:[\d×一二三四五六七八九十]{1,3}日)?"
)
_BRACKETS = "（）()"
_MAX_HEADING = 45
_HEADING_LEVELS = (1, 2)


@dataclass(slots=True)
class FilePart:
    """A heading without its number ("" before the first), its level 1 or 2, and the paragraphs."""

    heading: str
    level: int
    texts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FileText:
    """What stands in a file. lines: title, speaker, date, recipient, organisation, if any.

    remarks: what could not be taken over, or not as it was.
    """

    lines: dict[str, str]
    parts: tuple[FilePart, ...]
    remarks: tuple[Finding, ...]


def read(path: Path, stored: Callable[[str], Draft]) -> tuple[Draft, FileText]:
    """The draft that a Word file was made from, and what the file says now.

    Tracked changes are read as accepted. stored: the kept draft of an id, for a file that lost
    its own record. WordFileError where the file cannot be read or was not made here.
    """
    data = word_file(path)
    try:
        package = Package(data)
        main = package.related("", "officeDocument") or "word/document.xml"
        draft = embedded(package, main) or _kept(draft_id(package), stored)
        if draft is None:
            raise WordFileError(_NOT_OURS.format(name=path.name))
        reading = worker.read(path)
        remarks = [Finding(FindingKind.READING, note, "全文") for note in reading.notes]
        remarks += _lost(package, main)
    except UnreadableDocument as error:
        raise WordFileError(adapted(str(error))) from error
    blocks = list(_of_the_text(reading.blocks))
    if len(blocks) < len(reading.blocks) and draft.attachments:
        message = "附件沿用起草时的内容，在 Word 里改过的附件没有读回，请用 --attach 另给"
        remarks.append(Finding(FindingKind.READING, message, "附件"))
    if any(block.table for block in blocks):
        remarks.append(
            Finding(FindingKind.READING, "表格已按行读成段落，导出后请重新排成表格", "全文")
        )
    sorter = _Sorter(draft)
    for block in blocks:
        sorter.take(block)
    return draft, FileText(sorter.lines, tuple(sorter.parts), tuple(remarks))


def _of_the_text(blocks: Sequence[Block]) -> Iterator[Block]:
    """Without the list of attachments, and what is printed behind the text."""
    for block in blocks:
        if block.style in (ATTACHMENT, SOURCE_HEADING):
            return
        if block.style != ATTACHMENT_LIST:
            yield block


def _kept(identifier: str, stored: Callable[[str], Draft]) -> Draft | None:
    try:
        return stored(identifier) if identifier else None
    except AssistantError:
        return None


def _lost(package: Package, main: str) -> Iterator[Finding]:
    """Pictures, and other people's comments: the next Word file will not have them."""
    if count := len(set(package.all_related(main, "image"))):
        yield Finding(
            FindingKind.READING, f"文中有 {count} 张图片没有读入，导出后请重新插入", "全文"
        )
    part = package.related(main, "comments")
    root = None if part is None else package.xml(part)
    for comment in () if root is None else root.iterfind(f"{W}comment"):
        author = comment.get(f"{W}author", "")
        text = "".join(node.text or "" for node in comment.iter(f"{W}t")).strip()
        if author != AUTHOR and text:
            yield Finding(FindingKind.COMMENT, f"{author or '未署名'}的批注：{text}", "批注")


class _Sorter:
    """Puts each block where it belongs: by its style, by its label, by what the draft says."""

    def __init__(self, draft: Draft) -> None:
        self.lines: dict[str, str] = {}
        self.parts: list[FilePart] = []
        self._speech = draft.spoken
        self._title = squeezed(draft.title)
        self._begun = False  # the text proper, after title and addressee
        self._known = {
            squeezed(_as_printed(line, draft)): line.part
            for line in draft.printed()
            if line.section is None and line.part != "attachment"
        }
        self._paragraphs = {
            squeezed(paragraph.text)
            for section in draft.sections
            for paragraph in section.paragraphs
        }

    def take(self, block: Block) -> None:
        """The next block of the file."""
        text = block.text
        name = "" if block.table else self._line(block)
        if name and (name not in self.lines or name == "title"):
            self.lines[name] = self.lines.get(name, "") + _bare(text, name)
            return
        self._begun = True
        heading = None if block.table else self._heading(block)
        if heading:
            self.parts.append(heading)
            return
        if not self.parts:
            self.parts.append(FilePart("", 1))
        self.parts[-1].texts.append(text)

    def _line(self, block: Block) -> str:
        """The line above or below the text that a block is, "" for the text itself."""
        text = block.text
        if text.endswith(("。", "！", "；")):
            return ""
        name = _STYLES.get(block.style.lower(), "") or self._known.get(squeezed(text), "")
        if not name and _FULL_DATE.fullmatch(text.strip(_BRACKETS)):
            name = "date"
        if not name and not self._begun and self._goes_on_with_title(text):
            name = "title"
        if name == "subtitle":
            name = "date" if self._speech and text.startswith(("（", "(")) else "speaker"
        above = name in ("title", "speaker", "recipient") or (name == "date" and self._speech)
        return "" if above and self._begun else name

    def _goes_on_with_title(self, text: str) -> bool:
        """Whether a line without a style is the title, or a further line of it."""
        if not self.lines:
            return bool(self._title) and not text.endswith("：") and not label_of(text)[0]
        title = squeezed(self.lines.get("title", ""))
        return bool(title) and self._title.startswith(title + squeezed(text))

    def _heading(self, block: Block) -> FilePart | None:
        level, label = label_of(block.text)
        text = block.text[len(label) :].strip().rstrip("。")
        if text and block.level in _HEADING_LEVELS:
            return FilePart(text, level if level in _HEADING_LEVELS else block.level)
        alone = "。" not in text and not text.endswith(("；", "，", "："))
        if (
            level in _HEADING_LEVELS
            and 0 < len(text) <= _MAX_HEADING
            and alone
            and squeezed(block.text) not in self._paragraphs
        ):
            return FilePart(text, level)
        return None


def _as_printed(line: Printed, draft: Draft) -> str:
    """A line above or below the text as it stands in the file."""
    if line.part != "date":
        return line.text
    date = printed_date(draft.date)
    return f"（{date}）" if draft.spoken else date


def _bare(text: str, name: str) -> str:
    """A line without the marks that are printed around it."""
    match name:
        case "date":
            return text.strip(_BRACKETS)
        case "recipient":
            return text.rstrip("：:")
        case _:
            return text
