"""The nouns of the knowledge base. All values are frozen: a change is a new value."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a document is (文种, as far as retrieval and drafting care)."""

    SUMMARY = "summary"
    SPEECH = "speech"
    SECONDMENT = "secondment"
    POLICY = "policy"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind's Chinese name."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    Kind.SUMMARY: "工作总结",
    Kind.SPEECH: "讲话",
    Kind.SECONDMENT: "挂职汇报",
    Kind.POLICY: "政策文件",
    Kind.OTHER: "其他",
}


class Role(StrEnum):
    """What a passage does in its document."""

    OPENING = "opening"
    RESULT = "result"
    MEASURE = "measure"
    PROBLEM = "problem"
    PLAN = "plan"
    CLAUSE = "clause"
    CLOSING = "closing"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or one table row, in reading order, as a reader found it.

    level: 0 for body text, 1..9 for a heading the file itself marks as such (1 is the highest;
    a title style counts as 1). page: 1-based, None where the format has no pages. style: the name
    of a Word paragraph's style, "" elsewhere; cells: of a table row, a blank one "". Two blocks
    that differ in these two alone are equal.
    """

    text: str
    level: int = 0
    page: int | None = None
    table: bool = False
    style: str = field(default="", compare=False)
    cells: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader got out of a file. notes: Chinese remarks for the person who imported it.

    margins: lines of headers and footers; they are no text, but may mark the file as classified.
    """

    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    margins: tuple[str, ...] = ()


NO_YEAR = "没有读出年份，按年份筛选时不含它"
NO_REGION = "没有读出地区，按地区筛选时不含它"


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the library. id: the first 16 hex digits of the SHA-256 of the file's bytes.

    superseded_by: the id of the document that replaces it, "" for one in force.
    """

    id: str
    title: str
    kind: Kind
    file_name: str
    text: str
    year: int | None = None
    years: tuple[int, ...] = ()
    region: str = ""
    organisation: str = ""
    date: str = ""
    speaker: str = ""
    notes: tuple[str, ...] = ()
    reusable: bool = True
    imported_at: str = ""
    passage_count: int = 0
    superseded_by: str = ""

    @property
    def doubts(self) -> tuple[str, ...]:
        """What a person should look at: remarks of the import, and what could not be read."""
        missing = [
            text for text, known in ((NO_YEAR, self.year), (NO_REGION, self.region)) if not known
        ]
        return (*self.notes, *missing)


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrievable piece of a document; text is document.text[start:end]."""

    id: str
    document_id: str
    index: int
    heading_path: tuple[str, ...]
    text: str
    role: Role
    start: int
    end: int
    page: int | None = None

    def contextual(self, title: str) -> str:
        """The text that is indexed: title and heading path stand in front of the passage."""
        return " > ".join((title, *self.heading_path)) + "\n" + self.text


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure (举措) of a past document: who did what, with its words intact.

    result: the sentence of the text that states what came of it, "" where none does.
    """

    id: str
    passage_id: str
    document_id: str
    name: str
    text: str
    category: str
    result: str = ""


@dataclass(frozen=True, slots=True)
class Indexed:
    """What has a vector: a passage or a measure, with the text that is embedded for it."""

    id: str
    document_id: str
    text: str
    role: str = ""

    @classmethod
    def passage(cls, passage: Passage, title: str) -> Indexed:
        """title: of the passage's document."""
        text = passage.contextual(title)
        return cls(passage.id, passage.document_id, text, passage.role.value)

    @classmethod
    def measure(cls, measure: Measure) -> Indexed:
        return cls(measure.id, measure.document_id, f"{measure.name}\n{measure.text[:300]}")


@dataclass(frozen=True, slots=True)
class Filter:
    """Restricts a search. Empty fields restrict nothing; year bounds are inclusive.

    superseded: False leaves out what is marked as superseded, True lets nothing else through.
    """

    kinds: tuple[Kind, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    region: str = ""
    roles: tuple[Role, ...] = ()
    document_ids: tuple[str, ...] = ()
    superseded: bool | None = None


ANY = Filter()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found. score: fused score in (0, 1], comparable within one search only.

    relevance: cosine of query and passage in [-1, 1], comparable between searches.
    coverage: weighted share in [0, 1] of what the query is about that the passage's context says.
    elsewhere: the query names a place, and the document is from another one.
    undated: the query names a year, and neither the document nor the passage says one.
    support: how far in [0, 1] it can answer the query, 0 for another place or year than asked for.
    """

    rank: int
    score: float
    passage: Passage
    document: Document
    relevance: float
    coverage: float
    support: float = 1.0
    elsewhere: bool = False
    undated: bool = False


@dataclass(frozen=True, slots=True)
class MeasureHit:
    """A measure found, with the document it stands in."""

    score: float
    measure: Measure
    document: Document
    similar_count: int = 0


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of one file. status: imported, unchanged or failed (then reason says why).

    same_name: other documents of the library that came from files of that name, or, with
    `replaced`, the ones that gave way to this one.
    """

    file_name: str
    status: str
    document: Document | None = None
    reason: str = ""
    same_name: tuple[Document, ...] = ()
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Stats:
    """The size of the library."""

    documents: int
    passages: int
    measures: int
