"""The page in a real browser, served by the real command on the sample library."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from docx import Document

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("page")]
FACTS = ("全年新签约项目42个，计划总投资128.6亿元", "实际到位资金53.4亿元，同比增长12.3%")


def ask(page, message):
    """Sends a message in the chat and returns its turn once it is done."""
    count = page.locator(".turn").count()
    page.fill("#question textarea", message)
    page.keyboard.press("Enter")
    page.wait_for_selector(f".turn:nth-of-type({count + 1}):not(.running)")
    return page.locator(".turn").nth(count)


def tab(page, name):
    page.get_by_role("tab", name=name).click()


def bare(text):
    return re.sub(r"\s", "", text)


def downloaded_text(page, link, folder):
    """The name and the text of the Word file behind a link."""
    with page.expect_download() as waiting:
        link.click()
    path = folder / "draft.docx"
    waiting.value.save_as(path)
    text = "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
    return waiting.value.suggested_filename, text


def test_a_question_is_answered_with_sources_that_open_beside_it(page):
    turn = ask(page, "基金招商有什么做法")
    mark = turn.locator(".cite").first
    mark.click()
    card = page.locator("#sources .source.focus")
    card.wait_for()
    quoted = "".join(card.locator("mark").all_inner_texts())
    assert "基金" in turn.inner_text()
    assert len(bare(quoted)) > 10
    assert bare(quoted) in bare(turn.inner_text())
    assert card.bounding_box()["x"] > turn.bounding_box()["x"] + 300


def test_an_earlier_answer_keeps_its_own_sources(page):
    first = ask(page, "基金招商有什么做法")
    ask(page, "以商招商有什么做法")
    first.locator(".cite").first.click()
    assert page.locator("#sources section:visible").get_attribute("data-turn") == "1"
    assert page.locator("#sources .source.focus").count() == 1


def test_a_question_that_the_library_cannot_answer_is_declined(page):
    turn = ask(page, "明天天气怎么样")
    assert "没有找到" in turn.inner_text()
    assert turn.locator(".cite").count() == 0


def test_similar_measures_come_in_the_chat_by_category(page):
    turn = ask(page, "往年在以商招商方面有哪些类似举措")
    assert turn.locator(".category h4").count() >= 1
    assert turn.locator(".measure .cite").count() >= 2


def test_a_conversation_survives_a_reload(page):
    ask(page, "基金招商有什么做法")
    page.reload()
    page.wait_for_selector(".turn .cite")
    assert page.locator("#sources .source").count() >= 1


def test_clearing_brings_back_the_examples(page):
    ask(page, "明天天气怎么样")
    page.click("#clear")
    page.wait_for_selector("#conversation .examples button")
    assert page.locator(".turn").count() == 0


def test_a_draft_from_the_chat_comes_as_a_word_file_that_holds_the_facts(page, tmp_path):
    turn = ask(page, "\n".join(("写一份云溪县招商局2025年工作总结，1500字左右", *FACTS)))
    assert turn.locator(".paper h3").inner_text() == "云溪县招商局2025年工作总结"
    assert turn.locator(".findings li").count() >= 1
    name, text = downloaded_text(page, turn.locator("a.download"), tmp_path)
    assert name == "云溪县招商局2025年工作总结.docx"
    for figure in ("42个", "128.6亿元", "53.4亿元", "12.3%"):
        assert figure in text


def test_a_draft_follows_the_outline_as_it_was_edited(page, tmp_path):
    tab(page, "起草")
    page.get_by_label("单位").fill("云溪县招商局")
    page.get_by_label("时段").fill("2025年")
    page.fill("#facts textarea", "\n".join(FACTS))
    page.click("#make-outline")
    rows = page.locator("#outline tbody tr")
    rows.first.wait_for()
    count = rows.count()
    rows.nth(0).locator("input[name=heading]").fill("一年来的成绩")
    rows.nth(count - 1).locator("[data-do=remove]").click()
    rows.nth(1).locator("[data-do=up]").click()
    kept = rows.nth(0).locator("input[name=heading]").input_value()
    page.click("#make-draft")
    page.wait_for_selector("#draft-page a.download")
    headings = page.locator("#draft-page .heading").all_inner_texts()
    assert headings[:2] == [f"一、{kept}", "二、一年来的成绩"]
    assert len(headings) <= count - 1
    _, text = downloaded_text(page, page.locator("#draft-page a.download"), tmp_path)
    assert "二、一年来的成绩" in text
    assert "53.4亿元" in text


def test_a_draft_is_revised_in_plain_words_and_back_again(page, tmp_path):
    tab(page, "起草")
    page.get_by_label("单位").fill("云溪县招商局")
    page.fill("#facts textarea", "\n".join(FACTS))
    page.click("#make-outline")
    page.click("#make-draft")
    page.wait_for_selector("#revise-request")
    page.fill("#revise-request textarea", "把到位资金改成99.1亿元")
    page.click("#revise-do")
    page.wait_for_selector("#revise-note ins")
    assert "99.1" in page.inner_text("#revise-note ins")
    assert "99.1亿元" in page.inner_text("#draft-page .paper")
    _, text = downloaded_text(page, page.locator("#draft-page a.download"), tmp_path)
    assert "99.1亿元" in text
    page.fill("#revise-request textarea", "第九部分精简一点")
    page.keyboard.press("Enter")
    page.wait_for_selector("#revise-note .notice.warn")
    assert "一共" in page.inner_text("#revise-note")
    page.click("#revise-undo")
    page.wait_for_selector("#revise-note del")
    assert "53.4亿元" in page.inner_text("#draft-page .paper")


def test_a_finding_is_put_right_and_last_years_plan_is_answered(page, tmp_path):
    past = tmp_path / "去年总结.txt"
    past.write_text(
        "云溪县招商局2024年工作总结\n一、2024年工作情况\n签约项目12个。\n"
        "二、2025年工作打算\n新签约项目40个。新建标准厂房8万平方米。\n",
        encoding="utf-8",
    )
    tab(page, "起草")
    page.get_by_label("单位").fill("云溪县招商局")
    page.get_by_label("时段").fill("2025年")
    page.fill("#facts textarea", "新签约项目42个，，同比增长5%")
    choose(page, "#last-year", past)
    page.wait_for_selector("#last-note .notice")
    page.click("#make-outline")
    page.click("#make-draft")
    page.wait_for_selector("#draft-page .findings button[data-old]")
    assert "标准厂房8万平方米" in page.inner_text("#draft-page .findings")
    page.click("#draft-page .findings button[data-old]")
    page.wait_for_selector("#revise-note del")
    assert "42个，同比" in page.inner_text("#draft-page .paper")


def test_an_outline_is_learned_from_a_past_document(page, tmp_path):
    past = tmp_path / "往年总结.txt"
    past.write_text(
        "云溪县招商局2024年工作总结\n一、2024年工作亮点\n建立专班机制，签约项目12个。\n"
        "二、存在的问题\n项目储备不足。\n三、2025年工作思路\n计划签约项目20个。\n",
        encoding="utf-8",
    )
    tab(page, "起草")
    page.get_by_label("单位").fill("云溪县招商局")
    page.get_by_label("时段").fill("2025年")
    page.fill("#facts textarea", "\n".join(FACTS))
    choose(page, "#outline-like", past)
    rows = page.locator("#outline tbody tr")
    rows.first.wait_for()
    names = [rows.nth(i).locator("input[name=heading]").input_value() for i in range(rows.count())]
    assert names == ["2025年工作亮点", "存在的问题", "2026年工作思路"]
    page.click("#make-draft")
    page.wait_for_selector("#draft-page a.download")
    assert "一、2025年工作亮点" in page.inner_text("#draft-page .paper")


def choose(page, button, path):
    with page.expect_file_chooser() as chooser:
        page.click(button)
    chooser.value.set_files(path)


def test_facts_come_from_a_table_and_a_wrong_cell_is_named(page, tmp_path):
    tab(page, "起草")
    good, bad = tmp_path / "指标.csv", tmp_path / "坏表.csv"
    good.write_text("指标,单位,本年完成,上年同期\n到位内资,亿元,98.7,87.9\n", "utf-8")
    bad.write_text("指标,单位,本年完成\n到位内资,亿元,98.7.1\n", "utf-8")
    page.fill("#facts textarea", FACTS[0])
    choose(page, "#facts-table", good)
    page.wait_for_function(
        "document.querySelector('#facts textarea').value.includes('同比增长12.3%')"
    )
    assert page.input_value("#facts textarea").startswith(FACTS[0])
    choose(page, "#facts-table", bad)
    page.wait_for_selector("#facts-problem .notice.error")
    assert "C2" in page.inner_text("#facts-problem")
    assert "到位内资98.7亿元" in page.input_value("#facts textarea")


def test_a_wrong_length_is_refused_in_words_and_nothing_typed_is_lost(page):
    tab(page, "起草")
    page.get_by_label("单位").fill("云溪县招商局")
    page.get_by_label("最少字数").fill("9000")
    page.click("#make-outline")
    page.wait_for_selector("#draft-page .notice.error")
    assert "字数要求不对" in page.inner_text("#draft-page")
    assert page.get_by_label("单位").input_value() == "云溪县招商局"


def test_a_speech_asks_for_its_speaker_and_a_draft_is_found_again(page):
    tab(page, "起草")
    assert page.get_by_label("讲话人").count() == 0
    page.get_by_text("讲话稿").click()
    page.get_by_label("讲话人").fill("县委副书记 张某")
    page.fill("#facts textarea", FACTS[0])
    page.click("#make-outline")
    page.click("#make-draft")
    page.wait_for_selector("#draft-page a.download")
    assert "县委副书记 张某" in page.inner_text("#draft-page .paper")
    page.click("#recent-drafts button >> nth=0")
    assert "讲话" in page.inner_text("#recent-drafts .recent li >> nth=0")
    page.click("#recent-drafts .recent button >> nth=0")
    page.wait_for_selector("#draft-page a.download")


def test_measures_lead_to_the_document_with_the_words_marked(page):
    tab(page, "相似举措")
    page.fill("#measures-query textarea, #measures-query input", "基金招商")
    page.keyboard.press("Enter")
    card = page.locator("#measures-results .measure").first
    words = bare(card.locator(".words").inner_text())
    card.locator("button.link").click()
    page.wait_for_selector("#document .text mark")
    marked = bare("".join(page.locator("#document .text mark").all_inner_texts()))
    assert words[:20] in marked


def test_an_uploaded_file_is_listed_read_as_text_and_removed(page, tmp_path):
    name = "云溪县“基金招商”经验材料（测试稿）——面向全县各乡镇和园区招商干部的内部交流材料第一次征求意见稿.txt"
    file = tmp_path / name
    file.write_text(
        "云溪县基金招商工作总结\n<script>window.hacked = 1</script><img src=x onerror=hacked=1>\n"
        "一、主要做法\n（一）设立基金。设立产业引导基金5亿元，已投资项目3个。\n",
        encoding="utf-8",
    )
    tab(page, "资料库")
    page.set_input_files("#upload input[type=file]", str(file))
    page.wait_for_selector("#report .imported")
    assert name in page.inner_text("#report")
    row = page.locator("#documents tr", has_text="云溪县基金招商工作总结")
    row.click()
    page.wait_for_selector("#document .text")
    assert "<script>" in page.inner_text("#document .text")
    assert name in page.inner_text("#document dl")
    assert page.evaluate("window.hacked") is None
    page.click("#remove")
    page.click("#yes")
    page.wait_for_selector("#document .notice")
    row.wait_for(state="detached")


def test_a_file_that_cannot_be_read_is_reported_with_the_reason(page, tmp_path):
    file = tmp_path / "空.txt"
    file.write_bytes(b"")
    tab(page, "资料库")
    page.set_input_files("#upload input[type=file]", str(file))
    page.wait_for_selector("#report .failed")
    assert "空文件" in page.inner_text("#report")


def test_a_newer_file_of_the_same_name_replaces_the_old_one_when_asked(page, tmp_path):
    file = tmp_path / "招商周报.txt"
    tab(page, "资料库")
    for week in ("第一周", "第二周"):
        file.write_text(f"云溪县招商周报{week}情况\n本周签约项目3个，开展外出招商。\n", "utf-8")
        page.set_input_files("#upload input[type=file]", str(file))
        page.locator("#documents tr", has_text=week).wait_for()
    page.click("#report [data-replace]")
    page.locator("#documents tr", has_text="第一周").wait_for(state="detached")
    assert page.locator("#documents tr", has_text="第二周").count() == 1
    assert "已由" in page.inner_text("#settled")


def test_a_document_is_marked_as_superseded_and_in_force_again(page):
    tab(page, "资料库")
    row = page.locator("#documents tbody tr").first
    row.click()
    page.wait_for_selector("#document .text")
    for choice, tags in ((1, 1), (0, 0)):
        page.click("#successor input")
        page.locator("ul[role=listbox] li").nth(choice).click()
        page.wait_for_function(
            "count => document.querySelectorAll('#documents tr.chosen .tag.old').length === count",
            arg=tags,
        )
    assert page.locator("#document .notice.warn").count() == 0


def test_an_import_can_be_stopped(page, tmp_path):
    text = "本县开展以商招商，组织专班外出，全年签约项目若干。" * 400
    files = []
    for number in range(12):
        files.append(tmp_path / f"停止{number}.txt")
        files[-1].write_text(f"云溪县第{number}份长材料\n{text}\n", "utf-8")
    tab(page, "资料库")
    page.set_input_files("#upload input[type=file]", [str(file) for file in files])
    page.click("#stop-import")
    page.wait_for_selector("#report .notice.warn")
    assert "已停止" in page.inner_text("#report")
    assert page.locator("#report .report li").count() < 12
    page.wait_for_selector("#stop-import", state="hidden")


def test_every_tab_is_in_chinese_and_fits_the_screen(page):
    for name in ("对话", "起草", "相似举措", "资料库"):
        tab(page, name)
        page.wait_for_timeout(300)
        text = page.evaluate("document.body.innerText")
        words = set(re.findall("[A-Za-z]{3,}", text))
        assert words <= {"Shift", "Word", "WPS", "PDF", "RTF", "ODT", "Excel", "CSV"}
        assert page.evaluate("document.documentElement.scrollWidth") <= 1366
    assert page.title() == "招商文稿助手"
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_the_server_fetches_nothing_for_others_and_tells_the_browser_to_stay(page, server):
    for path in ("/gradio_api/file=http://example.com/", "/gradio_api/proxy=https://a.hf.space/"):
        assert page.request.get(server.url + path).status == 404
    policy = page.request.get(server.url).headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert page.request.get(server.url + "/drafts/..%2F..%2Fetc").status == 404


def test_a_taken_port_is_refused_with_the_setting_to_change(server, serve, tmp_path):
    log = tmp_path / "log"
    process, port = serve(tmp_path / "home", log, urlsplit(server.url).port)
    assert process.wait(timeout=120) == 1
    said = log.read_text("utf-8")
    assert f"端口 {port} 已被其他程序占用" in said
    assert "ZHAOSHANG_PORT" in said
    assert "Traceback" not in said


def test_a_polite_kill_ends_the_server_cleanly(server, serve, wait_until_ready, tmp_path):
    log = tmp_path / "log"
    process, _ = serve(server.home, log)
    wait_until_ready(process, log)
    process.terminate()
    assert process.wait(timeout=60) == 0
    assert "Traceback" not in log.read_text("utf-8")
