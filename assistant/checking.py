"""What is wrong, missing or still to be settled in a draft, found after writing, whoever wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant import edits, figures
from assistant.numerals import Quantity, quantities, same
from assistant.punctuation import condensed, punctuation
from assistant.types import Brief, Draft, FactSheet, Finding

PLACEHOLDER = "××"
_MASK = re.compile(r"[*＊]+|(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])|[○〇]{2,}")
_MIN_REPEAT = 18
_LABELS = (
    (1, re.compile(r"^([一二三四五六七八九十]{1,3})、")),
    (2, re.compile(r"^（([一二三四五六七八九十]{1,3})）")),
)
_ORDINALS = {text: number for number, text in enumerate("一二三四五六七八九十", 1)}


def check(draft: Draft, brief: Brief) -> tuple[Finding, ...]:
    """All findings of a draft: numbers, facts, masks, references, repetition, length."""
    known = known_quantities(brief)
    theirs = {s.text for section in draft.sections for s in section.sentences if edits.is_edited(s)}
    found: list[Finding] = []
    for place, text in _sentences(draft):
        if text not in theirs:
            found += unsupported(text, known, place)
        found += masks(text, place)
    found += edits.contradictions(draft, known)
    found += _marks(draft)
    found += figures.findings(draft.facts.facts)
    found += _unused(draft)
    found += repeats(list(_sentences(draft)))
    found += _references(draft)
    found += _length(draft, brief)
    return tuple(found)


def check_text(text: str, facts: FactSheet | None) -> tuple[Finding, ...]:
    """The findings of a plain text. facts: None when there is nothing to compare numbers with."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found: list[Finding] = []
    known = [q for fact in facts.facts for q in quantities(fact.text)] if facts else []
    pairs: list[tuple[str, str]] = []
    marks: list[Finding] = []
    for number, line in enumerate(lines, 1):
        place = f"第{number}段"
        if facts:
            found += unsupported(line, known, place)
        found += masks(line, place)
        marks += punctuation(line, place)
        pairs += [(place, sentence) for sentence in re.findall(r"[^。！？]+[。！？]", line)]
    found += condensed(marks)
    found += repeats(pairs)
    found += numbering(lines)
    if facts:
        found += figures.findings(facts.facts)
        for fact in facts.facts:
            missing = [q for q in quantities(fact.text) if not _known(q, quantities(text))]
            if missing:
                numbers = "、".join(q.text for q in missing)
                found.append(
                    Finding("unused_fact", f"事实“{fact.text}”中的 {numbers} 没有写进文稿", "全文")
                )
    return tuple(found)


def known_quantities(brief: Brief) -> list[Quantity]:
    """Every number that the user gave: in the facts, the title, the period and the date."""
    texts = [fact.text for fact in brief.facts.facts]
    texts += [brief.title, brief.period, brief.date, brief.organisation, brief.requirements]
    return [quantity for text in texts for quantity in quantities(text)]


def unsupported(text: str, known: Sequence[Quantity], place: str) -> list[Finding]:
    """Numbers of a text that are not among the known ones."""
    return [
        Finding("unsupported_number", f"“{quantity.text}”在所给事实中找不到依据，请核对", place)
        for quantity in quantities(text)
        if not _known(quantity, known)
    ]


def masks(text: str, place: str) -> list[Finding]:
    """Placeholders still to be filled in, and masks left over from somebody else's text."""
    found = []
    if PLACEHOLDER in text:
        found.append(Finding("placeholder", f"有待填写的 {PLACEHOLDER}：{_short(text)}", place))
    if match := _MASK.search(text):
        found.append(Finding("mask", f"残留的遮盖符号“{match[0]}”：{_short(text)}", place))
    return found


def repeats(sentences: Sequence[tuple[str, str]]) -> list[Finding]:
    """Sentences that stand in the draft twice."""
    first: dict[str, str] = {}
    found = []
    for place, text in sentences:
        bare = re.sub(r"^[一二三四五六七八九十]是|\W", "", text)
        if len(bare) < _MIN_REPEAT:
            continue
        if bare in first:
            found.append(Finding("repeat", f"与{first[bare]}重复：{_short(text)}", place))
        first.setdefault(bare, place)
    return found


def numbering(lines: Sequence[str]) -> list[Finding]:
    """Heading numbers that jump or repeat (一、二、四、)."""
    found = []
    expected = {1: 1, 2: 1}
    for line in lines:
        for level, pattern in _LABELS:
            match = pattern.match(line)
            number = _ordinal(match[1]) if match else 0
            if not number:
                continue
            if number != expected[level] and not (level == 2 and number == 1):
                found.append(Finding("numbering", f"标题编号不连续：{_short(line)}", _short(line)))
            expected[level] = number + 1
            if level == 1:
                expected[2] = 1
    return found


def _sentences(draft: Draft) -> Iterator[tuple[str, str]]:
    """(place, text) of everything that is printed between title and signature."""
    for heading, section in draft.headed():
        name = f"“{heading}”" if heading else "开头" if section.role == "opening" else "结尾"
        if heading:
            yield name, section.heading
        for number, paragraph in enumerate(section.paragraphs, 1):
            place = f"{name}第{number}段"
            if paragraph.lead:
                yield place, paragraph.lead
            for sentence in paragraph.sentences:
                yield place, sentence.text


def _marks(draft: Draft) -> list[Finding]:
    return condensed(
        [
            finding
            for heading, section in draft.headed()
            for number, paragraph in enumerate(section.paragraphs, 1)
            for finding in punctuation(paragraph.text, f"“{heading or '正文'}”第{number}段")
        ]
    )


def _unused(draft: Draft) -> list[Finding]:
    used = {
        ref
        for section in draft.sections
        for sentence in section.sentences
        if sentence.source.type in ("fact", "edited")
        for ref in sentence.source.refs
    }
    return [
        Finding("unused_fact", f"事实“{fact.text}”没有写进文稿", "全文")
        for fact in draft.facts.facts
        if fact.id not in used
    ]


def _references(draft: Draft) -> list[Finding]:
    counts = {
        heading: sum(s.source.type == "passage" for s in section.sentences)
        for heading, section in draft.headed()
    }
    return [
        Finding(
            "unconfirmed", f"有 {count} 句借鉴自往年材料，请确认符合本地实际后再用", f"“{heading}”"
        )
        for heading, count in counts.items()
        if count
    ]


def _length(draft: Draft, brief: Brief) -> list[Finding]:
    least, most = brief.length
    chars = len(re.sub(r"\s", "", draft.text))
    if chars < least:
        message = f"全文 {chars} 字，少于要求的 {least} 字：请补充事实，或导入更多可借鉴的材料"
        return [Finding("length", message, "全文")]
    if chars > most:
        return [
            Finding("length", f"全文 {chars} 字，超过要求的 {most} 字：请精简或放宽字数", "全文")
        ]
    return []


def _known(quantity: Quantity, known: Sequence[Quantity]) -> bool:
    return any(same(quantity, other) for other in known)


def _ordinal(text: str) -> int:
    if len(text) == 1:
        return _ORDINALS.get(text, 0)
    head, _, tail = text.partition("十")
    return (_ORDINALS.get(head, 1) if head else 1) * 10 + (_ORDINALS.get(tail, 0) if tail else 0)


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"
