"""Drafts as tables: the JSON that the command line prints."""

from __future__ import annotations

from typing import Any

from assistant.checking.followup import Checklist
from assistant.drafts import Draft, Paragraph, Sentence
from assistant.findings import Finding


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
        "findings": [finding_row(finding) for finding in draft.findings],
        "sources": [
            {"passage_id": c.passage_id, "title": c.title, "heading_path": list(c.heading_path)}
            for c in draft.sources
        ],
        "writer": draft.writer,
    }


def checklist_table(checklist: Checklist) -> dict[str, Any]:
    """title, items with their status and evidence, comparisons, findings."""
    return {
        "title": checklist.title,
        "items": [
            {
                "name": item.commitment.title,
                "heading": item.commitment.heading,
                "target": item.commitment.target.text if item.commitment.target else "",
                "status": item.status.value,
                "evidence": item.evidence,
                "quote": item.quote,
                "note": item.note,
            }
            for item in checklist.items
        ],
        "comparisons": [
            {
                "name": c.name,
                "now": c.now.text,
                "published": c.published.text,
                "change": c.change,
                "fact": c.fact_id,
                "problem": c.problem,
            }
            for c in checklist.comparisons
        ],
        "findings": [finding_row(finding) for finding in checklist.findings()],
    }


def finding_row(finding: Finding) -> dict[str, Any]:
    """kind, message, place, and fix: the words and the better ones, or null."""
    fix = list(finding.fix) if finding.fix else None
    return {"kind": finding.kind, "message": finding.message, "place": finding.place, "fix": fix}


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    lead = [Sentence(paragraph.lead + "。")] if paragraph.lead else []
    return {
        "sentences": [
            {"text": s.text, "source": {"type": s.source.type, "ref": ",".join(s.source.refs)}}
            for s in (*lead, *paragraph.sentences)
        ]
    }
