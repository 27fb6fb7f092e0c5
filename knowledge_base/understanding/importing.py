"""File to document: read, clean, structure, split, cut out the measures; nothing is stored."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from knowledge_base import readers
from knowledge_base.errors import ClassifiedDocument, EmptyDocument
from knowledge_base.readers.file_names import shown
from knowledge_base.readers.ocr import Pages, no_pages
from knowledge_base.readers.system_folders import system_folder
from knowledge_base.types import Block, Document, Measure, Passage
from knowledge_base.understanding import (
    classification,
    cleaning,
    glued,
    line_ends,
    measures,
    metadata,
    pages,
    passages,
    structure,
    titles,
)
from knowledge_base.understanding.title_words import clean, letters

_PLAIN = frozenset({".txt", ".md", ".html", ".htm", ".mht", ".mhtml"})
_WRAPPER_TOLD = 0.3  # share of a file; less is usual
_LEFT_BEHIND = frozenset({"thumbs.db", "desktop.ini"})


def understand(
    document_id: str, path: Path, recognised: Pages = no_pages
) -> tuple[Document, list[Passage], list[Measure]]:
    """The document in a file, with its passages and measures.

    recognised: see `readers.read`. UnreadableDocument says why a file was not read,
    ClassifiedDocument why it must not be.
    """
    name = shown(path)
    reading = readers.read(path, recognised)
    if level := classification.mark(reading.blocks, reading.margins, name):
        raise ClassifiedDocument(
            f"《{name}》标有密级“{level}”，涉密文件不能导入；请按保密规定处理，不要在本机保存"
        )
    plain = path.suffix.lower() in _PLAIN
    blocks = glued.unglued(reading.blocks) if plain else list(reading.blocks)
    page = pages.part(blocks, plain=plain)
    cleaned = cleaning.clean(line_ends.unwrapped(page.blocks))
    body, title = list(cleaned.blocks), clean(cleaned.title_hint)
    if plain:
        whole = "\n".join(block.text for block in blocks)
        found_title, body = titles.find(cleaned.blocks, page, whole, (path.stem, title))
        title = found_title or title
    outside = _outside(blocks, body, title) if page.is_page else ""
    about = metadata.describe(body, name, title, page.fields, outside)
    lines = structure.parse(about.body)
    text, found = passages.split(document_id, lines, about.kind)
    if not found:  # a title and headings alone: they are the text
        lines = [structure.Line(block.text, (), page=block.page) for block in cleaned.blocks]
        text, found = passages.split(document_id, lines, about.kind)
    if not found:
        raise EmptyDocument(f"《{name}》里没有可以检索的正文，请打开确认内容后重新导入")
    notes = [*reading.notes, *_of_wrapper(blocks, outside)]
    if cleaned.garbled:
        notes.append("文字疑似被同义词替换软件改写过，只供检索，不作为起草的参考语句")
    document = Document(
        id=document_id,
        title=about.title,
        kind=about.kind,
        file_name=name,
        text=text,
        year=about.years[0] if about.years else None,
        years=about.years,
        region=about.region,
        organisation=about.organisation,
        date=about.date,
        speaker=about.speaker,
        notes=tuple(notes),
        reusable=not cleaned.garbled,
        imported_at=datetime.now().astimezone().isoformat(timespec="seconds"),
        passage_count=len(found),
    )
    return document, found, measures.extract(lines, found, about.kind)


def _outside(blocks: Sequence[Block], body: Sequence[Block], title: str) -> str:
    """The lines of a file that are not the document's, nor halves of its title."""
    own, of_title = {letters(block.text) for block in body}, letters(title)
    bare = ((letters(block.text), block.text) for block in blocks)
    return "\n".join(text for key, text in bare if key not in own and key not in of_title)


def _of_wrapper(blocks: Sequence[Block], outside: str) -> list[str]:
    """What a person is told of the page around a document that was taken off."""
    whole = sum(len(block.text) for block in blocks)
    share = len(outside) / whole if whole else 0.0
    if share < _WRAPPER_TOLD:
        return []
    return [f"去掉了网页上的导航、广告等内容（约占{share:.0%}），请核对正文是否完整"]


def files_in(paths: Sequence[Path]) -> Iterator[Path]:
    """Files as they are; folders by all their files, in order; folders of the system as one.

    What hides (a leading dot) and what office programs and file managers leave behind is not
    asked for; every other file is, so that none is passed over in silence.
    """
    for path in paths:
        if not path.is_dir() or system_folder(path):
            yield path
            continue
        for inner in sorted(_inside(path)):
            hidden = any(part.startswith(".") for part in inner.relative_to(path).parts)
            left_behind = inner.name.startswith("~$") or inner.name.lower() in _LEFT_BEHIND
            if not hidden and not left_behind:
                yield inner


def refused(path: Path) -> str:
    """Why a path cannot be a document, a Chinese sentence; "" if it can, or is not there."""
    name = shown(path)
    if folder := system_folder(path):
        return f"《{name}》在系统文件夹 {folder} 里，不是文稿，不能导入；请选择存放文稿的文件夹"
    if path.exists() and not path.is_file():
        return f"《{name}》不是普通文件，请选择文件本身"
    return ""


def _inside(folder: Path) -> Iterator[Path]:
    """All files below a folder, and the folders of the system there, which are not entered."""
    for root, folders, files in os.walk(folder):
        of_the_system = [name for name in folders if system_folder(Path(root, name))]
        yield from (Path(root, name) for name in of_the_system)
        folders[:] = sorted(set(folders) - set(of_the_system))
        yield from (path for name in files if (path := Path(root, name)).is_file())
