"""What a reader of the Word file is told about where a sentence came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.drafts import Draft, Source
from assistant.types import Citation


@dataclass(frozen=True, slots=True)
class Evidence:
    """The facts and citations of a draft, by id."""

    facts: Mapping[str, str]
    citations: Mapping[str, Citation]

    @classmethod
    def of(cls, draft: Draft) -> Evidence:
        return cls(
            {
                fact.id: f"{fact.text}（{fact.basis}）" if fact.basis else fact.text
                for fact in draft.facts.facts
            },
            {citation.passage_id: citation for citation in draft.sources},
        )

    def lines(self, source: Source) -> list[str]:
        """One line for each reference of source; none for connective text.

        A reference that the draft does not carry is named too, so that a person looks for it.
        """
        match source.type:
            case "fact":
                return [self._fact(reference) for reference in source.refs]
            case "passage":
                return [self._passage(reference) for reference in source.refs]
            case "edited":
                lines = [
                    self._fact(ref) if ref in self.facts else self._passage(ref)
                    for ref in source.refs
                ]
                return [f"用户改写，原{line}" for line in lines]
            case _:
                return []

    def _fact(self, reference: str) -> str:
        text = self.facts.get(reference)
        return f"依据：{text}" if text else f"依据：事实清单中没有 {reference}，请核对。"

    def _passage(self, reference: str) -> str:
        citation = self.citations.get(reference)
        if citation is None:
            return f"参考：文稿未附来源 {reference}，请核对。"
        place = " > ".join(citation.heading_path)
        title = in_title_marks(citation.title)
        return f"参考：{title}{f' {place}' if place else ''}：{citation.quote}"


def in_title_marks(title: str) -> str:
    """《title》; title marks inside it are single."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"
