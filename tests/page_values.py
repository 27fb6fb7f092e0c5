"""Values that several tests of the page share, and how they look at markup."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from typing import Any

from drafts import draft_of

from assistant.answering.sources import SourceText
from assistant.drafts import Draft, Paragraph, Section, Sentence, Source
from assistant.findings import Finding, FindingKind
from assistant.messages.conversation import Turn
from assistant.messages.values import Ask
from assistant.types import Citation, Fact, FactSheet
from knowledge_base.types import Document, Kind

OURS = "http://127.0.0.1:7860"
"""Where the tests' page is served."""
DRAFT = "0123456789ab"
"""The id of a draft that it keeps."""
EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}${alert(3)}`[9]"


class _Tags(HTMLParser):
    """Collects what a browser would see as markup."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.handlers: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(markup: str) -> _Tags:
    tags = _Tags()
    tags.feed(markup)
    tags.close()
    return tags


def citation(number: int = 1, text: str = "设立基金5亿元。") -> Citation:
    return Citation(number, f"d-{number}", "d", EVIL, (EVIL, "二、做法"), text)


def source(number: int = 1, text: str = "一是设立基金5亿元。", quote: str = "") -> SourceText:
    return SourceText(number, "d", f"d-{number}", "总结", ("二、做法",), text, (quote or text,))


def document(**changes: Any) -> Document:
    values: dict[str, Any] = {
        "id": "0123456789abcdef",
        "title": "云溪县2024年总结",
        "kind": Kind.SUMMARY,
        "file_name": "总结.docx",
        "text": "一、情况\n全年签约42个。",
        "year": 2024,
        "region": "云溪县",
        "passage_count": 3,
    }
    return Document(**{**values, **changes})


def draft(text: str = "全年签约42个。", kind: str = "summary") -> Draft:
    sentences = (
        Sentence(text, Source("fact", ("f1",))),
        Sentence("建立××个专班。", Source("passage", ("d-1",))),
        Sentence("各项工作有序推进。"),
    )
    return draft_of(
        kind=kind,
        title=text,
        organisation=text,
        recipient=text,
        speaker=text,
        date=text,
        sections=(Section(text, 1, (Paragraph(sentences, lead=text),), "result"),),
        facts=FactSheet((Fact("f1", text),)),
        sources=(citation(1, "建立6个专班。"),),
        findings=(Finding(FindingKind.PLACEHOLDER, text, text),),
    )


def turn(**changes: Any) -> Turn:
    values: dict[str, Any] = {"number": 3, "question": "问题", "message": Ask("问题")}
    return Turn(**{**values, "state": "done", **changes})


def run(coroutine):
    """Its result; in a thread of its own, where no browser driver keeps a loop running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()
