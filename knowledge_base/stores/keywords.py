"""The keyword index of the catalog: an FTS5 table of tokens, scored by the rarity of the terms.

A passage scores the sum of the idf (as in BM25) of the terms that it holds; how often it holds one
and how long it is say little in passages of one size. FTS5's own bm25() took 3 µs for each passage
that holds any of the terms. The rarest terms are read first, until enough of the index has been
seen: a search costs about the same in a library of any size.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from itertools import islice

import sqlalchemy as sql

TABLES = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS keywords USING fts5(tokens, tokenize='unicode61')",
    "CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab(keywords, row)",
)
_MOST_ROWS = 12_000


def create(connection: sql.Connection) -> None:
    for statement in TABLES:
        connection.execute(sql.text(statement))


def drop(connection: sql.Connection) -> None:
    for table in ("vocabulary", "keywords"):
        connection.execute(sql.text(f"DROP TABLE IF EXISTS {table}"))


def add(connection: sql.Connection, row: int, tokens: Sequence[str]) -> None:
    statement = sql.text("INSERT INTO keywords(rowid, tokens) VALUES (:row, :tokens)")
    connection.execute(statement, {"row": row, "tokens": " ".join(tokens)})


def remove(connection: sql.Connection, row: int) -> None:
    connection.execute(sql.text("DELETE FROM keywords WHERE rowid = :row"), {"row": row})


def indexed(connection: sql.Connection) -> set[int]:
    """The rows that are indexed."""
    return set(connection.execute(sql.text("SELECT rowid FROM keywords")).scalars())


def frequency(connection: sql.Connection, terms: Sequence[str]) -> dict[str, int]:
    """In how many rows each term stands; terms that stand nowhere are left out."""
    query = sql.text("SELECT term, doc FROM vocabulary WHERE term IN :terms").bindparams(
        sql.bindparam("terms", list(terms), expanding=True)
    )
    return {row.term: row.doc for row in connection.execute(query)}


def search(
    connection: sql.Connection,
    counts: Mapping[str, int],
    total: int,
    limit: int,
    allowed: Collection[int] | None = None,
) -> list[tuple[int, float]]:
    """(row, score) of the best rows.

    counts: the terms, with the rows that each stands in; total: rows in all; allowed: None for all.
    """
    import numpy as np

    rows, gains, seen = [], [], 0
    query = "SELECT group_concat(rowid) FROM keywords WHERE keywords MATCH ?"
    for term in sorted(counts, key=lambda term: counts[term]):
        if seen and seen + counts[term] > _MOST_ROWS:
            break
        if not counts[term]:
            continue
        seen += counts[term]
        quoted = '"' + term.replace('"', '""') + '"'
        listed = connection.exec_driver_sql(query, (quoted,)).scalar_one()
        if not listed:
            continue
        rows.append(np.fromstring(listed, np.int64, sep=","))
        rarity = math.log(1 + (total - counts[term] + 0.5) / (counts[term] + 0.5))
        gains.append(np.full(len(rows[-1]), rarity))
    if not rows:
        return []
    held, position = np.unique(np.concatenate(rows), return_inverse=True)
    scores = np.bincount(position, np.concatenate(gains))
    order = (int(index) for index in np.argsort(-scores, kind="stable"))
    found = ((int(held[index]), float(scores[index])) for index in order)
    return list(islice((f for f in found if allowed is None or f[0] in allowed), limit))
