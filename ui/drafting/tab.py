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
from assistant.errors import AssistantError, explain
from assistant.messages.conversation import EXPORT_FAILED
from assistant.types import Draft
from knowledge_base.readers import SUFFIXES
from ui import citing, labels, render
from ui.drafting import form, preview, revising
from ui.drafting.outlines import edited, form_brief
from ui.uploads import original_names, uploads

_IN_OUTLINE = "zhaoshang.outline(element);"
_IN_PREVIEW = """zhaoshang.citing(element, 'draft-sources');
zhaoshang.fixing(element, (data) => trigger('fix', data));"""
_IN_SOURCES = "zhaoshang.opening(element, (data) => trigger('open', data));"
_IN_RECENT = "zhaoshang.recent(element, (data) => trigger('reopen', data));"
_WITH_OUTLINE = "(...values) => zhaoshang.withOutline(values)"
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_RECENT = 15
_TURN = 1  # marks and sources belong to an answer's number; this tab shows one draft at a time


@dataclass(frozen=True, slots=True)
class DraftTab:
    """The parts that others need: the sources fire `open`; recent drafts can be listed anew."""

    sources: gr.HTML
    recent: gr.HTML
    list_recent: Any


def build(assistant: Assistant) -> DraftTab:
    """The widgets and what they do."""
    with gr.Row(elem_id="drafting"):
        with gr.Column(elem_id="draft-form", min_width=0):
            with gr.Column(elem_id="draft-fields", min_width=0):
                kind, fields = form.fields()
                last_year = form.last_year()
                with gr.Accordion(labels.RECENT, open=False, elem_id="recent-drafts"):
                    recent = gr.HTML("", js_on_load=_IN_RECENT, apply_default_css=False)
            make_outline = gr.Button(labels.MAKE_OUTLINE, variant="primary", elem_id="make-outline")
            like = gr.UploadButton(
                labels.OUTLINE_LIKE, file_types=sorted(SUFFIXES), size="sm", elem_id="outline-like"
            )
            learned = gr.State(())  # the sections of a past document, () for the kind's own
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
            bar = revising.bar()
        with gr.Column(elem_id="draft-right", min_width=0, visible=False) as beside:
            gr.HTML(f"<h2>{labels.SOURCES}</h2>", apply_default_css=False)
            origins = gr.HTML(
                "", elem_id="draft-sources", js_on_load=_IN_SOURCES, apply_default_css=False
            )
    rows = gr.Textbox(visible=False)  # filled by the page's script from the outline table

    def plan(*values: Any) -> dict[Any, Any]:
        return planned(None, values)

    def plan_like(file: dict[str, Any], *values: Any) -> dict[Any, Any]:
        with original_names(uploads([file])) as (path,):
            return planned(path, values)

    def planned(past: Path | None, values: tuple[Any, ...]) -> dict[Any, Any]:
        try:
            made = assistant.outline(form_brief(*values), past)
        except Exception as error:
            return {page: render.notice(explain(error), "error")}
        editor = preview.outline_editor(made, uuid.uuid4().hex)
        return {
            box: gr.Accordion(visible=True, open=True),
            learned: made.sections if past else (),
            outline: editor,
            page: "",
            beside: gr.Column(visible=False),
            **bar.about(""),
        }

    def write(*values: Any) -> Iterator[dict[Any, Any]]:
        yield {make_draft: gr.Button(visible=False), stop: gr.Button(visible=True)}
        try:
            *fields, past, last, rows = values
            brief = replace(form_brief(*fields), last=last)
            made = assistant.outline(brief)
            plan = edited(replace(made, sections=past or made.sections), str(rows))
            for progress in assistant.draft(brief, plan):
                draft = progress.draft
                yield {page: preview.progress(progress) + preview.draft(draft, _TURN)}
            problem = kept(draft)
            opened = bar.about("" if problem else draft.id)
            yield {**show(draft, problem), **opened, box: gr.Accordion(open=False)}
        except Exception as error:
            yield {page: render.notice(explain(error), "error")}
        yield {
            make_draft: gr.Button(visible=True),
            stop: gr.Button(visible=False),
            recent: list_recent(),
        }

    def kept(draft: Draft) -> str:
        """Keeps a draft; returned is what to tell the person when that fails."""
        try:
            assistant.keep(draft)
        except Exception as error:
            return EXPORT_FAILED.format(reason=explain(error))
        return ""

    def show(draft: Draft, problem: str = "") -> dict[Any, Any]:
        found = sources.of_draft(assistant.library, draft)
        actions = render.notice(problem, "error") or preview.download(draft.id)
        return {
            page: preview.finished(draft, _TURN, actions, fixable=not problem),
            origins: citing.sources([(_TURN, draft.title, found)]) if found else "",
            beside: gr.Column(visible=bool(found)),
        }

    def list_recent() -> str:
        drafts = []
        for draft_id in assistant.workspace.ids()[:_RECENT]:
            try:
                draft = assistant.workspace.load(draft_id)
                drafts.append((draft, assistant.workspace.saved_at(draft_id)))
            except (AssistantError, OSError):
                continue  # a damaged or removed file must not hide the others
        return preview.recent(drafts)

    def reopen(event: gr.EventData) -> dict[Any, Any]:
        try:
            draft = assistant.workspace.load(str(event.draft))
        except Exception as error:
            return {page: render.notice(explain(error), "error")}
        return {**show(draft), **bar.about(draft.id), box: gr.Accordion(visible=False)}

    revising.connect(bar, assistant, page, show, [page, origins, beside])
    shown = [page, origins, beside, box, *bar.shown]
    inputs = [kind, *fields.values()]
    kind.change(
        form.kind_changed,
        [kind],
        [fields[n] for n in form.BY_KIND],
        **_QUIET,
    ).then(lambda: gr.Accordion(visible=False), None, [box], **_QUIET)
    make_outline.click(plan, inputs, [*shown, outline, learned], **_QUIET)
    like.upload(plan_like, [like, *inputs], [*shown, outline, learned], preprocess=False, **_QUIET)
    run = make_draft.click(
        write,
        [*inputs, learned, last_year, rows],
        [*shown, make_draft, stop, recent],
        js=_WITH_OUTLINE,
        **_QUIET,
    )
    stop.click(
        lambda: (gr.Button(visible=True), gr.Button(visible=False), list_recent()),
        None,
        [make_draft, stop, recent],
        cancels=[run],
        queue=False,
        **_QUIET,
    )
    recent.reopen(reopen, None, shown, **_QUIET)
    return DraftTab(origins, recent, list_recent)
