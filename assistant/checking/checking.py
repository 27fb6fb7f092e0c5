"""What is wrong, missing or still to be settled in a text, found after writing, whoever wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from assistant.checking import edited as edits
from assistant.checking.claims import claims
from assistant.checking.followup import followup
from assistant.checking.manuscript import Manuscript, from_draft, from_text
from assistant.checking.names import names
from assistant.checking.numbering import numbering
from assistant.checking.numbers import unsupported, unused
from assistant.checking.overlap import overlaps
from assistant.checking.punctuation import punctuation
from assistant.checking.sections import empty, length, section_length, unconfirmed
from assistant.checking.wording import masks, repeated
from assistant.checking.years import years
from assistant.drafts import Draft
from assistant.facts import figures
from assistant.facts.sheets import known_quantities
from assistant.findings import Finding
from assistant.types import Brief, FactSheet
from knowledge_base.base import KnowledgeBase


def _edited(manuscript: Manuscript) -> Iterable[Finding]:
    draft, brief = manuscript.draft, manuscript.brief
    return edits.contradictions(draft, known_quantities(brief)) if draft and brief else ()


def _contradictions(manuscript: Manuscript) -> Iterable[Finding]:
    return figures.findings(manuscript.facts or ())


# In the order in which their findings are listed; each says nothing where it lacks what it needs.
CHECKS: tuple[Callable[[Manuscript], Iterable[Finding]], ...] = (
    unsupported,
    _edited,
    claims,
    years,
    names,
    masks,
    punctuation,
    _contradictions,
    unused,
    repeated,
    numbering,
    empty,
    unconfirmed,
    length,
    section_length,
)


def check(draft: Draft, brief: Brief, library: KnowledgeBase | None = None) -> tuple[Finding, ...]:
    """All findings of a draft, against the brief that it answers and the plan of last year.

    library: whose documents the draft is compared with word for word, None for no comparison.
    """
    answered = followup(brief.last, draft.facts.facts, draft).findings() if brief.last else []
    return (*_run(from_draft(draft, brief), library), *answered)


def check_text(
    text: str, facts: FactSheet | None, library: KnowledgeBase | None = None
) -> tuple[Finding, ...]:
    """The findings of a plain text. facts: None when there is nothing to compare it with."""
    return _run(from_text(text, facts.facts if facts else None), library)


def _run(manuscript: Manuscript, library: KnowledgeBase | None) -> tuple[Finding, ...]:
    found = [finding for check_ in CHECKS for finding in check_(manuscript)]
    return (*found, *(overlaps(manuscript, library) if library else ()))
