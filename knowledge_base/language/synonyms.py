"""What people ask and what documents write, by synonyms.toml: 进账 is 到位资金."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from knowledge_base.language import words

Concept = tuple[str, ...]
"""The ways of saying one thing; the one that was asked comes first."""


@cache
def _table() -> dict[str, Concept]:
    sections = tomllib.loads(
        files("knowledge_base.language").joinpath("synonyms.toml").read_text("utf-8")
    )
    lines = [line.split("：") for text in sections.values() for line in text.split("\n") if line]
    return {said: (said, *written.split()) for said, written in lines}


@cache
def _said() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _table()), key=len, reverse=True)))


def concepts(text: str) -> list[Concept]:
    """What a question is about: its known sayings, and its other content words, once each."""
    found = [_table()[said] for said in _said().findall(text)]
    found += [(word,) for word in words.content_words(_said().sub(" ", text))]
    return list(dict.fromkeys(found))


def said_in(concept: Concept, text: str) -> bool:
    """Whether a text says it in one of its ways."""
    return any(way in text for way in concept)
