"""The nouns of drafting and answering: what goes in. All values are frozen."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from knowledge_base.types import Block


class MeasureOrder(StrEnum):
    """How the measures of a category are sorted."""

    BEST = "best"
    NEWEST = "newest"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of a table of figures. growth and completion: as given, in percent.

    scope: what a note says of it (含续建项目); part: whether it is 其中 of the figure before it.
    """

    name: str
    value: Decimal
    unit: str = ""
    last: Decimal | None = None
    target: Decimal | None = None
    growth: Decimal | None = None
    completion: Decimal | None = None
    scope: str = ""
    part: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement of the user's own, taken as given. id: f1, f2 ... in the order given.

    origin: sheet and cell of a table, "" for typed text; figure: what the text was worded from, if
    it was; arithmetic: of what was derived in it; doubts: what of it does not fit, a sentence each.
    """

    id: str
    text: str
    origin: str = ""
    figure: Figure | None = None
    arithmetic: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def basis(self) -> str:
        """Where it comes from and how it was computed, for a person; "" for typed text."""
        doubts = (f"注意：{doubt}，请核对" for doubt in self.doubts)
        return "；".join(filter(None, (self.origin, *self.arithmetic, *doubts)))


@dataclass(frozen=True, slots=True)
class FactSheet:
    """All facts of a brief."""

    facts: tuple[Fact, ...] = ()

    @classmethod
    def from_lines(cls, lines: list[str]) -> FactSheet:
        texts = [line.strip() for line in lines if line.strip()]
        return cls(tuple(Fact(f"f{number}", text) for number, text in enumerate(texts, 1)))

    def with_more(self, other: FactSheet) -> FactSheet:
        """Both sheets in one, numbered anew."""
        facts = (*self.facts, *other.facts)
        return FactSheet(tuple(replace(f, id=f"f{n}") for n, f in enumerate(facts, 1)))


@dataclass(frozen=True, slots=True)
class Attachment:
    """What is sent with a document: paragraphs, then a table. rows: of cells, the header first."""

    title: str
    rows: tuple[tuple[str, ...], ...] = ()
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's document as a reader found it. name: of its file, which may hold its title."""

    name: str
    blocks: tuple[Block, ...]

    @classmethod
    def from_text(cls, text: str) -> LastYear:
        """A paragraph or table row a line, the title first."""
        lines = filter(None, map(str.strip, text.splitlines()))
        return cls("", tuple(Block(line, table=" | " in line) for line in lines))


@dataclass(frozen=True, slots=True)
class Brief:
    """What the user asks for. kind: a file of prompts/kinds; variant: the name of one of its
    variants, "" for the one that fits; host: where a person was seconded to; last: last year's
    summary, whose plan the draft should answer; length: (min, max) in characters, white space not
    counted.
    """

    kind: str
    variant: str = ""
    title: str = ""
    organisation: str = ""
    host: str = ""
    recipient: str = ""
    speaker: str = ""
    period: str = ""
    date: str = ""
    facts: FactSheet = field(default_factory=FactSheet)
    requirements: str = ""
    last: LastYear | None = None
    length: tuple[int, int] = (1500, 2500)
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """A section still to be written. role: a key of the kind's TOML; chars: target length."""

    heading: str
    level: int
    role: str
    chars: int
    query: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The plan of a draft: its title and its sections in order."""

    kind: str
    title: str
    sections: tuple[SectionPlan, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered source. quote: the words used, document text [start:end]."""

    number: int
    passage_id: str
    document_id: str
    title: str
    heading_path: tuple[str, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply to a question, possibly still growing. text carries marks [1] of citations."""

    answered: bool
    text: str
    citations: tuple[Citation, ...] = ()
    writer: str = ""
    note: str = ""
