"""The assistant: it only joins the rooms around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.answering.answerer import Answerer
from assistant.answering.answering import answer
from assistant.answering.extractive import ExtractiveAnswerer
from assistant.briefs import outlining
from assistant.briefs.reading import brief_of
from assistant.drafting import desk as drafting
from assistant.drafting.extractive import ExtractiveWriter
from assistant.drafting.writer import Writer
from assistant.drafts import Draft
from assistant.errors import AssistantError, within_length
from assistant.facts.sheets import limited
from assistant.settings import Settings
from assistant.types import Answer, Brief, MeasureOrder, Outline
from assistant.workspace import Workspace
from knowledge_base.base import KnowledgeBase
from knowledge_base.embedding.embedding import SentenceEmbeddings
from knowledge_base.types import ANY, Filter, MeasureHit

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.revising import NewVersion
    from assistant.revising.request import Request
    from assistant.word import ExportOptions

_ORDERS: dict[MeasureOrder, Callable[[MeasureHit], Any]] = {
    MeasureOrder.BEST: lambda hit: -hit.score,
    MeasureOrder.NEWEST: lambda hit: -(hit.document.year or 0),
    MeasureOrder.PLACE: lambda hit: (hit.document.region, hit.document.year or 0),
}


class _Writers:
    """Who answers and who drafts, made when first asked for."""

    def __init__(self, settings: Settings, embeddings: SentenceEmbeddings) -> None:
        self._settings, self._embeddings = settings, embeddings

    @cached_property
    def _model(self) -> BaseChatModel | None:
        """The language model that the settings name."""
        if not self._settings.model:
            return None
        from assistant.model.building import build

        return build(self._settings)

    @cached_property
    def answerer(self) -> Answerer:
        """The model when one is configured, else the sentences themselves."""
        extractive = ExtractiveAnswerer(self._embeddings.similarity)
        if self._model is None:
            return extractive
        from assistant.answering.modelled import ModelAnswerer

        return ModelAnswerer(self._model, self._settings, extractive)

    @cached_property
    def writer(self) -> Writer:
        """The model when one is configured, else facts and fitted references."""
        extractive = ExtractiveWriter()
        if self._model is None:
            return extractive
        from assistant.drafting.modelled import ModelWriter

        return ModelWriter(self._model, self._settings, extractive)


class Assistant:
    """Answers, compares, drafts and exports over one library."""

    def __init__(self, settings: Settings, library: KnowledgeBase, embeddings: SentenceEmbeddings):
        self.settings, self.library = settings, library
        self._writers = _Writers(settings, embeddings)
        self.workspace = Workspace(settings.drafts_folder)

    def of(self, owner: str, *, alone: bool) -> Assistant:
        """The same assistant over the drafts of one owner (Workspace.of)."""
        found = copy(self)
        found.workspace = self.workspace.of(owner, alone=alone)
        return found

    @property
    def answerer(self) -> Answerer:
        """Who answers."""
        return self._writers.answerer

    @property
    def writer(self) -> Writer:
        """Who drafts."""
        return self._writers.writer

    def ask(
        self, question: str, *, earlier: Sequence[str] = (), where: Filter = ANY
    ) -> Iterator[Answer]:
        """The answer as it grows. earlier: the questions asked before, for follow-ups."""
        asked = within_length(question)
        return answer(asked, earlier, where, self.library, self.answerer)

    def measures(
        self, query: str, *, where: Filter = ANY, order: MeasureOrder = MeasureOrder.BEST
    ) -> dict[str, list[MeasureHit]]:
        """Similar past measures by category, the category with the best first.

        order: of the measures in a category.
        """
        groups: dict[str, list[MeasureHit]] = {}
        for hit in self.library.measures(within_length(query), where=where):
            groups.setdefault(hit.measure.category, []).append(hit)
        return {category: sorted(hits, key=_ORDERS[order]) for category, hits in groups.items()}

    def compare(self, query: str, *, where: Filter = ANY) -> list[MeasureHit]:
        """Measures of the category that fits best, by place and year, to stand side by side."""
        return next(iter(self.measures(query, where=where, order=MeasureOrder.PLACE).values()), [])

    def outline(self, brief: Brief, like: Path | None = None) -> Outline:
        """The outline for a brief, to be edited before drafting.

        like: a past document whose sections and proportions it takes over; UnreadableDocument or
        BriefError say what is wrong with it, or that the brief holds too many facts.
        """
        limited(brief.facts)
        if like is None:
            return outlining.outline(brief)
        from knowledge_base.understanding.worker import Worker

        with Worker() as worker:
            document, passages, _ = worker.understand("like", like)
        return outlining.outline_like(brief, document, passages)

    def draft(self, brief: Brief, outline: Outline | None = None) -> Iterator[drafting.Progress]:
        """Writes section by section; the last value holds the checked draft.

        What is written is stored as it grows, so that stopping half-way keeps it; where that
        fails, writing goes on, and whoever keeps the whole hears of it.
        """
        plan = outline or self.outline(brief)
        for progress in drafting.write(brief, plan, self.library, self.writer):
            if progress.done:
                with suppress(AssistantError):
                    self.workspace.save(progress.draft)
            yield progress

    def revise(self, draft_id: str, requests: Sequence[Request]) -> NewVersion:
        """Changes a stored draft as asked; the new version is stored.

        UnclearRequest, an AssistantError, says what the draft does not allow.
        """
        from assistant.revising import NewVersion, revised

        draft = self.workspace.load(draft_id)
        made = revised(draft, requests, self._desk(draft))
        self.workspace.revise(made.draft)
        return NewVersion(draft, made.draft, made.note)

    def undo(self, draft_id: str) -> NewVersion:
        """The version before, which is now the draft; AssistantError when there is none."""
        from assistant.revising import NewVersion

        draft = self.workspace.load(draft_id)
        return NewVersion(draft, self.workspace.undo(draft_id), "已恢复上一版")

    def redo(self, draft_id: str) -> NewVersion:
        """The version that was undone last; AssistantError when there is none."""
        from assistant.revising import NewVersion

        draft = self.workspace.load(draft_id)
        return NewVersion(draft, self.workspace.redo(draft_id), "已恢复下一版")

    def _desk(self, draft: Draft) -> drafting.Desk:
        return drafting.Desk(draft.brief or brief_of(draft), self.library, self.writer)

    def continued(self, path: Path) -> Draft:
        """The draft as its Word file says it now; WordFileError when it cannot be read back."""
        from assistant.continuing.continuing import continued

        return continued(path, self.workspace.load)

    def keep(self, draft: Draft) -> Path:
        """Stores a draft and its Word file in the workspace; returns the Word file."""
        self.workspace.save(draft)
        return self.word_file(draft)

    def word_file(self, draft: Draft, *, clean: bool = False, sources: bool = False) -> Path:
        """The Word file of a stored draft, written anew: to work on, or as ExportOptions says."""
        from assistant.word import ExportOptions, profile
        from assistant.word.names import file_name

        folder = self.workspace.folder(draft.id)
        folder.mkdir(exist_ok=True)
        part = "（清稿）" if clean else "（附来源）" if sources else ""
        target = folder / f"{file_name(draft.title)}{part}.docx"
        layout = profile(self.settings.word_profile)
        self.export(draft, target, ExportOptions(layout, clean=clean, sources_page=sources))
        return target

    def export(self, draft: Draft, target: Path, options: ExportOptions | None = None) -> None:
        """Writes the Word file; ExportError says what to do when it cannot.

        options: None for a copy to work on, in the layout of the settings.
        """
        from assistant.word import ExportOptions, export, profile

        export(draft, target, options or ExportOptions(profile(self.settings.word_profile)))


def open_assistant(
    settings: Settings, progress: Callable[[str], None] = lambda line: None
) -> Assistant:
    """An assistant over the library of the settings' data folder."""
    embeddings = SentenceEmbeddings(settings.embedding_model, settings.models_folder, progress)
    library = KnowledgeBase(settings.library_folder, embeddings)
    if library.read_only:
        progress(library.read_only)
    return Assistant(settings, library, embeddings)
