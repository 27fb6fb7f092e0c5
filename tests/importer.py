"""An import in a process of its own that is there at once, to be killed at any moment."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from fakes import TinyEmbeddings

from knowledge_base.base import KnowledgeBase

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["fakes", "importer"])  # so that no process loads them again


@dataclass
class Importing:
    """A running import. told: what it says: "open", then (status, id or reason) a file."""

    process: ForkServerProcess
    told: Connection

    def lines(self) -> Iterator[tuple[str, str]]:
        """What was done, up to the end of the process."""
        while True:
            try:
                yield self.told.recv()
            except (EOFError, OSError):
                return


def importing(home: Path, files: Path) -> Importing:
    """Begins an import of a folder; returns when the library is open."""
    told, telling = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_import, args=(home, files, telling))
    process.start()
    telling.close()
    assert told.recv() == "open"
    return Importing(process, told)


def _import(home: Path, files: Path, telling: Connection) -> None:
    library = KnowledgeBase(home, TinyEmbeddings())
    telling.send("open")
    for result in library.add_all([files]):
        telling.send((result.status, result.document.id if result.document else result.reason))
