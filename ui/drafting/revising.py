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
from ui.events import QUIET


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


def build() -> Bar:
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


class Handlers:
    """What the line does: each method returns the updates of the widgets that it sets.

    show: the updates of what shows a draft.
    """

    def __init__(
        self, bar: Bar, assistant: Assistant, show: Callable[[Draft], dict[Any, Any]]
    ) -> None:
        self._bar, self._assistant, self._show = bar, assistant, show

    def revise(self, request: str, draft_id: str) -> Iterator[dict[Any, Any]]:
        """The draft changed as a sentence asks."""
        bar = self._bar
        if not request.strip():
            yield {}
            return
        yield {bar.note: render.progress(0, 0, labels.REVISING)}

        def step(old: Draft) -> tuple[Draft, str]:
            revision = self._assistant.revise(old.id, request)
            return revision.draft, revision.note

        found = self._changed(draft_id, step)
        yield {**found, **({bar.request: ""} if bar.draft_id in found else {})}

    def undo(self, draft_id: str) -> dict[Any, Any]:
        """The version before."""
        workspace = self._assistant.workspace
        return self._changed(draft_id, lambda old: (workspace.undo(old.id), labels.UNDONE))

    def redo(self, draft_id: str) -> dict[Any, Any]:
        """The version that was taken back."""
        workspace = self._assistant.workspace
        return self._changed(draft_id, lambda old: (workspace.redo(old.id), labels.REDONE))

    def fix(self, draft_id: str, event: gr.EventData) -> dict[Any, Any]:
        """The draft with a finding put right."""

        def step(old: Draft) -> tuple[Draft, str]:
            revision = self._assistant.correct(old.id, str(event.old), str(event.new))
            return revision.draft, revision.note

        return self._changed(draft_id, step)

    def _changed(self, draft_id: str, step: Callable[[Draft], tuple[Draft, str]]) -> dict[Any, Any]:
        """The draft after a step, which returns it with what to say about it."""
        try:
            old = self._assistant.workspace.load(draft_id)
            draft, note = step(old)
        except AssistantError as error:
            return {self._bar.note: render.notice(explain(error), "warn")}
        except Exception as error:
            return {self._bar.note: render.notice(explain(error), "error")}
        said = render.notice(note) + findings.changes(changes(old, draft))
        return {**self._show(draft), **self._bar.about(draft.id, said)}


def connect(
    bar: Bar,
    assistant: Assistant,
    page: gr.HTML,
    show: Callable[[Draft], dict[Any, Any]],
    shown: list[Any],
) -> None:
    """page fires `fix`; show: what of the page shows a draft, and `shown` the parts it sets."""
    does = Handlers(bar, assistant, show)
    revise = does.revise  # bound once: gradio counts the runs of each object by itself
    outputs = [*shown, *bar.shown, bar.request]
    for event in (bar.revise.click, bar.request.submit):
        event(revise, [bar.request, bar.draft_id], outputs, **QUIET)
    page.fix(does.fix, [bar.draft_id], outputs, **QUIET)
    bar.undo.click(does.undo, [bar.draft_id], outputs, **QUIET)
    bar.redo.click(does.redo, [bar.draft_id], outputs, **QUIET)
