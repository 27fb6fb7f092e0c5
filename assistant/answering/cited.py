"""An answer of a language model held to its evidence: what goes in, and what may come out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.model.marks import LEAST_OVERLAP, marked_sentences
from assistant.types import Answer, Citation
from knowledge_base.language.likeness import share_in
from knowledge_base.language.quantities import quantities, same
from knowledge_base.types import Hit

_NOTHING = "没有找到相关内容"


def numbered(hits: Sequence[Hit], room: int) -> tuple[Citation, ...]:
    """The passages found as numbered evidence, as many as a prompt has room for (characters)."""
    found: list[Citation] = []
    for number, hit in enumerate(hits, 1):
        room -= len(hit.passage.text) + 60
        if room < 0 and found:
            break
        passage, document = hit.passage, hit.document
        found.append(
            Citation(
                number, passage.id, document.id, document.title, passage.heading_path, passage.text
            )
        )
    return tuple(found)


def listing(evidence: Sequence[Citation]) -> str:
    """Evidence as it stands in a prompt."""
    return "\n".join(
        f"[{c.number}]《{c.title}》{' > '.join(c.heading_path)}\n{c.quote}" for c in evidence
    )


def checked(text: str, evidence: Sequence[Citation], question: str, writer: str) -> Answer | None:
    """The answer with true marks only: a sentence without a source, or with a number that its
    source does not hold, is left out. None when nothing is left."""
    if _NOTHING in text and not re.search(r"\[\d", text):
        return Answer(False, text.strip(), (), writer)
    by_number = {c.number: c for c in evidence}
    lines, used = [], []
    for line in text.splitlines():
        kept = []
        for marked in marked_sentences(line):
            sources = [
                by_number[int(m)] for m in marked.marks if m.isdigit() and int(m) in by_number
            ]
            if not sources:
                best = max(evidence, key=lambda c: share_in(marked.text, c.quote), default=None)
                if best and share_in(marked.text, best.quote) >= LEAST_OVERLAP:
                    sources = [best]
            known = [q for c in sources for q in quantities(c.quote + c.title)] + quantities(
                question
            )
            if sources and all(any(same(q, k) for k in known) for q in quantities(marked.text)):
                kept.append(marked.text + "".join(f"[{c.number}]" for c in sources))
                used += sources
        if kept:
            lines.append("".join(kept))
    if not lines:
        return None
    citations = tuple(c for c in evidence if c in used)
    renumbered = {c.number: number for number, c in enumerate(citations, 1)}
    body = re.sub(r"\[(\d+)\]", lambda m: f"[{renumbered[int(m[1])]}]", "\n".join(lines))
    return Answer(
        True,
        body,
        tuple(
            Citation(
                renumbered[c.number], c.passage_id, c.document_id, c.title, c.heading_path, c.quote
            )
            for c in citations
        ),
        writer,
    )
