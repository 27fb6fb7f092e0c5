"""The library on disk: a real SQLite, a real Chroma, a tiny embedder."""

import os
from pathlib import Path

import pytest
from fakes import SUMMARY, TinyEmbeddings

from knowledge_base.base import KnowledgeBase
from knowledge_base.errors import DocumentNotFound, EmbeddingModelError, StoreError
from knowledge_base.types import Filter, Kind, Role


def summary_of(library):
    return next(d for d in library.documents() if d.kind is Kind.SUMMARY)


def test_documents_come_with_what_they_are(library):
    summary = summary_of(library)
    assert summary.title == "临江县招商局2024年工作总结"
    assert (summary.year, summary.region) == (2024, "临江县")


def test_the_same_bytes_again_change_nothing(library, tmp_path):
    before = library.stats()
    copy = tmp_path / "另一个名字.txt"
    copy.write_text(SUMMARY, encoding="utf-8")
    assert library.add(copy).status == "unchanged"
    assert library.stats() == before


def test_a_bad_file_does_not_stop_the_good_ones(tmp_path):
    (tmp_path / "a.txt").write_text(SUMMARY, encoding="utf-8")
    (tmp_path / "b.docx").write_bytes(b"PK\x03\x04 not a zip")
    (tmp_path / "c.txt").write_text("  \n ", encoding="utf-8")
    found = KnowledgeBase(tmp_path / "library", TinyEmbeddings())
    results = {r.file_name: r for r in found.add_all([tmp_path])}
    assert results["a.txt"].status == "imported"
    assert results["b.docx"].status == results["c.txt"].status == "failed"
    assert results["b.docx"].reason
    assert found.stats().documents == 1


def test_search_finds_by_words_and_names_the_place(library):
    hit = library.search("队伍专业能力不强怎么办")[0]
    assert hit.document.kind is Kind.SUMMARY
    assert "队伍" in hit.passage.text
    assert hit.passage.heading_path
    assert hit.rank == 1


def test_filters_restrict_both_lists(library):
    assert {
        h.document.kind for h in library.search("奖励", where=Filter(kinds=(Kind.POLICY,)))
    } == {Kind.POLICY}
    assert {h.document.year for h in library.search("奖励", where=Filter(year_to=2021))} == {2021}
    assert library.search("奖励", where=Filter(region="望川县")) == []
    roles = {h.passage.role for h in library.search("招商", where=Filter(roles=(Role.PROBLEM,)))}
    assert roles == {Role.PROBLEM}


def test_the_policy_in_force_outranks_the_one_before(library):
    hits = library.search("引荐人奖励最高多少")
    assert "80万元" in hits[0].passage.text


def test_an_empty_question_finds_nothing(library):
    assert library.search("  ") == []


def test_similar_measures_keep_their_words(library):
    found = library.measures("以商招商")
    assert found[0].measure.category == "以商招商"
    assert "走访存量企业，建立企业诉求台账" in found[0].measure.text


def test_a_question_about_nothing_in_the_library_has_no_measures(library):
    assert library.measures("天气预报") == []


def test_a_removed_document_is_gone_everywhere(library):
    document = summary_of(library)
    library.remove(document.id)
    assert all(h.document.id != document.id for h in library.search("队伍专业能力不强"))
    assert library.vector_count() == library.stats().passages
    with pytest.raises(DocumentNotFound):
        library.document(document.id)


@pytest.mark.slow
def test_an_interrupted_import_leaves_no_passage_behind(tmp_path, library):
    document = summary_of(library)
    library._catalog.hide(document.id)  # the state between storing and publishing
    library.close()
    opened = KnowledgeBase(tmp_path / "library", TinyEmbeddings())
    assert opened._catalog.pending() == []
    assert opened.vector_count() == opened.stats().passages
    (tmp_path / "again.txt").write_text(SUMMARY, encoding="utf-8")
    assert opened.add(tmp_path / "again.txt").status == "imported"


def test_a_library_outlives_its_process(tmp_path, library):
    stats = library.stats()
    library.close()
    opened = KnowledgeBase(tmp_path / "library", TinyEmbeddings())
    assert opened.stats() == stats
    assert opened.search("以商招商")


def test_vectors_of_two_models_never_mix(tmp_path, library):
    library.close()
    other = TinyEmbeddings()
    other.name = "other"
    with pytest.raises(EmbeddingModelError, match="tiny"):
        KnowledgeBase(tmp_path / "library", other)


def test_a_damaged_catalog_is_named_with_its_cure(tmp_path):
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "catalog.sqlite3").write_bytes(b"this is no database" * 100)
    with pytest.raises(StoreError, match="doctor"):
        KnowledgeBase(folder, TinyEmbeddings())


def test_a_data_folder_that_is_a_file_is_named(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="ZHAOSHANG_HOME"):
        KnowledgeBase(tmp_path / "file" / "library", TinyEmbeddings())


@pytest.mark.slow
def test_a_first_start_that_was_cut_off_goes_on(tmp_path, library):
    found = KnowledgeBase(tmp_path / "new", TinyEmbeddings())
    assert found.first_start()
    (tmp_path / "a.txt").write_text(SUMMARY, encoding="utf-8")
    found.add(tmp_path / "a.txt")
    assert found.first_start()
    found.finish_first_start()
    assert not found.first_start()
    assert not library.first_start()


def test_the_library_is_a_langchain_retriever(library):
    documents = library.as_retriever(limit=3).invoke("以商招商")
    assert 0 < len(documents) <= 3
    assert documents[0].metadata["title"] == "临江县招商局2024年工作总结"


def test_folders_give_every_file_but_what_programs_leave_behind(tmp_path):
    inner = tmp_path / "files" / "往年"
    inner.mkdir(parents=True)
    (inner / "a.txt").write_text(SUMMARY, encoding="utf-8")
    (inner / "~$a.docx").write_bytes(b"lock")
    (inner / "Thumbs.db").write_bytes(b"left")
    (inner / ".git").mkdir()
    (inner / ".git" / "config").write_bytes(b"hidden")
    (inner / "c.ofd").write_bytes(b"?")
    found = KnowledgeBase(tmp_path / "library", TinyEmbeddings())
    results = [(r.file_name, r.status) for r in found.add_all([tmp_path / "files"])]
    assert results == [("a.txt", "imported"), ("c.ofd", "failed")]


def test_a_name_that_cannot_be_printed_does_not_end_the_import(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    for name in (b"\xff\xfe.txt", b"a\nb.txt"):
        path = os.path.join(os.fsencode(folder), name)
        with open(path, "wb") as file:
            file.write(SUMMARY.encode() + name.hex().encode())
    found = KnowledgeBase(tmp_path / "library", TinyEmbeddings())
    results = list(found.add_all([folder]))
    assert [r.status for r in results] == ["imported"] * 2
    assert all(r.file_name.isprintable() for r in results)


def test_what_is_no_file_is_named_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "管道.txt")
    found = KnowledgeBase(tmp_path / "library", TinyEmbeddings())
    result = found.add(tmp_path / "管道.txt")
    assert (result.status, "不是普通文件" in result.reason) == ("failed", True)


@pytest.mark.slow
def test_what_one_program_changes_another_sees(tmp_path):
    one = KnowledgeBase(tmp_path / "library", TinyEmbeddings())
    other = KnowledgeBase(tmp_path / "library", TinyEmbeddings())
    assert other.stats().documents == 0
    assert other.search("以商招商") == []
    path = tmp_path / "总结.txt"
    path.write_text(SUMMARY, "utf-8")
    document = one.add(path).document
    assert other.stats().documents == 1
    assert other.search("以商招商")[0].document == document
    newer = tmp_path / "新总结.txt"
    newer.write_text(SUMMARY + "\n补充。", "utf-8")
    one.supersede(document.id, one.add(newer).document.id)
    hits = {hit.document.id: hit.document for hit in other.search("以商招商", limit=20)}
    assert all(hit.superseded_by for key, hit in hits.items() if key == document.id)
    one.remove(document.id)
    assert {hit.document.id for hit in other.search("以商招商")} == {newer_id(one)}


def test_opening_a_library_writes_nothing(tmp_path):
    KnowledgeBase(tmp_path / "library", TinyEmbeddings()).close()
    folder = tmp_path / "library"
    before = {path.name: path.read_bytes() for path in folder.glob("catalog*")}
    again = KnowledgeBase(folder, TinyEmbeddings())
    assert again.search("以商招商") == []
    again.close()
    assert {path.name: path.read_bytes() for path in folder.glob("catalog*")} == before


def newer_id(library):
    (document,) = library.documents()
    return document.id


@pytest.mark.parametrize(
    "name", ["/proc", "/sys", "/dev", "/proc/self", "/dev/zero", "/proc/cpuinfo"]
)
def test_a_folder_of_the_system_is_refused_in_one_line(library, name):
    (result,) = library.add_all([Path(name)])
    assert result.status == "failed"
    assert "系统文件夹" in result.reason
    assert "请选择存放文稿的文件夹" in result.reason


@pytest.mark.slow
def test_links_into_the_system_are_refused_and_what_lies_beside_them_goes_in(library, tmp_path):
    folder = tmp_path / "文稿"
    folder.mkdir()
    (folder / "处理器.txt").symlink_to("/proc/cpuinfo")
    (folder / "设备").symlink_to("/dev")
    (folder / "好.txt").write_text("某区2020年工作总结\n全年签约项目3个。", encoding="utf-8")
    (tmp_path / "链接").symlink_to("/proc")
    results = list(library.add_all([folder, tmp_path / "链接"]))
    assert {r.file_name: r.status for r in results} == {
        "处理器.txt": "failed",
        "设备": "failed",
        "好.txt": "imported",
        "链接": "failed",
    }
    assert all("系统文件夹" in r.reason for r in results if r.status == "failed")
