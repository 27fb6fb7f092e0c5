"""The tab 对话: a conversation with its sources beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.messages.conversation import Turn, reply, stopped
from ui import citing, labels
from ui.chat import transcript
from ui.chat.kept import Conversations
from ui.events import OPENING, QUIET
from ui.hosts import browser_of
from ui.visitors import Visitors

_KEPT = 40  # turns; a longer conversation makes the page slow
_IN_CONVERSATION = """zhaoshang.conversation(
  element, (data) => trigger('example', data), (data) => trigger('open', data)
);"""
# The browser tells the page's key with every event, as the last input: a key kept here would still
# be unknown to a message that is sent before the page has told it.
_WITH_KEY = "(...inputs) => [...inputs.slice(0, -1), zhaoshang.pageKey()]"

Turns = tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class ChatTab:
    """The widgets; both panes, conversation and sources, fire `open` with a document and a passage.

    turns: the conversation as values. key: names the page, also after a reload; the browser fills
    it in with every event.
    """

    turns: gr.State
    conversation: gr.HTML
    box: gr.Textbox
    send: gr.Button
    stop: gr.Button
    retry: gr.Button
    clear: gr.Button
    sources: gr.HTML
    key: gr.Textbox

    @property
    def shown(self) -> list[Any]:
        """What a reply sets."""
        return [self.turns, self.conversation, self.sources, self.box, self.send, self.stop]


def build() -> ChatTab:
    """The widgets; `connect` says what they do."""
    turns = gr.State(())
    with gr.Row(elem_id="chat"):
        with gr.Column(elem_id="chat-left", min_width=0):
            conversation = gr.HTML(
                transcript.conversation(()),
                elem_id="conversation",
                js_on_load=_IN_CONVERSATION,
                apply_default_css=False,
            )
            with gr.Row(elem_id="ask"):
                box = gr.Textbox(
                    "",
                    label=labels.CHAT_LABEL,
                    show_label=False,
                    container=False,
                    placeholder=labels.CHAT_PLACEHOLDER,
                    lines=1,
                    max_lines=8,
                    autofocus=True,
                    elem_id="question",
                    html_attributes=gr.InputHTMLAttributes(spellcheck=False),
                )
                send = gr.Button(labels.SEND, variant="primary", elem_id="send", min_width=0)
                stop = gr.Button(
                    labels.STOP, variant="stop", elem_id="stop", visible=False, min_width=0
                )
            with gr.Row(elem_id="chat-actions"):
                retry = gr.Button(labels.RETRY, size="sm", elem_id="retry", min_width=0)
                clear = gr.Button(labels.CLEAR, size="sm", elem_id="clear", min_width=0)
        with gr.Column(elem_id="chat-right", min_width=0):
            gr.HTML(f"<h2>{labels.SOURCES}</h2>", apply_default_css=False)
            sources = gr.HTML(
                citing.sources(()),
                elem_id="sources",
                js_on_load=OPENING,
                apply_default_css=False,
            )
    key = gr.Textbox("", visible=False)
    return ChatTab(turns, conversation, box, send, stop, retry, clear, sources, key)


class _Handlers:
    """What the tab does: each method returns the updates of the widgets that it sets."""

    def __init__(self, tab: ChatTab, visitors: Visitors) -> None:
        self._tab, self._visitors, self._conversations = tab, visitors, Conversations()
        self._idle = {tab.send: gr.update(visible=True), tab.stop: gr.update(visible=False)}
        self._busy = {tab.send: gr.update(visible=False), tab.stop: gr.update(visible=True)}

    def answer(
        self, request: gr.Request, message: str, before: Turns, page: str
    ) -> Iterator[dict[Any, Any]]:
        """A message and its reply, as it grows."""
        tab = self._tab
        if not message.strip() or (before and before[-1].state == "running"):
            yield {tab.send: gr.skip()}
            return
        before, assistant = before[-_KEPT:], self._visitors.assistant_of(request)
        yield {tab.box: "", **self._busy}
        for turn in reply(assistant, message, before):
            now = (*before, turn)
            self._conversations.keep((browser_of(request), page), now)
            update: dict[Any, Any] = {
                tab.turns: now,
                tab.conversation: transcript.conversation(now),
            }
            if turn.sources or turn.state != "running":
                update[tab.sources] = _panel(now)
            if turn.state == "failed":
                update[tab.box] = message
            yield update
        yield self._idle

    def again(self, request: gr.Request, before: Turns, page: str) -> Iterator[dict[Any, Any]]:
        """The last message once more, in place of its reply."""
        if before and before[-1].state != "running":
            yield from self.answer(request, before[-1].question, before[:-1], page)
        else:
            yield {self._tab.send: gr.skip()}

    def halt(self, request: gr.Request, before: Turns, page: str) -> dict[Any, Any]:
        """The conversation as it stood when the person stopped it."""
        self._conversations.keep((browser_of(request), page), stopped(before))
        return self._whole(stopped(before))

    def forget(self, request: gr.Request, page: str) -> dict[Any, Any]:
        """An empty conversation."""
        self._conversations.keep((browser_of(request), page), ())
        return self._whole(())

    def recall(self, request: gr.Request, page: str) -> dict[Any, Any]:
        """The conversation of a page that was loaded again; a new page is left as it is."""
        kept = self._conversations.find((browser_of(request), page))
        return self._whole(kept) if kept else {self._tab.send: gr.skip()}

    def _whole(self, now: Turns) -> dict[Any, Any]:
        tab, pane = self._tab, transcript.conversation(now)
        return {tab.turns: now, tab.conversation: pane, tab.sources: _panel(now), **self._idle}


def _chosen(event: gr.EventData) -> str:
    return str(event.text)


def _panel(turns: Turns) -> str:
    """The sources of every turn, the latest in front."""
    return citing.sources([(turn.number, turn.question, turn.sources) for turn in turns])


def connect(tab: ChatTab, visitors: Visitors, page: gr.Blocks) -> None:
    """Ties the widgets to what they do."""
    does = _Handlers(tab, visitors)
    answer = does.answer  # bound once: gradio counts the runs of each object by itself
    shown, told, keyed = tab.shown, [tab.turns, tab.key], {"js": _WITH_KEY, **QUIET}
    running = [
        tab.box.submit(answer, [tab.box, *told], shown, **keyed),
        tab.send.click(answer, [tab.box, *told], shown, **keyed),
        tab.retry.click(does.again, told, shown, **keyed),
        tab.conversation.example(_chosen, None, [tab.box], **QUIET).then(
            answer, [tab.box, *told], shown, **keyed
        ),
    ]
    tab.stop.click(does.halt, told, shown, cancels=running, queue=False, **keyed)
    tab.clear.click(does.forget, [tab.key], shown, cancels=running, queue=False, **keyed)
    page.load(does.recall, [tab.key], shown, **keyed)
