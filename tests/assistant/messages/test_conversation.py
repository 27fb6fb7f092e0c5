"""A message becomes a turn that ends well, or says in words why not."""

from __future__ import annotations

import dataclasses

import pytest

from assistant.assistant import Assistant
from assistant.errors import AssistantError, ModelError
from assistant.messages.conversation import Turn, reply, revise, stopped
from assistant.messages.values import Ask, Check, Compare, Revise
from assistant.settings import Settings
from assistant.types import Answer
from ui.chat import transcript
from ui.chat.kept import Conversations

REQUEST = "写一份临江县招商局2025年工作总结\n全年新签约项目42个，到位资金53.4亿元"


@pytest.fixture
def assistant(library, tmp_path):
    return Assistant(Settings(home=tmp_path / "home"), library, library._embeddings)


class Failing(Assistant):
    """An assistant whose every room fails. The error is given from outside."""

    error: Exception

    def ask(self, question, **more):
        yield Answer(True, "设立基金", ())
        raise self.error

    def keep(self, draft):
        raise self.error


@pytest.fixture
def failing(library, tmp_path):
    return Failing(Settings(home=tmp_path / "home"), library, library._embeddings)


def last(assistant, message, before=()):
    *_, turn = reply(assistant, message, before)
    return turn


def test_an_answer_comes_with_the_passages_it_quotes(assistant):
    turn = last(assistant, "基金招商怎么做")
    assert turn.state == "done"
    assert turn.answer.answered
    assert [source.number for source in turn.sources] == [c.number for c in turn.answer.citations]
    assert all(quote in source.text for source in turn.sources for quote in source.quotes)


def test_sources_are_there_as_soon_as_their_marks_are(assistant):
    for turn in reply(assistant, "基金招商怎么做", ()):
        if turn.answer:
            assert len(turn.sources) == len(turn.answer.citations)


def test_a_follow_up_hears_what_was_asked_before(failing):
    heard = []
    failing.ask = lambda question, earlier, **more: heard.append(list(earlier)) or iter(())
    first = Turn(1, "基金招商怎么做", Ask("基金招商怎么做"), "done", Answer(True, "设立基金", ()))
    last(failing, "那资金呢", (first,))
    assert heard == [["基金招商怎么做"]]


def test_a_request_becomes_a_kept_draft_with_progress_on_the_way(assistant):
    turns = list(reply(assistant, REQUEST, ()))
    headings = [turn.progress.heading for turn in turns if turn.progress]
    assert len([heading for heading in headings if heading]) >= 3
    assert "42个" in turns[-1].progress.draft.text
    assert assistant.workspace.load(turns[-1].draft_file).title == "临江县招商局2025年工作总结"


def test_a_draft_in_hand_is_revised_and_asked_back_about(assistant):
    drafted = last(assistant, REQUEST)
    revised = last(assistant, "换一种开头", (drafted,))
    assert isinstance(revised.message, Revise)
    assert revised.draft_file == drafted.draft_file
    assert revised.changes
    assert revised.progress.draft.text != drafted.progress.draft.text
    unclear = last(assistant, "删掉第九部分", (drafted, revised))
    assert "一共" in unclear.note
    again = last(assistant, "恢复上一版", (drafted, revised, unclear))
    assert again.progress.draft.text == drafted.progress.draft.text
    asked = last(assistant, "基金招商怎么做？", (drafted, again))
    assert isinstance(asked.message, Ask)


def test_a_draft_is_shown_even_where_nothing_can_be_stored(assistant):
    folder = assistant.settings.drafts_folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file in the way", "utf-8")
    turn = last(assistant, REQUEST)
    assert "42个" in turn.progress.draft.text
    assert (turn.state, turn.draft_file) == ("failed", "")
    assert "不能保存" in turn.error


def test_what_was_written_before_a_stop_is_kept(assistant):
    turns = reply(assistant, REQUEST, ())
    for turn in turns:
        if turn.progress and turn.progress.done == 2:
            break
    turns.close()
    assert assistant.workspace.load(turn.progress.draft.id) == turn.progress.draft


def test_a_pasted_passage_is_checked_and_put_right(assistant):
    message = (
        "核对下面这段：“全年签约项目42个，协议投资1286亿元。”\n签约项目42个\n协议投资128.6亿元"
    )
    turn = last(assistant, message)
    assert isinstance(turn.message, Check)
    shown = transcript.turn(turn)
    assert "<del>1286</del><ins>128.6</ins>" in shown
    assert "全年签约项目42个，协议投资128.6亿元。" in shown


def test_measures_are_numbered_like_their_sources(assistant):
    turn = last(assistant, "往年有哪些基金招商的类似做法")
    assert isinstance(turn.message, Compare)
    assert sum(len(hits) for _, hits in turn.groups) == len(turn.sources) > 0


def test_an_error_of_ours_is_shown_as_it_is_with_what_was_written_so_far(failing):
    failing.error = ModelError("模型连接不上，请检查 ZHAOSHANG_MODEL_URL")
    turn = last(failing, "基金招商怎么做")
    assert (turn.state, turn.error) == ("failed", "模型连接不上，请检查 ZHAOSHANG_MODEL_URL")
    assert turn.answer.text == "设立基金"


def test_any_other_error_becomes_general_words_and_goes_to_the_log(failing, caplog):
    failing.error = KeyError("secret detail")
    turn = last(failing, "基金招商怎么做")
    assert turn.state == "failed"
    assert "secret" not in turn.error
    assert "secret detail" in caplog.text


def test_a_draft_that_cannot_be_exported_is_still_shown(failing):
    failing.error = AssistantError("磁盘已满")
    turn = last(failing, REQUEST)
    assert "42个" in turn.progress.draft.text
    assert (turn.state, turn.draft_file) == ("failed", "")
    assert "磁盘已满" in turn.error


def test_numbers_of_turns_are_never_used_again(assistant):
    before = (Turn(7, "问", Ask("问"), "done"),)
    assert last(assistant, "基金招商怎么做", before).number == 8


def test_stopping_ends_what_runs_and_leaves_the_rest():
    running, done = Turn(1, "问"), Turn(2, "问", Ask("问"), "done")
    assert [turn.state for turn in stopped((done, running))] == ["done", "stopped"]


def test_a_page_finds_its_conversation_again_and_nobody_elses():
    kept = Conversations()
    kept.keep("a", (Turn(1, "问"),))
    assert [turn.state for turn in kept.find("a")] == ["stopped"]
    assert kept.find("b") == ()


def test_the_oldest_conversations_are_forgotten_first():
    kept = Conversations(most=2)
    turn = Turn(1, "问", Ask("问"), "done")
    for key in ("a", "b", "a", "c"):
        kept.keep(key, (dataclasses.replace(turn, question=key),))
    assert (len(kept.find("a")), len(kept.find("b")), len(kept.find("c"))) == (1, 0, 1)


def test_a_message_that_is_too_long_is_told_with_its_length(assistant):
    turn = last(assistant, "问" * 10_001)
    assert (turn.state, "10001 字" in turn.error) == ("failed", True)
    assert len(turn.question) < 200
    assert last(assistant, "基金招商怎么做" + "，" * 9_000).state == "done"


def test_a_request_that_is_too_long_changes_nothing(assistant):
    turn = last(assistant, REQUEST)
    with pytest.raises(AssistantError, match="10001 字"):
        revise(assistant, turn.draft_file, "改" * 10_001)
    for asked in (assistant.measures, assistant.compare):
        with pytest.raises(AssistantError, match="10001 字"):
            asked("改" * 10_001)


@pytest.mark.parametrize("key", [("", "page"), ("browser", ""), ("", "")])
def test_nothing_is_kept_under_an_empty_key(assistant, key):
    conversations = Conversations()
    conversations.keep(key, (last(assistant, "基金招商怎么做"),))
    assert conversations.find(key) == ()


def test_a_conversation_is_found_by_its_own_browser_alone(assistant):
    conversations = Conversations()
    turn = last(assistant, "基金招商怎么做")
    conversations.keep(("browser", "page"), (turn,))
    assert conversations.find(("browser", "page")) == (turn,)
    assert conversations.find(("other", "page")) == ()
