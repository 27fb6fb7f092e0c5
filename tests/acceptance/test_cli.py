"""The real command, end to end, on the sample library with the bundled model."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from shared import folder

import knowledge_base.samples

pytestmark = pytest.mark.acceptance
COMMAND = Path(sys.executable).with_name("zhaoshang")
MOST_BYTES = 60_000
FILES = 12
SAMPLES = Path(knowledge_base.samples.__file__).parent
FACTS = [
    "新签约亿元以上项目62个，协议总投资186.4亿元",
    "到位内资98.7亿元，同比增长12.3%，完成年度任务的103.9%",
    "制造业项目占比达66.1%",
    "签约项目开工率59.7%，比上年下降3.2个百分点",
    "组织外出招商47批次，拜访企业312家",
    "举办专题推介会4场",
    "盘活低效用地436亩，腾退企业11家",
    "安全生产：全年发生一般事故1起，无人员死亡",
    "不足：产业基金规模仅2亿元，撬动能力弱",
    "明年目标：力争新签约亿元以上项目70个",
]


@pytest.fixture(scope="session")
def home(sample_home):
    """A data folder with the sample library."""
    return sample_home


def run(home, *arguments, timeout=300, **settings):
    """The command over a data folder. settings: further variables, without ZHAOSHANG_."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ZHAOSHANG_")}
    wanted = {"HOME": str(home), **settings}
    return subprocess.run(
        [COMMAND, *map(str, arguments)],
        env=environment | {f"ZHAOSHANG_{name}": value for name, value in wanted.items()},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def answer(home, *arguments, **settings):
    """The one JSON object on standard output."""
    done = run(home, *arguments, "--json", **settings)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_importing_again_changes_nothing(home):
    report = answer(home, "import", "--samples")
    assert report["imported"] == 0
    assert report["unchanged"] >= 14


def test_the_library_knows_what_its_documents_are(home):
    documents = answer(home, "library")["documents"]
    assert {d["kind"] for d in documents} >= {"summary", "speech", "secondment", "policy"}
    assert all(d["title"] and d["year"] and d["passages"] for d in documents)


def test_a_bad_file_is_named_and_the_good_one_goes_in(home, tmp_path):
    (tmp_path / "好.txt").write_text(
        "某区2020年工作总结\n全年签约项目3个，建立项目会商机制。", encoding="utf-8"
    )
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04broken")
    done = run(home, "import", tmp_path, tmp_path / "无.txt", "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert (report["imported"], report["failed"]) == (1, 2)
    assert all(row["reason"] for row in report["files"] if row["status"] == "failed")
    good = next(row for row in report["files"] if row["status"] == "imported")
    assert run(home, "remove", good["id"]).returncode == 0
    assert run(home, "remove", good["id"]).returncode == 1


def test_search_has_the_promised_form_and_its_filters_hold(home):
    hits = answer(home, "search", "基金招商", "--kind", "summary", "--year", "2022-2024")["hits"]
    assert hits
    assert {
        "rank",
        "score",
        "passage_id",
        "document_id",
        "title",
        "kind",
        "year",
        "heading_path",
        "text",
    } == set(hits[0])
    assert {hit["kind"] for hit in hits} == {"summary"}
    assert all(2022 <= hit["year"] <= 2024 for hit in hits)
    assert len(answer(home, "search", "基金招商", "--limit", "2")["hits"]) == 2


@pytest.mark.parametrize(
    ("question", "word"),
    [("招商队伍能力不足怎么解决", "培训|跟班|比武|学")],
)
def test_an_answer_quotes_passages_of_at_least_two_documents(home, question, word):
    found = answer(home, "ask", question)
    assert found["answered"]
    assert found["writer"] == "extractive"
    assert len({c["title"] for c in found["citations"]}) >= 2
    assert re.search(word, found["text"])
    for citation in found["citations"]:
        assert f"[{citation['number']}]" in found["text"]
        assert citation["quote"] in found["text"]
        assert citation["passage_id"]


def test_what_the_library_does_not_hold_is_declined(home):
    found = answer(home, "ask", "明天天气怎么样")
    assert not found["answered"]
    assert found["citations"] == []


def test_measures_are_sorted_by_year(home):
    groups = answer(home, "measures", "基金招商", "--sort", "newest")["groups"]
    assert any(len(group["measures"]) > 1 for group in groups)
    for group in groups:
        years = [measure["year"] or 0 for measure in group["measures"]]
        assert years == sorted(years, reverse=True)


def test_a_search_may_be_restricted_to_plans(home):
    hits = answer(home, "search", "基金招商", "--role", "plan", "--in-force")["hits"]
    assert hits
    assert all(re.search("打算|安排|怎么干", "".join(h["heading_path"])) for h in hits)


def test_similar_measures_are_grouped_with_place_and_year(home):
    groups = answer(home, "measures", "基金招商")["groups"]
    assert groups[0]["category"] == "基金招商"
    measures = groups[0]["measures"]
    assert len({m["title"] for m in measures}) >= 2
    keys = {"name", "text", "title", "year", "region", "passage_id", "result"}
    assert keys == set(measures[0])


@pytest.mark.parametrize("kind", ["summary", "speech", "secondment"])
def test_a_draft_is_faithful_and_its_word_file_opens(home, tmp_path, kind):
    brief = tmp_path / "brief.json"
    table = {
        "title": "关于招商引资工作的材料",
        "organisation": "云溪县投资促进局",
        "period": "2025年",
        "date": "2025年12月28日",
        "facts": FACTS,
    }
    brief.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
    target = tmp_path / "文稿.docx"
    draft = answer(home, "draft", kind, "--brief", brief, "-o", target)
    sentences = [s for x in draft["sections"] for p in x["paragraphs"] for s in p["sentences"]]
    assert {s["source"]["type"] for s in sentences} == {"fact", "passage", "connective"}
    given = "".join(FACTS) + "2025年12月28日"
    numbers = [n for s in sentences for n in re.findall(r"\d+(?:\.\d+)?", s["text"])]
    assert all(number in given for number in numbers)
    used = {
        ref
        for s in sentences
        if s["source"]["type"] == "fact"
        for ref in s["source"]["ref"].split(",")
    }
    named = [f for f in draft["findings"] if f["kind"] == "unused_fact"]
    assert len(used) + len(named) == len(FACTS)
    assert not re.search(r"\*|[xX]{2}", draft["text"])
    text = rendered(target, tmp_path)
    for sentence in sentences[:6]:
        assert re.sub(r"\W", "", sentence["text"]) in re.sub(r"\W", "", text)


def test_a_draft_is_revised_and_the_version_before_comes_back(home, tmp_path):
    brief = tmp_path / "brief.json"
    brief.write_text(json.dumps({"facts": FACTS}, ensure_ascii=False), encoding="utf-8")
    first = answer(
        home,
        "draft",
        "summary",
        "--brief",
        brief,
        "--like",
        SAMPLES / "桐溪县招商局2024年工作总结和2025年工作打算.docx",
    )
    target = tmp_path / "改后.docx"
    second = answer(home, "revise", first["id"], "换一种开头", "-o", target)
    assert second["changes"]
    assert second["text"] != first["text"]
    assert bare(second["sections"][0]["paragraphs"][0]) in bare(rendered(target, tmp_path))
    assert answer(home, "revise", first["id"], "恢复上一版")["text"] == first["text"]
    asked = run(home, "revise", first["id"], "第九部分精简一点")
    assert (asked.returncode, "一共" in asked.stderr) == (1, True)
    listed = answer(home, "drafts")["drafts"]
    assert [row["version"] for row in listed if row["id"] == first["id"]] == [1]


def bare(value):
    text = value if isinstance(value, str) else "".join(s["text"] for s in value["sentences"])
    return re.sub(r"\W", "", text)


def test_a_draft_edited_in_word_is_taken_up_again_and_shown(home, tmp_path):
    brief, target = tmp_path / "brief.json", tmp_path / "文稿.docx"
    brief.write_text(json.dumps({"facts": FACTS}, ensure_ascii=False), encoding="utf-8")
    first = answer(home, "draft", "summary", "--brief", brief, "-o", target)
    document = docx.Document(str(target))
    run = next(r for p in document.paragraphs for r in p.runs if "47批次" in r.text)
    run.text = run.text.replace("47批次", "48批次")
    document.save(str(target))
    again = tmp_path / "again.docx"
    second = answer(home, "draft", "--continue", target, "-o", again)
    assert second["text"] == first["text"].replace("47批次", "48批次")
    new = [f["message"] for f in second["findings"] if f not in first["findings"]]
    assert len(new) == 1
    assert "用户改写：“48批”" in new[0]
    assert failure(home, "draft", "--continue", target, "-o", target) == 2
    assert failure(home, "draft", "--continue", brief) == 1
    shown = answer(home, "preview", again, "--open", "no")
    assert all(Path(file).parent == tmp_path / "again-预览" for file in shown["files"])
    assert len(shown["files"]) >= (2 if shown["exact"] else 1)


def failure(home, *arguments):
    """The exit status of a command that fails in words."""
    done = run(home, *arguments)
    assert done.stderr
    assert "Traceback" not in done.stderr
    return done.returncode


def test_an_attached_table_and_the_switches_of_the_export_reach_the_word_file(home, tmp_path):
    brief, table = tmp_path / "brief.json", tmp_path / "重点项目情况表.csv"
    brief.write_text(json.dumps({"facts": FACTS}, ensure_ascii=False), encoding="utf-8")
    table.write_text("项目,总投资（亿元）\n产业园一期,12.5\n", encoding="utf-8")
    target = tmp_path / "文稿.docx"
    switches = ("--clean", "--allow-blanks", "--sources", "--attach", table)
    draft = answer(home, "draft", "summary", "--brief", brief, "-o", target, *switches)
    assert "附件：重点项目情况表" in draft["text"]
    text = re.sub(r"\s", "", rendered(target, tmp_path))
    assert "产业园一期12.5" in text
    assert "资料来源" in text


def rendered(document, folder):
    """The text of a Word file as LibreOffice prints it."""
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed (apt-get install libreoffice-writer)")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        folder,
        document,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return document.with_suffix(".txt").read_text("utf-8")


def test_check_finds_an_altered_number(home, tmp_path):
    (tmp_path / "facts.txt").write_text("协议总投资186.4亿元", encoding="utf-8")
    (tmp_path / "文稿.txt").write_text("全年签约项目协议总投资1864亿元。", encoding="utf-8")
    findings = answer(home, "check", tmp_path / "文稿.txt", "--facts", tmp_path / "facts.txt")[
        "findings"
    ]
    assert {f["kind"] for f in findings} == {"unsupported_number", "unused_fact"}


def test_check_names_the_past_document_that_a_paragraph_was_copied_from(home, tmp_path):
    past = (SAMPLES / "岚阳市投资促进局2023年工作总结.txt").read_text("utf-8").splitlines()
    copied = next(line for line in past if len(line) > 150)
    (tmp_path / "文稿.txt").write_text(f"云溪县2025年工作总结\n{copied}\n", encoding="utf-8")
    plain = answer(home, "check", tmp_path / "文稿.txt")["findings"]
    assert "overlap" not in {f["kind"] for f in plain}
    findings = answer(home, "check", tmp_path / "文稿.txt", "--overlap")["findings"]
    (found,) = [f for f in findings if f["kind"] == "overlap"]
    assert "岚阳市投资促进局2023年工作总结" in found["message"]


def test_last_years_plan_is_answered_from_a_file_or_the_library(home, tmp_path):
    (tmp_path / "facts.txt").write_text(
        "新签约亿元以上项目49个\n到位省外资金60亿元，上年61.9亿元\n", encoding="utf-8"
    )
    past = SAMPLES / "青岭县招商服务中心2025年工作总结.docx"
    report = answer(home, "followup", past, "--facts", tmp_path / "facts.txt")
    statuses = {item["target"]: item["status"] for item in report["items"]}
    assert (statuses["40个"], statuses["67亿元"]) == ("done", "under_way")
    assert "unmentioned" in statuses.values()
    assert {f["kind"] for f in report["findings"]} == {"unanswered", "published"}
    documents = answer(home, "library")["documents"]
    (number,) = [d["id"] for d in documents if d["title"] == "青岭县招商服务中心2025年工作总结"]
    assert answer(home, "followup", number, "--facts", tmp_path / "facts.txt") == report
    missing = run(home, "followup", "没有这份", "--facts", tmp_path / "facts.txt")
    assert missing.returncode == 1
    assert "没有这份" in missing.stderr
    assert "Traceback" not in missing.stderr


def test_a_draft_names_what_last_years_plan_leaves_open(home, tmp_path):
    brief = {"organisation": "青岭县招商服务中心", "period": "2026年", "facts": FACTS}
    (tmp_path / "brief.json").write_text(json.dumps(brief), encoding="utf-8")
    past = SAMPLES / "青岭县招商服务中心2025年工作总结.docx"
    report = answer(home, "draft", "summary", "--brief", tmp_path / "brief.json", "--last", past)
    assert "unanswered" in {f["kind"] for f in report["findings"]}


def test_doctor_reports_a_sound_installation(home):
    report = answer(home, "doctor")
    assert report["ok"]
    items = {item["name"]: item for item in report["items"]}
    assert set(items) >= {"写作方式", "检索模型", "资料库"}
    assert "已解压" in items["检索模型"]["detail"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("search",),
        ("search", "x", "--kind", "poem"),
        ("search", "x", "--year", "abc"),
        ("draft", "poem", "--brief", "none.json"),
        ("nonsense",),
        ("import",),
    ],
)
def test_wrong_usage_ends_with_two_and_no_traceback(home, arguments):
    done = run(home, *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_wrong_setting_is_one_line(tmp_path):
    environment = {**os.environ, "ZHAOSHANG_HOME": str(tmp_path), "ZHAOSHANG_PORT": "abc"}
    done = subprocess.run(
        [COMMAND, "library"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "ZHAOSHANG_PORT" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="session")
def seeds(models, tmp_path_factory):
    """Five real documents of the genre, where they are at hand."""
    source, home = folder("seeds"), tmp_path_factory.mktemp("seeds")
    (home / "models").symlink_to(models)
    report = answer(home, "import", source)
    assert (report["imported"], report["failed"]) == (5, 0)
    return home, {row["file"][:3]: row for row in report["files"]}


@pytest.mark.xdist_group("seeds")
@pytest.mark.parametrize(
    ("number", "title", "kind", "year"),
    [
        ("000", "2023年招商局挂职工作汇报", "secondment", 2023),
        ("001", "招商中心2023年工作总结和2024年工作安排", "summary", 2023),
        (
            "002",
            "在2024年上半年招商引资工作总结暨下半年工作安排部署会议上的讲话",
            "speech",
            2024,
        ),
        ("003", "全区招商引资工作总结", "summary", None),
        ("004", "2023年对招商工作中的几点认识", "other", 2023),
    ],
)
def test_each_seed_is_known_for_what_it_is(seeds, number, title, kind, year):
    row = seeds[1][number]
    assert (row["title"], row["kind"], row["year"]) == (title, kind, year)


@pytest.mark.xdist_group("seeds")
def test_each_passage_of_a_seed_knows_its_heading(seeds):
    hits = answer(seeds[0], "search", "招商", "--limit", "100")["hits"]
    headed = [hit for hit in hits if hit["heading_path"]]
    assert len(headed) > len(hits) * 0.9


@pytest.mark.xdist_group("seeds")
def test_a_measure_of_a_seed_keeps_its_words(seeds):
    groups = answer(seeds[0], "measures", "乡情招商")["groups"]
    measure = next(m for m in groups[0]["measures"] if m["name"] == "乡情招商")
    assert measure["text"].startswith("二是乡情招商。坚持内搭平台，外联老乡")
    assert measure["text"].endswith("家乡发展的建议。")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("search",), "缺少参数 Q"),
        (("nonsense",), "没有“nonsense”这个命令"),
        (("search", "x", "--nope"), "没有 --nope 这个选项"),
        (("draft", "summary"), "请给出文种和任务书（--brief）"),
        (("draft", "summary", "--continue", "x.docx"), "不能再给文种"),
    ],
)
def test_wrong_usage_is_explained_in_chinese(home, arguments, words):
    assert words in run(home, *arguments).stderr


def test_a_folder_of_awkward_files_gives_a_line_each_and_changes_nothing_twice(
    tmp_path, tiny_model
):
    files = tmp_path / "files"
    files.mkdir()
    for path in (folder("awkward_files") / "files").iterdir():
        if path.stat().st_size <= MOST_BYTES:  # all of them are read in test_awkward_files.py
            shutil.copy(path, files)
    names = sorted(path.name for path in files.iterdir())
    assert len(names) > 40
    small = {"EMBEDDING_MODEL": str(tiny_model)}  # what is read matters here, not its vectors
    home = tmp_path / "home"
    first = run(home, "import", files, "--json", timeout=900, **small)
    rows = json.loads(first.stdout)["files"]
    assert sorted(row["file"] for row in rows) == names
    assert all(row.get("reason") or row["status"] != "failed" for row in rows)
    assert "Traceback" not in first.stderr
    documents = answer(home, "library", **small)
    second = json.loads(run(home, "import", files, "--json", timeout=900, **small).stdout)
    assert second["imported"] == 0
    assert second["failed"] == sum(row["status"] == "failed" for row in rows)
    assert answer(home, "library", **small) == documents


def test_ctrl_c_stops_an_import_and_the_same_command_goes_on(tmp_path, empty_home):
    source = tmp_path / "files"
    source.mkdir()
    for number in range(FILES):
        text = f"云溪县第{number}份材料\n" + f"第{number}次外出招商，签约项目{number}个。\n" * 40
        (source / f"{number:02d}.txt").write_text(text, "utf-8")
    home = empty_home
    environment = os.environ | {"ZHAOSHANG_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    # A shell lets what it starts in the background ignore Ctrl-C, and that is inherited.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        [COMMAND, "import", source], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        signal.signal(signal.SIGINT, before)
        assert process.stdout is not None
        while not process.stdout.readline().startswith("新导入 02.txt"):
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        process.stdout.read()
        assert process.wait(timeout=60) == 130
    stopped = answer(home, "library")
    assert 3 <= len(stopped["documents"]) < FILES
    assert run(home, "doctor").returncode == 0
    finished = json.loads(run(home, "import", source, "--json").stdout)
    assert (finished["imported"], finished["unchanged"]) == (
        FILES - len(stopped["documents"]),
        len(stopped["documents"]),
    )


def test_a_newer_file_of_the_same_name_is_kept_beside_or_replaces(tmp_path, empty_home):
    file = tmp_path / "周报.txt"
    reports = []
    for week, option in (("第一周", "--keep"), ("第二周", "--keep"), ("第三周", "--replace")):
        file.write_text(f"云溪县招商{week}情况\n{week}签约项目3个，开展外出招商。", "utf-8")
        reports.append(answer(empty_home, "import", file, option)["files"][0])
    assert [len(row.get("same_name", [])) for row in reports] == [0, 1, 0]
    assert len(reports[2]["replaced"]) == 2
    (document,) = answer(empty_home, "library")["documents"]
    assert document["id"] == reports[2]["id"]


def test_a_superseded_document_is_marked_and_comes_later(tmp_path, empty_home):
    home, documents = empty_home, tmp_path / "files"
    documents.mkdir()
    for name, sum_ in (("甲", "100万元"), ("乙", "200万元")):
        path = documents / f"奖励办法{name}.txt"
        text = f"云溪县招商引资奖励办法（{name}）\n第一条　对引荐人最高奖励{sum_}。\n第二条　由县招商局解释。\n第三条　自发布之日起施行。"
        path.write_text(text, "utf-8")
    answer(home, "import", documents)
    ids = {d["title"][-2]: d["id"] for d in answer(home, "library")["documents"]}
    first = answer(home, "search", "引荐人最高奖励多少")["hits"][0]["document_id"]
    (old, new) = (first, next(key for key in ids.values() if key != first))
    assert answer(home, "supersede", old, "--by", new)["superseded_by"] == new
    assert answer(home, "search", "引荐人最高奖励多少")["hits"][0]["document_id"] == new
    assert answer(home, "supersede", old, "--clear")["superseded_by"] == ""
    circle = run(home, "supersede", ids["甲"], "--by", ids["甲"])
    assert circle.returncode == 1
    assert "互相取代" in circle.stderr
