"""The tab 相似举措: past measures like one that is named, by category."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.errors import AssistantError, explain
from assistant.types import MeasureOrder
from knowledge_base.types import Filter, Kind
from ui import labels, render
from ui.measures import cards

_IN_RESULTS = "zhaoshang.opening(element, (data) => trigger('open', data));"


def build(assistant: Assistant) -> tuple[gr.HTML, gr.Dropdown]:
    """The widgets; returned are the results, which fire `open`, and the choice of regions."""
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
            start = gr.Textbox(
                "", label=labels.YEAR_FROM, placeholder=labels.ANYTHING, min_width=90
            )
            end = gr.Textbox("", label=labels.YEAR_TO, placeholder=labels.ANYTHING, min_width=90)
            region = gr.Dropdown(
                [(labels.ANYTHING, "")],
                value="",
                label=labels.REGION,
                scale=2,
                min_width=140,
            )
            kind = gr.Dropdown(
                [(labels.ANYTHING, ""), *labels.KIND_CHOICES],
                value="",
                label=labels.KINDS,
                scale=2,
                min_width=130,
            )
            view = gr.Radio(
                [labels.BY_CATEGORY, labels.AS_TABLE],
                value=labels.BY_CATEGORY,
                label=labels.MEASURES_VIEW,
                scale=2,
                min_width=250,
                elem_id="measures-view",
            )
            order = gr.Dropdown(
                list(labels.MEASURE_ORDERS.items()),
                value=MeasureOrder.BEST,
                label=labels.MEASURES_ORDER,
                scale=2,
                min_width=130,
                elem_id="measures-order",
            )
            find = gr.Button(
                labels.MEASURES_FIND, variant="primary", min_width=90, elem_classes="beside-field"
            )
        results = gr.HTML(
            render.empty(labels.MEASURES_EMPTY),
            elem_id="measures-results",
            js_on_load=_IN_RESULTS,
            apply_default_css=False,
        )

    def search(
        query: str, start: str, end: str, region: str, kind: str, view: str, order: str
    ) -> str:
        if not query.strip():
            return render.empty(labels.MEASURES_EMPTY)
        try:
            where = filter_of(start, end, region, kind)
            if view == labels.AS_TABLE:
                hits = assistant.compare(query, where=where)
                return cards.comparison(hits, 0) if hits else render.empty(labels.MEASURES_NONE)
            groups = assistant.measures(query, where=where, order=MeasureOrder(order))
        except Exception as error:
            return render.notice(explain(error), "error")
        if not groups:
            return render.empty(labels.MEASURES_NONE)
        count = sum(len(hits) for hits in groups.values())
        head = labels.MEASURES_COUNT.format(count=count, groups=len(groups))
        return f'<p class="count faint">{head}</p>' + cards.measures(list(groups.items()), 0)

    inputs = [query, start, end, region, kind, view, order]
    waiting: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    for event in (find.click, query.submit, view.input, order.input):
        event(lambda: render.progress(0, 0, labels.SEARCHING), None, [results], **waiting).then(
            search, inputs, [results], **waiting
        )
    return results, region


def filter_of(start: str, end: str, region: str, kind: str) -> Filter:
    """The filter that the fields ask for; AssistantError when the years are wrong."""
    years = [_year(text) for text in (start, end)]
    first, last = years
    if first and last and first > last:
        raise AssistantError(labels.YEARS_WRONG)
    return Filter(
        kinds=(Kind(kind),) if kind else (), year_from=first, year_to=last, region=region or ""
    )


def _year(text: str) -> int | None:
    text = text.strip().removesuffix("年")
    if not text:
        return None
    if len(text) != 4 or not text.isdecimal():
        raise AssistantError(labels.YEARS_WRONG)
    return int(text)
