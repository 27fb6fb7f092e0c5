"""What is installed, what is missing and how to get it: the report of `zhaoshang doctor`."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Literal

from assistant.settings import Settings
from knowledge_base.errors import KnowledgeBaseError

_PACKAGES = ("gradio", "chromadb", "langchain", "sentence-transformers", "torch", "python-docx")
_LEAST_FREE_GB = 2


@dataclass(frozen=True, slots=True)
class Examined:
    """One line of the report. status "optional": absent, but nothing breaks without it."""

    name: str
    status: Literal["ok", "optional", "problem"]
    detail: str
    cure: str = ""

    def table(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Report:
    items: tuple[Examined, ...]

    @property
    def ok(self) -> bool:
        return all(item.status != "problem" for item in self.items)


def diagnose(settings: Settings) -> Report:
    """The whole report; a damaged library is an item of it, not an error."""
    return Report(tuple(_items(settings)))


def _items(settings: Settings) -> Iterator[Examined]:
    yield Examined(
        "程序", "ok", f"zhaoshang {version('zhaoshang')}，Python {platform.python_version()}"
    )
    yield _packages()
    yield _writer(settings)
    yield _embedding(settings)
    yield from _library(settings)
    yield _disk(settings)
    yield _libreoffice()
    yield _recognition()


def _packages() -> Examined:
    found, missing = [], []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        cure = "在程序文件夹运行 make serve 重新安装"
        return Examined("软件包", "problem", f"缺少 {'、'.join(missing)}", cure)
    return Examined("软件包", "ok", "、".join(found))


def _writer(settings: Settings) -> Examined:
    if not settings.model:
        cure = "如需语言模型，设置 ZHAOSHANG_MODEL（如 ollama:qwen3:8b）和 ZHAOSHANG_MODEL_URL"
        return Examined("写作方式", "ok", "摘录方式（不需要语言模型）", cure)
    from assistant.errors import SettingsError
    from assistant.model.building import build

    try:
        build(settings)
    except SettingsError as error:
        return Examined(
            "写作方式", "problem", str(error), "改正后重试；去掉 ZHAOSHANG_MODEL 则用摘录方式"
        )
    where = settings.shown_model_url or "提供方的默认地址"
    return Examined("写作方式", "ok", f"语言模型 {settings.model}，地址 {where}")


def _embedding(settings: Settings) -> Examined:
    from knowledge_base.embedding import bundled_model
    from knowledge_base.embedding.embedding import BUNDLED
    from knowledge_base.errors import EmbeddingModelError

    if settings.embedding_model != BUNDLED:
        return Examined("检索模型", "ok", settings.embedding_model)
    if bundled_model.is_unpacked(settings.models_folder):
        if bad := bundled_model.damaged(settings.models_folder, thorough=True):
            detail = f"随附的 {bundled_model.NAME} 不完整或已被改动（{'、'.join(bad)}）"
            return Examined(
                "检索模型", "problem", detail, "运行 zhaoshang doctor --repair 重新解压"
            )
        return Examined("检索模型", "ok", f"随附的 {bundled_model.NAME}，已解压，核对无误")
    try:
        bundled_model.package_file()
    except EmbeddingModelError as error:
        return Examined("检索模型", "problem", "随附模型不在", str(error))
    return Examined("检索模型", "ok", f"随附的 {bundled_model.NAME}，首次使用时解压")


def _library(settings: Settings) -> Iterator[Examined]:
    folder = settings.library_folder
    if not (folder / "catalog.sqlite3").exists():
        yield Examined("资料库", "ok", f"{folder}（还没有文件）", "用 zhaoshang import 导入文件")
        return
    from knowledge_base.embedding.embedding import SentenceEmbeddings
    from knowledge_base.repairing import inspect
    from knowledge_base.stores.catalog import Catalog

    try:
        embeddings = SentenceEmbeddings(settings.embedding_model, settings.models_folder)
        faults = inspect(folder, embeddings)
        catalog = Catalog(folder / "catalog.sqlite3")
        stats = catalog.stats()
        catalog.close()
    except KnowledgeBaseError as error:
        yield Examined(
            "资料库", "problem", str(error), f"可先备份 {folder}，再删除它并重新导入原文件"
        )
        return
    detail = f"{folder}：{stats.documents} 个文件，{stats.passages} 个段落，{stats.measures} 条举措"
    if faults:
        cure = "运行 zhaoshang doctor --repair 修复，文件不会丢失"
        yield Examined("资料库", "problem", "；".join([detail, *faults.lines()]), cure)
        return
    yield Examined("资料库", "ok", detail)


def _disk(settings: Settings) -> Examined:
    folder = next(p for p in (settings.home, *settings.home.parents) if p.exists())
    free = shutil.disk_usage(folder).free / 1e9
    if free < _LEAST_FREE_GB:
        return Examined("磁盘", "problem", f"{folder} 只剩 {free:.1f} GB", "请腾出至少 2 GB 空间")
    return Examined("磁盘", "ok", f"{folder} 可用 {free:.0f} GB")


def _libreoffice() -> Examined:
    from knowledge_base.readers import libreoffice

    if path := libreoffice.program():
        return Examined("LibreOffice", "ok", path)
    cure = "读取 .doc .wps .rtf .odt 需要它；需要时安装 LibreOffice（libreoffice-writer）"
    return Examined("LibreOffice", "optional", "没有安装", cure)


def _recognition() -> Examined:
    from knowledge_base.readers import ocr

    if ocr.available():
        return Examined("文字识别", "ok", f"rapidocr {version('rapidocr')}")
    cure = "读取扫描件和图片需要它；需要时运行 pip install 'zhaoshang[ocr]'"
    return Examined("文字识别", "optional", "没有安装", cure)
