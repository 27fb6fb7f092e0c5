"""Errors as words for the person: ours as they are, every other one logged."""

from __future__ import annotations

import logging

from assistant.errors import AssistantError
from knowledge_base.errors import KnowledgeBaseError
from ui import labels

_log = logging.getLogger("zhaoshang.ui")


def explain(error: Exception) -> str:
    """What to tell the person. An error that nobody foresaw goes to the log with its traceback."""
    if isinstance(error, (AssistantError, KnowledgeBaseError)):
        return str(error)
    _log.error("unforeseen error", exc_info=error)
    return labels.SOMETHING_WRONG.format(log=labels.LOG_NAME)
