"""File to document: read, clean, structure, split, cut out the measures; nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from knowledge_base import cleaning, measures, metadata, passages, readers, structure
from knowledge_base.errors import EmptyDocument
from knowledge_base.types import Document, Measure, Passage


def understand(document_id: str, path: Path) -> tuple[Document, list[Passage], list[Measure]]:
    """The document in a file, with its passages and measures; UnreadableDocument says why not."""
    reading = readers.read(path)
    cleaned = cleaning.clean(reading.blocks)
    about = metadata.describe(cleaned.blocks, path.name, cleaned.title_hint)
    lines = structure.parse(about.body)
    text, found = passages.split(document_id, lines, about.kind)
    if not found:
        raise EmptyDocument(f"《{path.name}》里没有可以检索的正文，请打开确认内容后重新导入")
    notes = list(reading.notes)
    if cleaned.garbled:
        notes.append("文字疑似被同义词替换软件改写过，只供检索，不作为起草的参考语句")
    document = Document(
        id=document_id,
        title=about.title,
        kind=about.kind,
        file_name=path.name,
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


def files_in(paths: Sequence[Path]) -> Iterator[Path]:
    """Files as they are; folders by their importable files, in order, without office lock files."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for inner in sorted(path.rglob("*")):
            hidden = inner.name.startswith((".", "~$"))
            if inner.is_file() and not hidden and inner.suffix.lower() in readers.SUFFIXES:
                yield inner
