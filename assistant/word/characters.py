"""Characters: what may be printed, how wide it is, and where a run of text must be split."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Not allowed in XML 1.0 (controls, surrogates, U+FFFE, U+FFFF), or invisible and able to change
# what a reader sees (direction marks, zero-width spaces, byte-order marks).
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    "\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]"
)
_BREAK_IN_LATIN = re.compile("(?<=[!-~])[ ]*[\t-\r\x85\u2028\u2029]+[ ]*(?=[!-~])")
_BREAK = re.compile("[ ]*[\t-\r\x85\u2028\u2029]+[ ]*")
# Word takes these from the Latin font unless the run says otherwise: “”‘’—…·×℃①→ and the like.
_AMBIGUOUS = re.compile("[\u00a1-\u00bf\u00d7\u00f7\u2010-\u2bff]")
_DATE = re.compile(r"(\d{4})\s*[年./-]\s*0?(\d{1,2})\s*[月./-]\s*0?(\d{1,2})\s*日?")


def printable(text: str) -> str:
    """text on one line, without characters that XML forbids or that a reader cannot see.

    A line break or tab inside Chinese text goes; between Latin words it becomes a space.
    """
    text = _UNPRINTABLE.sub("", text)
    return _BREAK.sub("", _BREAK_IN_LATIN.sub(" ", text))


def squeezed(text: str) -> str:
    """text as it can be compared with the same one in a Word file: printable, without spaces."""
    return re.sub(r"\s", "", printable(text))


def printed_date(text: str) -> str:
    """A full date as printed: 2024-01-05 -> 2024年1月5日; other text comes back as it is.

    GB/T 9704-2012, 7.3.5.5: Arabic digits, the year in full, no leading zeros.
    """
    text = printable(text).strip()
    match = _DATE.fullmatch(text)
    return "{}年{}月{}日".format(*match.groups()) if match else text


def needs_east_asian_hint(text: str) -> bool:
    """Whether Word would set some of the marks in text in the Latin font."""
    return _AMBIGUOUS.search(text) is not None


def width(text: str) -> float:
    """The width of text in full-width characters; digits and small letters count one half.

    Latin capitals and spaces are taken as in Times New Roman.
    """
    return sum(map(_width, text))


@lru_cache(4096)
def _width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    # In Times New Roman a space is 0.25 of the type size, a capital about 0.7.
    if character == " ":
        return 0.25
    return 0.7 if character.isupper() else 0.5
