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
from knowledge_base.readers import MAX_FILE_BYTES, SUFFIXES
from knowledge_base.types import ImportResult
from ui import labels, render
from ui.library import listing
from ui.uploads import original_names, uploads

_IN_REPORT = "zhaoshang.settling(element, (data) => trigger('settle', data));"
_LOOK_SECONDS = 0.5
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


@dataclass(slots=True)
class _AtWork:
    """How many files are done, and which one is being read (with its page, if recognised)."""

    done: int
    name: str


def build(assistant: Assistant, changed: gr.State) -> None:
    """The widgets and what they do. changed: gets another value when the library has changed."""
    library = assistant.library
    stops: dict[str, Event] = {}  # one a browser tab
    megabytes = MAX_FILE_BYTES // 1024 // 1024
    files = gr.File(
        label=labels.UPLOAD,
        file_count="multiple",
        file_types=sorted(SUFFIXES),
        height=124,
        elem_id="upload",
    )
    note = render.escaped(labels.UPLOAD_NOTE.format(megabytes=megabytes))
    gr.HTML(f'<p class="faint">{note}</p>', apply_default_css=False)
    stop = gr.Button(
        labels.UPLOAD_STOP, variant="stop", size="sm", visible=False, elem_id="stop-import"
    )
    report = gr.HTML("", elem_id="report", js_on_load=_IN_REPORT, apply_default_css=False)
    settled = gr.HTML("", elem_id="settled", apply_default_css=False)

    def import_files(value: Any, version: int, request: gr.Request) -> Iterator[dict[Any, Any]]:
        sent = uploads(value)
        if not sent:
            yield {files: None}
            return
        key = request.session_hash or ""
        asked = stops[key] = Event()
        results: list[ImportResult] = []
        at_work = _AtWork(0, sent[0].name)

        def tell(done: int, _total: int, name: str) -> None:
            at_work.done, at_work.name = done, name

        yield {
            files: None,
            settled: "",
            report: _importing(at_work, len(sent), results),
            stop: gr.Button(visible=True),
        }
        failed = ""
        try:
            with original_names(sent) as paths:
                for result in polled(library.add_all(paths, tell, stop=asked.is_set)):
                    if result is not None:
                        results.append(result)
                    yield {report: _importing(at_work, len(sent), results)}
        except Exception as error:
            failed = render.notice(explain(error), "error")
        finally:
            asked.set()
            stops.pop(key, None)
        if len(results) < len(sent) and not failed:
            failed = render.notice(labels.UPLOAD_STOPPED, "warn")
        yield {
            report: failed + listing.report(results),
            stop: gr.Button(visible=False),
            changed: version + 1,
        }

    def stop_importing(request: gr.Request) -> Any:
        if asked := stops.get(request.session_hash or ""):
            asked.set()
        return gr.Button(visible=False)

    def settle(version: int, event: gr.EventData) -> tuple[str, int]:
        """Older files of the same name give way to the one just imported."""
        try:
            document = library.document(str(event.document))
            for other in str(event.others).split():
                library.remove(other)
        except Exception as error:
            return render.notice(explain(error), "error"), version + 1
        return render.notice(labels.REPLACED.format(title=document.title)), version + 1

    files.upload(
        import_files,
        [files, changed],
        [files, report, settled, stop, changed],
        preprocess=False,
        **_QUIET,
    )
    stop.click(stop_importing, None, [stop], queue=False, **_QUIET)
    report.settle(settle, [changed], [settled, changed], **_QUIET)


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
