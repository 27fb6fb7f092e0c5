"""Damage done on purpose to a library, and what comes back."""

from __future__ import annotations

import errno
import shutil
import sqlite3

import pytest
import sqlalchemy as sql
from fakes import TinyEmbeddings

from knowledge_base.base import KnowledgeBase
from knowledge_base.errors import EmbeddingModelError, StoreError
from knowledge_base.repairing import Faults, inspect, repair
from knowledge_base.stores import database, schema
from knowledge_base.stores.catalog import Catalog
from knowledge_base.types import Indexed


@pytest.fixture
def folder(tmp_path, library):
    return tmp_path / "library"


def whole(folder, embeddings=None):
    """The library opens, finds something, and nothing is wrong with it."""
    embeddings = embeddings or TinyEmbeddings()
    assert inspect(folder, embeddings) == Faults()
    opened = KnowledgeBase(folder, embeddings)
    assert opened.search("以商招商")[0].document.title == "临江县招商局2024年工作总结"
    assert opened.measures("以商招商")
    assert opened.vector_count() == opened.stats().passages
    opened.close()


def test_a_sound_library_has_no_faults(folder):
    assert not repair(folder, TinyEmbeddings())
    whole(folder)


def test_missing_and_stray_vectors_are_found_and_mended(folder, library):
    entries = library._catalog.indexed("passages")
    library._vectors.discard("passages", list(entries)[:3])
    stray = Indexed("gone-0001", "gone", "text")
    library._vectors.add("measures", [stray], [TinyEmbeddings().embed_query("text")])
    faults = repair(folder, TinyEmbeddings())
    assert (faults.missing, faults.stray) == (3, 1)
    assert len(faults.lines()) == 2
    whole(folder)


def test_deleted_vectors_are_said_and_the_words_still_find(folder, library):
    assert library.trouble() == ""
    total = library.vector_count()
    shutil.rmtree(folder / "vectors")  # while the library is open
    assert library.search("以商招商")[0].document.title == "临江县招商局2024年工作总结"
    assert library.measures("以商招商")
    assert "暂时只按关键词检索" in library.trouble()
    assert "doctor --repair" in library.trouble()
    library.close()
    again = KnowledgeBase(folder, TinyEmbeddings())
    assert again.search("以商招商")
    assert "检索向量缺" in again.trouble()
    again.close()
    assert repair(folder, TinyEmbeddings()).missing >= total
    whole(folder)


def test_vectors_behind_the_catalog_are_said(folder, library):
    library._vectors.discard("passages", list(library._catalog.indexed("passages"))[:3])
    assert "检索向量缺 3 条" in library.trouble()


def test_a_model_that_cannot_be_loaded_leaves_the_words(folder, library, monkeypatch):
    def broken(*_arguments):
        raise EmbeddingModelError("检索模型坏了，请重装")

    for name in ("embed_question", "embed_query"):
        monkeypatch.setattr(library._embeddings, name, broken)
    assert "以商招商" in library.search("以商招商")[0].passage.text
    assert library.measures("以商招商")
    assert library.trouble() == "检索模型坏了，请重装"


def test_what_is_there_is_read_where_nothing_can_be_written(folder, library, monkeypatch):
    library.close()
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def full(*_arguments, **_more):
        raise OSError(errno.ENOSPC, "No space left on device")

    def unable(connection, _record):
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(database.tempfile, "TemporaryFile", full)
    monkeypatch.setattr(database, "_configure", unable)
    opened = KnowledgeBase(folder, TinyEmbeddings())
    assert "磁盘已满" in opened.read_only
    assert opened.trouble() == opened.read_only
    assert len(opened.documents()) == 3
    assert opened.search("以商招商")[0].document.title == "临江县招商局2024年工作总结"
    with pytest.raises(StoreError, match="磁盘已满"):
        opened.remove(opened.documents()[0].id)
    with pytest.raises(StoreError, match="磁盘已满"):
        opened.finish_first_start()
    opened.close()
    kept = {p: d for p, d in before.items() if p.name == "catalog.sqlite3"}
    assert all(path.read_bytes() == data for path, data in kept.items())


@pytest.mark.slow
def test_a_vector_folder_of_rubbish_is_put_aside_and_made_again(folder, library):
    library.close()
    (folder / "vectors" / "chroma.sqlite3").write_bytes(b"rubbish" * 1000)
    opened = KnowledgeBase(folder, TinyEmbeddings())
    assert "以商招商" in opened.search("以商招商")[0].passage.text  # by its words alone
    assert opened.measures("以商招商")
    assert "打不开，暂时只按关键词检索" in opened.trouble()
    assert "doctor --repair" in opened.trouble()
    opened.close()
    assert repair(folder, TinyEmbeddings()).unusable
    assert [path.name for path in folder.iterdir() if path.name.startswith("vectors-")]
    whole(folder)


def test_a_lost_keyword_index_is_made_again(folder, library):
    with library._catalog._file.write() as connection:
        connection.execute(sql.text("DELETE FROM keywords"))
    assert repair(folder, TinyEmbeddings()) == Faults(keywords=True)
    assert library._catalog.keyword_search(["以商招商"], library_filter(), 5)
    whole(folder)


def test_missing_token_vectors_are_made_again(folder, library):
    before = library._catalog.token_vectors(list(library._catalog.indexed("passages")))
    with library._catalog._file.write() as connection:
        connection.execute(sql.text("DELETE FROM token_vectors WHERE row > 3"))
    faults = repair(folder, TinyEmbeddings())
    assert faults == Faults(tokens=len(before) - 3)
    assert "逐词向量" in faults.lines()[0]
    assert library._catalog.token_vectors(list(before)) == before
    whole(folder)


def test_a_library_without_token_vectors_is_searched_all_the_same(folder, library):
    library._catalog.clear_tokens()
    assert library.search("以商招商")[0].document.title == "临江县招商局2024年工作总结"


def test_a_model_without_token_vectors_needs_none(folder, library):
    library._catalog.clear_tokens()
    plain = TinyEmbeddings()
    plain.has_tokens = False
    assert inspect(folder, plain) == Faults()


def library_filter():
    from knowledge_base.types import ANY

    return ANY


def test_another_model_is_noticed_and_the_vectors_are_made_by_it(folder, library):
    library.close()
    other = TinyEmbeddings()
    other.name, other.dimensions = "other", 64
    with pytest.raises(EmbeddingModelError, match="--repair"):
        KnowledgeBase(folder, other)
    assert repair(folder, other).model == "tiny"
    whole(folder, other)


def test_what_was_left_unfinished_is_taken_back(folder, library):
    documents = library.documents()
    library._catalog.hide(documents[-1].id)
    assert repair(folder, TinyEmbeddings()).unfinished == 1
    assert inspect(folder, TinyEmbeddings()) == Faults()


def test_a_damaged_catalog_is_said_to_be_damaged(folder, library):
    library.close()
    (folder / "catalog.sqlite3").write_bytes(b"rubbish" * 1000)
    with pytest.raises(StoreError, match="损坏"):
        repair(folder, TinyEmbeddings())


def test_a_library_of_the_first_version_is_brought_up_to_date(folder, library):
    """What versions 2 and 3 brought is taken out, as version 1 left the file."""
    library.close()
    with sqlite3.connect(folder / "catalog.sqlite3") as connection:
        connection.execute("DROP TABLE token_vectors")
        connection.execute("ALTER TABLE documents DROP COLUMN superseded_by")
        connection.execute("ALTER TABLE measures DROP COLUMN result")
        connection.execute("UPDATE settings SET value = '1' WHERE name = 'schema_version'")
    connection.close()
    catalog = Catalog(folder / "catalog.sqlite3")
    assert catalog.setting("schema_version") == str(schema.SCHEMA_VERSION)
    assert [document.superseded_by for document in catalog.documents()] == ["", "", ""]
    assert catalog.measures()[0].result == ""
    passages = len(catalog.indexed("passages"))
    catalog.close()
    assert repair(folder, TinyEmbeddings()) == Faults(tokens=passages)
    whole(folder)


def test_a_library_of_a_later_version_is_left_alone(folder, library):
    library._catalog.set_setting("schema_version", "99")
    library.close()
    with pytest.raises(StoreError, match="升级"):
        KnowledgeBase(folder, TinyEmbeddings())
