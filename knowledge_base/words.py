"""Chinese text to index tokens: words and character bigrams, for the keyword index."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rjieba import Jieba

# Words of the field that a general dictionary cuts apart.
_FIELD_WORDS = (
    "招商引资 双招双引 以商招商 以商引商 基金招商 乡情招商 产业链招商 专班招商 驻点招商 委托招商 资本招商 "
    "大数据招商 场景招商 飞地招商 招商大使 招商专班 链主企业 链长制 时序进度 开工率 履约率 落地率 "
    "到位资金 省外资金 跟班学习 挂职锻炼 标准地 拿地即开工 帮办代办 一事一议 引导基金 营商环境 亩均税收"
).split()
_FIELD_WORD_FREQUENCY = 20_000  # high enough to win against the parts
_STOP_WORDS = frozenset(
    "的 了 和 与 及 或 在 是 有 对 为 以 于 等 并 把 被 从 到 向 由 就 都 而 也 又 还 这 那 其 之 我 你 我们 你们 他们 "
    "什么 怎么 怎样 如何 哪些 哪个 多少 几个 为什么 吗 呢 吧 啊 请 请问 一下 可以 能 能否 有没有 是否 关于 方面 情况 进行 "
    "介绍 说说 告诉 一些 哪里 怎么办 办 做 什么样 有什么 应该 应当 需要 要 给 个 中".split()
)
_RUN = re.compile("[\u3400-\u9fff]+|[A-Za-z]+[A-Za-z0-9.+-]*|\\d+(?:\\.\\d+)?")
_CJK = re.compile("[\u3400-\u9fff]")


@cache
def _segmenter() -> Jieba:
    from rjieba import Jieba

    segmenter = Jieba()
    for word in _FIELD_WORDS:
        segmenter.add_word(word, _FIELD_WORD_FREQUENCY, "n")
    return segmenter


def cut(text: str) -> list[str]:
    """The words of a text, in order, compounds once."""
    return list(_segmenter().cut(text))


def tokens(text: str) -> list[str]:
    """Words (compounds and their parts) and character bigrams; lower case, no punctuation.

    Bigrams carry a trailing underscore, so that they count beside the words, not as them.
    """
    found: list[str] = []
    for match in _RUN.finditer(text.lower()):
        run = match[0]
        if not _CJK.match(run):
            found.append(run)
            continue
        found += [word for word in _segmenter().cut_for_search(run) if len(word) > 1 or len(run) == 1]
        found += [run[i : i + 2] + "_" for i in range(len(run) - 1)]
    return found


def content_words(text: str) -> list[str]:
    """The words of a question that a relevant passage should hold: no function words, no doubles."""
    found = []
    for match in _RUN.finditer(text.lower()):
        words = cut(match[0]) if _CJK.match(match[0]) else [match[0]]
        found += [word for word in words if word not in _STOP_WORDS and (len(word) > 1 or word.isdigit())]
    return list(dict.fromkeys(found))
