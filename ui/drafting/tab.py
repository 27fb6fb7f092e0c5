"""The tab 起草: a form, an outline to edit, and the draft with what the check found."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.answering import sources
from assistant.assistant import Assistant
from assistant.drafts import Draft
from assistant.errors import AssistantError, explain
from assistant.messages.conversation import EXPORT_FAILED
from ui import citing, labels, render
from ui.drafting import form, last_year, preview, revising
from ui.drafting.form import Form
from ui.drafting.last_year import LastYearButton
from ui.drafting.outlines import edited, form_brief
from ui.drafting.revising import Bar
from ui.events import OPENING, QUIET
from ui.uploads import original_names, uploads
from ui.visitors import Visitors

_IN_OUTLINE = "zhaoshang.outline(element);"
_IN_PREVIEW = """zhaoshang.citing(element, 'draft-sources');
zhaoshang.fixing(element, (data) => trigger('fix', data));"""
_IN_RECENT = "zhaoshang.recent(element, (data) => trigger('reopen', data));"
_WITH_OUTLINE = "(...values) => zhaoshang.withOutline(values)"
_RECENT = 15
_TURN = 1  # marks and sources belong to an answer's number; this tab shows one draft at a time


@dataclass(frozen=True, slots=True)
class DraftTab:
    """The widgets: left the form, in the middle outline and page, right the sources.

    page fires `fix`, sources fires `open`. like: a button that takes a past document; learned:
    its sections, () for the kind's own. rows: filled by the page's script from the outline table.
    """

    form: Form
    last: LastYearButton
    recent: gr.HTML
    make_outline: gr.Button
    like: gr.UploadButton
    learned: gr.State
    box: gr.Accordion
    outline: gr.HTML
    make_draft: gr.Button
    stop: gr.Button
    page: gr.HTML
    bar: Bar
    beside: gr.Column
    sources: gr.HTML
    rows: gr.Textbox

    @property
    def pane(self) -> list[Any]:
        """What shows a draft."""
        return [self.page, self.sources, self.beside]

    @property
    def shown(self) -> list[Any]:
        """What opening another draft sets."""
        return [*self.pane, self.box, *self.bar.shown]


def build(assistant: Assistant) -> DraftTab:
    """The widgets; `connect` says what they do."""
    suffixes = sorted(assistant.library.SUFFIXES)
    with gr.Row(elem_id="drafting"):
        with gr.Column(elem_id="draft-form", min_width=0):
            with gr.Column(elem_id="draft-fields", min_width=0):
                fields, last = form.build(), last_year.build(assistant)
                with gr.Accordion(labels.RECENT, open=False, elem_id="recent-drafts"):
                    recent = gr.HTML("", js_on_load=_IN_RECENT, apply_default_css=False)
            make_outline = gr.Button(labels.MAKE_OUTLINE, variant="primary", elem_id="make-outline")
            like = gr.UploadButton(
                labels.OUTLINE_LIKE, file_types=suffixes, size="sm", elem_id="outline-like"
            )
            learned = gr.State(())
        with gr.Column(elem_id="draft-main", min_width=0):
            with gr.Accordion(labels.OUTLINE, visible=False, elem_id="outline-box") as box:
                outline = gr.HTML(
                    "", elem_id="outline", js_on_load=_IN_OUTLINE, apply_default_css=False
                )
                with gr.Row():
                    make_draft = gr.Button(
                        labels.MAKE_DRAFT, variant="primary", elem_id="make-draft"
                    )
                    stop = gr.Button(labels.STOP_DRAFT, variant="stop", visible=False)
            page = gr.HTML(
                render.empty(labels.DRAFT_EMPTY),
                elem_id="draft-page",
                js_on_load=_IN_PREVIEW,
                apply_default_css=False,
            )
            bar = revising.build()
        with gr.Column(elem_id="draft-right", min_width=0, visible=False) as beside:
            gr.HTML(f"<h2>{labels.SOURCES}</h2>", apply_default_css=False)
            found = gr.HTML(
                "", elem_id="draft-sources", js_on_load=OPENING, apply_default_css=False
            )
    rows = gr.Textbox(visible=False)
    return DraftTab(
        form=fields,
        last=last,
        recent=recent,
        make_outline=make_outline,
        like=like,
        learned=learned,
        box=box,
        outline=outline,
        make_draft=make_draft,
        stop=stop,
        page=page,
        bar=bar,
        beside=beside,
        sources=found,
        rows=rows,
    )


class _Handlers:
    """What the tab does: each method returns the updates of the widgets that it sets."""

    def __init__(self, tab: DraftTab, visitors: Visitors) -> None:
        self._tab, self._visitors, self._assistant = tab, visitors, visitors.assistant

    def plan(self, *values: Any) -> dict[Any, Any]:
        """The outline of the kind. values: of the form."""
        return self._planned(None, values)

    def plan_like(self, file: dict[str, Any], *values: Any) -> dict[Any, Any]:
        """The outline of a past document."""
        with original_names(uploads([file])) as (path,):
            return self._planned(path, values)

    def _planned(self, past: Path | None, values: tuple[Any, ...]) -> dict[Any, Any]:
        tab = self._tab
        try:
            made = self._assistant.outline(form_brief(*values), past)
        except Exception as error:
            return {tab.page: render.notice(explain(error), "error")}
        editor = preview.outline_editor(made, uuid.uuid4().hex)
        return {
            tab.box: gr.Accordion(visible=True, open=True),
            tab.learned: made.sections if past else (),
            tab.outline: editor,
            tab.page: "",
            tab.beside: gr.Column(visible=False),
            **tab.bar.about(""),
        }

    def write(self, request: gr.Request, *values: Any) -> Iterator[dict[Any, Any]]:
        """The draft as it grows. values: of the form, learned, last year's, rows."""
        tab, assistant = self._tab, self._visitors.assistant_of(request)
        yield {tab.make_draft: gr.Button(visible=False), tab.stop: gr.Button(visible=True)}
        try:
            *fields, past, last, rows = values
            brief = replace(form_brief(*fields), last=last)
            made = assistant.outline(brief)
            plan = edited(replace(made, sections=past or made.sections), str(rows))
            for progress in assistant.draft(brief, plan):
                draft = progress.draft
                yield {tab.page: preview.progress(progress) + preview.draft(draft, _TURN)}
            problem = _kept(assistant, draft)
            opened = tab.bar.about("" if problem else draft.id)
            yield {**self.show(draft, problem), **opened, tab.box: gr.Accordion(open=False)}
        except Exception as error:
            yield {tab.page: render.notice(explain(error), "error")}
        yield self.stopped(request)

    def stopped(self, request: gr.Request) -> dict[Any, Any]:
        """The buttons after writing, and what it has left behind."""
        return {
            self._tab.make_draft: gr.Button(visible=True),
            self._tab.stop: gr.Button(visible=False),
            self._tab.recent: self.list_recent(request),
        }

    def show(self, draft: Draft, problem: str = "") -> dict[Any, Any]:
        """A draft with its sources. problem: why it was not kept."""
        found = sources.of_draft(self._assistant.library, draft)
        actions = render.notice(problem, "error") or preview.download(draft.id)
        return {
            self._tab.page: preview.finished(draft, _TURN, actions, fixable=not problem),
            self._tab.sources: citing.sources([(_TURN, draft.title, found)]) if found else "",
            self._tab.beside: gr.Column(visible=bool(found)),
        }

    def list_recent(self, request: gr.Request) -> str:
        """The drafts kept last."""
        workspace = self._visitors.assistant_of(request).workspace
        drafts, damaged = [], list[str]()
        for draft_id in workspace.ids()[:_RECENT]:
            try:
                drafts.append((workspace.load(draft_id), workspace.saved_at(draft_id)))
            except (AssistantError, OSError, RecursionError):
                damaged.append(draft_id)  # must not hide the others
        still = workspace.ids() if damaged else ()  # what was removed meanwhile is no damage
        return preview.recent(drafts, [draft_id for draft_id in damaged if draft_id in still])

    def reopen(self, request: gr.Request, event: gr.EventData) -> dict[Any, Any]:
        """A draft of the list."""
        tab = self._tab
        try:
            draft = self._visitors.assistant_of(request).workspace.load(str(event.draft))
        except Exception as error:
            return {tab.page: render.notice(explain(error), "error")}
        return {**self.show(draft), **tab.bar.about(draft.id), tab.box: gr.Accordion(visible=False)}


def _kept(assistant: Assistant, draft: Draft) -> str:
    """Keeps a draft; returned is what to tell the person when that fails."""
    try:
        assistant.keep(draft)
    except Exception as error:
        return EXPORT_FAILED.format(reason=explain(error))
    return ""


def connect(tab: DraftTab, visitors: Visitors, place: gr.Tab) -> None:
    """Ties the widgets to what they do. place: where the tab stands in the page."""
    does, inputs = _Handlers(tab, visitors), tab.form.inputs
    form.connect(tab.form, tab.box)
    last_year.connect(tab.last)
    revising.connect(tab.bar, visitors, tab.page, does.show, tab.pane)
    planned = [*tab.shown, tab.outline, tab.learned]
    tab.make_outline.click(does.plan, inputs, planned, **QUIET)
    tab.like.upload(does.plan_like, [tab.like, *inputs], planned, preprocess=False, **QUIET)
    writing = [tab.make_draft, tab.stop, tab.recent]
    run = tab.make_draft.click(
        does.write,
        [*inputs, tab.learned, tab.last.kept, tab.rows],
        [*tab.shown, *writing],
        js=_WITH_OUTLINE,
        **QUIET,
    )
    tab.stop.click(does.stopped, None, writing, cancels=[run], queue=False, **QUIET)
    tab.recent.reopen(does.reopen, None, tab.shown, **QUIET)
    place.select(does.list_recent, None, [tab.recent], **QUIET)
