"""One frozen Settings; nothing else in the project reads the environment for its behaviour."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

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
    allowed_hosts: names, beside this machine's own, under which browsers may ask for the page.
    word_profile: the layout of Word files, a name in word/profiles.toml; "" for the standard.
    """

    home: Path
    embedding_model: str = "bundled"
    model: str = ""
    model_url: str = field(default="", repr=False)
    model_key: str = field(default="", repr=False)
    model_context: int = 8192
    model_seconds: float = 120.0
    word_profile: str = ""
    host: str = "127.0.0.1"
    port: int = 7860
    allowed_hosts: tuple[str, ...] = ()

    @property
    def library_folder(self) -> Path:
        return self.home / "library"

    @property
    def models_folder(self) -> Path:
        return self.home / "models"

    @property
    def drafts_folder(self) -> Path:
        return self.home / "drafts"

    @property
    def uploads_folder(self) -> Path:
        return self.home / "uploads"

    @property
    def working_folder(self) -> Path:
        return self.home / "working"

    @property
    def shown_model_url(self) -> str:
        """model_url as it may be shown: without user, password and parameters; "" without one."""
        scheme, mark, rest = self.model_url.rpartition("://")
        place = re.split("[?#]", rest.rpartition("@")[2])[0]  # what a password holds comes first
        return scheme + mark + place

    def without_secrets(self, text: str) -> str:
        """A text of somebody else's, an error's say, without what shown_model_url leaves out and
        without the key."""
        login = self.model_url.rpartition("://")[2].rpartition("@")[0]
        _, _, query = self.model_url.partition("?")
        secrets = {login, unquote(login), login.partition(":")[2], self.model_key, query}
        secrets.add(unquote(login.partition(":")[2]))
        for secret in sorted(secrets - {""}, key=len, reverse=True):
            text = text.replace(secret, "***")
        return text

    def stay_local(self) -> None:
        """For the web page: its files stay in the data folder; no proxy for the server itself."""
        offline.stay_local(self.uploads_folder, self.working_folder)

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
        if "://" in model:  # not repeated: an address may hold a password
            raise SettingsError(
                f"设置 {PREFIX}MODEL 不对：应写成“提供方:模型名”，地址写在 {PREFIX}MODEL_URL"
            )
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
            allowed_hosts=_host_names(text("ALLOWED_HOSTS")),
        )


def _host_names(said: str) -> tuple[str, ...]:
    names = tuple(name.lower().strip("[]") for name in re.split(r"[,，、;；\s]+", said) if name)
    for name in names:
        if not re.fullmatch(r"[a-z0-9._-]+|[0-9a-f:.]+", name):
            raise SettingsError(
                f"设置 {PREFIX}ALLOWED_HOSTS={said} 不对：“{name}”不是主机名。"
                "写名字或 IP 地址，不带 http:// 和端口，用逗号隔开，如 zs.example.cn,10.1.2.3"
            )
    return names


def _default_home() -> Path:
    from platformdirs import user_data_path

    return user_data_path("zhaoshang", appauthor=False)
