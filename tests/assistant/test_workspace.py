"""Drafts have owners: who sees, opens and changes which."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from drafts import draft_of

from assistant.errors import AssistantError
from assistant.workspace import Workspace

MINE, THEIRS, NOBODYS = "a" * 12, "b" * 12, "c" * 12


@pytest.fixture
def whole(tmp_path):
    """A workspace with a draft of one browser, one of another and one of nobody."""
    found = Workspace(tmp_path)
    found.of("me", alone=False).save(draft_of(id=MINE))
    found.of("them", alone=False).save(draft_of(id=THEIRS))
    found.save(draft_of(id=NOBODYS))
    return found


def opens(workspace):
    opened = set()
    for draft_id in (MINE, THEIRS, NOBODYS):
        with suppress(AssistantError):
            opened.add(workspace.load(draft_id).id)
    return opened


@pytest.mark.parametrize(
    ("owner", "alone", "listed", "opened"),
    [
        ("me", False, {MINE}, {MINE}),
        ("", False, set(), set()),
        ("somebody", False, set(), set()),
        ("me", True, {MINE, NOBODYS}, {MINE, THEIRS, NOBODYS}),
        ("", True, {NOBODYS}, {MINE, THEIRS, NOBODYS}),
    ],
)
def test_a_browser_sees_its_own_drafts(whole, owner, alone, listed, opened):
    own = whole.of(owner, alone=alone)
    assert set(own.ids()) == listed
    assert opens(own) == opened


def test_the_command_sees_all(whole):
    assert set(whole.ids()) == {MINE, THEIRS, NOBODYS}
    assert opens(whole) == {MINE, THEIRS, NOBODYS}


def test_a_draft_stays_where_it_lies_whoever_changes_it(whole):
    changed = replace(whole.load(MINE), title="改过的标题")
    whole.revise(changed)
    own = whole.of("me", alone=False)
    assert own.load(MINE).title == "改过的标题"
    assert own.version(MINE) == 2
    assert own.undo(MINE).title != "改过的标题"
    assert own.redo(MINE).title == "改过的标题"


@pytest.mark.parametrize("step", ["undo", "redo"])
def test_nobody_changes_what_he_may_not_see(whole, step):
    changed = replace(whole.load(MINE), title="改过的标题")
    whole.revise(changed)
    whole.undo(MINE) if step == "redo" else None
    before = whole.load(MINE).title
    with pytest.raises(AssistantError):
        getattr(whole.of("them", alone=False), step)(MINE)
    assert whole.load(MINE).title == before


def test_an_owner_is_no_path(tmp_path):
    whole = Workspace(tmp_path)
    whole.of("../../x", alone=False).save(draft_of(id=MINE))
    assert [path.parent.parent.name for path in tmp_path.rglob("*.json")] == ["owners"]
