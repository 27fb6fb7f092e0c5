"""What a chat model says, as it comes; whatever goes wrong is a ModelError in Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

FALLBACK_NOTE = "语言模型没有给出可用的内容（{reason}），以下由摘录方式生成"
_CHARS_PER_TOKEN = 1.3  # of Chinese text, on the safe side
_OF_THE_CONTEXT = 0.6  # may be filled by a prompt

# What the name of a vendor's exception holds, and what it means.
_REASONS = (
    ("timeout", "等待超时"),
    ("connect", "连接不上模型服务"),
    ("auth", "密钥无效或没有权限"),
    ("permission", "密钥无效或没有权限"),
    ("ratelimit", "服务限流"),
)


def room(context: int) -> int:
    """How many characters of evidence a prompt may hold. context: of the model, in tokens."""
    return int(context * _OF_THE_CONTEXT * _CHARS_PER_TOKEN)


def streamed(model: BaseChatModel, prompt: str, rules: str = "") -> Iterator[str]:
    """The model's words as they come; ModelError whatever goes wrong on the way."""
    messages = [("system", rules), ("human", prompt)] if rules else [("human", prompt)]
    try:
        for chunk in model.stream(messages):
            if text := str(chunk.text):
                yield text
    except Exception as error:  # every vendor package raises its own kinds
        raise ModelError(_reason(error)) from error


def _reason(error: Exception) -> str:
    name = type(error).__name__.lower()
    return next((said for part, said in _REASONS if part in name), "模型服务出错")
