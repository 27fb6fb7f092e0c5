"""Processes that were started here: how much memory they take together, and ending them.

They are started with `start_new_session`, so that they make a group of their own.
"""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress

import psutil


def memory(process: subprocess.Popen[bytes]) -> int:
    """Bytes of resident memory of a process and all that it started; 0 when it has ended."""
    total = 0
    for member in _family(process):
        with suppress(psutil.Error):
            total += member.memory_info().rss
    return total


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started, at once; it may have ended by itself."""
    for member in _family(process):
        with suppress(psutil.Error):
            member.kill()
    if os.name == "posix":  # one that was started in between is in the group
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    if process.poll() is None:
        process.kill()
    process.wait()


def _family(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The process and its descendants, those first that were started last."""
    try:
        parent = psutil.Process(process.pid)
        return [*reversed(parent.children(recursive=True)), parent]
    except psutil.Error:
        return []
