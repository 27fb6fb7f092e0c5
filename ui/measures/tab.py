"""The tab 相似举措: fields to ask with, and below them what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.errors import explain
from assistant.types import MeasureOrder
from ui import labels, render
from ui.events import OPENING, QUIET
from ui.measures import cards
from ui.measures.filters import filter_of


@dataclass(frozen=True, slots=True)
class MeasuresTab:
    """The widgets. results: fires `open` with a document and a passage."""

    query: gr.Textbox
    start: gr.Textbox
    end: gr.Textbox
    region: gr.Dropdown
    kind: gr.Dropdown
    view: gr.Radio
    order: gr.Dropdown
    find: gr.Button
    results: gr.HTML


def build() -> MeasuresTab:
    """The widgets; `connect` says what they do."""
    with gr.Column(elem_id="measures"):
        with gr.Row(elem_classes="filters"):
            query = gr.Textbox(
                "",
                label=labels.MEASURES_QUERY,
                placeholder=labels.MEASURES_HINT,
                scale=4,
                min_width=200,
                max_lines=1,
                elem_id="measures-query",
            )
            start, end = _year(labels.YEAR_FROM), _year(labels.YEAR_TO)
            region = _choice(labels.REGION, [(labels.ANYTHING, "")], min_width=140)
            kinds = [(labels.ANYTHING, ""), *labels.KIND_CHOICES]
            kind = _choice(labels.KINDS, kinds, min_width=130)
            view = gr.Radio(
                [labels.BY_CATEGORY, labels.AS_TABLE],
                value=labels.BY_CATEGORY,
                label=labels.MEASURES_VIEW,
                scale=2,
                min_width=250,
                elem_id="measures-view",
            )
            order = _choice(
                labels.MEASURES_ORDER,
                list(labels.MEASURE_ORDERS.items()),
                value=MeasureOrder.BEST,
                min_width=130,
                elem_id="measures-order",
            )
            find = gr.Button(
                labels.MEASURES_FIND, variant="primary", min_width=90, elem_classes="beside-field"
            )
        results = gr.HTML(
            render.empty(labels.MEASURES_EMPTY),
            elem_id="measures-results",
            js_on_load=OPENING,
            apply_default_css=False,
        )
    return MeasuresTab(query, start, end, region, kind, view, order, find, results)


def _year(label: str) -> gr.Textbox:
    return gr.Textbox("", label=label, placeholder=labels.ANYTHING, min_width=90)


def _choice(
    label: str, choices: list[tuple[str, str]], value: str = "", **more: Any
) -> gr.Dropdown:
    return gr.Dropdown(choices, value=value, label=label, scale=2, **more)


class _Handlers:
    """What the tab does: each method returns the updates of the widgets that it sets."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def wait(self) -> str:
        """The results while they are looked for."""
        return render.progress(0, 0, labels.SEARCHING)

    def search(
        self, query: str, start: str, end: str, region: str, kind: str, view: str, order: str
    ) -> str:
        """The results."""
        if not query.strip():
            return render.empty(labels.MEASURES_EMPTY)
        try:
            where = filter_of(start, end, region, kind)
            if view == labels.AS_TABLE:
                hits = self._assistant.compare(query, where=where)
                return cards.comparison(hits, 0) if hits else render.empty(labels.MEASURES_NONE)
            groups = self._assistant.measures(query, where=where, order=MeasureOrder(order))
        except Exception as error:
            return render.notice(explain(error), "error")
        if not groups:
            return render.empty(labels.MEASURES_NONE)
        count = sum(len(hits) for hits in groups.values())
        head = labels.MEASURES_COUNT.format(count=count, groups=len(groups))
        return f'<p class="count faint">{head}</p>' + cards.measures(list(groups.items()), 0)

    def list_regions(self) -> Any:
        """The regions to choose from: those of the library."""
        try:
            known = {document.region for document in self._assistant.library.documents()}
        except Exception as error:
            explain(error)
            return gr.skip()
        return gr.Dropdown(
            [(labels.ANYTHING, ""), *((name, name) for name in sorted(known - {""}))]
        )


def connect(tab: MeasuresTab, assistant: Assistant, renewed: Sequence[Any]) -> None:
    """Ties the widgets to what they do. renewed: events after which the library is another."""
    does = _Handlers(assistant)
    # Bound once: gradio counts the runs of each object by itself.
    wait, search, list_regions = does.wait, does.search, does.list_regions
    inputs = [tab.query, tab.start, tab.end, tab.region, tab.kind, tab.view, tab.order]
    for event in (tab.find.click, tab.query.submit, tab.view.input, tab.order.input):
        event(wait, None, [tab.results], **QUIET).then(search, inputs, [tab.results], **QUIET)
    for event in renewed:
        event(list_regions, None, [tab.region], **QUIET)
