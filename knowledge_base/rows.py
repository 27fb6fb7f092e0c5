"""Between the catalog's rows and the values of types: filters to conditions, rows to values."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sql

from knowledge_base.schema import documents
from knowledge_base.types import Document, Filter, Kind, Passage, Role


def conditions(where: Filter) -> list[sql.ColumnElement[bool]]:
    """The conditions on documents; roles belong to passages and are applied there."""
    found: list[sql.ColumnElement[bool]] = []
    if where.kinds:
        found.append(documents.c.kind.in_([kind.value for kind in where.kinds]))
    if where.year_from is not None:
        found.append(documents.c.year >= where.year_from)
    if where.year_to is not None:
        found.append(documents.c.year <= where.year_to)
    if where.region:
        place = documents.c.region + "\n" + documents.c.organisation + "\n" + documents.c.title
        found.append(place.contains(where.region, autoescape=True))
    if where.document_ids:
        found.append(documents.c.id.in_(where.document_ids))
    if where.superseded is not None:
        marked = documents.c.superseded_by != ""
        found.append(marked if where.superseded else ~marked)
    return found


def document_of(row: Any) -> Document:
    """The document in a row of the table documents."""
    values = {key: value for key, value in row.items() if key != "state"}
    values["kind"] = Kind(values["kind"])
    values["years"], values["notes"] = tuple(values["years"]), tuple(values["notes"])
    return Document(**values)


def passage_of(row: dict[str, Any]) -> Passage:
    """The passage in a row of the table passages."""
    values = {key: value for key, value in row.items() if key != "row"}
    values["heading_path"], values["role"] = tuple(values["heading_path"]), Role(row["role"])
    return Passage(**values)
