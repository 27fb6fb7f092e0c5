"""The truth of the library in SQLite: documents, passages, measures and the keyword index.

A document is stored in state "pending" and becomes visible when `publish` is called, after its
vectors are written too. What is pending when the library opens was interrupted: `pending` names it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Literal

import sqlalchemy as sql

from knowledge_base.language import words
from knowledge_base.stores import keywords, token_vectors
from knowledge_base.stores.database import Database
from knowledge_base.stores.memory import Remembered
from knowledge_base.stores.rows import PASSAGE, conditions, document_of, passage_of
from knowledge_base.stores.schema import documents as _documents
from knowledge_base.stores.schema import measures as _measures
from knowledge_base.stores.schema import passages as _passages
from knowledge_base.types import ANY, Document, Filter, Indexed, Measure, Passage, Stats

_AT_ONCE = 500
_READY = _documents.c.state == "ready"


class Catalog:
    """The SQL side of the library in one file; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._file = Database(path)
        self._remembered = Remembered()

    @property
    def read_only(self) -> str:
        """Why nothing can be written, a Chinese sentence; "" where it can."""
        return self._file.read_only

    def close(self) -> None:
        self._file.close()

    def setting(self, name: str) -> str | None:
        return self._file.setting(name)

    def set_setting(self, name: str, value: str) -> None:
        self._file.set_setting(name, value)

    def store(
        self,
        document: Document,
        passages: Sequence[Passage],
        measures: Sequence[Measure],
        tokens: Sequence[bytes] = (),
    ) -> None:
        """Stores a document with all that belongs to it, still invisible.

        tokens: the token vectors of the passages, b"" or none at all where there are none.
        """
        values = {**asdict(document), "state": "pending"}
        with self._file.write() as connection:
            connection.execute(sql.insert(_documents).values(**values))
            rows = []
            for passage in passages:
                insert = sql.insert(_passages).values(**asdict(passage)).returning(_passages.c.row)
                row = connection.execute(insert).scalar_one()
                _index(connection, row, passage, document)
                rows.append(row)
            pairs = zip(rows, tokens or [b""] * len(rows), strict=True)
            token_vectors.add(connection, [pair for pair in pairs if pair[1]])
            if measures:
                connection.execute(sql.insert(_measures), [asdict(m) for m in measures])

    def publish(self, document_id: str) -> None:
        """Makes a stored document visible."""
        with self._file.write() as connection:
            connection.execute(
                sql.update(_documents).where(_documents.c.id == document_id).values(state="ready")
            )

    def hide(self, document_id: str) -> None:
        """Makes a document invisible; the first step of removing it."""
        with self._file.write() as connection:
            connection.execute(
                sql.update(_documents).where(_documents.c.id == document_id).values(state="pending")
            )

    def delete(self, document_id: str) -> None:
        """Removes every row of a document."""
        with self._file.write() as connection:
            rows = sql.select(_passages.c.row).where(_passages.c.document_id == document_id)
            for row in connection.execute(rows).scalars().all():
                keywords.remove(connection, row)
            token_vectors.remove(connection, document_id)
            for table in (_measures, _passages):
                connection.execute(sql.delete(table).where(table.c.document_id == document_id))
            connection.execute(
                sql.update(_documents)
                .where(_documents.c.superseded_by == document_id)
                .values(superseded_by="")
            )
            connection.execute(sql.delete(_documents).where(_documents.c.id == document_id))

    def supersede(self, document_id: str, by: str) -> None:
        """Marks a document as superseded by another one, or as in force ("")."""
        with self._file.write() as connection:
            connection.execute(
                sql.update(_documents)
                .where(_documents.c.id == document_id)
                .values(superseded_by=by)
            )

    def pending(self) -> list[str]:
        """Ids of documents whose import or removal was interrupted."""
        query = sql.select(_documents.c.id).where(_documents.c.state == "pending")
        with self._file.read() as connection:
            return list(connection.execute(query).scalars())

    def documents(self, where: Filter | None = None) -> list[Document]:
        """The visible documents, newest year first; their texts included."""
        query = sql.select(_documents).where(_READY, *conditions(where or Filter()))
        query = query.order_by(_documents.c.year.desc().nulls_last(), _documents.c.title)
        with self._file.read() as connection:
            return [document_of(row) for row in connection.execute(query).mappings()]

    def named(self, file_name: str) -> list[Document]:
        """The visible documents that came from a file of that name, oldest first."""
        query = sql.select(_documents).where(_READY, _documents.c.file_name == file_name)
        with self._file.read() as connection:
            rows = connection.execute(query.order_by(_documents.c.imported_at)).mappings()
            return [document_of(row) for row in rows]

    def document_ids(self, where: Filter) -> list[str]:
        """Ids of the visible documents that a filter lets through."""
        query = sql.select(_documents.c.id).where(_READY, *conditions(where))
        with self._file.read() as connection:
            return list(connection.execute(query).scalars())

    def document(self, document_id: str) -> Document | None:
        query = sql.select(_documents).where(_READY, _documents.c.id == document_id)
        with self._file.read() as connection:
            row = connection.execute(query).mappings().first()
        return document_of(row) if row else None

    def passages(self, ids: Sequence[str]) -> dict[str, tuple[Passage, Document]]:
        """Visible passages by id, each with its document."""
        query = sql.select(*PASSAGE).where(_passages.c.id.in_(ids))
        with self._file.read() as connection:
            rows = [passage_of(row) for row in connection.execute(query)]
            known = self._remembered.of(connection).documents
            missing = {passage.document_id for passage in rows} - set(known)
            if missing:
                query = sql.select(_documents).where(_READY, _documents.c.id.in_(missing))
                found = map(document_of, connection.execute(query).mappings())
                known |= {document.id: document for document in found}
        return {
            passage.id: (passage, known[passage.document_id])
            for passage in rows
            if passage.document_id in known
        }

    def passages_of(self, document_id: str) -> list[Passage]:
        query = sql.select(*PASSAGE).where(_passages.c.document_id == document_id)
        with self._file.read() as connection:
            return [
                passage_of(row) for row in connection.execute(query.order_by(_passages.c.index))
            ]

    def measures(self, where: Filter | None = None) -> list[Measure]:
        """The measures of the visible documents that a filter lets through."""
        query = (
            sql.select(_measures)
            .join(_documents, _measures.c.document_id == _documents.c.id)
            .where(_READY, *conditions(where or Filter()))
        )
        with self._file.read() as connection:
            return [Measure(**row) for row in connection.execute(query).mappings()]

    def keyword_search(
        self, tokens: Sequence[str], where: Filter, limit: int
    ) -> list[tuple[str, float]]:
        """(passage id, score over words and bigrams), best first; scores above 0."""
        total, counts = self.stats().passages, self.passage_frequency(tokens)
        with self._file.read() as connection:
            allowed = None if where == ANY else self._rows(connection, where)
            found = keywords.search(connection, counts, total, limit, allowed)
            query = sql.select(_passages.c.row, _passages.c.id)
            query = query.where(_passages.c.row.in_([row for row, _ in found]))
            ids = {row.row: row.id for row in connection.execute(query)}
        return [(ids[row], score) for row, score in found if row in ids]

    def _rows(self, connection: sql.Connection, where: Filter) -> set[int]:
        query = sql.select(_passages.c.row).join(
            _documents, _passages.c.document_id == _documents.c.id
        )
        query = query.where(_READY, *conditions(where))
        if where.roles:
            query = query.where(_passages.c.role.in_([role.value for role in where.roles]))
        return set(connection.execute(query).scalars())

    def regions(self) -> frozenset[str]:
        """The regions of the visible documents."""
        with self._file.read() as connection:
            memory = self._remembered.of(connection)
            if memory.regions is None:
                query = sql.select(_documents.c.region).where(_READY).distinct()
                memory.regions = frozenset(connection.execute(query).scalars())
            return memory.regions

    def passage_frequency(self, found: Sequence[str]) -> dict[str, int]:
        """In how many passages each word stands, as far as the index knows it as one word."""
        with self._file.read() as connection:
            known = self._remembered.of(connection).frequency
            if missing := [word for word in found if word not in known]:
                known |= dict.fromkeys(missing, 0) | keywords.frequency(connection, missing)
        return {word: known[word] for word in found}

    def indexed(self, space: Literal["passages", "measures"]) -> dict[str, Indexed]:
        """Everything visible that should have a vector, by its id."""
        if space == "measures":
            return {measure.id: Indexed.measure(measure) for measure in self.measures()}
        query = sql.select(*PASSAGE, _documents.c.title).join(
            _documents, _passages.c.document_id == _documents.c.id
        )
        with self._file.read() as connection:
            rows = connection.execute(query.where(_READY))
            entries = (Indexed.passage(passage_of(row), row[-1]) for row in rows)
            return {entry.id: entry for entry in entries}

    def token_vectors(self, ids: Sequence[str]) -> dict[str, bytes]:
        """The token vectors of passages, by id; those without are left out."""
        with self._file.read() as connection:
            return token_vectors.of(connection, ids)

    def with_tokens(self) -> set[str]:
        """The ids of the passages that have token vectors."""
        with self._file.read() as connection:
            return token_vectors.there(connection)

    def add_tokens(self, tokens: Mapping[str, bytes]) -> None:
        """Token vectors of passages by id; adding them again replaces them."""
        query = sql.select(_passages.c.id, _passages.c.row).where(_passages.c.id.in_(tokens))
        with self._file.write() as connection:
            rows = [(row, tokens[key]) for key, row in connection.execute(query)]
            token_vectors.add(connection, rows)

    def clear_tokens(self) -> None:
        """Takes all token vectors away: another model made them."""
        with self._file.write() as connection:
            token_vectors.clear(connection)

    def keywords_are_whole(self) -> bool:
        """Whether every passage, and nothing else, stands in the keyword index."""
        with self._file.read() as connection:
            rows = set(connection.execute(sql.select(_passages.c.row)).scalars())
            return rows == keywords.indexed(connection)

    def rebuild_keywords(self) -> None:
        """Makes the keyword index anew from the passages."""
        query = sql.select(_passages.c.row, _passages.c.id).join(
            _documents, _passages.c.document_id == _documents.c.id
        )
        with self._file.write() as connection:
            keywords.drop(connection)
            keywords.create(connection)
            rows = {row.id: row.row for row in connection.execute(query)}
        ids = list(rows)
        for start in range(0, len(ids), _AT_ONCE):
            found = self.passages(ids[start : start + _AT_ONCE])
            with self._file.write() as connection:
                for key, (passage, document) in found.items():
                    _index(connection, rows[key], passage, document)

    def stats(self) -> Stats:
        with self._file.read() as connection:
            memory = self._remembered.of(connection)
            if memory.stats is None:
                count = sql.select(sql.func.count())
                memory.stats = Stats(
                    *(
                        connection.execute(count.select_from(source).where(_READY)).scalar_one()
                        for source in (
                            _documents,
                            _passages.join(_documents),
                            _measures.join(_documents),
                        )
                    )
                )
            return memory.stats


def _index(connection: sql.Connection, row: int, passage: Passage, document: Document) -> None:
    keywords.add(connection, row, words.tokens(passage.contextual(document.title)))
