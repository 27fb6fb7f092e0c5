"""The tab 资料库: what there is, importing, reading and removing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from knowledge_base.readers import MAX_FILE_BYTES, SUFFIXES
from knowledge_base.types import Filter, ImportResult, Kind
from ui import labels, listing, render
from ui.faults import explain
from ui.uploads import original_names, uploads

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
    megabytes = MAX_FILE_BYTES // 1024 // 1024
    note = labels.UPLOAD_NOTE.format(suffixes=" ".join(sorted(SUFFIXES)), megabytes=megabytes)
    with gr.Row(elem_id="library"):
        with gr.Column(elem_id="library-left", min_width=0):
            files = gr.File(
                label=labels.UPLOAD,
                file_count="multiple",
                file_types=sorted(SUFFIXES),
                height=124,
                elem_id="upload",
            )
            gr.HTML(f'<p class="faint">{render.escaped(note)}</p>', apply_default_css=False)
            report = gr.HTML("", elem_id="report", apply_default_css=False)
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

    def import_files(value: Any, version: int) -> Iterator[dict[Any, Any]]:
        sent = uploads(value)
        if not sent:
            yield {files: None}
            return
        results: list[ImportResult] = []
        yield {files: None, report: _importing(0, len(sent), sent[0].name, results)}
        try:
            with original_names(sent) as paths:
                for result in library.add_all(paths):
                    results.append(result)
                    done = len(results)
                    name = paths[done].name if done < len(paths) else ""
                    yield {report: _importing(done, len(paths), name, results)}
        except Exception as error:
            failed = render.notice(explain(error), "error")
            yield {report: failed + listing.report(results), changed: version + 1}
            return
        yield {report: listing.report(results), changed: version + 1}

    def read(document_id: str, passage_id: str) -> tuple[str, str, Any, Any]:
        closed = gr.Group(visible=False)
        try:
            value = library.document(document_id)
            passages = library.passages(document_id)
        except Exception as error:
            return render.notice(explain(error), "error"), "", gr.Button(visible=False), closed
        headings = {heading for passage in passages for heading in passage.heading_path}
        place = next(((p.start, p.end) for p in passages if p.id == passage_id), (0, 0))
        shown = listing.document(value, headings, place)
        return shown, document_id, gr.Button(visible=True), closed

    def ask_first(document_id: str) -> tuple[str, Any]:
        try:
            title = library.document(document_id).title
        except Exception as error:
            return render.notice(explain(error), "error"), gr.Group(visible=True)
        sure = labels.REMOVE_SURE.format(title=title)
        return f"<p>{render.escaped(sure)}</p>", gr.Group(visible=True)

    def take_out(document_id: str, version: int) -> tuple[str, str, Any, Any, int]:
        try:
            title = library.remove(document_id).title
        except Exception as error:
            shown = render.notice(explain(error), "error")
        else:
            shown = render.notice(labels.REMOVED.format(title=title))
        return shown, "", gr.Button(visible=False), gr.Group(visible=False), version + 1

    shown = [document, chosen, remove, removing]
    filters = [words, kind, chosen]
    files.upload(
        import_files, [files, changed], [files, report, changed], preprocess=False, **_QUIET
    )
    for event in (words.input, kind.input, chosen.change):
        event(list_documents, filters, [table], trigger_mode="always_last", **_QUIET)
    remove.click(ask_first, [chosen], [question, removing], **_QUIET)
    no.click(lambda: gr.Group(visible=False), None, [removing], **_QUIET)
    yes.click(take_out, [chosen, changed], [*shown, changed], **_QUIET)
    return LibraryTab(table, filters, shown, changed, list_documents, read)


def _importing(done: int, total: int, name: str, results: list[ImportResult]) -> str:
    if done == total:
        return listing.report(results)
    at_work = labels.UPLOADING.format(done=done + 1, total=total, name=name)
    return render.progress(done, total, at_work) + listing.report(results)
