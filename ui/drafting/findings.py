"""What the check found and what a revision changed, to HTML."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.findings import Finding
from assistant.revising import Change
from ui import labels
from ui.render import attributes, escaped, lines

_TONES = {"grave": "bad", "mild": "mild"}


def changes(values: Sequence[Change]) -> str:
    """What a revision changed: what went struck out, what came underlined."""
    if not values:
        return ""
    tags = {"gone": "del", "new": "ins", "same": "span"}
    rows = "".join(
        "<li>"
        + "".join(f"<{tags[tag]}>{lines(text)}</{tags[tag]}>" for tag, text in change.pieces)
        + "</li>"
        for change in values
    )
    head = labels.CHANGES.format(count=len(values))
    return (
        f'<details class="findings changes" open><summary>{escaped(head)}</summary>'
        f"<ul>{rows}</ul></details>"
    )


def findings(values: Sequence[Finding], *, fixable: bool = False) -> str:
    """What the check found, each with its kind and place; fixable: with a button for each fix."""
    if not values:
        return f'<p class="findings none">{escaped(labels.NO_FINDINGS)}</p>'
    rows = "".join(
        f'<li class="{_TONES[finding.kind.gravity]}"><span class="kind">'
        f"{escaped(finding.kind.label)}</span>"
        f"<span>{lines(finding.message)}"
        + (f'<span class="faint">　{escaped(finding.place)}</span>' if finding.place else "")
        + (_fix(*finding.fix) if fixable and finding.fix else "")
        + "</span></li>"
        for finding in values
    )
    head = labels.FINDINGS.format(count=len(values))
    return (
        f'<details class="findings" open><summary>{escaped(head)}</summary>'
        f"<ul>{rows}</ul></details>"
    )


def _fix(old: str, new: str) -> str:
    button = attributes(type="button", class_="link", data_old=old, data_new=new)
    hover = labels.FIX_TO.format(new=new) if new else labels.FIX_AWAY
    return f" <button{button}{attributes(title=hover)}>{escaped(labels.FIX)}</button>"
