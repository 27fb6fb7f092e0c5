"""The right of the tab: one document, its removal, and what has superseded it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.errors import explain
from knowledge_base.types import Document
from ui import labels, render
from ui.events import QUIET
from ui.library import listing

_SUCCESSORS = 100  # a longer list is no help
_IN_DOCUMENT = "zhaoshang.reading(element);"


@dataclass(frozen=True, slots=True)
class DocumentPane:
    """The widgets. chosen: id of the document that is open, "" for none."""

    chosen: gr.State
    document: gr.HTML
    successor: gr.Dropdown
    remove: gr.Button
    removing: gr.Group
    question: gr.HTML
    yes: gr.Button
    no: gr.Button

    @property
    def shown(self) -> list[Any]:
        """What opening a document, or closing it, sets."""
        return [self.document, self.chosen, self.successor, self.remove, self.removing]


def build() -> DocumentPane:
    """The widgets; `connect` says what they do."""
    chosen = gr.State("")
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
    remove = gr.Button(labels.REMOVE, size="sm", visible=False, min_width=0, elem_id="remove")
    with gr.Group(visible=False, elem_id="removing") as removing:
        question = gr.HTML("", apply_default_css=False)
        with gr.Row():
            yes = gr.Button(labels.REMOVE_YES, variant="stop", size="sm", elem_id="yes")
            no = gr.Button(labels.REMOVE_NO, size="sm")
    return DocumentPane(chosen, document, successor, remove, removing, question, yes, no)


def opened(
    pane: DocumentPane, assistant: Assistant, document_id: str, passage_id: str = ""
) -> dict[Any, Any]:
    """The updates that open a document, with one of its passages marked."""
    library = assistant.library
    try:
        value = library.document(document_id)
        passages = library.passages(document_id)
        choices = _choices(library.successors(value))
    except Exception as error:
        return _closed(pane, render.notice(explain(error), "error"))
    headings = {heading for passage in passages for heading in passage.heading_path}
    place = next(((p.start, p.end) for p in passages if p.id == passage_id), (0, 0))
    return {
        pane.document: listing.document(value, headings, place),
        pane.chosen: document_id,
        pane.successor: gr.Dropdown(choices, value=value.superseded_by, visible=True),
        pane.remove: gr.Button(visible=True),
        pane.removing: gr.Group(visible=False),
    }


def _closed(pane: DocumentPane, words: str) -> dict[Any, Any]:
    return {
        pane.document: words,
        pane.chosen: "",
        pane.successor: gr.Dropdown(visible=False),
        pane.remove: gr.Button(visible=False),
        pane.removing: gr.Group(visible=False),
    }


def _choices(others: list[Document]) -> list[tuple[str, str]]:
    """What may have superseded a document, to choose from."""
    named = ((f"《{other.title}》{other.year or ''}", other.id) for other in others[:_SUCCESSORS])
    return [(labels.IN_FORCE, ""), *named]


class _Handlers:
    """What the pane does: each method returns the updates of the widgets that it sets."""

    def __init__(self, pane: DocumentPane, assistant: Assistant, changed: gr.State) -> None:
        self._pane, self._assistant, self._changed = pane, assistant, changed

    def supersede(self, document_id: str, by: str | None, version: int) -> dict[Any, Any]:
        """The document with another mark of what has superseded it."""
        try:
            self._assistant.library.supersede(document_id, by or "")
        except Exception as error:
            return {self._pane.document: render.notice(explain(error), "error")}
        return {**opened(self._pane, self._assistant, document_id), self._changed: version + 1}

    def ask_first(self, document_id: str) -> dict[Any, Any]:
        """The question whether to remove the document."""
        try:
            title = self._assistant.library.document(document_id).title
        except Exception as error:
            words = render.notice(explain(error), "error")
        else:
            words = f"<p>{render.escaped(labels.REMOVE_SURE.format(title=title))}</p>"
        return {self._pane.question: words, self._pane.removing: gr.Group(visible=True)}

    def keep(self) -> Any:
        """The question taken away."""
        return gr.Group(visible=False)

    def take_out(self, document_id: str, version: int) -> dict[Any, Any]:
        """The document gone from the library, and what was said about that."""
        try:
            title = self._assistant.library.remove(document_id).title
        except Exception as error:
            words = render.notice(explain(error), "error")
        else:
            words = render.notice(labels.REMOVED.format(title=title))
        return {**_closed(self._pane, words), self._changed: version + 1}


def connect(pane: DocumentPane, assistant: Assistant, changed: gr.State) -> None:
    """Ties the widgets to what they do. changed: gets another value with the library."""
    does = _Handlers(pane, assistant, changed)
    outputs = [*pane.shown, changed]
    pane.successor.input(does.supersede, [pane.chosen, pane.successor, changed], outputs, **QUIET)
    pane.remove.click(does.ask_first, [pane.chosen], [pane.question, pane.removing], **QUIET)
    pane.no.click(does.keep, None, [pane.removing], **QUIET)
    pane.yes.click(does.take_out, [pane.chosen, changed], outputs, **QUIET)
