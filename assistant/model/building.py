"""Settings to a LangChain chat model; the only place that knows a vendor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.errors import SettingsError
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_TEMPERATURE = 0.2


def build(settings: Settings) -> BaseChatModel:
    """The chat model that the settings name; nothing is connected to yet.

    SettingsError when the provider is unknown, or its package or key is missing.
    """
    from langchain.chat_models import init_chat_model

    provider, _, name = settings.model.partition(":")
    options: dict[str, Any] = {"temperature": _TEMPERATURE}
    match provider:
        case "openai":
            options |= {"timeout": settings.model_seconds, "max_retries": 1}
            # Local servers ask for no key, but the client insists on one.
            options |= {"api_key": settings.model_key or "none"} if settings.model_url else {}
            options |= {"stream_usage": False}
        case "ollama":
            options |= {"client_kwargs": {"timeout": settings.model_seconds}}
            options |= {"num_ctx": settings.model_context}
    if settings.model_key:
        options["api_key"] = settings.model_key
    if settings.model_url:
        options["base_url"] = settings.model_url
    try:
        model: BaseChatModel = init_chat_model(name, model_provider=provider, **options)
        return model
    except ImportError as error:
        raise SettingsError(
            f"语言模型提供方“{provider}”需要另装软件包（{error.name}），"
            "或改用 openai:（任何 OpenAI 兼容服务）或 ollama:"
        ) from error
    except Exception as error:  # every vendor package raises its own kinds
        raise SettingsError(
            f"语言模型“{settings.model}”的设置不能用：{settings.without_secrets(str(error))}。"
            "请检查 ZHAOSHANG_MODEL、ZHAOSHANG_MODEL_URL、ZHAOSHANG_MODEL_KEY"
        ) from error
