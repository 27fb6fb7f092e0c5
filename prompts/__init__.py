"""Words, not code: templates for the language model (*.md), document kinds (kinds/*.toml), stock
paragraphs (phrases.toml) and lists of words (lexicons.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any


class PromptError(Exception):
    """A template is missing, or was given too few or unknown values."""


def render(name: str, **values: str) -> str:
    """The template prompts/NAME.md with every ${value} filled in.

    PromptError for an unknown name, and for a value that is missing or not in the template.
    Values are data: a ${...} inside a value stays as it is.
    """
    template = _template(name)
    wanted = set(template.get_identifiers())
    if wanted != set(values):
        missing, unknown = sorted(wanted - set(values)), sorted(set(values) - wanted)
        raise PromptError(f"template {name}: missing {missing}, unknown {unknown}")
    return template.substitute(values)


def kinds() -> dict[str, dict[str, Any]]:
    """Document kind -> its table from kinds/KIND.toml, in order of file name.

    PromptError names a file that is no TOML.
    """
    folder = files("prompts").joinpath("kinds")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return {name.removesuffix(".toml"): _table(f"kinds/{name}") for name in names}


def phrases() -> list[dict[str, Any]]:
    """The rows of phrases.toml."""
    return list(_table("phrases.toml")["phrase"])


@cache
def lexicons() -> dict[str, dict[str, str]]:
    """The lists of lexicons.toml: name -> words, and except where a list has exceptions.

    trades: trade -> the ways of saying it. PromptError if the file is no TOML.
    """
    return _table("lexicons.toml")


@cache
def _template(name: str) -> Template:
    try:
        return Template(files("prompts").joinpath(f"{name}.md").read_text("utf-8"))
    except (FileNotFoundError, OSError) as error:
        raise PromptError(f"no template {name}") from error


@cache
def _table(path: str) -> dict[str, Any]:
    try:
        return tomllib.loads(files("prompts").joinpath(*path.split("/")).read_text("utf-8"))
    except ValueError as error:  # no TOML, or no UTF-8
        raise PromptError(f"prompts/{path}：{error}") from error
