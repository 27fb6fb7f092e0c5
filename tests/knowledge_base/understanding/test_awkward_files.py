"""Files that are damaged, locked, mislabelled or hostile: text, or a reason, and never a crash."""

from __future__ import annotations

import json

import pytest
from shared import SHARED, folder

from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.readers import libreoffice
from knowledge_base.understanding.worker import Worker

pytestmark = pytest.mark.slow

_MANIFEST = SHARED / "awkward_files" / "manifest.json"
CASES = json.loads(_MANIFEST.read_text("utf-8")) if _MANIFEST.is_file() else []
NEEDS_LIBREOFFICE = (".doc", ".rtf", ".odt", ".wps")


@pytest.fixture(scope="module")
def worker():
    with Worker() as found:
        yield found


def test_the_manifest_is_there():
    folder("awkward_files")
    assert len(CASES) == 70


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_a_file_gives_its_text_or_a_reason(worker, case):
    path = folder("awkward_files") / "files" / case["file"]
    if path.suffix in NEEDS_LIBREOFFICE and not libreoffice.program():
        pytest.skip("没有安装 LibreOffice，旧格式的测试没有运行")
    found, reason = None, ""
    try:
        found = worker.understand("0" * 16, path)
    except KnowledgeBaseError as error:
        reason = str(error)
    if found is None:
        assert case["expect"] != "text", reason
        assert reason.startswith(f"《{path.name}》")
        assert "请" in reason
    else:
        assert case["expect"] != "fail_cleanly"
        assert found.passages
        for words in case["must_contain"]:
            assert words in found.document.title + found.document.text
