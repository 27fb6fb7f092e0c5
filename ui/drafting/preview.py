"""Outlines and drafts to HTML. Pure functions; text from documents is escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from assistant.drafting.desk import Progress
from assistant.drafts import PLACEHOLDER, Draft, Printed, Sentence
from assistant.types import Outline
from ui import labels, render
from ui.citing import cite
from ui.drafting.findings import findings
from ui.render import attributes, empty, escaped, lines, notice, shortened

_BLANK = re.compile(f"{PLACEHOLDER}×*")
# The classes of lines around the text; a date stands where the kind of document has it.
_LINES = {"speaker": "centred", "recipient": "flush", "organisation": "signature"}
_LEGEND = (
    ("borrowed", labels.LEGEND_BORROWED),
    ("fact", labels.LEGEND_FACT),
    ("blank", labels.LEGEND_PLACEHOLDER),
)


def outline_editor(outline: Outline, made: str) -> str:
    """A table to edit. made: differs between outlines, so that a new one replaces an edited one."""
    rows = "".join(
        outline_row(index, section.heading, round(section.chars, -1))
        for index, section in enumerate(outline.sections)
    )
    heads = (labels.OUTLINE_HEADING, labels.OUTLINE_CHARS, labels.OUTLINE_ACTIONS)
    return (
        f'<div class="outline"{attributes(data_made=made, data_total=labels.OUTLINE_TOTAL)}>'
        f'<p class="name">{escaped(outline.title)}</p>'
        f'<p class="faint">{escaped(labels.OUTLINE_HINT)}</p>'
        f"<table><thead><tr>{''.join(f'<th>{escaped(head)}</th>' for head in heads)}</tr></thead>"
        f"<tbody>{rows}</tbody></table>"
        f'<template>{outline_row(-1, labels.OUTLINE_NEW, 300)}</template><p class="below">'
        f'<button type="button" class="small" data-do="add">{escaped(labels.OUTLINE_ADD)}</button>'
        '<span class="total faint"></span></p></div>'
    )


def outline_row(index: int, heading: str, chars: int) -> str:
    """A row. index: of the section in the outline it came from, -1 for a new one."""
    doing = (
        ("up", "↑", labels.OUTLINE_UP),
        ("down", "↓", labels.OUTLINE_DOWN),
        ("remove", "×", labels.OUTLINE_REMOVE),
    )
    buttons = "".join(
        f"<button{attributes(type='button', data_do=do, title=name)}>{sign}</button>"
        for do, sign, name in doing
    )
    named = attributes(
        type="text", name="heading", value=heading, aria_label=labels.OUTLINE_HEADING
    )
    sized = attributes(
        type="number",
        name="chars",
        value=chars,
        min=50,
        step=50,
        aria_label=labels.OUTLINE_CHARS,
    )
    return (
        f"<tr{attributes(data_index=index)}><td><input{named}></td>"
        f'<td class="chars"><input{sized}></td><td class="actions">{buttons}</td></tr>'
    )


def draft(value: Draft, turn: int) -> str:
    """A draft as a page of paper: borrowed sentences shaded, blanks to fill in highlighted."""
    printed = (line for line in value.printed() if line.part != "attachment")
    return f'<div class="paper">{"".join(_line(line, value, turn) for line in printed)}</div>'


def _line(line: Printed, value: Draft, turn: int) -> str:
    if line.section is None:
        if line.part == "title":
            return f"<h3>{blanks(line.text)}</h3>"
        below = "centred" if value.spoken else "signature"
        return f'<p class="{_LINES.get(line.part, below)}">{blanks(line.text)}</p>'
    section = value.sections[line.section]
    if line.paragraph is None:
        return f'<p class="heading level{section.level}">{blanks(line.text)}</p>'
    paragraph = section.paragraphs[line.paragraph]
    lead = f"<strong>{blanks(paragraph.lead)}。</strong>" if paragraph.lead else ""
    return f"<p>{lead}{''.join(_sentence(part, value, turn) for part in paragraph.sentences)}</p>"


def _sentence(item: Sentence, value: Draft, turn: int) -> str:
    """A sentence with where it comes from, on a ground of its own or as a hint."""
    text, refs = blanks(item.text), item.source.refs
    match item.source.type:
        case "passage":
            found = [c for ref in refs for c in value.sources if c.passage_id == ref]
            title = "、".join(citation.title for citation in found)
            hover = labels.BORROWED_FROM.format(title=title) if title else labels.LEGEND_BORROWED
            marks = "".join(cite(turn, citation.number) for citation in found)
            return f'<span class="borrowed"{attributes(title=hover)}>{text}</span>{marks}'
        case "fact":
            given = "；".join(fact.text for fact in value.facts.facts if fact.id in refs)
            hover = labels.FROM_FACT.format(fact=given)
            return f'<span class="fact"{attributes(title=hover)}>{text}</span>'
        case "edited":
            return f"<span{attributes(title=labels.EDITED)}>{text}</span>"
        case _:
            return text


def legend(value: Draft) -> str:
    """What the colours of a draft mean, as far as they occur in it."""
    kinds = {s.source.type for section in value.sections for s in section.sentences}
    shown = {
        "borrowed": "passage" in kinds,
        "fact": "fact" in kinds,
        "blank": bool(_BLANK.search(value.text)),
    }
    entries = "".join(
        f'<span><i class="{name}">{"××" if name == "blank" else "　"}</i>{escaped(text)}</span>'
        for name, text in _LEGEND
        if shown[name]
    )
    return f'<p class="legend">{entries}</p>' if entries else ""


def blanks(text: str) -> str:
    """Escaped text with each place to fill in highlighted."""
    blank = f'<b class="blank"{attributes(title=labels.LEGEND_PLACEHOLDER)}>\\g<0></b>'
    return _BLANK.sub(blank, lines(text))


def download(draft_id: str) -> str:
    """The link to a kept draft's Word file, and the button that shows its pages."""
    if not draft_id:
        return ""
    link = attributes(class_="download", href=f"drafts/{draft_id}", download="")
    button = attributes(
        type="button",
        class_="link",
        aria_expanded="false",
        data_pages=f"drafts/{draft_id}/pages",
        data_close=labels.PREVIEW_CLOSE,
        data_wait=labels.PREVIEW_WAIT,
        data_failed=labels.PREVIEW_FAILED,
    )
    # Without the attribute download: a refusal is then a page that says what is still to be done.
    others = "".join(
        f"<a{attributes(class_='link', href=f'drafts/{draft_id}?{kind}=1', target='_blank')}>"
        f"{escaped(name)}</a>"
        for kind, name in (("clean", labels.CLEAN_COPY), ("sources", labels.WITH_SOURCES))
    )
    return (
        f"<a{link}>{escaped(labels.DOWNLOAD)}</a>{others}"
        f"<button{button}>{escaped(labels.PREVIEW)}</button>"
    )


def recent(drafts: Sequence[tuple[Draft, datetime]], damaged: Sequence[str] = ()) -> str:
    """Kept drafts with the time of each, the latest first. damaged: ids of those without one."""
    named = labels.RECENT_DAMAGED.format(ids="、".join(damaged))
    warning = notice(named, "warn") if damaged else ""
    if not drafts:
        return warning or empty(labels.NO_RECENT)
    rows = "".join(
        f'<li><span class="title">{escaped(shortened(item.title, 40))}'
        f'<span class="faint">{saved:%Y-%m-%d %H:%M}</span></span>'
        f"<button{attributes(type='button', class_='link', data_draft=item.id)}>"
        f"{escaped(labels.OPEN_DRAFT)}</button>"
        f"<a{attributes(class_='link', href=f'drafts/{item.id}', download='')}>"
        f"{escaped(labels.DOWNLOAD_AGAIN)}</a></li>"
        for item, saved in drafts
    )
    return f'{warning}<ul class="recent">{rows}</ul>'


def progress(value: Progress) -> str:
    """How far a draft is."""
    if not value.heading:
        return render.progress(1, 1, labels.DRAFT_CHECKING)
    step = labels.DRAFT_STEP.format(done=value.done + 1, total=value.total, heading=value.heading)
    return render.progress(value.done, value.total, step)


def finished(made: Draft, turn: int, actions: str = "", *, fixable: bool = False) -> str:
    """A draft with its length, what its colours mean, and what the check found.

    actions: markup to stand beside the length; the chat has its own place for it. fixable: what
    the check found may be put right by a button.
    """
    chars = len(re.sub(r"\s", "", made.text))
    head = labels.DRAFT_DONE.format(title=made.title, chars=chars)
    if made.findings:
        head += labels.DRAFT_CHECKED.format(count=len(made.findings))
    no_facts = "" if made.facts.facts else notice(labels.DRAFT_NO_FACTS, "warn")
    return (
        f'<div class="made"><p>{escaped(head)}</p>{actions}</div>{no_facts}{legend(made)}'
        f"{draft(made, turn)}{findings(made.findings, fixable=fixable)}"
    )
