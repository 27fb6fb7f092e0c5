"""Measures to HTML: as cards under their categories, or side by side in a table."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge_base.types import MeasureHit
from ui import labels
from ui.citing import cite
from ui.render import attributes, escaped, lines


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
