from pathlib import Path

import pytest

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
