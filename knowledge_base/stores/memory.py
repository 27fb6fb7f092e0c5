"""What was read of one state of the catalog and is kept until any program changes it."""

from __future__ import annotations

from dataclasses import dataclass, field

import sqlalchemy as sql

from knowledge_base.stores.schema import settings as _settings
from knowledge_base.types import Document, Stats

_MOST_DOCUMENTS = 2000  # whose texts are kept
_CHANGES = "changes"
_COUNT_A_CHANGE = sql.text(
    "INSERT INTO settings(name, value) VALUES ('changes', '1') "
    "ON CONFLICT(name) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
)


def count_a_change(connection: sql.Connection) -> None:
    """Tells every program that has the library open that its content is another now."""
    connection.execute(_COUNT_A_CHANGE)


@dataclass
class Memory:
    """One state of the catalog, as far as it was asked for."""

    changes: str = ""
    stats: Stats | None = None
    regions: frozenset[str] | None = None
    documents: dict[str, Document] = field(default_factory=dict)
    frequency: dict[str, int] = field(default_factory=dict)


class Remembered:
    """The memory of the present state."""

    def __init__(self) -> None:
        self._memory = Memory()

    def of(self, connection: sql.Connection) -> Memory:
        """What is known of the state that a connection sees; empty after a change."""
        query = sql.select(_settings.c.value).where(_settings.c.name == _CHANGES)
        changes = connection.execute(query).scalar_one_or_none() or ""
        memory = self._memory
        if memory.changes != changes or len(memory.documents) > _MOST_DOCUMENTS:
            memory = self._memory = Memory(changes)
        return memory
