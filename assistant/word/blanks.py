"""Placeholders that nobody has filled in yet: a copy to be sent must not hold any."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.drafts import Draft
from assistant.errors import ExportError
from assistant.word.characters import printable
from knowledge_base.language.blanks import placeholder_parts

_NAMED = 8  # in a message
_AROUND = 10  # characters shown on each side
_AROUND_LINE = "（）："  # marks that are printed around a date or a salutation


def refuse_blanks(draft: Draft) -> None:
    """ExportError that lists the places, if placeholders (××) are left in what is printed."""
    places = [f"{place}“{shown}”" for place, text in _printed(draft) for shown in _blanks(text)]
    if places:
        listed = "；".join(places[:_NAMED])
        more = f"……共 {len(places)} 处" if len(places) > _NAMED else ""
        raise ExportError(
            f"文稿还有没填写的 ××，不能导出清稿：{listed}{more}。"
            "请先填写；确实要留空的，选“允许留空”（命令行加 --allow-blanks）再导出。"
        )


_NAMES = {
    "title": "标题",
    "speaker": "讲话人",
    "date": "日期",
    "recipient": "主送",
    "heading": "小标题",
    "organisation": "落款",
}


def _printed(draft: Draft) -> Iterator[tuple[str, str]]:
    """(place, text) of all that is printed."""
    for line in draft.printed():
        if line.paragraph is not None:
            yield f"“{line.under or '正文'}”第{line.paragraph + 1}段", line.text
        elif line.part in _NAMES:
            yield _NAMES[line.part], line.text.strip(_AROUND_LINE)
    for attachment in draft.attachments:
        name = f"附件“{attachment.title}”"
        yield "附件名称", attachment.title
        for number, text in enumerate(attachment.paragraphs, 1):
            yield f"{name}第{number}段", text
        for number, row in enumerate(attachment.rows, 1):
            for cell in row:
                yield f"{name}表第{number}行", cell


def _blanks(text: str) -> Iterator[str]:
    """Each placeholder of text with some words around it."""
    text, end = printable(text), 0
    for part, is_placeholder in placeholder_parts(text):
        start, end = end, end + len(part)
        if is_placeholder:
            yield text[max(0, start - _AROUND) : end + _AROUND]
