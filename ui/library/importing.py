"""The upper part of the tab 资料库: files in, with progress, a stop, and a line for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Event, Thread
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.errors import explain
from knowledge_base.types import ImportResult
from ui import labels, render
from ui.events import QUIET
from ui.library import listing
from ui.uploads import original_names, uploads

_IN_REPORT = "zhaoshang.settling(element, (data) => trigger('settle', data));"
_LOOK_SECONDS = 0.5


@dataclass(slots=True)
class _AtWork:
    """How many files are done, and which one is being read (with its page, if recognised)."""

    done: int
    name: str


@dataclass(frozen=True, slots=True)
class ImportPane:
    """The widgets. settled: what became of older files of the same name."""

    files: gr.File
    stop: gr.Button
    report: gr.HTML
    settled: gr.HTML


def build(assistant: Assistant) -> ImportPane:
    """The widgets; `connect` says what they do."""
    library = assistant.library
    files = gr.File(
        label=labels.UPLOAD,
        file_count="multiple",
        file_types=sorted(library.SUFFIXES),
        height=124,
        elem_id="upload",
    )
    megabytes = library.MAX_FILE_BYTES // 1024 // 1024
    note = render.escaped(labels.UPLOAD_NOTE.format(megabytes=megabytes))
    gr.HTML(f'<p class="faint">{note}</p>', apply_default_css=False)
    stop = gr.Button(
        labels.UPLOAD_STOP, variant="stop", size="sm", visible=False, elem_id="stop-import"
    )
    report = gr.HTML("", elem_id="report", js_on_load=_IN_REPORT, apply_default_css=False)
    settled = gr.HTML("", elem_id="settled", apply_default_css=False)
    return ImportPane(files, stop, report, settled)


class _Handlers:
    """What the pane does: each method returns the updates of the widgets that it sets."""

    def __init__(self, pane: ImportPane, assistant: Assistant, changed: gr.State) -> None:
        self._pane, self._library, self._changed = pane, assistant.library, changed
        self._stops: dict[str, Event] = {}  # one a browser tab

    def import_files(
        self, value: Any, version: int, request: gr.Request
    ) -> Iterator[dict[Any, Any]]:
        """The uploads imported one by one, with a line for each."""
        pane, sent = self._pane, uploads(value)
        if not sent:
            yield {pane.files: None}
            return
        key = request.session_hash or ""
        asked = self._stops[key] = Event()
        results: list[ImportResult] = []
        at_work = _AtWork(0, sent[0].name)

        def tell(done: int, _total: int, name: str) -> None:
            at_work.done, at_work.name = done, name

        yield {
            pane.files: None,
            pane.settled: "",
            pane.report: _importing(at_work, len(sent), results),
            pane.stop: gr.Button(visible=True),
        }
        failed = ""
        try:
            with original_names(sent) as paths:
                for result in polled(self._library.add_all(paths, tell, stop=asked.is_set)):
                    if result is not None:
                        results.append(result)
                    yield {pane.report: _importing(at_work, len(sent), results)}
        except Exception as error:
            failed = render.notice(explain(error), "error")
        finally:
            asked.set()
            self._stops.pop(key, None)
        if len(results) < len(sent) and not failed:
            failed = render.notice(labels.UPLOAD_STOPPED, "warn")
        yield {
            pane.report: failed + listing.report(results),
            pane.stop: gr.Button(visible=False),
            self._changed: version + 1,
        }

    def stop_importing(self, request: gr.Request) -> Any:
        """The button gone; the file at work is given up."""
        if asked := self._stops.get(request.session_hash or ""):
            asked.set()
        return gr.Button(visible=False)

    def settle(self, version: int, event: gr.EventData) -> tuple[str, int]:
        """Older files of the same name give way to the one just imported."""
        try:
            document = self._library.document(str(event.document))
            for other in str(event.others).split():
                self._library.remove(other)
        except Exception as error:
            return render.notice(explain(error), "error"), version + 1
        return render.notice(labels.REPLACED.format(title=document.title)), version + 1


def connect(pane: ImportPane, assistant: Assistant, changed: gr.State) -> None:
    """Ties the widgets to what they do. changed: gets another value with the library."""
    does = _Handlers(pane, assistant, changed)
    pane.files.upload(
        does.import_files,
        [pane.files, changed],
        [pane.files, pane.report, pane.settled, pane.stop, changed],
        preprocess=False,
        **QUIET,
    )
    pane.stop.click(does.stop_importing, None, [pane.stop], queue=False, **QUIET)
    pane.report.settle(does.settle, [changed], [pane.settled, changed], **QUIET)


def polled(results: Iterator[ImportResult]) -> Iterator[ImportResult | None]:
    """Results as they come from a thread of their own; None now and then while there is none."""
    done: Queue[ImportResult | Exception | None] = Queue()

    def work() -> None:
        try:
            for result in results:
                done.put(result)
            done.put(None)
        except Exception as error:
            done.put(error)

    thread = Thread(target=work, daemon=True)
    thread.start()
    while True:
        try:
            result = done.get(timeout=_LOOK_SECONDS)
        except Empty:
            yield None
            continue
        if result is None:
            return
        if isinstance(result, Exception):
            raise result
        yield result


def _importing(at_work: _AtWork, total: int, results: list[ImportResult]) -> str:
    if at_work.done == total:
        return listing.report(results)
    words = labels.UPLOADING.format(done=at_work.done + 1, total=total, name=at_work.name)
    return render.progress(at_work.done, total, words) + listing.report(results)
