"""Files are read in a process of their own, which can be stopped: whatever a file does to it.

The worker takes one JSON object a line on its standard input and answers in the same way. It is
given a minute and a gigabyte a file; a page that is recognised (OCR) gives it more time.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, NamedTuple

from knowledge_base.errors import (
    ClassifiedDocument,
    EmptyDocument,
    ImportStopped,
    UnreadableDocument,
)
from knowledge_base.readers import processes
from knowledge_base.readers.file_names import shown
from knowledge_base.readers.grids import Grid
from knowledge_base.types import Document, Measure, Passage, Reading

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SECONDS_A_FILE = 60.0
BYTES_A_FILE = 1024**3
_KEPT_BYTES = BYTES_A_FILE // 3  # a worker that has grown beyond starts the next file afresh
_LOOK_SECONDS = 0.05
_DEEPEST = 20_000  # frames: web pages nest their elements by the hundred

_ERRORS = {kind.__name__: kind for kind in (EmptyDocument, ClassifiedDocument, UnreadableDocument)}
_SLOW = "读取超过 {seconds:.0f} 秒，已停止；请拆分成几个文件，或用原来的软件另存一份后再导入"
_LARGE = "读取时占用内存超过 {megabytes} MB，已停止；请拆分成几个文件后再导入"
_DIED = "无法读取，读取程序意外退出；文件可能已损坏，请用原来的软件打开并另存一份后再导入"


Asked = Literal["understand", "read", "grids"]


class Understood(NamedTuple):
    """What a file holds."""

    document: Document
    passages: list[Passage]
    measures: list[Measure]


class Worker:
    """The process that reads files. It starts with the first file; one file at a time."""

    def __init__(
        self,
        stop: Callable[[], bool] = lambda: False,
        seconds: float = SECONDS_A_FILE,
        limit: int = BYTES_A_FILE,
    ) -> None:
        """stop: asked all the while, yes gives the work up. seconds, limit (bytes): of a file."""
        self.stop, self._seconds, self._limit = stop, seconds, limit
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes | None] = queue.Queue()
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def understand(
        self,
        document_id: str,
        path: Path,
        pages: Callable[[int, int], None] = lambda done, total: None,
    ) -> Understood:
        """The document in a file, with its passages and measures.

        pages: called with the pages recognised (OCR) so far and in all. UnreadableDocument says
        why a file was not read, ClassifiedDocument why it must not be, ImportStopped that `stop`
        said yes.
        """
        found: Understood = self._asked("understand", path, document_id, pages)
        return found

    def read(self, path: Path) -> Reading:
        """The blocks of a file; the same errors."""
        found: Reading = self._asked("read", path)
        return found

    def grids(self, path: Path) -> list[Grid]:
        """The sheets of a workbook or a text table, cell by cell; the same errors."""
        found: list[Grid] = self._asked("grids", path)
        return found

    def _asked(
        self,
        asked: Asked,
        path: Path,
        document_id: str = "",
        pages: Callable[[int, int], None] = lambda done, total: None,
    ) -> Any:
        question = {"asked": asked, "path": os.path.abspath(path), "id": document_id}
        try:
            answer = self._answer(question, path, pages)
        except BaseException:
            self.close()
            raise
        if self._memory() > _KEPT_BYTES:
            self.close()
        if "error" in answer:
            raise _ERRORS[answer["error"]](answer["message"])
        return _form(asked).validate_python(answer["value"])

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process and remove what it left; the next file starts another one."""
        process, self._process = self._process, None
        if process is not None:
            processes.end(process)
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()
        folder, self._folder = self._folder, None
        if folder is not None:
            folder.cleanup()

    def _answer(
        self, question: dict[str, str], path: Path, pages: Callable[[int, int], None]
    ) -> dict[str, Any]:
        if self.stop():
            raise ImportStopped("导入已停止")
        process = self._started()
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(question).encode() + b"\n")
            process.stdin.flush()
        except OSError as error:
            raise UnreadableDocument(f"《{shown(path)}》{_DIED}") from error
        end = time.monotonic() + self._seconds
        while True:
            try:
                line = self._answers.get(timeout=_LOOK_SECONDS)
            except queue.Empty:
                self._look(path, end)
                continue
            if line is None:
                raise UnreadableDocument(f"《{shown(path)}》{_DIED}")
            answer: dict[str, Any] = json.loads(line)
            if "pages" not in answer:
                return answer
            pages(*answer["pages"])
            end = time.monotonic() + self._seconds

    def _look(self, path: Path, end: float) -> None:
        if self.stop():
            raise ImportStopped("导入已停止")
        if time.monotonic() > end:
            raise UnreadableDocument(f"《{shown(path)}》{_SLOW.format(seconds=self._seconds)}")
        if self._memory() > self._limit:
            megabytes = self._limit // 1024**2
            raise UnreadableDocument(f"《{shown(path)}》{_LARGE.format(megabytes=megabytes)}")

    def _memory(self) -> int:
        return 0 if self._process is None else processes.memory(self._process)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        # What it puts aside goes with the folder, also when it is stopped half-way.
        self._folder = tempfile.TemporaryDirectory(
            prefix="zhaoshang-reading-", ignore_cleanup_errors=True
        )
        # No module of the folder in which the command was given may be taken for ours (-P).
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", __name__, self._folder.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._answers = queue.Queue()
        assert self._process.stdout is not None
        threading.Thread(
            target=_pump, args=(self._process.stdout, self._answers), daemon=True
        ).start()
        return self._process


def read(path: Path) -> Reading:
    """The blocks of one file, read by a process of its own; see Worker."""
    with Worker() as worker:
        return worker.read(path)


def grids(path: Path) -> list[Grid]:
    """The sheets of one workbook or text table; see Worker."""
    with Worker() as worker:
        return worker.grids(path)


def _pump(stream: IO[bytes], answers: queue.Queue[bytes | None]) -> None:
    try:
        for line in stream:
            answers.put(line)
    except ValueError:
        pass  # closed while it was read
    answers.put(None)


@cache
def _form(asked: Asked) -> TypeAdapter[Any]:
    """Between values and JSON; imported late, since it takes longer than most questions."""
    from pydantic import TypeAdapter

    forms: dict[Asked, Any] = {"understand": Understood, "read": Reading, "grids": list[Grid]}
    return TypeAdapter(forms[asked])


# --- in the worker ---------------------------------------------------------------------------


def main() -> None:
    """Answer until the standard input ends; nothing but answers goes to the standard output."""
    from knowledge_base import readers
    from knowledge_base.offline import go_offline

    go_offline()
    sys.setrecursionlimit(_DEEPEST)
    tempfile.tempdir = sys.argv[1]
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is not an answer

    def say(answer: dict[str, Any]) -> None:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

    def pages(done: int, total: int) -> None:
        say({"pages": [done, total]})

    for line in sys.stdin.buffer:
        question = json.loads(line)
        asked, path = question["asked"], Path(question["path"])
        try:
            value: Any
            if asked == "understand":
                from knowledge_base.understanding.importing import understand  # not for reading

                value = understand(question["id"], path, pages)
            elif asked == "read":
                value = readers.read(path, pages)
            else:
                value = readers.grids(path)
            say({"value": _form(asked).dump_python(value, mode="json")})
        except tuple(_ERRORS.values()) as error:
            say({"error": type(error).__name__, "message": str(error)})
        except MemoryError:
            os._exit(1)


if __name__ == "__main__":
    main()
