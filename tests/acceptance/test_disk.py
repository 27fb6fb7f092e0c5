"""The store on a disk that is full, or that must not be written to."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress

import pytest
from fakes import SUMMARY, TinyEmbeddings

from knowledge_base.base import KnowledgeBase
from knowledge_base.repairing import Faults, inspect

pytestmark = pytest.mark.acceptance
MEGABYTES = 6


def mount(*words: str) -> bool:
    command = ["mount", *words]
    return (
        bool(shutil.which("mount")) and not subprocess.run(command, capture_output=True).returncode
    )


@pytest.fixture
def disk(tmp_path):
    """A disk of a few megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not mount("-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(folder)):
        pytest.skip("mounting a small disk needs root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(3):
        text = SUMMARY.replace("临江县", f"临江{number}县")
        (folder / f"{number}.txt").write_text(text, "utf-8")
    return sorted(folder.iterdir())


def test_a_full_disk_is_named_and_the_library_stays_as_it_was(disk, files):
    home = disk / "library"
    library = KnowledgeBase(home, TinyEmbeddings())
    assert library.add(files[0]).status == "imported"
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as out, suppress(OSError):
        while out.write(bytes(4096)):
            pass
    assert shutil.disk_usage(disk).free < 4096
    result = library.add(files[1])
    assert result.status == "failed"
    assert "磁盘" in result.reason
    assert "Traceback" not in result.reason
    assert [document.file_name for document in library.documents()] == ["0.txt"]
    assert library.search("以商招商")
    filler.unlink()
    library.close()

    library = KnowledgeBase(home, TinyEmbeddings())
    assert inspect(home, TinyEmbeddings()) == Faults()
    assert library.add(files[1]).status == "imported"
    assert library.stats().documents == 2
    library.close()


def test_a_full_disk_at_the_start_still_answers(disk, files):
    home = disk / "library"
    library = KnowledgeBase(home, TinyEmbeddings())
    assert library.add(files[0]).status == "imported"
    library.close()
    with (disk / "filler").open("wb", buffering=0) as out, suppress(OSError):
        while out.write(bytes(4096)):
            pass
    library = KnowledgeBase(home, TinyEmbeddings())
    assert "磁盘已满" in library.read_only
    assert library.search("以商招商")
    assert library.measures("以商招商")
    assert "磁盘已满" in library.add(files[1]).reason
    library.close()
    (disk / "filler").unlink()
    library = KnowledgeBase(home, TinyEmbeddings())
    assert library.read_only == ""
    assert library.add(files[1]).status == "imported"
    library.close()


def test_a_disk_that_must_not_be_written_to_is_named_and_read(disk, files):
    home = disk / "library"
    library = KnowledgeBase(home, TinyEmbeddings())
    assert library.add(files[0]).status == "imported"
    library.close()
    assert mount("-o", "remount,ro", str(disk))
    library = KnowledgeBase(home, TinyEmbeddings())
    assert "不可写" in library.read_only
    assert library.search("以商招商")
    assert "不可写" in library.add(files[1]).reason
    library.close()

    assert mount("-o", "remount,rw", str(disk))
    library = KnowledgeBase(home, TinyEmbeddings())
    assert inspect(home, TinyEmbeddings()) == Faults()
    assert library.search("以商招商")
    assert library.add(files[1]).status == "imported"
    library.close()
