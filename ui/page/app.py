"""The page as a whole, and serving it."""

from __future__ import annotations

import threading
from typing import Any

import gradio as gr

from assistant.assistant import Assistant, open_assistant
from assistant.errors import explain
from assistant.logs import log_to
from assistant.settings import Settings
from ui import labels, render
from ui.chat import tab as chat
from ui.drafting import tab as drafting
from ui.events import QUIET
from ui.hosts import Hosts
from ui.library import document
from ui.library import tab as library
from ui.library.document import DocumentPane
from ui.measures import tab as measures
from ui.page import server
from ui.page.traces import swept
from ui.visitors import Visitors

_WARM_UP_SECONDS = 60
_UPLOADS_KEPT = (3600, 3600)  # looked through every hour, removed when an hour old


def launch(settings: Settings, *, host: str, port: int, samples: bool) -> None:
    """Serves the page until Ctrl-C. port 0: any free one. samples: import them at first start.

    AssistantError when the address cannot be used or the library cannot be opened.
    """
    port = server.usable_port(host, port)
    assistant = open_assistant(settings, server.say)
    warm_up = threading.Thread(target=_warm_up, args=(assistant,), daemon=True)
    try:
        with swept(settings, _imported(assistant)) as left:
            if left:
                server.say(left)
            log_to(settings)
            if samples and not assistant.library.read_only and assistant.library.first_start():
                _import_samples(assistant)
                assistant.library.finish_first_start()
            visitors = Visitors(assistant, Hosts(host, settings.allowed_hosts))
            page = build(visitors)
            warm_up.start()
            server.serve(page, visitors, port)
    finally:
        if warm_up.is_alive():  # native code that outlives the interpreter crashes it
            warm_up.join(_WARM_UP_SECONDS)
        assistant.library.close()


def build(visitors: Visitors) -> gr.Blocks:
    """The page with its four tabs; nothing is served yet."""
    assistant = visitors.assistant
    page: gr.Blocks = gr.Blocks(
        title=labels.TITLE, analytics_enabled=False, fill_width=True, delete_cache=_UPLOADS_KEPT
    )
    with page:
        header = gr.HTML(_header(assistant), elem_id="header", apply_default_css=False)
        with gr.Tabs(elem_id="tabs") as tabs:
            with gr.Tab(labels.TAB_CHAT, id="chat"):
                chat_tab = chat.build()
            with gr.Tab(labels.TAB_DRAFT, id="draft") as draft_place:
                draft_tab = drafting.build(assistant)
            with gr.Tab(labels.TAB_MEASURES, id="measures"):
                measures_tab = measures.build()
            with gr.Tab(labels.TAB_LIBRARY, id="library"):
                library_tab = library.build(assistant)
        renewed = (page.load, library_tab.changed.change)
        chat.connect(chat_tab, visitors, page)
        drafting.connect(draft_tab, visitors, draft_place)
        measures.connect(measures_tab, assistant, renewed)
        library.connect(library_tab, assistant, renewed)
        does = _Handlers(assistant, tabs, library_tab.reading)
        header_now, open_document = does.header, does.open_document  # bound once, as in the tabs
        for event in renewed:
            event(header_now, None, [header], **QUIET)
        panes = (chat_tab.conversation, chat_tab.sources, draft_tab.sources, measures_tab.results)
        for pane in panes:
            pane.open(open_document, None, [tabs, *library_tab.reading.shown], **QUIET)
    return page


class _Handlers:
    """What goes beyond a tab: each method returns the updates of the widgets that it sets."""

    def __init__(self, assistant: Assistant, tabs: gr.Tabs, reading: DocumentPane) -> None:
        self._assistant, self._tabs, self._reading = assistant, tabs, reading

    def header(self) -> str:
        """The header for the library as it is now."""
        return _header(self._assistant, looked=True)

    def open_document(self, event: gr.EventData) -> dict[Any, Any]:
        """What a source or a measure names, opened in the library."""
        named = str(event.document), str(event.passage)
        shown = document.opened(self._reading, self._assistant, *named)
        return {self._tabs: gr.Tabs(selected="library"), **shown}


def _header(assistant: Assistant, *, looked: bool = False) -> str:
    """The name of the program, how big the library is, who writes, and what is out of order.

    looked: after the vectors, too, which takes a second when nobody did before.
    """
    trouble = assistant.library.read_only
    try:
        stats = assistant.library.stats()
        status = labels.STATUS.format(
            documents=stats.documents, passages=stats.passages, measures=stats.measures
        )
        trouble = assistant.library.trouble() if looked else trouble
    except Exception as error:
        status = explain(error)
    model = assistant.settings.model
    writer = labels.WRITER_MODEL.format(model=model) if model else labels.WRITER_EXTRACTIVE
    return (
        f"<h1>{render.escaped(labels.TITLE)}</h1>"
        f"<p>{render.escaped(labels.SUBTITLE)}</p>"
        f'<p class="status"><span>{render.escaped(status)}</span>'
        f"<span>{render.escaped(writer)}</span></p>"
        + (
            f'<div class="notice warn" role="status">{render.escaped(trouble)}</div>'
            * bool(trouble)
        )
    )


def _imported(assistant: Assistant) -> set[str]:
    """The names of the library's files; none where it cannot be read, which the page tells."""
    try:
        return {document.file_name for document in assistant.library.documents()}
    except Exception as error:
        explain(error)
        return set()


def _import_samples(assistant: Assistant) -> None:
    server.say(labels.FIRST_START)

    def tell(done: int, total: int, name: str) -> None:
        if name:
            server.say(labels.FIRST_START_FILE.format(done=done + 1, total=total, name=name))

    for result in assistant.library.add_all(assistant.library.samples(), tell):
        if result.reason:
            server.say(result.reason)
    server.say(labels.FIRST_START_DONE)


def _warm_up(assistant: Assistant) -> None:
    """Loads the models behind the page; a failure shows again when somebody asks."""
    try:
        assistant.library.warm_up()
    except Exception as error:
        server.say(labels.WARM_UP_FAILED.format(reason=explain(error)))
