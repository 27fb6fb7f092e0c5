"""The tab 资料库: what there is, reading it, removing it, saying what has superseded it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.errors import explain
from knowledge_base.types import Document, Filter, Kind
from ui import labels, render
from ui.library import importing, listing

_SUCCESSORS = 100  # a longer list is no help
_IN_TABLE = "zhaoshang.opening(element, (data) => trigger('open', data));"
_IN_DOCUMENT = "zhaoshang.reading(element);"
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


@dataclass(frozen=True, slots=True)
class LibraryTab:
    """The parts that others need. changed: changes its value when the library has changed."""

    table: gr.HTML
    filters: list[Any]
    shown: list[Any]
    changed: gr.State
    list_documents: Any
    read: Any


def build(assistant: Assistant) -> LibraryTab:
    """The widgets and what they do."""
    library = assistant.library
    chosen, changed = gr.State(""), gr.State(0)
    with gr.Row(elem_id="library"):
        with gr.Column(elem_id="library-left", min_width=0):
            importing.build(assistant, changed)
            with gr.Row(elem_classes="filters"):
                words = gr.Textbox(
                    "",
                    label=labels.FILTER_WORDS,
                    placeholder=labels.FILTER_WORDS_HINT,
                    max_lines=1,
                    scale=3,
                    min_width=160,
                )
                kind = gr.Dropdown(
                    [(labels.ANYTHING, ""), *labels.KIND_CHOICES],
                    value="",
                    label=labels.KINDS,
                    scale=1,
                    min_width=120,
                )
            table = gr.HTML("", elem_id="documents", js_on_load=_IN_TABLE, apply_default_css=False)
        with gr.Column(elem_id="library-right", min_width=0):
            document = gr.HTML(
                render.empty(labels.DOCUMENT_EMPTY),
                elem_id="document",
                js_on_load=_IN_DOCUMENT,
                apply_default_css=False,
            )
            successor = gr.Dropdown(
                [],
                label=labels.SUPERSEDED_BY,
                visible=False,
                filterable=True,
                interactive=True,
                elem_id="successor",
            )
            remove = gr.Button(
                labels.REMOVE, size="sm", visible=False, min_width=0, elem_id="remove"
            )
            with gr.Group(visible=False, elem_id="removing") as removing:
                question = gr.HTML("", apply_default_css=False)
                with gr.Row():
                    yes = gr.Button(labels.REMOVE_YES, variant="stop", size="sm", elem_id="yes")
                    no = gr.Button(labels.REMOVE_NO, size="sm")

    def list_documents(words: str, kind: str, chosen: str) -> str:
        where = Filter(kinds=(Kind(kind),) if kind else ())
        wanted = words.split()
        try:
            documents = library.documents(where)
        except Exception as error:
            return render.notice(explain(error), "error")
        found = [
            value
            for value in documents
            if all(
                word in f"{value.title} {value.organisation} {value.file_name} {value.region}"
                for word in wanted
            )
        ]
        return listing.documents(found, filtered=bool(kind or wanted), chosen=chosen)

    def read(document_id: str, passage_id: str) -> tuple[Any, ...]:
        hidden = gr.Button(visible=False), gr.Group(visible=False)
        try:
            value = library.document(document_id)
            passages = library.passages(document_id)
            choices = _choices(library.successors(value))
        except Exception as error:
            failed = render.notice(explain(error), "error")
            return failed, "", gr.Dropdown(visible=False), *hidden
        headings = {heading for passage in passages for heading in passage.heading_path}
        place = next(((p.start, p.end) for p in passages if p.id == passage_id), (0, 0))
        shown = listing.document(value, headings, place)
        by = gr.Dropdown(choices, value=value.superseded_by, visible=True)
        return shown, document_id, by, gr.Button(visible=True), hidden[1]

    def supersede(document_id: str, by: str | None, version: int) -> tuple[Any, ...]:
        try:
            library.supersede(document_id, by or "")
        except Exception as error:
            failed = render.notice(explain(error), "error")
            return failed, document_id, gr.skip(), gr.skip(), gr.skip(), version
        return *read(document_id, ""), version + 1

    def ask_first(document_id: str) -> tuple[str, Any]:
        try:
            title = library.document(document_id).title
        except Exception as error:
            return render.notice(explain(error), "error"), gr.Group(visible=True)
        sure = labels.REMOVE_SURE.format(title=title)
        return f"<p>{render.escaped(sure)}</p>", gr.Group(visible=True)

    def take_out(document_id: str, version: int) -> tuple[Any, ...]:
        try:
            title = library.remove(document_id).title
        except Exception as error:
            shown = render.notice(explain(error), "error")
        else:
            shown = render.notice(labels.REMOVED.format(title=title))
        gone = gr.Dropdown(visible=False), gr.Button(visible=False), gr.Group(visible=False)
        return shown, "", *gone, version + 1

    shown = [document, chosen, successor, remove, removing]
    filters = [words, kind, chosen]
    for event in (words.input, kind.input, chosen.change):
        event(list_documents, filters, [table], trigger_mode="always_last", **_QUIET)
    successor.input(supersede, [chosen, successor, changed], [*shown, changed], **_QUIET)
    remove.click(ask_first, [chosen], [question, removing], **_QUIET)
    no.click(lambda: gr.Group(visible=False), None, [removing], **_QUIET)
    yes.click(take_out, [chosen, changed], [*shown, changed], **_QUIET)
    return LibraryTab(table, filters, shown, changed, list_documents, read)


def _choices(others: list[Document]) -> list[tuple[str, str]]:
    """What may have superseded a document, to choose from."""
    named = ((f"《{other.title}》{other.year or ''}", other.id) for other in others[:_SUCCESSORS])
    return [(labels.IN_FORCE, ""), *named]
