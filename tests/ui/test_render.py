"""Whatever part of the page shows it: text of documents and people stays text."""

from __future__ import annotations

from datetime import datetime

import pytest
from page_values import EVIL, citation, document, draft, parsed, source, turn

from assistant.drafting.desk import Progress
from assistant.types import Answer, Outline, SectionPlan
from knowledge_base.types import ImportResult, Measure, MeasureHit
from ui import citing
from ui.chat import transcript
from ui.drafting import findings, preview
from ui.library import listing
from ui.measures import cards


def hit(text: str) -> MeasureHit:
    measure = Measure("m", "d-1", "d", text, text, text)
    return MeasureHit(1.0, measure, document(title=text, region=text), similar_count=2)


EVERYTHING = {
    "answer": lambda: transcript.answer(
        Answer(True, f"**《{EVIL}》**\n- {EVIL}[1]\n{EVIL}", (citation(),)), 1
    ),
    "sources": lambda: citing.sources([(1, EVIL, [source(text=EVIL, quote=EVIL)])]),
    "measures": lambda: cards.measures([(EVIL, [hit(EVIL)])], 1),
    "draft": lambda: preview.draft(draft(EVIL), 1) + findings.findings(draft(EVIL).findings),
    "speech": lambda: preview.draft(draft(EVIL, "speech"), 1),
    "recent": lambda: preview.recent([(draft(EVIL), datetime(2026, 1, 2, 3, 4))]),
    "outline": lambda: preview.outline_editor(
        Outline("summary", EVIL, (SectionPlan(EVIL, 1, EVIL, 300, EVIL),)), EVIL
    ),
    "documents": lambda: listing.documents(
        [document(title=EVIL, region=EVIL, file_name=EVIL, notes=(EVIL,))], filtered=False
    ),
    "document": lambda: listing.document(
        document(title=EVIL, text=EVIL, organisation=EVIL, speaker=EVIL, date=EVIL), [EVIL], (0, 30)
    ),
    "report": lambda: listing.report(
        [ImportResult(EVIL, "failed", reason=EVIL), ImportResult(EVIL, "imported", document())]
    ),
    "question": lambda: transcript.conversation([turn(question=EVIL, error=EVIL)]),
    "note": lambda: transcript.turn(turn(answer=Answer(True, EVIL, (), "", note=EVIL))),
    "progress": lambda: transcript.turn(
        turn(state="running", progress=Progress(draft(EVIL), 0, 1, EVIL))
    ),
}


@pytest.mark.parametrize("part", EVERYTHING)
def test_text_of_documents_and_people_never_becomes_markup(part: str) -> None:
    markup = EVERYTHING[part]()
    tags = parsed(markup)
    assert not tags.names & {"script", "img", "iframe", "object", "style"}
    assert tags.handlers == []
    assert "alert(1)" in markup  # it is shown, as text
