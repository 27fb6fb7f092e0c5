"""Drafts as tables: the JSON that the command line prints."""

from __future__ import annotations

from typing import Any

from assistant.types import Draft, Paragraph, Sentence


def draft_table(draft: Draft) -> dict[str, Any]:
    """id, title, text, sections, findings, sources, writer; headings carry their numbers."""
    return {
        "id": draft.id,
        "title": draft.title,
        "text": draft.text,
        "sections": [
            {
                "heading": heading,
                "level": section.level,
                "paragraphs": [_paragraph(paragraph) for paragraph in section.paragraphs],
            }
            for heading, section in draft.headed()
        ],
        "findings": [
            {"kind": f.kind, "message": f.message, "place": f.place} for f in draft.findings
        ],
        "sources": [
            {"passage_id": c.passage_id, "title": c.title, "heading_path": list(c.heading_path)}
            for c in draft.sources
        ],
        "writer": draft.writer,
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    lead = [Sentence(paragraph.lead + "。")] if paragraph.lead else []
    return {
        "sentences": [
            {"text": s.text, "source": {"type": s.source.type, "ref": ",".join(s.source.refs)}}
            for s in (*lead, *paragraph.sentences)
        ]
    }
