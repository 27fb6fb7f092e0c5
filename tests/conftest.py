"""Fixtures that several test folders share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fakes import POLICY_NEW, POLICY_OLD, SUMMARY, TinyEmbeddings

from knowledge_base.base import KnowledgeBase


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The quick tests first: a fault shows early, and nobody waits for the first start."""
    items.sort(key=lambda item: item.get_closest_marker("acceptance") is not None)


@pytest.fixture
def library(tmp_path):
    """A library of three short documents in a temporary folder."""
    with _library(tmp_path) as found:
        yield found


@pytest.fixture(scope="session")
def shared_library(tmp_path_factory):
    """The same library, made once: to be read only."""
    with _library(tmp_path_factory.mktemp("shared")) as found:
        yield found


@contextmanager
def _library(folder) -> Iterator[KnowledgeBase]:
    files = folder / "files"
    files.mkdir()
    for name, text in (
        ("临江县招商局2024年工作总结.txt", SUMMARY),
        ("奖励办法旧.txt", POLICY_OLD),
        ("奖励办法新.txt", POLICY_NEW),
    ):
        (files / name).write_text(text, encoding="utf-8")
    found = KnowledgeBase(folder / "library", TinyEmbeddings())
    results = list(found.add_all([files]))
    assert [result.status for result in results] == ["imported"] * 3
    yield found
    found.close()
