"""One frozen Settings; nothing else in the project reads the environment for its behaviour."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import SettingsError
from knowledge_base import offline

PREFIX = "ZHAOSHANG_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where data lies, which models are used, and where the page is served.

    embedding_model: "bundled", a folder, or a model name present on this machine.
    model: a LangChain chat model as provider:name (openai:gpt-x, ollama:qwen3); "" for none.
    model_url: the address of an OpenAI-compatible or Ollama server; "" for the provider's own.
    model_context: tokens that the model can read and write in one call.
    word_profile: the layout of Word files, a name in word/profiles.toml; "" for the standard.
    """

    home: Path
    embedding_model: str = "bundled"
    model: str = ""
    model_url: str = ""
    model_key: str = ""
    model_context: int = 8192
    model_seconds: float = 120.0
    word_profile: str = ""
    host: str = "127.0.0.1"
    port: int = 7860

    @property
    def library_folder(self) -> Path:
        return self.home / "library"

    @property
    def models_folder(self) -> Path:
        return self.home / "models"

    @property
    def drafts_folder(self) -> Path:
        return self.home / "drafts"

    def stay_local(self) -> None:
        """For the web page: uploads stay in the data folder; no proxy for the server itself."""
        offline.stay_local(self.home / "uploads")

    @classmethod
    def load(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Settings from ZHAOSHANG_* variables; SettingsError names the one that is wrong."""
        env = os.environ if environment is None else environment

        def text(name: str, default: str = "") -> str:
            return env.get(PREFIX + name, "").strip() or default

        def number(name: str, default: float, least: float, most: float) -> float:
            value = text(name)
            try:
                found = float(value) if value else default
            except ValueError:
                found = float("nan")
            if not least <= found <= most:
                raise SettingsError(
                    f"设置 {PREFIX}{name}={value} 不对：应为 {least:g} 到 {most:g} 之间的数"
                )
            return found

        model = text("MODEL")
        if model and ":" not in model:
            raise SettingsError(
                f"设置 {PREFIX}MODEL={model} 不对：应写成“提供方:模型名”，"
                "如 openai:qwen2.5-7b-instruct 或 ollama:qwen3:8b"
            )
        return cls(
            home=Path(text("HOME")).expanduser() if text("HOME") else _default_home(),
            embedding_model=text("EMBEDDING_MODEL", "bundled"),
            model=model,
            model_url=text("MODEL_URL"),
            model_key=text("MODEL_KEY"),
            model_context=int(number("MODEL_CONTEXT", 8192, 2048, 2_000_000)),
            model_seconds=number("MODEL_SECONDS", 120, 1, 3600),
            word_profile=text("WORD_PROFILE"),
            host=text("HOST", "127.0.0.1"),
            port=int(number("PORT", 7860, 1, 65535)),
        )


def _default_home() -> Path:
    from platformdirs import user_data_path

    return user_data_path("zhaoshang", appauthor=False)
