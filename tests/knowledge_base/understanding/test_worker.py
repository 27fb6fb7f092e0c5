"""The reading process: what a file may take, and that nothing is left when it is stopped."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import psutil
import pytest
from fakes import SUMMARY, TinyEmbeddings

from knowledge_base.base import KnowledgeBase
from knowledge_base.errors import EmptyDocument, ImportStopped, UnreadableDocument
from knowledge_base.understanding import worker as worker_module
from knowledge_base.understanding.worker import Worker

SLEEP = "import time, sys; sys.stdin.readline(); time.sleep(60)"
HOARD = "import time, sys; sys.stdin.readline(); hoard = bytearray(300_000_000); time.sleep(60)"
DIE = "import sys; sys.stdin.readline(); sys.exit(3)"


@pytest.fixture
def summary(tmp_path: Path) -> Path:
    path = tmp_path / "总结.txt"
    path.write_text(SUMMARY, encoding="utf-8")
    return path


def running(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let the worker run other code: what a file does to a reader cannot be made to order."""
    popen = worker_module.subprocess.Popen
    monkeypatch.setattr(
        worker_module.subprocess,
        "Popen",
        lambda command, **options: popen([command[0], "-c", code], **options),
    )


def children() -> set[int]:
    return {process.pid for process in psutil.Process().children(recursive=True)}


def test_what_a_file_holds_comes_back_whole(summary):
    from knowledge_base.understanding.importing import understand

    with Worker() as worker:
        found = worker.understand("0123456789abcdef", summary)
    document, passages, measures = understand("0123456789abcdef", summary)
    assert found.passages == passages
    assert found.measures == measures
    assert found.document.text == document.text
    assert found.document.kind is document.kind


def test_one_process_reads_many_files_and_is_gone_afterwards(summary, tmp_path):
    before = children()
    with Worker() as worker:
        worker.understand("a" * 16, summary)
        (first,) = children() - before
        empty = tmp_path / "空.txt"
        empty.write_bytes(b"")
        with pytest.raises(EmptyDocument, match="空文件"):
            worker.understand("b" * 16, empty)
        worker.understand("c" * 16, summary)
        assert children() - before == {first}
    assert children() == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "reason"), [(SLEEP, "超过 1 秒"), (HOARD, "内存超过"), (DIE, "意外退出")]
)
def test_a_file_that_takes_too_much_is_given_up(monkeypatch, summary, code, reason):
    before = children()
    running(monkeypatch, code)
    seconds = 1 if code is SLEEP else 30
    with (
        Worker(seconds=seconds, limit=200 * 1024**2) as worker,
        pytest.raises(UnreadableDocument, match=f"《总结.txt》.*{reason}"),
    ):
        worker.understand("a" * 16, summary)
    assert children() == before


@pytest.mark.slow
def test_the_next_file_is_read_after_one_that_was_given_up(monkeypatch, summary):
    with Worker(seconds=1) as worker:
        with monkeypatch.context() as patch:
            running(patch, SLEEP)
            with pytest.raises(UnreadableDocument):
                worker.understand("a" * 16, summary)
        worker._seconds = 60
        assert worker.understand("a" * 16, summary).passages


def test_stopping_ends_the_file_at_work(monkeypatch, summary):
    running(monkeypatch, SLEEP)
    asked = threading.Event()
    threading.Timer(0.5, asked.set).start()
    started = time.monotonic()
    with Worker(asked.is_set) as worker, pytest.raises(ImportStopped):
        worker.understand("a" * 16, summary)
    assert time.monotonic() - started < 30


@pytest.mark.slow
def test_what_is_put_aside_goes_when_the_worker_is_stopped(monkeypatch, summary, tmp_path):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(worker_module.tempfile, "tempdir", str(temporary))
    running(
        monkeypatch,
        "import sys, time; open(sys.argv[1] + '/left', 'w').close() if sys.argv[1:] else 0\n"
        + SLEEP,
    )
    with Worker(seconds=1) as worker, pytest.raises(UnreadableDocument):
        worker.understand("a" * 16, summary)
    assert list(temporary.iterdir()) == []


@pytest.mark.slow
def test_a_stopped_import_keeps_what_was_done_and_begins_no_more(tmp_path):
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(SUMMARY + f"\n第{number}份。", "utf-8")
    library = KnowledgeBase(tmp_path / "library", TinyEmbeddings())
    files = [tmp_path / f"{number}.txt" for number in range(6)]
    results = list(library.add_all(files, stop=lambda: library.stats().documents == 2))
    assert [result.status for result in results] == ["imported"] * 2
    assert library.stats().documents == 2
    assert library.vector_count() == library.stats().passages
