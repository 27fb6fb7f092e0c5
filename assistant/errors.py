"""What can go wrong in the assistant. Every message is Chinese and says what to do."""

from __future__ import annotations

import logging

from knowledge_base.errors import ZhaoshangError

LOG_NAME = "zhaoshang.log"
"""The file in the data folder to which unforeseen errors go."""

_log = logging.getLogger("zhaoshang")
_log.addHandler(logging.NullHandler())  # where no log is kept, nothing goes to the terminal
_UNFORESEEN = "程序出错了，刚才的操作没有完成。请重试；如果仍不行，请把日志文件 {log} 交给维护人员"


class AssistantError(ZhaoshangError):
    """Base of all errors of this package."""


class SettingsError(AssistantError):
    """A setting has a value that cannot be used."""


class BriefError(AssistantError):
    """A brief is incomplete or malformed."""


class ModelError(AssistantError):
    """The language model could not be reached or did not give a usable reply."""


class ExportError(AssistantError):
    """The Word file could not be written."""


class UnclearRequest(AssistantError):
    """A change was asked for that the draft does not allow, or that may mean several things."""


class WordFileError(AssistantError):
    """A Word file could not be read back or shown."""


LONGEST_MESSAGE = 10_000
"""Characters of a question or a request; who has more to say has a file."""


def within_length(said: str) -> str:
    """What a person typed, as it is; AssistantError where it is longer than LONGEST_MESSAGE."""
    if len(said) > LONGEST_MESSAGE:
        raise AssistantError(
            f"这段话有 {len(said)} 字，一次最多 {LONGEST_MESSAGE} 字。请说得短一些；"
            "整篇文稿请存成文件，导入资料库或在起草时上传"
        )
    return said


def explain(error: Exception) -> str:
    """What to tell the person. An error that nobody foresaw goes to the log with its traceback."""
    if isinstance(error, ZhaoshangError):
        return str(error)
    _log.error("unforeseen error", exc_info=error)
    return _UNFORESEEN.format(log=LOG_NAME)
