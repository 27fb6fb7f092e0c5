"""A tiny embedder, a chat model that breaks, and three short documents."""

from __future__ import annotations

import hashlib
import math
from functools import cache

import numpy as np
from langchain_core.embeddings import Embeddings
from langchain_core.language_models import FakeListChatModel

from knowledge_base.embedding import late_interaction
from knowledge_base.embedding.embedding import EmbeddedPassage, EmbeddedQuestion


class TinyEmbeddings(Embeddings):
    """Hashed character pairs: deterministic, instant, and near for texts that share words."""

    name = "tiny"
    dimensions = 256
    has_tokens = True

    def embed_documents(self, texts):
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text):
        vector = [0.0] * self.dimensions
        for i in range(len(text) - 1):
            digest = hashlib.md5(text[i : i + 2].encode(), usedforsecurity=False).digest()
            vector[int.from_bytes(digest[:4], "little") % self.dimensions] += 1.0
        length = math.sqrt(sum(value * value for value in vector)) or 1.0
        return [value / length for value in vector]

    def embed_passages(self, texts):
        return [
            EmbeddedPassage(self.embed_query(text), late_interaction.packed(_states(text)))
            for text in texts
        ]

    def embed_question(self, text):
        tokens = late_interaction.of_question(_states(text))
        return EmbeddedQuestion(self.embed_query(text), tokens)

    def similarity(self, question, texts):
        asked = self.embed_query(question)
        return [
            sum(a * b for a, b in zip(asked, vector, strict=True))
            for vector in self.embed_documents(texts)
        ]

    def warm_up(self):
        pass


def _states(text):
    """A row of 384 numbers a character, the same for the same character."""
    return np.stack([_state(char) for char in text])


@cache
def _state(char):
    return np.random.default_rng(ord(char)).standard_normal(384).astype(np.float32)


class BrokenModel(FakeListChatModel):
    """Fails after its first words, as a cut stream does."""

    def _stream(self, *args, **kwargs):
        yield from list(super()._stream(*args, **kwargs))[:3]
        raise TimeoutError("stream cut")


SUMMARY = """临江县招商局2024年工作总结

2024年，县招商局围绕年度任务抓招引、促落地。现将工作情况报告如下：
一、主要指标完成情况
全年新签约亿元以上项目31个，完成年度任务的103.3%；到位省外资金52.6亿元，同比增长9.4%。
二、主要做法
（一）建强招商专班。围绕纺织和食品两条产业链组建招商专班，建立线索统一登记、会商统一组织的工作机制，定期调度重点在谈项目。
（二）推行以商招商。走访存量企业，建立企业诉求台账，支持企业引荐上下游配套企业落户，对引荐成功的按规定兑现奖励。
（三）探索基金招商。与市级引导基金合作设立子基金，完善项目遴选和尽调规则，引导社会资本参与。
三、存在的问题
一是招大引强不足。十亿元以上项目储备少，龙头企业带动作用不强。
二是队伍专业能力不强。懂产业、懂金融的干部缺乏，项目研判能力不足。
四、下一步打算
加强队伍建设。组织专题培训，选派干部到园区和企业一线跟班学习，提升项目研判和谈判能力。
临江县招商局
2025年1月6日
"""

POLICY_OLD = """临江县招商引资奖励办法（试行）
第一条 为鼓励引荐项目，制定本办法。
第二条 引荐人引荐项目落户的，按到位固定资产投资的0.5‰给予奖励，最高30万元。
（2021年3月1日）
"""

POLICY_NEW = """临江县招商引资奖励办法（2024年修订）
第一条 为进一步鼓励引荐项目，修订本办法。
第二条 引荐人引荐项目落户的，按到位固定资产投资的1‰给予奖励，最高80万元。
（2024年5月1日）
"""
