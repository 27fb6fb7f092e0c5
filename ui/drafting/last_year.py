"""Below the form: a button for last year's summary, whose plans the check looks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.checking.past import past_file, read_past
from assistant.errors import explain
from assistant.types import LastYear
from ui import labels, render
from ui.events import QUIET
from ui.uploads import original_names, uploads


@dataclass(frozen=True, slots=True)
class LastYearButton:
    """The widgets. kept: the summary that was read, None for none."""

    kept: gr.State
    button: gr.UploadButton
    note: gr.HTML


def build(assistant: Assistant) -> LastYearButton:
    """The widgets; `connect` says what they do."""
    kept = gr.State(None)
    button = gr.UploadButton(
        labels.LAST_SUMMARY,
        file_types=sorted(assistant.library.SUFFIXES),
        size="sm",
        elem_id="last-year",
    )
    note = gr.HTML("", elem_id="last-note", apply_default_css=False)
    return LastYearButton(kept, button, note)


def read(file: dict[str, Any]) -> tuple[LastYear | None, str]:
    """An uploaded summary, and what was found in it."""
    with original_names(uploads([file])) as (path,):
        try:
            past = past_file(path)
            count = len(read_past(past).commitments)
        except Exception as error:
            return None, render.notice(explain(error), "error")
    if not count:
        return None, render.notice(labels.LAST_NONE, "warn")
    return past, render.notice(labels.LAST_READ.format(count=count))


def connect(last: LastYearButton) -> None:
    """Ties the button to what it does."""
    last.button.upload(read, [last.button], [last.kept, last.note], preprocess=False, **QUIET)
