"""What all HTML of the page is made with. Pure functions; text from elsewhere is escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable


def escaped(text: object) -> str:
    """Text that can stand in markup and in an attribute, whatever it holds."""
    return html.escape(str(text), quote=True)


def attributes(**values: object) -> str:
    """` name="value"` for each value that is not None; underscores become hyphens."""
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escaped(value)}"'
        for name, value in values.items()
        if value is not None
    )


def lines(text: str) -> str:
    """Escaped text with its line breaks kept."""
    return escaped(text).replace("\n", "<br>")


def notice(text: str, tone: str = "plain") -> str:
    """A line to the person. tone: plain, warn or error."""
    role = "alert" if tone == "error" else "status"
    return f'<p class="notice {tone}" role="{role}">{lines(text)}</p>' if text else ""


def empty(text: str) -> str:
    """What stands where nothing is shown yet."""
    return f'<p class="empty">{escaped(text)}</p>'


def progress(done: int, total: int, text: str) -> str:
    """A bar with what is being done. total 0: how long it takes is not known."""
    share = f"{100 * done / total:.0f}%" if total else ""
    style = f' style="width:{share}"' if share else ' class="unknown"'
    return (
        f'<div class="progress" role="status"><span>{escaped(text)}</span>'
        f'<div class="bar"><i{style}></i></div></div>'
    )


def marked(text: str, places: Iterable[tuple[int, int]]) -> str:
    """Escaped text with [start, end) places marked."""
    parts, at = [], 0
    for start, end in places:
        parts += [lines(text[at:start]), f"<mark>{lines(text[start:end])}</mark>"]
        at = end
    return "".join([*parts, lines(text[at:])])


def shortened(text: str, most: int) -> str:
    """The first line of a text, cut to `most` characters."""
    first = text.strip().splitlines()[0] if text.strip() else ""
    return first if len(first) <= most else first[: most - 1] + "…"
