"""A conversation as values: what was asked and what came of it. No widgets here."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from assistant.answering import sources
from assistant.answering.sources import SourceText
from assistant.assistant import Assistant
from assistant.checking.proofreading import Proof, proofread
from assistant.drafting.desk import Progress
from assistant.errors import LONGEST_MESSAGE, UnclearRequest, explain
from assistant.messages.reading import read, read_revision
from assistant.messages.values import Ask, Check, Compare, Message, Revise, Write
from assistant.revising import Change, NewVersion
from assistant.revising.request import Redo, Undo
from assistant.types import Answer, Brief
from knowledge_base.types import MeasureHit

_SECONDS_BETWEEN = 0.1  # a page need not be redrawn for every word of a model
_MEASURES_SHOWN = 12
_SHOWN_OF_TOO_LONG = 100  # characters of a message that nobody reads
EXPORT_FAILED = "Word 文件没有导出：{reason}"
State = Literal["running", "done", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Turn:
    """What was said and what came of it so far. number: 1, 2 ... in the conversation, never reused.

    message: what it was understood as, None as long as it is not read.

    draft_file: id of the kept draft, "" if none; note, changes: what a revision did to it;
    proof: what was found in a passage;
    left_out: measures found but not shown.
    """

    number: int
    question: str
    message: Message | None = None
    state: State = "running"
    answer: Answer | None = None
    groups: tuple[tuple[str, tuple[MeasureHit, ...]], ...] | None = None
    left_out: int = 0
    progress: Progress | None = None
    draft_file: str = ""
    note: str = ""
    proof: Proof | None = None
    changes: tuple[Change, ...] = ()
    sources: tuple[SourceText, ...] = ()
    error: str = ""


def reply(assistant: Assistant, message: str, before: Sequence[Turn]) -> Iterator[Turn]:
    """The turn as it grows; the last one is done or failed. No error escapes."""
    number = before[-1].number + 1 if before else 1
    said = message.strip()
    turn = Turn(number, said if len(said) <= LONGEST_MESSAGE else said[:_SHOWN_OF_TOO_LONG] + "……")
    yield turn
    try:
        draft_id = before[-1].draft_file if before else ""
        in_hand = partial(assistant.workspace.load, draft_id) if draft_id else None
        turn = replace(turn, message=read(said, in_hand))
        for step in _steps(assistant, turn, before):
            turn = step
            yield turn
        yield replace(turn, state="failed" if turn.error else "done")
    except Exception as error:
        yield replace(turn, state="failed", error=explain(error))


def _steps(assistant: Assistant, turn: Turn, before: Sequence[Turn]) -> Iterator[Turn]:
    """What comes of a message that was read."""
    match turn.message:
        case Ask():
            yield from _asked(assistant, turn, before)
        case Compare() as compare:
            yield from _compared(assistant, turn, compare)
        case Write(brief):
            yield from _written(assistant, turn, brief)
        case Check(text, facts):
            yield replace(turn, proof=proofread(text, facts))
        case Revise() | Undo() | Redo() as change:
            yield _revised(assistant, replace(turn, draft_file=before[-1].draft_file), change)
        case other:
            raise AssertionError(f"no message is read as this yet: {other}")


def stopped(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """Turns after the person stopped, or the page went away: none is running any more."""
    return tuple(
        replace(turn, state="stopped") if turn.state == "running" else turn for turn in turns
    )


def _asked(assistant: Assistant, turn: Turn, before: Sequence[Turn]) -> Iterator[Turn]:
    earlier = [past.question for past in before if isinstance(past.message, Ask) and past.answer]
    shown = 0.0
    for answer in assistant.ask(turn.question, earlier=earlier):
        if turn.answer is None or turn.answer.citations != answer.citations:
            found = sources.of_citations(assistant.library, answer.citations)
            turn = replace(turn, sources=found)
        turn = replace(turn, answer=answer)
        if time.monotonic() - shown >= _SECONDS_BETWEEN:
            yield turn
            shown = time.monotonic()
    yield turn


def _compared(assistant: Assistant, turn: Turn, compare: Compare) -> Iterator[Turn]:
    if compare.side_by_side:
        hits = assistant.compare(compare.query)[:_MEASURES_SHOWN]
        groups = ((hits[0].measure.category, tuple(hits)),) if hits else ()
        found = sources.of_measures(assistant.library, hits)
        yield replace(turn, groups=groups, sources=found)
        return
    kept: list[tuple[str, tuple[MeasureHit, ...]]] = []
    room, left_out = _MEASURES_SHOWN, 0
    for category, hits in assistant.measures(compare.query).items():
        if room > 0:
            kept.append((category, tuple(hits[:room])))
        left_out += max(0, len(hits) - max(0, room))
        room -= len(hits)
    shown = [hit for _, hits in kept for hit in hits]
    found = sources.of_measures(assistant.library, shown)
    yield replace(turn, groups=tuple(kept), left_out=left_out, sources=found)


def _written(assistant: Assistant, turn: Turn, brief: Brief) -> Iterator[Turn]:
    for progress in assistant.draft(brief):
        turn = replace(turn, progress=progress)
        yield turn
        draft = progress.draft
    turn = replace(turn, sources=sources.of_draft(assistant.library, draft))
    try:
        assistant.keep(draft)
    except Exception as error:
        yield replace(turn, error=EXPORT_FAILED.format(reason=explain(error)))
    else:
        yield replace(turn, draft_file=draft.id)


def _revised(assistant: Assistant, turn: Turn, change: Revise | Undo | Redo) -> Turn:
    """The draft of the turn before, changed as asked; asked back, it stays the one in hand."""
    try:
        version = carry_out(assistant, turn.draft_file, change)
    except UnclearRequest as error:
        return replace(turn, note=str(error))
    draft = version.draft
    return replace(
        turn,
        progress=Progress(draft, len(draft.sections), len(draft.sections), ""),
        sources=sources.of_draft(assistant.library, draft),
        note=version.note,
        changes=tuple(version.changes),
    )


def carry_out(assistant: Assistant, draft_id: str, change: Revise | Undo | Redo) -> NewVersion:
    """Changes a stored draft; UnclearRequest where something is to be asked back."""
    match change:
        case Undo():
            return assistant.undo(draft_id)
        case Redo():
            return assistant.redo(draft_id)
        case Revise(requests, question):
            if question:
                raise UnclearRequest(question)
            return assistant.revise(draft_id, requests)


def revise(assistant: Assistant, draft_id: str, said: str) -> NewVersion:
    """Changes a stored draft as a person says; UnclearRequest asks back what it cannot mean."""
    return carry_out(assistant, draft_id, read_revision(said, assistant.workspace.load(draft_id)))
