"""The page as a whole, and serving it."""

from __future__ import annotations

import logging
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.assistant import Assistant, open_assistant
from assistant.errors import LOG_NAME, explain
from assistant.settings import Settings
from knowledge_base.offline import stay_local
from knowledge_base.samples import sample_files
from ui import labels, render
from ui.chat import tab as chat
from ui.drafting import tab as drafting
from ui.library import tab as library
from ui.measures import tab as measures
from ui.page import server

_WARM_UP_SECONDS = 60
_UPLOADS_KEPT = (3600, 3600)  # looked through every hour, removed when an hour old


def launch(settings: Settings, *, host: str, port: int, samples: bool) -> None:
    """Serves the page until Ctrl-C. port 0: any free one. samples: import them at first start.

    AssistantError when the address cannot be used or the library cannot be opened.
    """
    port = server.usable_port(host, port)
    stay_local(settings.home / "uploads")
    assistant = open_assistant(settings, server.say)
    warm_up = threading.Thread(target=_warm_up, args=(assistant,), daemon=True)
    try:
        _log_to(settings.home / LOG_NAME)
        if samples and assistant.library.first_start():
            _import_samples(assistant)
            assistant.library.finish_first_start()
        page = build(assistant)
        warm_up.start()
        server.serve(page, assistant, host, port)
    finally:
        if warm_up.is_alive():  # native code that outlives the interpreter crashes it
            warm_up.join(_WARM_UP_SECONDS)
        assistant.library.close()


def build(assistant: Assistant) -> gr.Blocks:
    """The page with its four tabs; nothing is served yet."""
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    page: gr.Blocks = gr.Blocks(
        title=labels.TITLE, analytics_enabled=False, fill_width=True, delete_cache=_UPLOADS_KEPT
    )
    with page:
        header = gr.HTML(_header(assistant), elem_id="header", apply_default_css=False)
        with gr.Tabs(elem_id="tabs") as tabs:
            with gr.Tab(labels.TAB_CHAT, id="chat"):
                chat_tab = chat.build(assistant)
            with gr.Tab(labels.TAB_DRAFT, id="draft") as drafting_place:
                draft_tab = drafting.build(assistant)
            with gr.Tab(labels.TAB_MEASURES, id="measures"):
                results, region = measures.build(assistant)
            with gr.Tab(labels.TAB_LIBRARY, id="library"):
                library_tab = library.build(assistant)

        def regions() -> Any:
            try:
                known = {document.region for document in assistant.library.documents()}
            except Exception as error:
                explain(error)
                return gr.skip()
            return gr.Dropdown(
                [(labels.ANYTHING, ""), *((name, name) for name in sorted(known - {""}))]
            )

        def open_document(event: gr.EventData) -> tuple[Any, ...]:
            shown = library_tab.read(str(event.document), str(event.passage))
            return gr.Tabs(selected="library"), *shown

        def read_document(event: gr.EventData) -> tuple[Any, ...]:
            return tuple(library_tab.read(str(event.document), ""))

        for part in (chat_tab.conversation, chat_tab.sources, draft_tab.sources, results):
            part.open(open_document, None, [tabs, *library_tab.shown], **quiet)
        library_tab.table.open(read_document, None, library_tab.shown, **quiet)
        for event in (page.load, library_tab.changed.change):
            event(library_tab.list_documents, library_tab.filters, [library_tab.table], **quiet)
            event(lambda: _header(assistant), None, [header], **quiet)
            event(regions, None, [region], **quiet)
        chat_tab.restore(page)
        drafting_place.select(draft_tab.list_recent, None, [draft_tab.recent], **quiet)
    return page


def _header(assistant: Assistant) -> str:
    """The name of the program, how big the library is, and who writes."""
    try:
        stats = assistant.library.stats()
        status = labels.STATUS.format(
            documents=stats.documents, passages=stats.passages, measures=stats.measures
        )
    except Exception as error:
        status = explain(error)
    model = assistant.settings.model
    writer = labels.WRITER_MODEL.format(model=model) if model else labels.WRITER_EXTRACTIVE
    return (
        f"<h1>{render.escaped(labels.TITLE)}</h1>"
        f"<p>{render.escaped(labels.SUBTITLE)}</p>"
        f'<p class="status"><span>{render.escaped(status)}</span>'
        f"<span>{render.escaped(writer)}</span></p>"
    )


def _import_samples(assistant: Assistant) -> None:
    server.say(labels.FIRST_START)

    def tell(done: int, total: int, name: str) -> None:
        if name:
            server.say(labels.FIRST_START_FILE.format(done=done + 1, total=total, name=name))

    for result in assistant.library.add_all(sample_files(), tell):
        if result.reason:
            server.say(result.reason)
    server.say(labels.FIRST_START_DONE)


def _warm_up(assistant: Assistant) -> None:
    """Loads the models behind the page; a failure shows again when somebody asks."""
    try:
        assistant.library.warm_up()
    except Exception as error:
        server.say(labels.WARM_UP_FAILED.format(reason=explain(error)))


def _log_to(path: Path) -> None:
    """What nobody foresaw goes to a file, not to the person who started the server."""
    handler = RotatingFileHandler(
        path, maxBytes=1_000_000, backupCount=1, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    log = logging.getLogger("zhaoshang")
    log.addHandler(handler)
    log.propagate = False
