"""What can go wrong in the assistant. Every message is Chinese and says what to do."""

from __future__ import annotations

import logging

from knowledge_base.errors import ZhaoshangError

LOG_NAME = "zhaoshang.log"
"""The file in the data folder to which unforeseen errors go."""

_log = logging.getLogger("zhaoshang")
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


def explain(error: Exception) -> str:
    """What to tell the person. An error that nobody foresaw goes to the log with its traceback."""
    if isinstance(error, ZhaoshangError):
        return str(error)
    _log.error("unforeseen error", exc_info=error)
    return _UNFORESEEN.format(log=LOG_NAME)
