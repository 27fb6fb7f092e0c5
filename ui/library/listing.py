"""The library to HTML: table, one document, import report. Pure; document text is escaped."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from knowledge_base.types import Document, ImportResult
from ui import labels
from ui.render import attributes, empty, escaped, lines, marked, notice

SHOWN = 300  # rows; more make the page slow
_WORDS = {
    "imported": labels.IMPORTED,
    "unchanged": labels.UNCHANGED,
    "failed": labels.FAILED,
}


def documents(values: Sequence[Document], *, filtered: bool, chosen: str = "") -> str:
    """The table. filtered: only some were asked for; chosen: id of the one that is open."""
    if not values:
        return empty(labels.LIBRARY_NO_MATCH if filtered else labels.LIBRARY_EMPTY)
    shown = values[:SHOWN]
    count = (
        labels.LIBRARY_SHOWN.format(count=len(values), shown=len(shown))
        if len(shown) < len(values)
        else labels.LIBRARY_COUNT.format(count=len(values))
    )
    heads = "".join(f'<th scope="col">{escaped(name)}</th>' for name in labels.COLUMNS)
    rows = "".join(_row(value, chosen) for value in shown)
    return (
        f'<p class="count faint">{escaped(count)}</p><div class="scroll" tabindex="0">'
        f'<table class="documents"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(value: Document, chosen: str) -> str:
    open_ = attributes(
        data_document=value.id,
        class_="chosen" if value.id == chosen else None,
    )
    title = attributes(type="button", class_="link", title=value.file_name)
    return (
        f"<tr{open_}><td><button{title}>{escaped(value.title)}</button>{_tag(value)}</td>"
        f'<td class="kind">{escaped(value.kind.label)}</td><td>{escaped(value.year or "")}</td>'
        f"<td>{escaped(value.region)}</td>"
        f'<td class="figure">{value.passage_count}</td><td class="notes">{_notes(value)}</td></tr>'
    )


def _tag(value: Document) -> str:
    return (
        f' <span class="tag old">{escaped(labels.SUPERSEDED)}</span>' if value.superseded_by else ""
    )


def _notes(value: Document) -> str:
    return "".join(f"<span>{escaped(note)}</span>" for note in value.doubts)


def document(
    value: Document, headings: Collection[str] = (), place: tuple[int, int] = (0, 0)
) -> str:
    """One document's text. headings: lines set in bold; place: [start, end) of what is marked."""
    about = (
        (labels.ORGANISATION, value.organisation),
        (labels.SPEAKER, value.speaker),
        (labels.DATE, value.date),
        (labels.FILE_NAME, value.file_name),
        (labels.IMPORTED_AT, value.imported_at[:16].replace("T", " ")),
    )
    entries = "".join(
        f"<dt>{escaped(name)}</dt><dd>{escaped(text)}</dd>" for name, text in about if text
    )
    notes = [*value.doubts, *([labels.SUPERSEDED_NOTE] if value.superseded_by else [])]
    warnings = "".join(notice(note, "warn") for note in notes)
    return (
        f'<article class="document"{attributes(data_document=value.id)}>'
        f"<h3>{escaped(value.title)}</h3><dl>{entries}</dl>{warnings}"
        f'<div class="text" tabindex="0">{_text(value.text, headings, place)}</div></article>'
    )


def _text(text: str, headings: Collection[str], place: tuple[int, int]) -> str:
    """A paragraph a line, with the part of the line that lies in the place marked."""
    parts, at = [], 0
    for line in text.split("\n"):
        start, end = (min(max(edge - at, 0), len(line)) for edge in place)
        at += len(line) + 1
        if line.strip():
            body = marked(line, [(start, end)] if end > start else [])
            kind = attributes(class_="heading" if line.strip() in headings else None)
            parts.append(f"<p{kind}>{body}</p>")
    return "".join(parts)


def report(results: Sequence[ImportResult]) -> str:
    """A line a file, and the sums."""
    if not results:
        return ""
    rows = "".join(_result(result) for result in results)
    sums = labels.IMPORT_TOTAL.format(
        **{name: sum(result.status == name for result in results) for name in _WORDS}
    )
    return f'<div class="report" role="status"><p>{escaped(sums)}</p><ul>{rows}</ul></div>'


def _result(result: ImportResult) -> str:
    about = result.reason
    if result.document:
        about = "".join(f"{note}；" for note in result.document.notes).rstrip("；")
    return (
        f'<li class="{escaped(result.status)}"><span class="kind">'
        f"{escaped(_WORDS.get(result.status, ''))}</span>"
        f'<span>{escaped(result.file_name)}<span class="faint">　{lines(about)}</span>'
        f"{_same_name(result)}</span></li>"
    )


def _same_name(result: ImportResult) -> str:
    """What becomes of older files of the same name; the page's script asks the server."""
    if result.document is None or result.replaced or not result.same_name:
        return ""
    day = result.same_name[-1].imported_at[:10]
    others = " ".join(other.id for other in result.same_name)
    replace = attributes(
        type="button", class_="link", data_replace=result.document.id, data_others=others
    )
    keep = attributes(type="button", class_="link", data_keep="both")
    return (
        f'<span class="question"> {escaped(labels.SAME_NAME.format(day=day))}'
        f"<button{replace}>{escaped(labels.REPLACE)}</button>"
        f"<button{keep}>{escaped(labels.KEEP_BOTH)}</button></span>"
    )
