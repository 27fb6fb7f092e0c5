"""A draft that was edited in Word, taken up again: what did not change keeps its source."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from assistant.briefs.reading import brief_of
from assistant.checking import checking
from assistant.continuing import reading
from assistant.continuing.matching import Piece, pieces
from assistant.continuing.reading import FilePart, FileText
from assistant.drafts import Draft, Paragraph, Section, Sentence, Source
from assistant.types import Fact
from assistant.word.characters import printed_date, squeezed
from knowledge_base.language.quantities import quantities, same

_ALIKE_HEADING = 0.5
_MAX_LEAD = 30


def continued(path: Path, stored: Callable[[str], Draft]) -> Draft:
    """The draft as a Word file that was made from it says it now, checked, under a new id.

    A sentence that changed is "edited" and keeps the references of the one it came from; a new
    one is "edited" without references. stored: the kept draft of an id. WordFileError where the
    file cannot be read or was not made here.
    """
    old, manuscript = reading.read(path, stored)
    draft = replace(
        _with_lines(old, manuscript.lines),
        sections=tuple(_sections(old, manuscript)),
        findings=(),
        id=uuid.uuid4().hex[:12],
    )
    findings = checking.check(draft, old.brief or brief_of(old))
    return replace(draft, findings=(*manuscript.remarks, *findings))


def _with_lines(old: Draft, lines: Mapping[str, str]) -> Draft:
    """The draft with the title, addressee and the like of the file."""

    def line(name: str, was: str, printed: str) -> str:
        found = lines.get(name, "")
        return was if squeezed(found) == squeezed(printed) else found

    speech = old.spoken  # prints no organisation
    return replace(
        old,
        title=line("title", old.title, old.title),
        speaker=line("speaker", old.speaker, old.speaker),
        date=line("date", old.date, printed_date(old.date)),
        recipient=line("recipient", old.recipient, old.recipient.rstrip("：:")),
        organisation=old.organisation
        if speech
        else line("organisation", old.organisation, old.organisation),
    )


def _sections(old: Draft, manuscript: FileText) -> Iterator[Section]:
    rows = pieces([text for part in manuscript.parts for text in part.texts], old)
    starts = {_name(row[0].text) for row in rows}
    closings = [section for section in old.sections[1:] if not section.heading]
    left = iter(rows)
    for part in manuscript.parts:
        own = [next(left) for _ in part.texts]
        paragraphs = tuple(_paragraph(row, old, starts) for row in own)
        # A closing has no heading; it begins with the first paragraph that stood in one.
        cut = next((i for i, row in enumerate(own) if _home(row) in closings), len(own))
        if part.heading or cut:
            role = _role(part, own[:cut], old)
            yield Section(part.heading, part.level, paragraphs[:cut], role)
        if cut < len(own):
            yield Section("", 1, paragraphs[cut:], "closing")


def _home(row: Sequence[Piece]) -> Section | None:
    """The section of the draft that most sentences of a paragraph come from."""
    homes = [origin.section for piece in row for origin in piece.origins]
    return max(homes, key=homes.count) if homes else None


def _role(part: FilePart, rows: Sequence[Sequence[Piece]], old: Draft) -> str:
    """The role of the section that this was: by its heading, by its text, by a like heading."""
    if not part.heading:
        return "opening"
    roles = {section.heading: section.role for section in reversed(old.sections) if section.heading}
    homes = [home.heading for row in rows if (home := _home(row)) and home.heading]
    like = get_close_matches(part.heading, list(roles), 1, _ALIKE_HEADING)
    candidates = (part.heading, *(max(homes, key=homes.count) for _ in homes[:1]), *like)
    return next((roles[heading] for heading in candidates if heading in roles), "")


def _paragraph(row: Sequence[Piece], old: Draft, starts: set[str]) -> Paragraph:
    """A paragraph of the edited text. starts: the names that its paragraphs begin with."""
    lead = _lead(row, old, starts)
    sentences = tuple(_sentence(piece, old) for piece in row[1 if lead else 0 :])
    return Paragraph(sentences, lead)


def _lead(row: Sequence[Piece], old: Draft, starts: set[str]) -> str:
    """The run-in heading of a paragraph: one of the draft, or what stands in place of one."""
    leads = {_name(p.lead): p.lead for section in old.sections for p in section.paragraphs}
    first = _name(row[0].text)
    if first in leads:
        return leads[first]
    before = {_name(origin.paragraph.lead) for piece in row[1:] for origin in piece.origins}
    renamed = row[0].text.endswith("。") and not row[0].origins and len(first) <= _MAX_LEAD
    return row[0].text.rstrip("。") if renamed and before - starts - {""} else ""


def _name(text: str) -> str:
    """A run-in heading as it can be compared."""
    return squeezed(text).rstrip("。")


def _sentence(piece: Piece, old: Draft) -> Sentence:
    if piece.same:
        return piece.origins[0].sentence
    refs = [ref for origin in piece.origins for ref in origin.sentence.source.refs]
    refs = refs or [fact.id for fact in old.facts.facts if _states(piece.text, fact)]
    return Sentence(piece.text, Source("edited", tuple(dict.fromkeys(refs))))


def _states(text: str, fact: Fact) -> bool:
    """Whether a sentence gives every number of a fact, which it then tells in other words."""
    given, own = quantities(fact.text), quantities(text)
    return bool(given) and all(any(same(number, other) for other in own) for number in given)
