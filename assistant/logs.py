"""The log in the data folder: what nobody foresaw, without secrets."""

from __future__ import annotations

import logging
from contextlib import suppress
from logging.handlers import RotatingFileHandler

from assistant.errors import LOG_NAME
from assistant.settings import Settings


class _LogFile(RotatingFileHandler):
    """A log that a full disk stops, and nothing else."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - named by logging
        """What cannot be written is dropped, without a traceback on the terminal."""


class _WithoutSecrets(logging.Formatter):
    """Lines in which no password of the model's address stands."""

    def __init__(self, settings: Settings) -> None:
        super().__init__("%(asctime)s %(name)s %(levelname)s %(message)s")
        self._settings = settings

    def format(self, record: logging.LogRecord) -> str:
        return self._settings.without_secrets(super().format(record))


def log_to(settings: Settings) -> None:
    """What nobody foresaw goes to a file, not to the person at work."""
    with suppress(OSError):  # on a full disk there is no log
        settings.home.mkdir(parents=True, exist_ok=True)
    handler = _LogFile(
        settings.home / LOG_NAME, maxBytes=1_000_000, backupCount=1, encoding="utf-8", delay=True
    )
    handler.setFormatter(_WithoutSecrets(settings))
    log = logging.getLogger("zhaoshang")
    log.addHandler(handler)
    log.propagate = False
