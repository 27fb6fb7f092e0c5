"""The form of the tab 起草: what is to be written, for whom, from which facts."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.briefs.kinds import DocumentKind, document_kinds
from assistant.checking.past import past_file, read_past
from assistant.errors import explain
from assistant.facts import tables as fact_tables
from knowledge_base.readers import SUFFIXES
from ui import labels, render
from ui.uploads import original_names, uploads

_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
BY_KIND = ("variant", "host", "recipient", "speaker", "least", "most")
"""The fields that `kind_changed` sets, in their order."""


def fields() -> tuple[gr.Radio, dict[str, Any]]:
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


def kind_changed(kind: str) -> tuple[Any, ...]:
    chosen = document_kinds()[kind]
    return (
        gr.Dropdown(_variants(chosen), value=""),
        gr.Textbox(visible=chosen.first_person),
        gr.Textbox(placeholder=chosen.hint),
        gr.Textbox(visible=chosen.spoken),
        *chosen.length,
    )


def last_year() -> gr.State:
    """A button for last year's summary; the state holds its text, "" for none."""
    kept = gr.State("")
    button = gr.UploadButton(
        labels.LAST_SUMMARY, file_types=sorted(SUFFIXES), size="sm", elem_id="last-year"
    )
    note = gr.HTML("", elem_id="last-note", apply_default_css=False)

    def read(file: dict[str, Any]) -> tuple[str, str]:
        with original_names(uploads([file])) as (path,):
            try:
                past = past_file(path)
                count = len(read_past(past).commitments)
            except Exception as error:
                return "", render.notice(explain(error), "error")
        if not count:
            return "", render.notice(labels.LAST_NONE, "warn")
        return past, render.notice(labels.LAST_READ.format(count=count))

    button.upload(read, [button], [kept, note], preprocess=False, **_QUIET)
    return kept
