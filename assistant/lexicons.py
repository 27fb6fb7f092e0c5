"""The lists of words of prompts/lexicons.toml, each made to be looked up as words."""

from __future__ import annotations

from functools import cache

import prompts
from assistant.errors import AssistantError
from knowledge_base.language.lexicon import Lexicon, from_table


@cache
def lexicon(name: str) -> Lexicon:
    """A list by its name. AssistantError says what is wrong in the file."""
    try:
        return from_table(prompts.lexicons()[name])
    except (prompts.PromptError, KeyError, AttributeError) as error:
        raise _wrong(name, error) from error


def trades_in(text: str) -> frozenset[str]:
    """The trades that a text speaks of, in any way of saying them."""
    ways, trades = ways_of_trades()
    return frozenset(trade for way in ways.finds(text) for trade in trades[way])


@cache
def ways_of_trades() -> tuple[Lexicon, dict[str, list[str]]]:
    """The ways of saying the trades, and the trades that each of them says."""
    trades: dict[str, list[str]] = {}
    try:
        for trade, ways in prompts.lexicons()["trades"].items():
            for way in ways.split():
                trades.setdefault(way, []).append(trade)
        return from_table({"words": " ".join(trades)}), trades
    except (prompts.PromptError, KeyError, AttributeError) as error:
        raise _wrong("trades", error) from error


def _wrong(name: str, error: Exception) -> AssistantError:
    return AssistantError(f"词表文件 prompts/lexicons.toml 的“{name}”有误：{error}")
