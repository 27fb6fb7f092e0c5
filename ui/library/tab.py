"""The tab 资料库: files in, what there is, and beside it one document to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.errors import explain
from knowledge_base.types import Filter, Kind
from ui import labels, render
from ui.events import OPENING, QUIET
from ui.library import document, importing, listing
from ui.library.document import DocumentPane
from ui.library.importing import ImportPane


@dataclass(frozen=True, slots=True)
class LibraryTab:
    """The widgets. changed: gets another value when the library has changed."""

    imports: ImportPane
    words: gr.Textbox
    kind: gr.Dropdown
    table: gr.HTML
    reading: DocumentPane
    changed: gr.State


def build(assistant: Assistant) -> LibraryTab:
    """The widgets; `connect` says what they do."""
    changed = gr.State(0)
    with gr.Row(elem_id="library"):
        with gr.Column(elem_id="library-left", min_width=0):
            imports = importing.build(assistant)
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
            table = gr.HTML("", elem_id="documents", js_on_load=OPENING, apply_default_css=False)
        with gr.Column(elem_id="library-right", min_width=0):
            reading = document.build()
    return LibraryTab(imports, words, kind, table, reading, changed)


class _Handlers:
    """What the table does: each method returns the updates of the widgets that it sets."""

    def __init__(self, tab: LibraryTab, assistant: Assistant) -> None:
        self._tab, self._assistant = tab, assistant

    def list_documents(self, words: str, kind: str, chosen: str) -> str:
        """The table of what the fields ask for."""
        where = Filter(kinds=(Kind(kind),) if kind else ())
        wanted = words.split()
        try:
            documents = self._assistant.library.documents(where)
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

    def read(self, event: gr.EventData) -> dict[Any, Any]:
        """The document of a row."""
        return document.opened(self._tab.reading, self._assistant, str(event.document))


def connect(tab: LibraryTab, assistant: Assistant, renewed: Sequence[Any]) -> None:
    """Ties the widgets to what they do. renewed: events after which the library is another."""
    does, reading = _Handlers(tab, assistant), tab.reading
    list_documents = (
        does.list_documents
    )  # bound once: gradio counts the runs of each object by itself
    filters = [tab.words, tab.kind, reading.chosen]
    importing.connect(tab.imports, assistant, tab.changed)
    document.connect(reading, assistant, tab.changed)
    for event in (tab.words.input, tab.kind.input, reading.chosen.change):
        event(list_documents, filters, [tab.table], trigger_mode="always_last", **QUIET)
    for event in renewed:
        event(list_documents, filters, [tab.table], **QUIET)
    tab.table.open(does.read, None, reading.shown, **QUIET)
