"""The tables of the catalog."""

from __future__ import annotations

import sqlalchemy as sql

SCHEMA_VERSION = 3
tables = sql.MetaData()

documents = sql.Table(
    "documents",
    tables,
    sql.Column("id", sql.String, primary_key=True),
    sql.Column("title", sql.String, nullable=False),
    sql.Column("kind", sql.String, nullable=False, index=True),
    sql.Column("file_name", sql.String, nullable=False),
    sql.Column("text", sql.Text, nullable=False),
    sql.Column("year", sql.Integer, index=True),
    sql.Column("years", sql.JSON, nullable=False),
    sql.Column("region", sql.String, nullable=False),
    sql.Column("organisation", sql.String, nullable=False),
    sql.Column("date", sql.String, nullable=False),
    sql.Column("speaker", sql.String, nullable=False),
    sql.Column("notes", sql.JSON, nullable=False),
    sql.Column("reusable", sql.Boolean, nullable=False),
    sql.Column("imported_at", sql.String, nullable=False),
    sql.Column("passage_count", sql.Integer, nullable=False),
    sql.Column("state", sql.String, nullable=False, index=True),
    sql.Column("superseded_by", sql.String, nullable=False, server_default=""),
)
passages = sql.Table(
    "passages",
    tables,
    sql.Column("row", sql.Integer, primary_key=True),
    sql.Column("id", sql.String, unique=True, nullable=False),
    sql.Column("document_id", sql.ForeignKey("documents.id"), index=True, nullable=False),
    sql.Column("index", sql.Integer, nullable=False),
    sql.Column("heading_path", sql.JSON, nullable=False),
    sql.Column("text", sql.Text, nullable=False),
    sql.Column("role", sql.String, nullable=False),
    sql.Column("start", sql.Integer, nullable=False),
    sql.Column("end", sql.Integer, nullable=False),
    sql.Column("page", sql.Integer),
)
token_vectors = sql.Table(
    "token_vectors",
    tables,
    sql.Column("row", sql.ForeignKey("passages.row"), primary_key=True),
    sql.Column("vectors", sql.LargeBinary, nullable=False),
)
measures = sql.Table(
    "measures",
    tables,
    sql.Column("id", sql.String, primary_key=True),
    sql.Column("passage_id", sql.String, index=True, nullable=False),
    sql.Column("document_id", sql.ForeignKey("documents.id"), index=True, nullable=False),
    sql.Column("name", sql.String, nullable=False),
    sql.Column("text", sql.Text, nullable=False),
    sql.Column("category", sql.String, index=True, nullable=False),
    sql.Column("result", sql.Text, nullable=False, server_default=""),
)
settings = sql.Table(
    "settings",
    tables,
    sql.Column("name", sql.String, primary_key=True),
    sql.Column("value", sql.String, nullable=False),
)

MIGRATIONS: dict[int, tuple[str, ...]] = {
    1: (
        "ALTER TABLE documents ADD COLUMN superseded_by VARCHAR NOT NULL DEFAULT ''",
        "ALTER TABLE measures ADD COLUMN result TEXT NOT NULL DEFAULT ''",
    ),
    2: (
        "CREATE TABLE IF NOT EXISTS token_vectors ("
        "row INTEGER NOT NULL PRIMARY KEY REFERENCES passages (row), vectors BLOB NOT NULL)",
    ),
}
"""What brings a catalog of that version to the next one."""
