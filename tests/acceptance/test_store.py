"""The store under bad luck: killed at any moment, used by two processes at once."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fakes import SUMMARY, TinyEmbeddings

from knowledge_base.base import KnowledgeBase
from knowledge_base.repairing import Faults, inspect

pytestmark = pytest.mark.acceptance

DOCUMENTS, KILLS = 40, 50
IMPORTER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from fakes import TinyEmbeddings
from knowledge_base.base import KnowledgeBase
library = KnowledgeBase(Path(sys.argv[2]), TinyEmbeddings())
print("open", flush=True)
for result in library.add_all([Path(sys.argv[3])]):
    print(result.status, result.document.id if result.document else result.reason, flush=True)
"""
TESTS = str(Path(__file__).parents[1])


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(DOCUMENTS):
        text = SUMMARY.replace("临江县", f"临江{number}县") + f"第{number}份。\n" * (number % 7)
        (folder / f"{number:02d}.txt").write_text(text, "utf-8")
    return folder


def importing(home: Path, files: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", IMPORTER, TESTS, str(home), str(files)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_an_importer_killed_at_any_moment_loses_and_doubles_nothing(tmp_path, files):
    home = tmp_path / "library"
    chance = random.Random(20240105)
    reported: set[str] = set()
    for _ in range(KILLS):
        with importing(home, files) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "open\n"
            time.sleep(chance.uniform(0, 1.2))
            process.kill()
            lines = process.stdout.read().splitlines()
        words = [line.split(" ", 1) for line in lines if line.count(" ") == 1]
        assert {status for status, _ in words} <= {"imported", "unchanged"}
        reported |= {key for _, key in words if len(key) == 16}
        library = KnowledgeBase(home, TinyEmbeddings())
        documents = library.documents()
        assert inspect(home, TinyEmbeddings()) == Faults()
        assert reported <= {document.id for document in documents}
        assert len({document.file_name for document in documents}) == len(documents)
        if documents:
            assert library.search("以商招商")
        if len(documents) == DOCUMENTS:  # begin again, so that every kill meets an import
            for document in documents:
                library.remove(document.id)
            reported.clear()
        library.close()
    with importing(home, files) as process:
        process.communicate()
    assert KnowledgeBase(home, TinyEmbeddings()).stats().documents == DOCUMENTS


def test_two_processes_import_while_a_third_searches(tmp_path, files):
    home = tmp_path / "library"
    library = KnowledgeBase(home, TinyEmbeddings())
    with importing(home, files) as first, importing(home, files) as second:
        while first.poll() is None or second.poll() is None:
            for hit in library.search("以商招商"):
                assert hit.passage.text in hit.document.text
            time.sleep(0.02)
        outputs = [process.communicate()[0] for process in (first, second)]
    statuses = [line.split(" ")[0] for output in outputs for line in output.splitlines()]
    assert set(statuses) <= {"open", "imported", "unchanged"}
    library.close()
    assert inspect(home, TinyEmbeddings()) == Faults()
    opened = KnowledgeBase(home, TinyEmbeddings())
    assert opened.stats().documents == DOCUMENTS
    for key, entry in opened._catalog.indexed("passages").items():  # each is found by its vector
        vector = TinyEmbeddings().embed_query(entry.text)
        assert key in {found for found, _ in opened._vectors.search("passages", vector, 50)}
    opened.close()
