"""The bundled model as it is unpacked: both ways of running it agree."""

from __future__ import annotations

import math
import shutil

import pytest

from assistant.cli.diagnosis import _embedding
from assistant.settings import Settings
from knowledge_base.embedding import bundled_model, late_interaction
from knowledge_base.embedding.embedding import SentenceEmbeddings
from knowledge_base.errors import EmbeddingModelError

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("embedding")]
TEXTS = [
    "建立重点项目会商机制，定期研究解决用地、审批和融资问题。",
    "Ｏｎｅ 2024年 招商引资 98.7亿元",
    "短句。",
    "选派干部到先进地区、重点园区和企业一线跟班学习，" * 30,
]


def test_unpacking_is_announced_and_an_interrupted_one_is_done_again_once(tmp_path):
    half = tmp_path / bundled_model.NAME
    half.mkdir()
    (half / "model.safetensors").write_bytes(b"half")
    lines: list[str] = []
    folder = bundled_model.unpack(tmp_path, lines.append)
    assert folder == half
    assert (folder / "model.safetensors").stat().st_size > 100_000_000
    assert len(lines) == 1
    assert bundled_model.unpack(tmp_path, lines.append) == folder
    assert len(lines) == 1


def test_a_damaged_copy_is_noticed_by_doctor_and_unpacked_again(models, tmp_path):
    shutil.copytree(models, tmp_path / "models")
    settings = Settings(tmp_path)
    assert _embedding(settings).status == "ok"
    with (tmp_path / "models" / bundled_model.NAME / "model.safetensors").open("r+b") as file:
        file.truncate(1_000_000)
    found = _embedding(settings)
    assert (found.status, "model.safetensors" in found.detail) == ("problem", True)
    assert "doctor --repair" in found.cure
    lines: list[str] = []
    SentenceEmbeddings("bundled", tmp_path / "models", lines.append).warm_up()
    assert len(lines) == 1
    assert "重新解压" in lines[0]
    assert _embedding(settings).status == "ok"


def test_the_light_encoder_and_sentence_transformers_agree(models):
    heavy = SentenceEmbeddings("bundled", models)
    light = SentenceEmbeddings("bundled", models)
    heavy._transformer()
    for a, b in zip(heavy.embed_documents(TEXTS), light.embed_documents(TEXTS), strict=True):
        cosine = sum(x * y for x, y in zip(a, b, strict=True))
        assert cosine / math.hypot(*a) / math.hypot(*b) > 0.99


def test_both_ways_give_the_same_token_vectors(models):
    heavy = SentenceEmbeddings("bundled", models)
    light = SentenceEmbeddings("bundled", models)
    heavy._transformer()
    question = light.embed_question("项目迟迟不开工怎么办").tokens
    ways = [
        late_interaction.scores(question, [one.tokens for one in each.embed_passages(TEXTS)])
        for each in (heavy, light)
    ]
    # The last text repeats itself up to the limit of the model: both ways err most there.
    assert ways[0][:3] == pytest.approx(ways[1][:3], abs=0.03)
    assert ways[0] == pytest.approx(ways[1], abs=0.1)
    assert ways[0].argmax() == ways[1].argmax() == 0  # the text about projects in progress


def test_meaning_decides_between_texts(models):
    embeddings = SentenceEmbeddings("bundled", models)
    near, far = embeddings.similarity(
        "项目迟迟不开工怎么办", [TEXTS[0], "今日晴，最高气温三十度。"]
    )
    assert near > far


def test_a_model_that_is_not_there_is_named_with_the_cure(tmp_path):
    with pytest.raises(EmbeddingModelError, match="ZHAOSHANG_EMBEDDING_MODEL"):
        SentenceEmbeddings(str(tmp_path / "none"), tmp_path).warm_up()
