"""The tab 起草: a form, an outline to edit, and the draft with what the check found."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import gradio as gr

from assistant import fact_tables
from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.kinds import DocumentKind, document_kinds
from assistant.types import Draft
from knowledge_base.readers import SUFFIXES
from ui import labels, preview, render, revising, sources, transcript
from ui.faults import explain
from ui.outlines import edited, form_brief
from ui.uploads import original_names, uploads

_IN_OUTLINE = "zhaoshang.outline(element);"
_IN_PREVIEW = "zhaoshang.citing(element, 'draft-sources');"
_IN_SOURCES = "zhaoshang.opening(element, (data) => trigger('open', data));"
_IN_RECENT = "zhaoshang.recent(element, (data) => trigger('reopen', data));"
_WITH_OUTLINE = "(...values) => zhaoshang.withOutline(values)"
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_BY_KIND = ("variant", "host", "recipient", "speaker", "least", "most")
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
                kind, fields = _form()
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
            *fields, past, rows = values
            brief = form_brief(*fields)
            made = assistant.outline(brief)
            plan = edited(replace(made, sections=past or made.sections), str(rows))
            for progress in assistant.draft(brief, plan):
                draft = progress.draft
                yield {page: transcript.drafting(progress) + preview.draft(draft, _TURN)}
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
            return labels.EXPORT_FAILED.format(reason=explain(error))
        return ""

    def show(draft: Draft, problem: str = "") -> dict[Any, Any]:
        found = sources.of_draft(assistant.library, draft)
        actions = render.notice(problem, "error") or preview.download(draft.id)
        return {
            page: transcript.finished(draft, _TURN, actions),
            origins: render.sources([(_TURN, draft.title, found)]) if found else "",
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

    revising.connect(bar, assistant, show, [page, origins, beside])
    shown = [page, origins, beside, box, *bar.shown]
    inputs = [kind, *fields.values()]
    kind.change(
        _kind_changed,
        [kind],
        [fields[n] for n in _BY_KIND],
        **_QUIET,
    ).then(lambda: gr.Accordion(visible=False), None, [box], **_QUIET)
    make_outline.click(plan, inputs, [*shown, outline, learned], **_QUIET)
    like.upload(plan_like, [like, *inputs], [*shown, outline, learned], preprocess=False, **_QUIET)
    run = make_draft.click(
        write,
        [*inputs, learned, rows],
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


def _form() -> tuple[gr.Radio, dict[str, Any]]:
    """The kind, and the other fields in the order in which form_brief takes them."""
    kinds = document_kinds()
    first = next(iter(kinds.values()))
    least, most = first.length
    kind = gr.Radio(
        [(each.name, name) for name, each in kinds.items()],
        value=first.kind,
        label=labels.FORM_KIND,
        elem_id="kind",
    )
    variant = gr.Dropdown(
        _variants(first), value="", label=labels.FORM_VARIANT, min_width=120, elem_id="variant"
    )

    def text(label: str, hint: str, **more: Any) -> gr.Textbox:
        return gr.Textbox("", label=label, placeholder=hint, min_width=120, **more)

    title = text(labels.FORM_TITLE, labels.HINT_TITLE, max_lines=1)
    with gr.Row():
        organisation = text(labels.FORM_ORGANISATION, labels.HINT_ORGANISATION, max_lines=1)
        period = text(labels.FORM_PERIOD, labels.HINT_PERIOD, max_lines=1)
    with gr.Row():
        recipient = text(labels.FORM_RECIPIENT, first.hint, max_lines=1)
        date = text(labels.FORM_DATE, labels.HINT_DATE, max_lines=1)
    speaker = text(
        labels.FORM_SPEAKER,
        labels.HINT_SPEAKER,
        max_lines=1,
        visible=first.spoken,
        elem_id="speaker",
    )
    host = text(
        labels.FORM_HOST,
        labels.HINT_HOST,
        max_lines=1,
        visible=first.first_person,
        elem_id="host",
    )
    facts = text(
        labels.FORM_FACTS,
        labels.HINT_FACTS,
        lines=7,
        max_lines=16,
        info=labels.NOTE_FACTS,
        elem_id="facts",
    )
    table = gr.UploadButton(
        labels.FACTS_FROM_TABLE,
        file_types=list(fact_tables.SUFFIXES),
        size="sm",
        elem_id="facts-table",
    )
    problem = gr.HTML("", elem_id="facts-problem", apply_default_css=False)
    table.upload(_with_table, [table, facts, period], [facts, problem], preprocess=False, **_QUIET)
    requirements = text(labels.FORM_REQUIREMENTS, labels.HINT_REQUIREMENTS, lines=2, max_lines=4)
    with gr.Row():
        least_field = gr.Number(
            least, label=labels.FORM_LEAST, precision=0, minimum=100, step=100, min_width=100
        )
        most_field = gr.Number(
            most, label=labels.FORM_MOST, precision=0, minimum=100, step=100, min_width=100
        )
    return kind, {
        "variant": variant,
        "title": title,
        "organisation": organisation,
        "host": host,
        "recipient": recipient,
        "speaker": speaker,
        "period": period,
        "date": date,
        "facts": facts,
        "requirements": requirements,
        "least": least_field,
        "most": most_field,
    }


def _with_table(file: dict[str, Any], facts: str, period: str) -> tuple[str, str]:
    """The typed facts with those of a table below them, and what is wrong with the table."""
    with original_names(uploads([file])) as (path,):
        try:
            sheet = fact_tables.fact_sheet(path, period)
        except Exception as error:
            return facts, render.notice(explain(error), "error")
    doubts = [f.origin for f in sheet.facts if fact_tables.DOUBT in f.origin]
    lines = [facts.rstrip(), *(fact.text for fact in sheet.facts)]
    notice = render.notice("；".join(doubts), "warn") if doubts else ""
    return "\n".join(line for line in lines if line), notice


def _variants(kind: DocumentKind) -> list[tuple[str, str]]:
    named = [(each.name, each.name) for each in (kind, *kind.variants)]
    return [(labels.VARIANT_FITTING, ""), *named]


def _kind_changed(kind: str) -> tuple[Any, ...]:
    chosen = document_kinds()[kind]
    return (
        gr.Dropdown(_variants(chosen), value=""),
        gr.Textbox(visible=chosen.first_person),
        gr.Textbox(placeholder=chosen.hint),
        gr.Textbox(visible=chosen.spoken),
        *chosen.length,
    )
