"""What of a title stands in the name of its file."""

from __future__ import annotations

import pytest

from assistant.word.names import file_name, visible

UNSEEN = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C]
UNSEEN += [0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD, *range(0x20), 0x7F, 0x85, 0xD800]


@pytest.mark.parametrize("code", UNSEEN, ids=hex)
def test_what_nobody_sees_is_dropped(code):
    assert visible(f"总{chr(code)}结") == "总结"
    assert file_name(f"总结{chr(code)}") == "总结"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("云溪县2025年工作总结", "云溪县2025年工作总结"),
        ("总结\u202excod.exe", "总结xcod.exe"),
        ("在会上的讲话\n（2025年）", "在会上的讲话 （2025年）"),
        ("a/b\\c:d", "a_b_c_d"),
        ("../..", "_"),
        ("\u200b . ", "文稿"),
        ("长" * 99, "长" * 60),
    ],
)
def test_a_title_is_a_name_on_every_system(title, name):
    assert file_name(title) == name
