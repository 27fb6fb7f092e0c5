"""A conversation to HTML. Pure functions; text from documents and people is escaped."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.checking.proofreading import Proof
from assistant.drafting.desk import Progress
from assistant.messages.conversation import Turn
from assistant.messages.values import Compare
from assistant.revising import differing
from assistant.types import Answer
from ui import labels, render
from ui.citing import cite
from ui.drafting import preview
from ui.drafting.findings import changes, findings
from ui.measures import cards
from ui.render import attributes, escaped, lines, notice

_MARK = re.compile(r"\[(\d{1,3})\]")
_BOLD_LINE = re.compile(r"\*\*(.+)\*\*")


def conversation(turns: Sequence[Turn]) -> str:
    """All turns, or a greeting with examples where there is none yet."""
    if not turns:
        return greeting()
    log = attributes(role="log", aria_live="polite", aria_label=labels.TAB_CHAT)
    return f"<div{log}>{''.join(turn(value) for value in turns)}</div>"


def greeting() -> str:
    """What the page offers at first."""
    examples = [(text, text) for text in labels.EXAMPLES]
    examples.append((labels.EXAMPLE_DRAFT_TITLE, labels.EXAMPLE_DRAFT))
    buttons = "".join(
        f"<button{attributes(type='button', data_example=text)}>{escaped(title)}</button>"
        for title, text in examples
    )
    return (
        f'<div class="greeting"><h2>{escaped(labels.GREETING)}</h2>'
        f'<p>{escaped(labels.GREETING_HINT)}</p><div class="examples">{buttons}</div></div>'
    )


def turn(value: Turn) -> str:
    """A message and its reply."""
    done = value.state != "running"
    copy = attributes(type="button", class_="copy link", data_copied=labels.COPIED)
    actions = f"<button{copy}>{escaped(labels.COPY)}</button>" if done and _body(value) else ""
    ended = notice(labels.ANSWER_STOPPED, "warn") if value.state == "stopped" else ""
    return (
        f'<section class="turn {value.state}"{attributes(id=f"turn-{value.number}")}>'
        f'<div class="asked"{attributes(aria_label=labels.YOU)}>{lines(value.question)}</div>'
        f'<div class="reply"{attributes(aria_label=labels.REPLY)}>'
        f'{_waiting(value)}<div class="body">{_body(value)}</div>{ended}'
        f"{notice(value.error, 'error')}"
        f'<div class="actions">{preview.download(value.draft_file)}{actions}</div></div></section>'
    )


def _waiting(value: Turn) -> str:
    if value.state != "running":
        return ""
    if value.progress:
        return preview.progress(value.progress)
    if value.answer:
        return render.progress(0, 0, labels.WRITING_ANSWER)
    return render.progress(0, 0, labels.SEARCHING)


def _body(value: Turn) -> str:
    if value.answer:
        return notice(value.answer.note, "warn") + answer(value.answer, value.number)
    if value.groups is not None:
        return _groups(value)
    if value.proof:
        return _proof(value.proof)
    note = f"<p>{escaped(value.note)}</p>" if value.note else ""
    if value.progress:
        return note + changes(value.changes) + _draft(value, value.progress)
    return note


def _proof(value: Proof) -> str:
    """What is wrong with a passage, and the passage put right."""
    if value.corrected == value.text:
        return findings(value.findings)
    return (
        findings(value.findings)
        + f"<p>{escaped(labels.CORRECTED)}</p>"
        + changes(differing(value.text, value.corrected))
        + f'<blockquote class="corrected">{lines(value.corrected)}</blockquote>'
    )


def _groups(value: Turn) -> str:
    if not value.groups:
        return f"<p>{escaped(labels.NO_MEASURES)}</p>"
    count = value.left_out + sum(len(hits) for _, hits in value.groups)
    side_by_side = isinstance(value.message, Compare) and value.message.side_by_side
    shown = (
        cards.comparison(value.groups[0][1], value.number)
        if side_by_side
        else cards.measures(value.groups, value.number)
    )
    more = labels.MORE_MEASURES.format(count=value.left_out) if value.left_out else ""
    return (
        f"<p>{escaped(labels.FOUND_MEASURES.format(count=count))}</p>"
        + shown
        + (f"<p>{escaped(more)}</p>" if more else "")
    )


def _draft(value: Turn, progress: Progress) -> str:
    if progress.heading or value.state == "running":
        return preview.draft(progress.draft, value.number)
    return preview.finished(progress.draft, value.number)


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
