"""A conversation to HTML. Pure functions; text from documents and people is escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.proofreading import Proof
from assistant.drafting.desk import Progress
from assistant.messages.conversation import COMPARISON, Turn
from assistant.revising import differing
from assistant.types import Draft
from ui import labels, render
from ui.drafting import preview
from ui.render import attributes, escaped, lines, notice


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
        return drafting(value.progress)
    if value.answer:
        return render.progress(0, 0, labels.WRITING_ANSWER)
    return render.progress(0, 0, labels.SEARCHING)


def drafting(value: Progress) -> str:
    """How far a draft is."""
    if not value.heading:
        return render.progress(1, 1, labels.DRAFT_CHECKING)
    step = labels.DRAFT_STEP.format(done=value.done + 1, total=value.total, heading=value.heading)
    return render.progress(value.done, value.total, step)


def _body(value: Turn) -> str:
    if value.answer:
        return notice(value.answer.note, "warn") + render.answer(value.answer, value.number)
    if value.groups is not None:
        return _groups(value)
    if value.proof:
        return _proof(value.proof)
    note = f"<p>{escaped(value.note)}</p>" if value.note else ""
    if value.progress:
        return note + preview.changes(value.changes) + _draft(value, value.progress)
    return note


def _proof(value: Proof) -> str:
    """What is wrong with a passage, and the passage put right."""
    if value.corrected == value.text:
        return preview.findings(value.findings)
    return (
        preview.findings(value.findings)
        + f"<p>{escaped(labels.CORRECTED)}</p>"
        + preview.changes(differing(value.text, value.corrected))
        + f'<blockquote class="corrected">{lines(value.corrected)}</blockquote>'
    )


def _groups(value: Turn) -> str:
    if not value.groups:
        return f"<p>{escaped(labels.NO_MEASURES)}</p>"
    count = value.left_out + sum(len(hits) for _, hits in value.groups)
    (first, hits), *_ = value.groups
    shown = (
        render.comparison(hits, value.number)
        if first == COMPARISON
        else render.measures(value.groups, value.number)
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
    return finished(progress.draft, value.number)


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
        f'<div class="made"><p>{escaped(head)}</p>{actions}</div>{no_facts}{preview.legend(made)}'
        f"{preview.draft(made, turn)}{preview.findings(made.findings, fixable=fixable)}"
    )
