"""Which sentences of an edited text are those of the draft, changed or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.drafts import Draft, Paragraph, Section, Sentence
from assistant.word.characters import squeezed
from knowledge_base.language import likeness
from knowledge_base.language.clauses import sentences

_ENDINGS = tuple("。！？；：…”’）》")
_LEAST_PIECE = 2  # characters in a row that count as kept
_ALIKE = 0.5  # of both sentences together
_CONTAINED, _LEAST_CONTAINED = 0.8, 10  # of the shorter one, and its least length
_PAIRS_IN_COMMON = 0.35  # of the shorter one; below it a close look is not worth its time


@dataclass(frozen=True, slots=True)
class Origin:
    """A sentence of the draft and where it stood; text: as it is compared."""

    text: str
    sentence: Sentence
    paragraph: Paragraph
    section: Section


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of the edited text. origins: what it came from; same: word for word."""

    text: str
    origins: tuple[Origin, ...] = ()
    same: bool = False


def pieces(texts: Sequence[str], draft: Draft) -> list[list[Piece]]:
    """The sentences of each paragraph of an edited text, with what each of them came from.

    The order may have changed, and sentences may have been joined or parted.
    """
    known = _by_text(_origins(draft))
    cut = [list(_cut(text, known)) for text in texts]
    kept = {piece.origins[0].text for row in cut for piece in row if piece.same}
    gone = [origin for text, origin in known.items() if not _kept(text, kept)]
    pairs = [likeness.pieces(origin.text, 2) for origin in gone]
    return [[piece if piece.same else _traced(piece, gone, pairs) for piece in row] for row in cut]


def _origins(draft: Draft) -> Iterator[Origin]:
    """Sentences as the draft has them, then the parts of those that hold several."""
    whole = [
        Origin(squeezed(sentence.text), sentence, paragraph, section)
        for section in draft.sections
        for paragraph in section.paragraphs
        for sentence in paragraph.sentences
    ]
    yield from whole
    for origin in whole:
        text = origin.sentence.text
        for start, end in sentences(text):
            part = Sentence(text[start:end], origin.sentence.source)
            yield Origin(squeezed(part.text), part, origin.paragraph, origin.section)


def _by_text(origins: Iterable[Origin]) -> dict[str, Origin]:
    """By text, long ones first; of equal sentences the first."""
    found: dict[str, Origin] = {}
    for origin in origins:
        if origin.text:
            found.setdefault(origin.text, origin)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _kept(text: str, kept: set[str]) -> bool:
    return text in kept or any(text in other for other in kept)


def _cut(text: str, known: dict[str, Origin]) -> Iterator[Piece]:
    """The sentences of a paragraph; one of the draft is taken whole, whatever marks it holds."""
    rest = text.strip()
    while rest:
        bare = squeezed(rest)
        match = next((old for old in known if _begins(bare, old)), "")
        if match:
            yield Piece(known[match].sentence.text, (known[match],), same=True)
            rest = _after(rest, len(match))
            continue
        end = sentences(rest)[0][1]
        yield Piece(rest[:end].strip())
        rest = rest[end:].strip()


def _begins(text: str, old: str) -> bool:
    """Whether text begins with a sentence and not only with the same words."""
    return text.startswith(old) and (old.endswith(_ENDINGS) or len(text) == len(old))


def _after(text: str, count: int) -> str:
    """What follows the first count characters of a text, white space not counted."""
    for index, character in enumerate(text):
        if not squeezed(character):
            continue
        if not count:
            return text[index:]
        count -= 1
    return ""


def _traced(piece: Piece, gone: Sequence[Origin], pairs: Sequence[set[str]]) -> Piece:
    """A changed sentence with the one it is most like and those that went into it whole."""
    text = squeezed(piece.text)
    own = likeness.pieces(text, 2)
    found = []
    for origin, theirs in zip(gone, pairs, strict=True):
        least = min(len(own), len(theirs))
        if least and len(own & theirs) >= _PAIRS_IN_COMMON * least:
            alike, contained = _likeness(origin.text, text)
            if alike >= _ALIKE or contained:
                found.append((alike, contained and len(origin.text) <= len(text), origin))
    best = max((alike for alike, _, _ in found), default=0.0)
    origins = tuple(origin for alike, whole, origin in found if whole or alike == best)
    return Piece(piece.text, origins)


def _likeness(one: str, other: str) -> tuple[float, bool]:
    """What share of both texts is the same, and whether one is nearly all in the other."""
    shared = likeness.kept_in_order(one, other, _LEAST_PIECE)
    shorter = min(len(one), len(other))
    contained = shorter >= _LEAST_CONTAINED and shared >= _CONTAINED * shorter
    return 2 * shared / (len(one) + len(other)), contained
