"""The writer that has a language model: the same evidence, the same checks, better words.

What the model returns is text with evidence marks. Marks that it invented are dropped, numbers
without a source become ××, facts that it left out are put back; when it fails, the extractive
writer takes over and a finding says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import prompts
from assistant.briefs.kinds import kind_for
from assistant.drafting.extractive import ExtractiveWriter
from assistant.drafting.placing import sentence_of
from assistant.drafting.writer import SectionTask, WrittenSection
from assistant.drafts import Paragraph, Sentence, Source
from assistant.errors import ModelError
from assistant.facts.sheets import known_quantities
from assistant.findings import Finding, FindingKind
from assistant.model.marks import LEAST_OVERLAP, Marked, marked_sentences
from assistant.model.streaming import FALLBACK_NOTE, room, streamed
from assistant.settings import Settings
from assistant.types import Fact
from knowledge_base.language.blanks import PLACEHOLDER
from knowledge_base.language.likeness import character_pairs, repeats, share_in
from knowledge_base.language.quantities import Quantity, quantities, same

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_REFUSAL = re.compile("^(?:抱歉|对不起|很抱歉|作为(?:一个)?(?:AI|人工智能))")
_HEADING_LINE = re.compile(
    "^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)[^。！？]{2,30}$"
)

# Labels of our own prompt, and signatures: a weak model recites them.
_RECITED = re.compile(
    "^(?:文稿|要求|事实|参考材料|前面已经写过|现在写|本节.{0,4}|字数|规则)[^，。]{0,12}[：“]|^《[^》]*》（"
)
# Sections that say what is so.
_CLAIMS = frozenset({"result", "measure", "problem"})
_SHARED_PAIRS = 2  # of characters, of a clause and the facts that it goes on to state
_MOST_CHARS, _LEAST_CHARS = 3, 16
_LONG_ENOUGH = 0.6  # of the length asked for
_SHORT_LINE = 20  # characters
_WRITTEN_CHARS = 600  # of what earlier sections said; more only invites recital
_AGAIN = "（上一稿写了事实以外的数字，这一稿除所给事实中的数字外不写任何数字）\n"
_TASKS = {
    "result": "写清完成情况和数据，一类事一段",
    "measure": "写主要做法，每条做法一段，以简短的小标题句开头",
    "problem": "写存在的问题和不足，用一是、二是、三是列出",
    "plan": "写下一步打算，每条一段，以简短的小标题句开头",
    "guarantee": "写责任落实、作风和保障要求",
}


class ModelWriter:
    """Lets a chat model write, bound to the evidence; fallback: who writes when it cannot."""

    def __init__(
        self, model: BaseChatModel, settings: Settings, fallback: ExtractiveWriter
    ) -> None:
        self.name = settings.model or "model"
        self._model, self._fallback = model, fallback
        self._room = room(settings.model_context)

    def section(self, task: SectionTask) -> WrittenSection:
        """The model's section, checked; one rewrite when it used unsupported numbers."""
        references = task.references[: max(4, task.section.borrow * 2)]
        prompt = _section_prompt(task, references, self._room)
        known = known_quantities(task.brief)
        try:
            paragraphs = self._paragraphs(prompt, task, references, known)
            if _placeholders(paragraphs):
                again = prompt + _AGAIN
                second = self._paragraphs(again, task, references, known)
                paragraphs = min(paragraphs, second, key=_placeholders)
        except ModelError as error:
            written = self._fallback.section(task)
            message = FALLBACK_NOTE.format(reason=error)
            finding = Finding(FindingKind.FALLBACK, message, f"“{task.plan.heading}”")
            return WrittenSection(written.paragraphs, (*written.findings, finding))
        missing = _unused(paragraphs, task.facts)
        if missing:
            left_out = Paragraph(tuple(sentence_of(fact) for fact in missing))
            paragraphs = (left_out, *paragraphs)
        return WrittenSection((*paragraphs, *self._topped_up(task, paragraphs)))

    def _topped_up(
        self, task: SectionTask, paragraphs: Sequence[Paragraph]
    ) -> tuple[Paragraph, ...]:
        """What the extractive writer adds to a section of measures that came out too short."""
        written = "".join(paragraph.text for paragraph in paragraphs)
        if task.section.style != "measures" or len(written) > task.plan.chars * _LONG_ENOUGH:
            return ()
        rest = replace(
            task,
            facts=(),
            section=replace(task.section, opening=()),
            plan=replace(task.plan, chars=task.plan.chars - len(written)),
            written=task.written + written,
        )
        return self._fallback.section(rest).paragraphs

    def _paragraphs(
        self,
        prompt: str,
        task: SectionTask,
        references: Sequence[object],
        known: Sequence[Quantity],
    ) -> tuple[Paragraph, ...]:
        text = ""
        for chunk in streamed(self._model, prompt, prompts.render("section_rules")):
            text += chunk
            if len(text) > task.plan.chars * _MOST_CHARS + 400:
                break  # it goes on and on; what it has said so far is enough
        text = text.strip()
        if not text or _REFUSAL.match(text):
            raise ModelError("回复为空" if not text else "拒绝了请求")
        paragraphs: list[Paragraph] = []
        said = task.written
        for line in text.splitlines():
            sentences = []
            for marked in marked_sentences(_without_heading(line, task)):
                sentence = _claimed(_sourced(marked, task, known), task)
                if sentence and not repeats(marked.text, said):
                    sentences.append(sentence)
                said += marked.text
            if sentences:
                paragraphs.append(Paragraph(tuple(sentences)))
        written = sum(len(paragraph.text) for paragraph in paragraphs)
        if written < min(_LEAST_CHARS, task.plan.chars // 4):
            raise ModelError("回复太短，或只是重复已有的内容")
        return tuple(paragraphs)


def _section_prompt(task: SectionTask, references: Sequence[object], room: int) -> str:
    facts = "\n".join(f"[F{fact.id[1:]}] {fact.text}" for fact in task.facts) or "（无）"
    lines = [
        f"[P{number}] {candidate.name + '：' if candidate.name else ''}{''.join(candidate.texts)}"
        for number, candidate in enumerate(task.references[: len(references)], 1)
    ]
    return prompts.render(
        "section",
        kind=kind_for(task.brief).name,
        title=task.title,
        heading=task.plan.heading,
        task=_TASKS.get(task.plan.role, "写好本节"),
        chars=str(task.plan.chars),
        requirements=task.brief.requirements or "（无）",
        facts=facts,
        references=("\n".join(lines) or "（无）")[: room // 2],
        written=task.written[-_WRITTEN_CHARS:],
    )


def _sourced(marked: Marked, task: SectionTask, known: Sequence[Quantity]) -> Sentence:
    """A sentence with its true source; numbers that nobody gave become ××."""
    by_id = {fact.id: fact for fact in task.facts}
    facts = [f"f{m[1:]}" for m in marked.marks if m.startswith("F") and f"f{m[1:]}" in by_id]
    passages = [
        task.references[int(m[1:]) - 1].passage_id
        for m in marked.marks
        if m.startswith("P") and 0 < int(m[1:]) <= len(task.references)
    ]
    text = marked.text
    for quantity in reversed(quantities(text)):
        if not any(same(quantity, other) for other in known):
            text = text[: quantity.start] + PLACEHOLDER + text[_number_end(quantity) :]
    if not facts:
        facts = [fact.id for fact in task.facts if share_in(fact.text, text) >= 0.7]
    if facts:
        return Sentence(text, Source("fact", tuple(facts)))
    if not passages:
        near = [c for c in task.references if share_in(text, "".join(c.texts)) >= LEAST_OVERLAP]
        passages = [near[0].passage_id] if near else []
    return Sentence(text, Source("passage", tuple(passages))) if passages else Sentence(text)


def _claimed(sentence: Sentence, task: SectionTask) -> Sentence | None:
    """A sentence as far as it may claim something: results, measures taken and problems need a
    source, and a result says what its facts say. None when nothing is left."""
    role = task.section.role
    if role not in _CLAIMS or (kind_for(task.brief).spoken and role == "measure"):
        return sentence
    if sentence.source.type == "connective":
        return None
    if role != "result" or sentence.source.type != "fact":
        return sentence
    given = character_pairs(" ".join(f.text for f in task.facts if f.id in sentence.source.refs))
    first, *others = re.split("(?<=[，；])", sentence.text)
    kept = [c for c in others if quantities(c) or len(character_pairs(c) & given) >= _SHARED_PAIRS]
    return replace(sentence, text="".join([first, *kept]).rstrip("，；。") + "。")


def _number_end(quantity: Quantity) -> int:
    """Where the digits of a quantity end and its unit begins."""
    match = re.match(r"(?:百分之)?[\d.,一二三四五六七八九十百千零两〇点]+", quantity.text)
    return quantity.start + (match.end() if match else len(quantity.text))


def _without_heading(line: str, task: SectionTask) -> str:
    """A line of the reply, "" if it is a heading, a signature or recited from the prompt."""
    line = line.strip().replace("**", "")
    frame = (task.plan.heading, task.title, task.brief.organisation, task.brief.date)
    headed = line.startswith("#") or _HEADING_LINE.match(line) or line.strip("：:。 ") in frame
    headed = headed or line.endswith("：") or (len(line) < _SHORT_LINE and line in task.written)
    return "" if headed or _RECITED.match(line) else line


def _unused(paragraphs: Sequence[Paragraph], facts: Sequence[Fact]) -> list[Fact]:
    """Facts whose numbers, or words, the model did not write down."""
    sentences = [s for paragraph in paragraphs for s in paragraph.sentences]
    missing = []
    for fact in facts:
        texts = "".join(s.text for s in sentences if fact.id in s.source.refs)
        said = quantities(texts)
        whole = all(any(same(q, other) for other in said) for q in quantities(fact.text))
        if not texts or not whole:
            missing.append(fact)
    return missing


def _placeholders(paragraphs: Sequence[Paragraph]) -> int:
    return sum(paragraph.text.count(PLACEHOLDER) for paragraph in paragraphs)
