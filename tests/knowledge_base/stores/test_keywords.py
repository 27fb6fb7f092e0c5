"""The keyword index: rare terms count, frequent ones are left out when the index is large."""

from __future__ import annotations

import pytest
import sqlalchemy as sql

from knowledge_base.stores import keywords

ROWS = {1: ["招商", "基金"], 2: ["招商", "专班"], 3: ["招商"], 4: ["生态"]}


@pytest.fixture
def connection():
    with sql.create_engine("sqlite://").begin() as connection:
        keywords.create(connection)
        for row, tokens in ROWS.items():
            keywords.add(connection, row, tokens)
        yield connection


def found(connection, *terms, **more):
    counts = keywords.frequency(connection, terms)
    return [row for row, _ in keywords.search(connection, counts, len(ROWS), 10, **more)]


def test_a_row_with_the_rarer_term_comes_first(connection):
    assert found(connection, "招商", "基金") == [1, 2, 3]


def test_a_term_that_stands_nowhere_finds_nothing(connection):
    assert found(connection, "冷链") == []
    assert found(connection) == []


def test_only_allowed_rows_are_found(connection):
    assert found(connection, "招商", allowed={2, 4}) == [2]


def test_frequent_terms_are_left_out_when_enough_has_been_seen(connection, monkeypatch):
    monkeypatch.setattr(keywords, "_MOST_ROWS", 3)
    assert found(connection, "招商", "基金") == [1]
    assert found(connection, "招商") == [1, 2, 3]


def test_removed_rows_are_gone_and_frequency_follows(connection):
    keywords.remove(connection, 1)
    assert found(connection, "基金") == []
    assert keywords.frequency(connection, ["招商", "基金"]) == {"招商": 2}
    assert keywords.indexed(connection) == {2, 3, 4}


def test_marks_in_a_term_do_no_harm(connection):
    assert keywords.search(connection, {'"': 1, "*": 2}, 4, 10) == []
