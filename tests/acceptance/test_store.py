"""The store under bad luck: killed at any moment, used by two processes at once."""

from __future__ import annotations

import random
import time

import pytest
from fakes import SUMMARY, TinyEmbeddings
from importer import importing

from knowledge_base.base import KnowledgeBase
from knowledge_base.repairing import Faults, inspect

pytestmark = pytest.mark.acceptance

DOCUMENTS, KILLS = 40, 8


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(DOCUMENTS):
        text = SUMMARY.replace("临江县", f"临江{number}县") + f"第{number}份。\n" * (number % 7)
        (folder / f"{number:02d}.txt").write_text(text, "utf-8")
    return folder


def test_an_importer_killed_at_any_moment_loses_and_doubles_nothing(tmp_path, files):
    home = tmp_path / "library"
    chance = random.Random(20240105)
    reported: set[str] = set()
    for _ in range(KILLS):
        running = importing(home, files)
        time.sleep(chance.uniform(0, 1.2))
        running.process.kill()
        running.process.join()
        done = list(running.lines())
        assert {status for status, _ in done} <= {"imported", "unchanged"}
        reported |= {key for _, key in done}
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
    last = importing(home, files)
    assert len(list(last.lines())) == DOCUMENTS
    assert KnowledgeBase(home, TinyEmbeddings()).stats().documents == DOCUMENTS


def test_two_processes_import_while_a_third_searches(tmp_path, files):
    home = tmp_path / "library"
    library = KnowledgeBase(home, TinyEmbeddings())
    first, second = importing(home, files), importing(home, files)
    while first.process.is_alive() or second.process.is_alive():
        for hit in library.search("以商招商"):
            assert hit.passage.text in hit.document.text
        time.sleep(0.02)
    statuses = {status for running in (first, second) for status, _ in running.lines()}
    assert statuses <= {"imported", "unchanged"}
    library.close()
    assert inspect(home, TinyEmbeddings()) == Faults()
    opened = KnowledgeBase(home, TinyEmbeddings())
    assert opened.stats().documents == DOCUMENTS
    for key, entry in opened._catalog.indexed("passages").items():  # each is found by its vector
        vector = TinyEmbeddings().embed_query(entry.text)
        assert key in {found for found, _ in opened._vectors.search("passages", vector, 50)}
    opened.close()
