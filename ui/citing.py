"""Where words come from, to HTML: the mark of a source, its card, and the panel of all cards."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.sources import SourceText, spans
from ui import labels
from ui.render import attributes, empty, escaped, marked, notice, shortened


def cite(turn: int, number: int) -> str:
    """The clickable mark of a source. turn: which answer of the page the number belongs to."""
    label = labels.SOURCE_MARK.format(number=number)
    data = attributes(data_turn=turn, data_number=number, aria_label=label, title=label)
    return f'<button type="button" class="cite"{data}>[{number}]</button>'


def source(value: SourceText) -> str:
    """A card: number, title, where in the document, and the passage with the used words marked."""
    about = [
        labels.YEAR.format(year=value.year) if value.year else "",
        value.region,
        labels.PAGE.format(page=value.page) if value.page else "",
    ]
    path = " › ".join(value.heading_path)
    opening = attributes(
        type="button",
        class_="link",
        data_document=value.document_id,
        data_passage=value.passage_id,
    )
    footer = (
        notice(labels.PASSAGE_GONE, "warn")
        if value.gone
        else f"<button{opening}>{escaped(labels.OPEN_DOCUMENT)}</button>"
    )
    return (
        f'<article class="source"{attributes(data_number=value.number)}>'
        f'<header><span class="number">{value.number}</span>'
        f'<span class="title">{escaped(value.title)}</span></header>'
        f'<p class="about">{escaped("　".join(part for part in about if part))}</p>'
        + (f'<p class="path">{escaped(path)}</p>' if path else "")
        + f'<blockquote tabindex="0">{marked(value.text, spans(value.text, value.quotes))}'
        f"</blockquote>{footer}</article>"
    )


def sources(groups: Sequence[tuple[int, str, Sequence[SourceText]]]) -> str:
    """The panel: (turn, question, sources) of each answer; the last one is shown first."""
    if not groups:
        return empty(labels.SOURCES_EMPTY)
    latest = groups[-1][0]
    parts = []
    for turn, question, values in groups:
        head = labels.SOURCES_OF.format(question=shortened(question, 24))
        body = "".join(source(value) for value in values) or empty(labels.SOURCES_NONE)
        shown = None if turn == latest else ""
        parts.append(
            f'<section class="sources"{attributes(data_turn=turn, hidden=shown)}>'
            f'<p class="of">{escaped(head)}</p>{body}</section>'
        )
    return "".join(parts)
