"""Fixtures that several test folders share."""

from __future__ import annotations

import shutil
from contextlib import closing

import pytest
from fakes import POLICY_NEW, POLICY_OLD, SUMMARY, TinyEmbeddings

from knowledge_base.base import KnowledgeBase


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The quick tests first, so that a fault shows early; last those that need a first start.

    Two processes that both begin with one of the last would both wait for the same first start.
    """
    items.sort(
        key=lambda item: (
            item.get_closest_marker("acceptance") is not None,
            "first_start" in item.fixturenames,
        )
    )


@pytest.fixture
def library(library_as_built, tmp_path):
    """A library of three short documents in a temporary folder."""
    shutil.copytree(library_as_built, tmp_path / "library")
    with closing(KnowledgeBase(tmp_path / "library", TinyEmbeddings())) as found:
        yield found


@pytest.fixture(scope="session")
def shared_library(library_as_built):
    """The same library, opened once: to be read only."""
    with closing(KnowledgeBase(library_as_built, TinyEmbeddings())) as found:
        yield found


@pytest.fixture(scope="session")
def library_as_built(tmp_path_factory):
    """The folder of that library, imported once."""
    files = tmp_path_factory.mktemp("files")
    for name, text in (
        ("临江县招商局2024年工作总结.txt", SUMMARY),
        ("奖励办法旧.txt", POLICY_OLD),
        ("奖励办法新.txt", POLICY_NEW),
    ):
        (files / name).write_text(text, encoding="utf-8")
    folder = tmp_path_factory.mktemp("built") / "library"
    with closing(KnowledgeBase(folder, TinyEmbeddings())) as built:
        results = list(built.add_all([files]))
    assert [result.status for result in results] == ["imported"] * 3
    return folder
