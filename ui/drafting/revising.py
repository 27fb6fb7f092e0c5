"""Below a draft: a line that says how to change it, with undo and redo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import gradio as gr

from assistant.assistant import Assistant
from assistant.errors import AssistantError, explain
from assistant.revising import changes
from assistant.types import Draft
from ui import labels, render
from ui.drafting import findings

_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


@dataclass(frozen=True, slots=True)
class Bar:
    """draft_id: of the draft in hand, "" for none; row is shown when there is one."""

    draft_id: gr.State
    row: gr.Row
    request: gr.Textbox
    revise: gr.Button
    undo: gr.Button
    redo: gr.Button
    note: gr.HTML

    def about(self, draft_id: str, note: str = "") -> dict[Any, Any]:
        """The bar for a draft."""
        return {
            self.draft_id: draft_id,
            self.row: gr.Row(visible=bool(draft_id)),
            self.note: note,
        }

    @property
    def shown(self) -> list[Any]:
        """What `about` sets."""
        return [self.draft_id, self.row, self.note]


def bar() -> Bar:
    """The widgets; `connect` says what they do."""
    note = gr.HTML("", elem_id="revise-note", apply_default_css=False)
    with gr.Row(visible=False, elem_id="revise", elem_classes="filters") as row:
        request = gr.Textbox(
            "",
            label=labels.REVISE_LABEL,
            placeholder=labels.REVISE_HINT,
            scale=6,
            max_lines=4,
            elem_id="revise-request",
        )
        do = _button(labels.REVISE, "revise-do", "primary")
        undo = _button(labels.UNDO, "revise-undo")
        redo = _button(labels.REDO, "revise-redo")
    return Bar(gr.State(""), row, request, do, undo, redo, note)


def _button(
    name: str, key: str, variant: Literal["primary", "secondary"] = "secondary"
) -> gr.Button:
    return gr.Button(name, variant=variant, min_width=70, elem_classes="beside-field", elem_id=key)


def connect(
    bar: Bar,
    assistant: Assistant,
    page: gr.HTML,
    show: Callable[[Draft], dict[Any, Any]],
    shown: list[Any],
) -> None:
    """page fires `fix`; show: what of the page shows a draft, and `shown` the parts it sets."""

    def changed(draft_id: str, step: Callable[[Draft], tuple[Draft, str]]) -> dict[Any, Any]:
        try:
            old = assistant.workspace.load(draft_id)
            draft, note = step(old)
        except AssistantError as error:
            return {bar.note: render.notice(explain(error), "warn")}
        except Exception as error:
            return {bar.note: render.notice(explain(error), "error")}
        said = render.notice(note) + findings.changes(changes(old, draft))
        return {**show(draft), **bar.about(draft.id, said)}

    def revise(request: str, draft_id: str) -> Iterator[dict[Any, Any]]:
        if not request.strip():
            yield {}
            return
        yield {bar.note: render.progress(0, 0, labels.REVISING)}

        def step(old: Draft) -> tuple[Draft, str]:
            revision = assistant.revise(old.id, request)
            return revision.draft, revision.note

        found = changed(draft_id, step)
        yield {**found, **({bar.request: ""} if bar.draft_id in found else {})}

    def undo(draft_id: str) -> dict[Any, Any]:
        return changed(draft_id, lambda old: (assistant.workspace.undo(old.id), labels.UNDONE))

    def redo(draft_id: str) -> dict[Any, Any]:
        return changed(draft_id, lambda old: (assistant.workspace.redo(old.id), labels.REDONE))

    def fix(draft_id: str, event: gr.EventData) -> dict[Any, Any]:
        def step(old: Draft) -> tuple[Draft, str]:
            revision = assistant.correct(old.id, str(event.old), str(event.new))
            return revision.draft, revision.note

        return changed(draft_id, step)

    outputs = [*shown, *bar.shown, bar.request]
    for event in (bar.revise.click, bar.request.submit):
        event(revise, [bar.request, bar.draft_id], outputs, **_QUIET)
    page.fix(fix, [bar.draft_id], outputs, **_QUIET)
    bar.undo.click(undo, [bar.draft_id], outputs, **_QUIET)
    bar.redo.click(redo, [bar.draft_id], outputs, **_QUIET)
