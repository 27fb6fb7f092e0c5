"""The answerer that has a language model: its words, held to the passages found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import prompts
from assistant.answering.cited import checked, listing, numbered
from assistant.answering.extractive import OF_OTHERS, ExtractiveAnswerer
from assistant.errors import ModelError
from assistant.model.streaming import FALLBACK_NOTE, room, streamed
from assistant.settings import Settings
from assistant.types import Answer
from knowledge_base.types import Hit

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


class ModelAnswerer:
    """Lets a chat model answer from the evidence; fallback: who answers when it cannot."""

    def __init__(
        self, model: BaseChatModel, settings: Settings, fallback: ExtractiveAnswerer
    ) -> None:
        self.name = settings.model or "model"
        self._model, self._fallback = model, fallback
        self._room = room(settings.model_context)

    def answer(self, question: str, hits: Sequence[Hit]) -> Iterator[Answer]:
        """Streams the model's words, then the checked answer."""
        evidence = numbered(hits, self._room)
        prompt = prompts.render("answer", evidence=listing(evidence), question=question)
        text = ""
        try:
            for chunk in streamed(self._model, prompt):
                text += chunk
                yield Answer(True, text, evidence, self.name)
            final = checked(text, evidence, question, self.name)
        except ModelError as error:
            yield from self._fall_back(question, hits, str(error))
            return
        if final is None:
            yield from self._fall_back(question, hits, "回复中没有带出处的句子")
        else:
            yield replace(final, note=_of_others(final, hits))

    def _fall_back(self, question: str, hits: Sequence[Hit], reason: str) -> Iterator[Answer]:
        note = FALLBACK_NOTE.format(reason=reason)
        for answer in self._fallback.answer(question, hits):
            yield replace(answer, note=note)


def _of_others(answer: Answer, hits: Sequence[Hit]) -> str:
    """Names the sources that are not from the place asked for, "" where there are none."""
    others = {hit.document.id for hit in hits if hit.elsewhere}
    cited = [c.title for c in answer.citations if c.document_id in others]
    return OF_OTHERS + "、".join(f"《{title}》" for title in dict.fromkeys(cited)) if cited else ""
