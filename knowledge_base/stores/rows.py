"""Between the catalog's rows and the values of types: filters to conditions, rows to values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any

import sqlalchemy as sql
from pydantic import TypeAdapter

from knowledge_base.stores.schema import documents, passages
from knowledge_base.types import Document, Filter, Passage


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


def document_of(row: Mapping[Any, Any]) -> Document:
    """The document in a row of the table documents."""
    made: Document = _form(Document).validate_python(dict(row))
    return made


PASSAGE = tuple(passages.c[field.name] for field in fields(Passage))
"""The columns of a passage, in the order of its fields."""


def passage_of(row: Sequence[Any]) -> Passage:
    """The passage in a row that begins with the columns PASSAGE."""
    names = (column.name for column in PASSAGE)
    made: Passage = _form(Passage).validate_python(dict(zip(names, row, strict=False)))
    return made


@cache
def _form(kind: type[Any]) -> TypeAdapter[Any]:
    """Between a row's plain values and a value's own types; more columns than fields may come."""
    return TypeAdapter(kind)
