"""Question and hits to an answer: whether there is one at all, and the answerer's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answering.answerer import Answerer
from assistant.types import Answer
from knowledge_base.base import KnowledgeBase
from knowledge_base.language.words import content_words
from knowledge_base.types import Filter, Hit

NOTHING_FOUND = "资料库中没有找到与这个问题相关的内容。可以换一种说法，或先导入相关文件再问。"
NO_ANSWER = (
    "资料库中没有找到能直接回答这个问题的内容（地区、年份或数据对不上）。"
    "内容接近的文件有{}，可以打开看看，或换一种说法再问。"
)
UNDATED = "{}没有写明年份，是不是所问年份的情况，请核对原文。"
EMPTY_LIBRARY = "资料库还是空的。请先导入往年的总结、讲话、政策等文件，再来提问。"
PASSAGES = 8
"""How many passages an answer is written from."""
_NAMED = 3
_DEEP = 3 * PASSAGES  # so many are looked at for those from the place that is asked for

# A passage answers when it holds enough of the question's telling words, or means the same.
# Set on labelled staff queries: see docs/decisions/.
_SURE_COVERAGE = 0.5
_LEAST_COVERAGE = 0.2
_LEAST_SUPPORT = 0.18
_LEAST_COSINE = 0.86
_SURE_COSINE = 0.9

_OTHERS = re.compile(
    "对比|比较|相比|其[他它]|别的|各地|各县|各市|外地|周边|兄弟|哪些?(?:地方|县|市|区)"
)
_FOLLOW_UP = re.compile(
    "^(?:那|那么|还有|另外|其中|这些|这个|这方面|它|他们|上面|上述|前面|刚才|再|具体|继续|详细)|呢[？?]?$"
)
_SHORT = 14


def answer(
    question: str, earlier: Sequence[str], where: Filter, library: KnowledgeBase, answerer: Answerer
) -> Iterator[Answer]:
    """The answer as it grows; one value that says so when nothing relevant is found."""
    if not library.stats().passages:
        yield Answer(False, EMPTY_LIBRARY, writer=answerer.name)
        return
    asked = standalone(question, earlier)
    hits = of_its_place(asked, library.search(asked, where=where, limit=_DEEP))
    if not relevant(hits):
        note = _nearest(hits) if _alike(hits) else NOTHING_FOUND
        yield Answer(False, note, writer=answerer.name)
        return
    last = None
    for last in answerer.answer(asked, hits):
        yield last
    if last is None:
        yield Answer(False, NOTHING_FOUND, writer=answerer.name)
    elif note := _undated(last, hits):
        yield replace(last, note=" ".join(filter(None, (last.note, note))))


def of_its_place(question: str, hits: Sequence[Hit]) -> list[Hit]:
    """The hits to answer from: those from the place that a question names, if there are any.

    Others follow them where the question asks for others, or where the place says little of what
    is asked; they are marked (`elsewhere`).
    """
    own = [hit for hit in hits if not hit.elsewhere]
    if len(own) == len(hits) or not own or _OTHERS.search(question):
        return list(hits[:PASSAGES])
    others = [hit for hit in hits if hit.elsewhere]
    if max(hit.coverage for hit in own) >= _SURE_COVERAGE:
        others = []
    return [*own[:PASSAGES], *others][:PASSAGES]


def relevant(hits: Sequence[Hit]) -> bool:
    """Whether the best passages speak of what was asked, and one of them can answer it."""
    return _alike(hits) and max(hit.support for hit in hits) >= _LEAST_SUPPORT


def _alike(hits: Sequence[Hit]) -> bool:
    return any(
        hit.coverage >= _SURE_COVERAGE
        or hit.relevance >= _SURE_COSINE
        or (hit.coverage >= _LEAST_COVERAGE and hit.relevance >= _LEAST_COSINE)
        for hit in hits[:5]
    )


def _nearest(hits: Sequence[Hit]) -> str:
    """Says that nothing answers, and where a person may look all the same."""
    titles = list(dict.fromkeys(_named(hit) for hit in hits))[:_NAMED]
    return NO_ANSWER.format("、".join(titles))


def _undated(answer: Answer, hits: Sequence[Hit]) -> str:
    """Tells that sources say no year where one was asked for, "" where all do."""
    undated = {hit.passage.id for hit in hits if hit.undated}
    titles = dict.fromkeys(f"《{c.title}》" for c in answer.citations if c.passage_id in undated)
    return UNDATED.format("、".join(titles)) if titles else ""


def _named(hit: Hit) -> str:
    """A document by its title, and by its place where that is not the one asked for."""
    region = hit.document.region
    return f"《{hit.document.title}》" + (f"（{region}）" if hit.elsewhere and region else "")


def standalone(question: str, earlier: Sequence[str]) -> str:
    """A follow-up (那资金呢？) joined with what the question before it was about.

    earlier: the questions before, oldest first. A question that stands alone comes back as it is.
    """
    question = question.strip()
    if not earlier:
        return question
    words = content_words(question)
    follows = bool(_FOLLOW_UP.search(question)) or (len(question) <= _SHORT and len(words) <= 1)
    if not follows:
        return question
    before = standalone(earlier[-1], earlier[:-1])
    bare = re.sub("^(?:那么?|还有|另外|再|其中)|呢?[？?]$", "", question)
    return f"{before.rstrip('？?。')} {bare}"
