"""The tab 对话: a conversation with its sources beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from ui import labels, render, transcript
from ui.conversation import Turn, reply, stopped

_KEPT = 40  # turns; a longer conversation makes the page slow
_IN_CONVERSATION = """zhaoshang.conversation(
  element, (data) => trigger('example', data), (data) => trigger('open', data)
);"""
_IN_SOURCES = "zhaoshang.opening(element, (data) => trigger('open', data));"

Turns = tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class ChatTab:
    """The parts that other tabs listen to: both fire `open` with a document and a passage."""

    conversation: gr.HTML
    sources: gr.HTML


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
                render.sources(()),
                elem_id="sources",
                js_on_load=_IN_SOURCES,
                apply_default_css=False,
            )
    shown = [turns, conversation, sources, box, send, stop]

    def answer(message: str, before: Turns) -> Iterator[dict[Any, Any]]:
        if not message.strip():
            yield {box: ""}
            return
        before = before[-_KEPT:]
        yield {box: "", send: gr.Button(visible=False), stop: gr.Button(visible=True)}
        for turn in reply(assistant, message, before):
            now = (*before, turn)
            update: dict[Any, Any] = {turns: now, conversation: transcript.conversation(now)}
            if turn.state != "running" or turn.sources or turn.answer:
                update[sources] = _panel(now)
            if turn.state == "failed" and not turn.draft_file:
                update[box] = message
            yield update
        yield {send: gr.Button(visible=True), stop: gr.Button(visible=False)}

    def again(before: Turns) -> Iterator[dict[Any, Any]]:
        if before:
            yield from answer(before[-1].question, before[:-1])
        else:
            yield {box: gr.skip()}

    def halt(before: Turns) -> dict[Any, Any]:
        now = tuple(stopped(turn) for turn in before)
        return {
            turns: now,
            conversation: transcript.conversation(now),
            send: gr.Button(visible=True),
            stop: gr.Button(visible=False),
        }

    def forget() -> dict[Any, Any]:
        return {turns: (), conversation: transcript.conversation(()), sources: render.sources(())}

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    running = [
        box.submit(answer, [box, turns], shown, **quiet),
        send.click(answer, [box, turns], shown, **quiet),
        retry.click(again, [turns], shown, **quiet),
        conversation.example(_chosen, None, [box], **quiet).then(
            answer, [box, turns], shown, **quiet
        ),
    ]
    stop.click(halt, [turns], shown, cancels=running, queue=False, **quiet)
    clear.click(forget, None, shown, cancels=running, queue=False, **quiet).then(
        lambda: (gr.Button(visible=True), gr.Button(visible=False)), None, [send, stop], **quiet
    )
    return ChatTab(conversation, sources)


def _chosen(event: gr.EventData) -> str:
    return str(event.text)


def _panel(turns: Turns) -> str:
    """The sources of every turn; those of an answer that still grows come when it is done."""
    return render.sources([(turn.number, turn.question, turn.sources) for turn in turns])
