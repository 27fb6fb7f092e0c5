"""The table of the passages' token vectors, kept in the catalog: see late_interaction."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sql

from knowledge_base.stores.schema import passages, token_vectors

_OF_PASSAGE = token_vectors.c.row == passages.c.row


def add(connection: sql.Connection, rows: Sequence[tuple[int, bytes]]) -> None:
    """rows: of passages, each with its token vectors; adding a row again replaces it."""
    if rows:
        values = [{"row": row, "vectors": vectors} for row, vectors in rows]
        connection.execute(sql.insert(token_vectors).prefix_with("OR REPLACE"), values)


def remove(connection: sql.Connection, document_id: str) -> None:
    """Those of a document's passages."""
    rows = sql.select(passages.c.row).where(passages.c.document_id == document_id)
    connection.execute(sql.delete(token_vectors).where(token_vectors.c.row.in_(rows)))


def clear(connection: sql.Connection) -> None:
    connection.execute(sql.delete(token_vectors))


def of(connection: sql.Connection, ids: Sequence[str]) -> dict[str, bytes]:
    """By the ids of passages; those without are left out."""
    query = sql.select(passages.c.id, token_vectors.c.vectors).join(token_vectors, _OF_PASSAGE)
    return {row[0]: row[1] for row in connection.execute(query.where(passages.c.id.in_(ids)))}


def there(connection: sql.Connection) -> set[str]:
    """The ids of the passages that have token vectors."""
    query = sql.select(passages.c.id).join(token_vectors, _OF_PASSAGE)
    return set(connection.execute(query).scalars())
