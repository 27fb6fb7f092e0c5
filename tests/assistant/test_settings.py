from pathlib import Path

import pytest

from assistant.cli import diagnosis
from assistant.errors import SettingsError
from assistant.settings import Settings


def test_the_default_needs_no_model_and_listens_on_this_machine_only():
    settings = Settings.load({})
    assert settings.model == ""
    assert settings.embedding_model == "bundled"
    assert (settings.host, settings.port) == ("127.0.0.1", 7860)


def test_the_data_folder_is_the_one_that_was_named():
    assert Settings.load({"ZHAOSHANG_HOME": "/data/x"}).library_folder == Path("/data/x/library")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("", ""),
        ("http://127.0.0.1:8000/v1", "http://127.0.0.1:8000/v1"),
        ("http://user:secret@host:8000/v1", "http://host:8000/v1"),
        ("http://user:se@cret@host/v1", "http://host/v1"),
        ("http://user:se?cr/et#@host/v1", "http://host/v1"),
        ("https://secret@host", "https://host"),
        ("https://host/v1?key=secret#secret", "https://host/v1"),
        ("user:secret@host:8000", "host:8000"),
        ("http://[::1:secret@", "http://"),
    ],
)
def test_a_password_in_the_models_address_is_never_shown(url, shown):
    settings = Settings.load({"ZHAOSHANG_MODEL": "openai:m", "ZHAOSHANG_MODEL_URL": url})
    assert settings.shown_model_url == shown
    assert "secret" not in repr(settings)
    assert "secret" not in settings.without_secrets(f"bad address {url}")
    assert "secret" not in diagnosis._writer(settings).detail


def test_an_address_in_the_wrong_setting_is_not_repeated():
    with pytest.raises(SettingsError, match="ZHAOSHANG_MODEL_URL") as caught:
        Settings.load({"ZHAOSHANG_MODEL": "http://user:secret@host"})
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "abc"),
        ("PORT", "70000"),
        ("MODEL_CONTEXT", "10"),
        ("MODEL_SECONDS", "nan"),
        ("MODEL", "qwen"),
    ],
)
def test_a_wrong_setting_is_named(name, value):
    with pytest.raises(SettingsError, match=f"ZHAOSHANG_{name}"):
        Settings.load({f"ZHAOSHANG_{name}": value})


@pytest.mark.parametrize(
    ("said", "hosts"),
    [
        ("", ()),
        ("zs.example.cn", ("zs.example.cn",)),
        (" ZS.example.cn，10.1.2.3; [fe80::1] ", ("zs.example.cn", "10.1.2.3", "fe80::1")),
    ],
)
def test_further_hosts_are_named_with_commas(said, hosts):
    assert Settings.load({"ZHAOSHANG_ALLOWED_HOSTS": said}).allowed_hosts == hosts


@pytest.mark.parametrize("said", ["http://zs.example.cn", "zs.example.cn:7860", "*", "甲.cn"])
def test_a_host_that_is_none_is_refused_with_the_form(said):
    with pytest.raises(SettingsError, match=r"ZHAOSHANG_ALLOWED_HOSTS=.*不带 http:// 和端口"):
        Settings.load({"ZHAOSHANG_ALLOWED_HOSTS": said})
