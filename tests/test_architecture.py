"""Who may import whom; which package may touch which library."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("assistant", "knowledge_base", "prompts", "ui")
ALLOWED = {
    "ui": {"ui", "assistant", "knowledge_base", "prompts"},
    "assistant": {"assistant", "knowledge_base", "prompts"},
    "knowledge_base": {"knowledge_base"},
    "prompts": {"prompts"},
}
# The command is the front door: it starts the page when asked to.
EXCEPTIONS = {("assistant/cli/service.py", "ui")}
HOMES = {
    "gradio": ("ui/",),
    "chromadb": ("knowledge_base/stores/",),
    "sentence_transformers": ("knowledge_base/embedding/",),
    "torch": ("knowledge_base/embedding/",),
    "transformers": ("knowledge_base/embedding/",),
    "langchain_openai": ("assistant/model/",),
    "langchain_ollama": ("assistant/model/",),
    "langchain": ("assistant/model/",),
    "docx": ("knowledge_base/readers/word", "assistant/word/"),
    "sqlalchemy": ("knowledge_base/stores/",),
    "rjieba": ("knowledge_base/language/words.py",),
    "typer": ("assistant/cli/",),
}


def modules() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def imports(path: Path) -> set[str]:
    """The absolute names that a module imports anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_packages_import_only_what_lies_below_them(path):
    package = path.relative_to(ROOT).parts[0]
    ours = {name.split(".")[0] for name in imports(path)} & set(PACKAGES)
    forbidden = {n for n in ours - ALLOWED[package] if (name_of(path), n) not in EXCEPTIONS}
    assert not forbidden


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_each_library_is_imported_in_its_home_alone(path):
    for name in imports(path):
        homes = HOMES.get(name.split(".")[0])
        assert homes is None or name_of(path).startswith(homes), f"{name} in {name_of(path)}"


def test_there_are_no_circles():
    names = {".".join(p.relative_to(ROOT).with_suffix("").parts): p for p in modules()}
    names = {name.removesuffix(".__init__"): path for name, path in names.items()}
    graph = {
        name: {other for other in module_level_imports(path) if other in names and other != name}
        for name, path in names.items()
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name not in done:
            for other in sorted(graph[name]):
                visit(other, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def module_level_imports(path: Path) -> set[str]:
    """What is imported when the module is loaded; TYPE_CHECKING blocks and functions are not."""
    found = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules_named = {f"{node.module}.{alias.name}" for alias in node.names}
            submodules = {n for n in modules_named if (ROOT / n.replace(".", "/")).exists()}
            submodules |= {
                n for n in modules_named if (ROOT / (n.replace(".", "/") + ".py")).exists()
            }
            found |= submodules or {node.module or ""}
    return found


def test_only_settings_reads_the_environment_and_only_offline_writes_it():
    readers = {name_of(p) for p in modules() if "os.environ" in p.read_text("utf-8")}
    assert readers <= {"assistant/settings.py", "knowledge_base/offline.py"}


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_files_stay_short_enough_to_be_read(path):
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= 340
