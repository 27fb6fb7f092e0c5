"""The form of the tab 起草: what is to be written, for whom, from which facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.briefs.kinds import DocumentKind, document_kinds
from assistant.errors import explain
from assistant.facts.sheets import fact_sheet_from_file
from assistant.facts.tables import SUFFIXES
from ui import labels, render
from ui.events import QUIET
from ui.uploads import original_names, uploads


@dataclass(frozen=True, slots=True)
class Form:
    """The widgets: the fields in the order in which form_brief takes them, then the others.

    table: a button that takes a table of facts; problem: what is wrong with that.
    """

    kind: gr.Radio
    variant: gr.Dropdown
    title: gr.Textbox
    organisation: gr.Textbox
    host: gr.Textbox
    recipient: gr.Textbox
    speaker: gr.Textbox
    period: gr.Textbox
    date: gr.Textbox
    facts: gr.Textbox
    requirements: gr.Textbox
    least: gr.Number
    most: gr.Number
    table: gr.UploadButton
    problem: gr.HTML

    @property
    def inputs(self) -> list[Any]:
        """What form_brief takes."""
        about = [self.kind, self.variant, self.title, self.organisation, self.host]
        about += [self.recipient, self.speaker, self.period, self.date]
        return [*about, self.facts, self.requirements, self.least, self.most]

    @property
    def by_kind(self) -> list[Any]:
        """What `kind_changed` sets."""
        words = [self.variant, self.host, self.recipient, self.speaker]
        return [*words, self.least, self.most]


def build() -> Form:
    """The widgets; `connect` says what they do."""
    kinds = document_kinds()
    first = next(iter(kinds.values()))
    names = [(each.name, name) for name, each in kinds.items()]
    kind = gr.Radio(names, value=first.kind, label=labels.FORM_KIND, elem_id="kind")
    variant = gr.Dropdown(
        _variants(first), value="", label=labels.FORM_VARIANT, min_width=120, elem_id="variant"
    )
    title = _line(labels.FORM_TITLE, labels.HINT_TITLE)
    with gr.Row():
        organisation = _line(labels.FORM_ORGANISATION, labels.HINT_ORGANISATION)
        period = _line(labels.FORM_PERIOD, labels.HINT_PERIOD)
    with gr.Row():
        recipient = _line(labels.FORM_RECIPIENT, first.hint)
        date = _line(labels.FORM_DATE, labels.HINT_DATE)
    speaker = _line(
        labels.FORM_SPEAKER, labels.HINT_SPEAKER, visible=first.spoken, elem_id="speaker"
    )
    host = _line(labels.FORM_HOST, labels.HINT_HOST, visible=first.first_person, elem_id="host")
    facts, table, problem = _facts()
    requirements = _text(labels.FORM_REQUIREMENTS, labels.HINT_REQUIREMENTS, lines=2, max_lines=4)
    with gr.Row():
        least = _chars(labels.FORM_LEAST, first.length[0])
        most = _chars(labels.FORM_MOST, first.length[1])
    return Form(
        kind=kind,
        variant=variant,
        title=title,
        organisation=organisation,
        host=host,
        recipient=recipient,
        speaker=speaker,
        period=period,
        date=date,
        facts=facts,
        requirements=requirements,
        least=least,
        most=most,
        table=table,
        problem=problem,
    )


def _facts() -> tuple[gr.Textbox, gr.UploadButton, gr.HTML]:
    """The field for the facts, a button for a table of them, and what is wrong with the table."""
    facts = _text(
        labels.FORM_FACTS,
        labels.HINT_FACTS,
        lines=7,
        max_lines=16,
        info=labels.NOTE_FACTS,
        elem_id="facts",
    )
    table = gr.UploadButton(
        labels.FACTS_FROM_TABLE,
        file_types=list(SUFFIXES),
        size="sm",
        elem_id="facts-table",
    )
    return facts, table, gr.HTML("", elem_id="facts-problem", apply_default_css=False)


def _text(label: str, hint: str, **more: Any) -> gr.Textbox:
    return gr.Textbox("", label=label, placeholder=hint, min_width=120, **more)


def _line(label: str, hint: str, **more: Any) -> gr.Textbox:
    return _text(label, hint, max_lines=1, **more)


def _chars(label: str, value: int) -> gr.Number:
    return gr.Number(value, label=label, precision=0, minimum=100, step=100, min_width=100)


def _variants(kind: DocumentKind) -> list[tuple[str, str]]:
    named = [(each.name, each.name) for each in (kind, *kind.variants)]
    return [(labels.VARIANT_FITTING, ""), *named]


def kind_changed(kind: str) -> tuple[Any, ...]:
    """The fields as a kind of document needs them."""
    chosen = document_kinds()[kind]
    return (
        gr.Dropdown(_variants(chosen), value=""),
        gr.Textbox(visible=chosen.first_person),
        gr.Textbox(placeholder=chosen.hint),
        gr.Textbox(visible=chosen.spoken),
        *chosen.length,
    )


def with_table(file: dict[str, Any], facts: str, period: str) -> tuple[str, str]:
    """The typed facts with those of a table below them, and what is wrong with the table."""
    with original_names(uploads([file])) as (path,):
        try:
            sheet = fact_sheet_from_file(path, period)
        except Exception as error:
            return facts, render.notice(explain(error), "error")
    doubts = [fact.basis for fact in sheet.facts if fact.doubts]
    lines = [facts.rstrip(), *(fact.text for fact in sheet.facts)]
    notice = render.notice("；".join(doubts), "warn") if doubts else ""
    return "\n".join(line for line in lines if line), notice


def connect(form: Form, box: gr.Accordion) -> None:
    """Ties the fields to what they do. box: the outline's, which another kind of document hides."""
    form.table.upload(
        with_table,
        [form.table, form.facts, form.period],
        [form.facts, form.problem],
        preprocess=False,
        **QUIET,
    )
    form.kind.change(kind_changed, [form.kind], form.by_kind, **QUIET).then(
        lambda: gr.Accordion(visible=False), None, [box], **QUIET
    )
