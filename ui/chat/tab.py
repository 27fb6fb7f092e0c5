"""The tab 对话: a conversation with its sources beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.messages.conversation import Turn, reply, stopped
from ui import citing, labels
from ui.chat import transcript
from ui.chat.kept import Conversations

_KEPT = 40  # turns; a longer conversation makes the page slow
_IN_CONVERSATION = """zhaoshang.conversation(
  element, (data) => trigger('example', data), (data) => trigger('open', data)
);"""
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_PAGE_KEY = "() => [zhaoshang.pageKey()]"
_IN_SOURCES = "zhaoshang.opening(element, (data) => trigger('open', data));"

Turns = tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class ChatTab:
    """The parts that others need: both panes fire `open` with a document and a passage.

    restore: brings back the conversation of a page that was loaded again.
    """

    conversation: gr.HTML
    sources: gr.HTML
    restore: Callable[[gr.Blocks], None]


def build(assistant: Assistant) -> ChatTab:
    """The widgets and what they do."""
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
                js_on_load=_IN_SOURCES,
                apply_default_css=False,
            )
    key = gr.State("")  # names this page, also after a reload
    told_key = gr.Textbox("", visible=False)  # brings it from the browser
    conversations = Conversations()
    idle = {send: gr.update(visible=True), stop: gr.update(visible=False)}
    busy = {send: gr.update(visible=False), stop: gr.update(visible=True)}
    shown = [turns, conversation, sources, box, send, stop]

    def answer(message: str, before: Turns, page: str) -> Iterator[dict[Any, Any]]:
        if not message.strip() or (before and before[-1].state == "running"):
            yield {send: gr.skip()}
            return
        before = before[-_KEPT:]
        yield {box: "", **busy}
        for turn in reply(assistant, message, before):
            now = (*before, turn)
            conversations.keep(page, now)
            update: dict[Any, Any] = {turns: now, conversation: transcript.conversation(now)}
            if turn.sources or turn.state != "running":
                update[sources] = _panel(now)
            if turn.state == "failed":
                update[box] = message
            yield update
        yield idle

    def again(before: Turns, page: str) -> Iterator[dict[Any, Any]]:
        if before and before[-1].state != "running":
            yield from answer(before[-1].question, before[:-1], page)
        else:
            yield {send: gr.skip()}

    def whole(now: Turns) -> dict[Any, Any]:
        pane = transcript.conversation(now)
        return {turns: now, conversation: pane, sources: _panel(now), **idle}

    def halt(before: Turns, page: str) -> dict[Any, Any]:
        conversations.keep(page, stopped(before))
        return whole(stopped(before))

    def forget(page: str) -> dict[Any, Any]:
        conversations.keep(page, ())
        return whole(())

    def restore(page: gr.Blocks) -> None:
        def recall(name: str) -> dict[Any, Any]:
            return {key: name, **whole(conversations.find(name))}

        page.load(recall, [told_key], [key, *shown], js=_PAGE_KEY, **_QUIET)

    told = [turns, key]
    running = [
        box.submit(answer, [box, *told], shown, **_QUIET),
        send.click(answer, [box, *told], shown, **_QUIET),
        retry.click(again, told, shown, **_QUIET),
        conversation.example(_chosen, None, [box], **_QUIET).then(
            answer, [box, *told], shown, **_QUIET
        ),
    ]
    stop.click(halt, told, shown, cancels=running, queue=False, **_QUIET)
    clear.click(forget, [key], shown, cancels=running, queue=False, **_QUIET)
    return ChatTab(conversation, sources, restore)


def _chosen(event: gr.EventData) -> str:
    return str(event.text)


def _panel(turns: Turns) -> str:
    """The sources of every turn, the latest in front."""
    return citing.sources([(turn.number, turn.question, turn.sources) for turn in turns])
