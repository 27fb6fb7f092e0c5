"""Values to HTML: answers and their sources. Pure functions; text from documents is escaped."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Sequence

from assistant.answering.sources import SourceText, spans
from assistant.types import Answer
from knowledge_base.types import MeasureHit
from ui import labels

_MARK = re.compile(r"\[(\d{1,3})\]")
_BOLD_LINE = re.compile(r"\*\*(.+)\*\*")


def escaped(text: object) -> str:
    """Text that can stand in markup and in an attribute, whatever it holds."""
    return html.escape(str(text), quote=True)


def attributes(**values: object) -> str:
    """` name="value"` for each value that is not None; underscores become hyphens."""
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escaped(value)}"'
        for name, value in values.items()
        if value is not None
    )


def lines(text: str) -> str:
    """Escaped text with its line breaks kept."""
    return escaped(text).replace("\n", "<br>")


def notice(text: str, tone: str = "plain") -> str:
    """A line to the person. tone: plain, warn or error."""
    role = "alert" if tone == "error" else "status"
    return f'<p class="notice {tone}" role="{role}">{lines(text)}</p>' if text else ""


def empty(text: str) -> str:
    """What stands where nothing is shown yet."""
    return f'<p class="empty">{escaped(text)}</p>'


def progress(done: int, total: int, text: str) -> str:
    """A bar with what is being done. total 0: how long it takes is not known."""
    share = f"{100 * done / total:.0f}%" if total else ""
    style = f' style="width:{share}"' if share else ' class="unknown"'
    return (
        f'<div class="progress" role="status"><span>{escaped(text)}</span>'
        f'<div class="bar"><i{style}></i></div></div>'
    )


def cite(turn: int, number: int) -> str:
    """The clickable mark of a source. turn: which answer of the page the number belongs to."""
    label = labels.SOURCE_MARK.format(number=number)
    data = attributes(data_turn=turn, data_number=number, aria_label=label, title=label)
    return f'<button type="button" class="cite"{data}>[{number}]</button>'


def answer(value: Answer, turn: int) -> str:
    """An answer's text: lines, lists and headings, with marks for the sources that it has."""
    known = {citation.number for citation in value.citations}
    parts: list[str] = []
    items: list[str] = []
    for line in value.text.splitlines():
        line = line.strip()
        if not line:
            continue
        if line.startswith("- "):
            items.append(f"<li>{_inline(line[2:], turn, known)}</li>")
            continue
        parts += _list(items)
        items = []
        if bold := _BOLD_LINE.fullmatch(line):
            parts.append(f"<h4>{_inline(bold[1], turn, known)}</h4>")
        else:
            parts.append(f"<p>{_inline(line, turn, known)}</p>")
    parts += _list(items)
    return "".join(parts)


def _inline(text: str, turn: int, known: Collection[int]) -> str:
    """Escaped text with marks; a mark without a source stays text."""

    def mark(match: re.Match[str]) -> str:
        number = int(match[1])
        return cite(turn, number) if number in known else match[0]

    return _MARK.sub(mark, escaped(text))


def _list(items: Sequence[str]) -> list[str]:
    return [f"<ul>{''.join(items)}</ul>"] if items else []


# --- sources -----------------------------------------------------------------------------


def marked(text: str, places: Iterable[tuple[int, int]]) -> str:
    """Escaped text with [start, end) places marked."""
    parts, at = [], 0
    for start, end in places:
        parts += [lines(text[at:start]), f"<mark>{lines(text[start:end])}</mark>"]
        at = end
    return "".join([*parts, lines(text[at:])])


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


def shortened(text: str, most: int) -> str:
    """The first line of a text, cut to `most` characters."""
    first = text.strip().splitlines()[0] if text.strip() else ""
    return first if len(first) <= most else first[: most - 1] + "…"


# --- measures ----------------------------------------------------------------------------


def measures(groups: Sequence[tuple[str, Sequence[MeasureHit]]], turn: int, first: int = 1) -> str:
    """Measures as cards under their categories, numbered from `first` on."""
    parts, number = [], first
    for category, hits in groups:
        cards = []
        for hit in hits:
            cards.append(measure(hit, turn, number))
            number += 1
        parts.append(
            f'<section class="category"><h4>{escaped(category)}'
            f'<small>{len(hits)}</small></h4><div class="cards">{"".join(cards)}</div></section>'
        )
    return "".join(parts)


def comparison(hits: Sequence[MeasureHit], turn: int, first: int = 1) -> str:
    """Measures as a table: place, year, what, how, result, source; numbered from `first` on."""
    heads = "".join(f'<th scope="col">{escaped(name)}</th>' for name in labels.COMPARED)
    rows = "".join(_compared(hit, turn, number) for number, hit in enumerate(hits, first))
    return (
        f'<div class="comparison" tabindex="0"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _compared(hit: MeasureHit, turn: int, number: int) -> str:
    document, found = hit.document, hit.measure
    year = labels.YEAR.format(year=document.year) if document.year else labels.YEAR_UNKNOWN
    how = found.text.replace(found.result, "").strip() if found.result else found.text
    opening = attributes(
        type="button", class_="link", data_document=document.id, data_passage=found.passage_id
    )
    mark = cite(turn, number) if turn else ""
    return (
        f"<tr><td>{escaped(document.region or labels.PLACE_UNKNOWN)}</td>"
        f"<td>{escaped(year)}</td><td>{escaped(found.name)}{mark}</td>"
        f'<td class="words">{lines(how)}</td><td class="words">{lines(found.result)}</td>'
        f"<td><button{opening}>{escaped(document.title)}</button></td></tr>"
    )


def measure(hit: MeasureHit, turn: int, number: int) -> str:
    """One measure: what, the words, where and when, and its source."""
    document = hit.document
    place = document.region or labels.PLACE_UNKNOWN
    year = labels.YEAR.format(year=document.year) if document.year else labels.YEAR_UNKNOWN
    similar = labels.SIMILAR.format(count=hit.similar_count) if hit.similar_count else ""
    opening = attributes(
        type="button",
        class_="link",
        data_document=document.id,
        data_passage=hit.measure.passage_id,
    )
    mark = cite(turn, number) if turn else ""
    return (
        f'<article class="measure"><h5>{escaped(hit.measure.name)}{mark}</h5>'
        f'<p class="words">{lines(hit.measure.text)}</p>'
        f'<p class="about"><span class="tag">{escaped(place)}</span>'
        f'<span class="tag">{escaped(year)}</span>'
        f"<button{opening}>{escaped(document.title)}</button>"
        + (f'<span class="faint">{escaped(similar)}</span>' if similar else "")
        + "</p></article>"
    )
