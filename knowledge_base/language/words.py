"""Chinese text to index tokens: words and character bigrams, for the keyword index."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from knowledge_base.language.scripts import simplified

if TYPE_CHECKING:
    from rjieba import Jieba

_FIELD_WORD_FREQUENCY = 20_000  # high enough to win against the parts
_RUN = re.compile("[\u3400-\u9fff]+|[A-Za-z]+[A-Za-z0-9.+-]*|\\d+(?:\\.\\d+)?")
_CJK = re.compile("[\u3400-\u9fff]")


@cache
def _lists() -> dict[str, list[str]]:
    """field_words and stop_words from words.toml."""
    table = tomllib.loads(
        files("knowledge_base.language").joinpath("words.toml").read_text("utf-8")
    )
    return {name: text.split() for name, text in table.items()}


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(_lists()["stop_words"])


@cache
def _segmenter() -> Jieba:
    from rjieba import Jieba

    segmenter = Jieba()
    for word in _lists()["field_words"]:
        segmenter.add_word(word, _FIELD_WORD_FREQUENCY, "n")
    return segmenter


def cut(text: str, *, guess: bool = True) -> list[str]:
    """The words of a text, in order, compounds once; joined they are the text.

    guess: whether characters that make no word of the dictionary may be joined to one (签了).
    """
    return list(_segmenter().cut(text, guess))


def tokens(text: str) -> list[str]:
    """Words (compounds and their parts) and character bigrams; lower case, no punctuation.

    Bigrams carry a trailing underscore, so that they count beside the words, not as them.
    """
    found: list[str] = []
    for match in _RUN.finditer(simplified(text.lower())):
        run = match[0]
        if not _CJK.match(run):
            found.append(run)
            continue
        found += [
            word for word in _segmenter().cut_for_search(run) if len(word) > 1 or len(run) == 1
        ]
        found += [run[i : i + 2] + "_" for i in range(len(run) - 1)]
    return found


def content_words(text: str) -> list[str]:
    """The words of a question that a relevant passage should hold, once each."""
    found = []
    for match in _RUN.finditer(simplified(text.lower())):
        words = cut(match[0]) if _CJK.match(match[0]) else [match[0]]
        found += [
            word
            for word in words
            if word not in _stop_words() and (len(word) > 1 or word.isdigit())
        ]
    return list(dict.fromkeys(found))


def word_class(text: str) -> str:
    """The class of the first word by jieba's marks (ns: a place, v: a verb), "" for no text."""
    return next((mark for _, mark in _segmenter().tag(text)), "")


def are_names(text: str) -> bool:
    """Whether all words of a text may stand in a name: nouns, adjectives, places, unknown ones."""
    return all(mark[:1] in "nazxbfgj" for _, mark in _segmenter().tag(text))


def counties(text: str) -> list[str]:
    """Cities and counties that a text names in full (辉南县), without their last character."""
    tagged = _segmenter().tag(text)
    return [
        word[:-1]
        for word, mark in tagged
        if mark == "ns" and len(word) >= 3 and word[-1] in "市县旗" and word[0] not in "各全本我"
    ]


def is_place(name: str) -> bool:
    """Whether the dictionary knows a name as one of a place, whole or without its last part."""
    tagged = _segmenter().tag(name)
    return tagged[0][1] == "ns" and "".join(word for word, _ in tagged[1:]) in ("", name[-1])
