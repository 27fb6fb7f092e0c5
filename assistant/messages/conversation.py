"""A conversation as values: what was asked and what came of it. No widgets here."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.answering import sources
from assistant.answering.sources import SourceText
from assistant.assistant import Assistant
from assistant.briefs.reading import brief_from_message, kind_of_request
from assistant.checking import proofreading
from assistant.checking.proofreading import Proof
from assistant.drafting.desk import Progress
from assistant.errors import UnclearRequest, explain
from assistant.messages.reading import Intent, compares, route
from assistant.revising import Change, changes
from assistant.types import Answer
from knowledge_base.types import MeasureHit

_SECONDS_BETWEEN = 0.1  # a page need not be redrawn for every word of a model
_MEASURES_SHOWN = 12
COMPARISON = "comparison"
"""In place of a category: the measures are shown side by side."""
EXPORT_FAILED = "Word 文件没有导出：{reason}"
State = Literal["running", "done", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Turn:
    """A message and what came of it so far. number: 1, 2 ... in the conversation, never reused.

    draft_file: id of the kept draft, "" if none; note, changes: what a revision did to it;
    proof: what was found in a passage;
    left_out: measures found but not shown.
    """

    number: int
    question: str
    intent: Intent
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
    drafted = bool(before) and bool(before[-1].draft_file)
    turn = Turn(number, message.strip(), route(message, drafted=drafted))
    yield turn
    try:
        for step in _STEPS[turn.intent](assistant, turn, before):
            turn = step
            yield turn
        yield replace(turn, state="failed" if turn.error else "done")
    except Exception as error:
        yield replace(turn, state="failed", error=explain(error))


def stopped(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """Turns after the person stopped, or the page went away: none is running any more."""
    return tuple(
        replace(turn, state="stopped") if turn.state == "running" else turn for turn in turns
    )


def _ask(assistant: Assistant, turn: Turn, before: Sequence[Turn]) -> Iterator[Turn]:
    earlier = [past.question for past in before if past.intent is Intent.ASK and past.answer]
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


def _measures(assistant: Assistant, turn: Turn, before: Sequence[Turn]) -> Iterator[Turn]:
    if compares(turn.question):
        hits = assistant.compare(turn.question)[:_MEASURES_SHOWN]
        yield replace(
            turn,
            groups=((COMPARISON, tuple(hits)),) if hits else (),
            sources=sources.of_measures(assistant.library, hits),
        )
        return
    found = assistant.measures(turn.question)
    kept: list[tuple[str, tuple[MeasureHit, ...]]] = []
    room = _MEASURES_SHOWN
    for category, hits in found.items():
        if room > 0:
            kept.append((category, tuple(hits[:room])))
            room -= len(hits)
    shown = [hit for _, hits in kept for hit in hits]
    yield replace(
        turn,
        groups=tuple(kept),
        left_out=sum(len(hits) for hits in found.values()) - len(shown),
        sources=sources.of_measures(assistant.library, shown),
    )


def _draft(assistant: Assistant, turn: Turn, before: Sequence[Turn]) -> Iterator[Turn]:
    kind = kind_of_request(turn.question)
    if kind is None:
        raise ValueError(f"not a drafting request: {turn.question}")
    for progress in assistant.draft(brief_from_message(kind, turn.question)):
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


def _check(assistant: Assistant, turn: Turn, before: Sequence[Turn]) -> Iterator[Turn]:
    if asked := proofreading.asked(turn.question):
        yield replace(turn, proof=proofreading.proofread(*asked))


def _revise(assistant: Assistant, turn: Turn, before: Sequence[Turn]) -> Iterator[Turn]:
    """The draft of the turn before, changed as asked; asked back, it stays the one in hand."""
    draft_id = before[-1].draft_file
    turn = replace(turn, draft_file=draft_id)
    old = assistant.workspace.load(draft_id)
    try:
        revision = assistant.revise(draft_id, turn.question)
    except UnclearRequest as error:
        yield replace(turn, note=str(error))
        return
    draft = revision.draft
    yield replace(
        turn,
        progress=Progress(draft, len(draft.sections), len(draft.sections), ""),
        sources=sources.of_draft(assistant.library, draft),
        note=revision.note,
        changes=tuple(changes(old, draft)),
    )


_STEPS: dict[Intent, Callable[[Assistant, Turn, Sequence[Turn]], Iterator[Turn]]] = {
    Intent.ASK: _ask,
    Intent.MEASURES: _measures,
    Intent.DRAFT: _draft,
    Intent.REVISE: _revise,
    Intent.CHECK: _check,
}
