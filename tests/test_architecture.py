"""The house: which room may import which, who may touch which library, how long things may be."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("assistant", "knowledge_base", "prompts", "ui")
# The rooms, floor by floor from the ground: a room imports from the floors below it alone, and
# from no other room of its own floor.
FLOORS: tuple[tuple[str, ...], ...] = (
    (
        "prompts",
        "knowledge_base.errors",
        "knowledge_base.types",
        "knowledge_base.offline",
        "knowledge_base.private",
    ),
    ("knowledge_base.samples", "knowledge_base.language", "knowledge_base.embedding"),
    ("knowledge_base.readers", "knowledge_base.stores"),
    ("knowledge_base.understanding",),
    ("knowledge_base.searching", "knowledge_base.repairing"),
    ("knowledge_base.base",),
    ("assistant.errors",),
    ("assistant.settings", "assistant.types", "assistant.lexicons"),
    ("assistant.findings",),
    ("assistant.drafts",),
    ("assistant.facts", "assistant.logs", "assistant.model", "assistant.workspace"),
    ("assistant.word", "assistant.briefs", "assistant.answering"),
    ("assistant.checking",),
    ("assistant.drafting", "assistant.continuing"),
    ("assistant.revising",),
    ("assistant.assistant",),
    ("assistant.messages",),
    ("ui",),
    ("assistant.cli",),
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
# The page takes from the library its nouns and its errors; all else comes through the assistant.
OF_THE_LIBRARY = {"knowledge_base.types", "knowledge_base.errors"}
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
    "rjieba": ("knowledge_base/language/",),
    "typer": ("assistant/cli/",),
}
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 300, 60


def modules() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


NAMES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in modules()
}


def room_of(module: str) -> str:
    """The room of a module: assistant.word of assistant.word.export."""
    parts = module.split(".")
    return parts[0] if parts[0] in ("prompts", "ui") else ".".join(parts[:2])


def imports(path: Path) -> set[str]:
    """The absolute names that a module imports anywhere in it, our modules by their full names."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in NAMES else node.module or "")
    return found


def ours(path: Path) -> set[str]:
    return {name for name in imports(path) if name.split(".")[0] in PACKAGES}


@pytest.mark.parametrize("module", NAMES)
def test_a_room_imports_only_from_the_floors_below_it(module):
    if module in PACKAGES and module != "prompts":
        return  # the bare package
    room = room_of(module)
    others = {room_of(name) for name in ours(NAMES[module])} - {room}
    assert not {other for other in others if FLOOR_OF[other] >= FLOOR_OF[room]}


@pytest.mark.parametrize(
    "path", [p for p in modules() if name_of(p).startswith("ui/")], ids=name_of
)
def test_the_page_takes_types_and_errors_alone_from_the_library(path):
    taken = {name for name in ours(path) if name.startswith("knowledge_base")}
    assert taken <= OF_THE_LIBRARY


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_each_library_is_imported_in_its_home_alone(path):
    for name in imports(path):
        homes = HOMES.get(name.split(".")[0])
        assert homes is None or name_of(path).startswith(homes), f"{name} in {name_of(path)}"


def test_there_are_no_circles():
    graph = {name: ours(path) & set(NAMES) - {name} for name, path in NAMES.items()}
    graph = {
        name: {other for other in others if not name.startswith(f"{other}.")}  # its package's face
        for name, others in graph.items()
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


def test_no_two_public_types_bear_one_name():
    homes = defaultdict(list)
    for path in modules():
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(name_of(path))
    assert {name: paths for name, paths in homes.items() if len(paths) > 1} == {}


def test_only_settings_reads_the_environment_and_only_offline_writes_it():
    readers = {name_of(p) for p in modules() if "os.environ" in p.read_text("utf-8")}
    assert readers <= {"assistant/settings.py", "knowledge_base/offline.py"}


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_files_and_functions_stay_short_enough_to_be_read(path):
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > MOST_LINES_OF_A_FUNCTION
    ]
    assert long == []


def test_tests_mirror_the_folders():
    folders = {path.parent.relative_to(ROOT) for path in modules()}
    tests = {
        path.parent.relative_to(ROOT / "tests")
        for path in (ROOT / "tests").rglob("test_*.py")
        if path.parent != ROOT / "tests" and "acceptance" not in path.parts
    }
    assert tests <= folders
