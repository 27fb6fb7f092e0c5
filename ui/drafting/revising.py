"""Below a draft: a line that says how to change it, with undo and redo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import gradio as gr

from assistant.drafts import Draft
from assistant.errors import AssistantError, explain
from assistant.messages.conversation import revise
from assistant.revising import NewVersion
from assistant.revising.request import ReplaceWords
from ui import labels, render
from ui.drafting import findings
from ui.events import QUIET
from ui.visitors import Visitors


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


class _Handlers:
    """What the line does: each method returns the updates of the widgets that it sets.

    show: the updates of what shows a draft.
    """

    def __init__(
        self, bar: Bar, visitors: Visitors, show: Callable[[Draft], dict[Any, Any]]
    ) -> None:
        self._bar, self._visitors, self._show = bar, visitors, show

    def revise(self, request: gr.Request, said: str, draft_id: str) -> Iterator[dict[Any, Any]]:
        """The draft changed as a sentence asks."""
        bar, assistant = self._bar, self._visitors.assistant_of(request)
        if not said.strip():
            yield {bar.note: gr.skip()}
            return
        yield {bar.note: render.progress(0, 0, labels.REVISING)}
        found = self._shown(lambda: revise(assistant, draft_id, said))
        yield {**found, **({bar.request: ""} if bar.draft_id in found else {})}

    def undo(self, request: gr.Request, draft_id: str) -> dict[Any, Any]:
        """The version before."""
        return self._shown(lambda: self._visitors.assistant_of(request).undo(draft_id))

    def redo(self, request: gr.Request, draft_id: str) -> dict[Any, Any]:
        """The version that was taken back."""
        return self._shown(lambda: self._visitors.assistant_of(request).redo(draft_id))

    def fix(self, request: gr.Request, draft_id: str, event: gr.EventData) -> dict[Any, Any]:
        """The draft with a finding put right."""
        words = ReplaceWords(str(event.old), str(event.new))
        return self._shown(lambda: self._visitors.assistant_of(request).revise(draft_id, [words]))

    def _shown(self, step: Callable[[], NewVersion]) -> dict[Any, Any]:
        """The draft after a step, with what to say about it."""
        try:
            version = step()
        except AssistantError as error:
            return {self._bar.note: render.notice(explain(error), "warn")}
        except Exception as error:
            return {self._bar.note: render.notice(explain(error), "error")}
        said = render.notice(version.note) + findings.changes(version.changes)
        return {**self._show(version.draft), **self._bar.about(version.draft.id, said)}


def connect(
    bar: Bar,
    visitors: Visitors,
    page: gr.HTML,
    show: Callable[[Draft], dict[Any, Any]],
    shown: list[Any],
) -> None:
    """page fires `fix`; show: what of the page shows a draft, and `shown` the parts it sets."""
    does = _Handlers(bar, visitors, show)
    changed = does.revise  # bound once: gradio counts the runs of each object by itself
    outputs = [*shown, *bar.shown, bar.request]
    for event in (bar.revise.click, bar.request.submit):
        event(changed, [bar.request, bar.draft_id], outputs, **QUIET)
    page.fix(does.fix, [bar.draft_id], outputs, **QUIET)
    bar.undo.click(does.undo, [bar.draft_id], outputs, **QUIET)
    bar.redo.click(does.redo, [bar.draft_id], outputs, **QUIET)
