"""How saved pages are read: titles and the like against labels, wrapper left, sentences lost.

  python benchmarks/pages.py FOLDER [--show]

FOLDER holds texts and labels.jsonl, a line a text: {"file", "saved_as", "title", "kind", "year",
"region", "organisation", "wrapper": [lines of the page], "sentences": [lines of the document]}.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from knowledge_base.types import Document
from knowledge_base.understanding.importing import understand

_FIELDS = ("title", "kind", "year", "region", "organisation")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="name what is wrong")
    options = parser.parse_args()
    labels = [
        json.loads(line)
        for line in (options.folder / "labels.jsonl").read_text("utf-8").splitlines()
    ]
    right, wrapper, sentences = dict.fromkeys(_FIELDS, 0), [0, 0], [0, 0]
    swapped, start = [0, 0], time.perf_counter()
    for label in labels:
        document = read(options.folder / label["file"], label["saved_as"])
        wrong = [f"{f}: {value_of(document, f)!r}, not {label[f]!r}" for f in _FIELDS
                 if not agrees(document, label, f)]  # fmt: skip
        for field in _FIELDS:
            right[field] += agrees(document, label, field)
        text = bare(document.text)
        whole = text + bare("".join((document.title, document.organisation, document.speaker)))
        left = [phrase for phrase in label["wrapper"] if bare(phrase) and bare(phrase) in text]
        lost = [s for s in label["sentences"] if bare(s) not in whole + bare(document.date)]
        wrapper[0] += len(left)
        wrapper[1] += len(label["wrapper"])
        sentences[0] += len(lost)
        sentences[1] += len(label["sentences"])
        swapped[0] += document.reusable == bool(label.get("swapped"))
        if options.show and (wrong or left or lost):
            print(label["file"], *wrong, *(f"left: {p}" for p in left),
                  *(f"LOST: {s}" for s in lost), sep="\n    ")  # fmt: skip
    for field, count in right.items():
        report(f"{field}_right", count / len(labels))
    report("wrapper_left", wrapper[0] / wrapper[1])
    report("sentences_lost", sentences[0])
    report("of_sentences", sentences[1])
    report("swapped_wrong", swapped[0])
    report("texts", len(labels))
    report("texts_per_second", len(labels) / (time.perf_counter() - start))


def read(path: Path, saved_as: str) -> Document:
    """A text as it is imported under the name that a person gave it."""
    with tempfile.TemporaryDirectory() as folder:
        name = re.sub(r"[/\\]", "_", saved_as)
        target = Path(folder, name if name.endswith(".txt") else f"{name}.txt")
        shutil.copy(path, target)
        return understand("d", target)[0]


def value_of(document: Document, field: str) -> Any:
    value = getattr(document, field)
    return value.value if field == "kind" else value


def simplified(text: str) -> str:
    import opencc

    return str(opencc.OpenCC("t2s").convert(text))


def agrees(document: Document, label: dict[str, Any], field: str) -> bool:
    """Whether a field is as labelled; a chain of places counts by its last link."""
    found, wanted = value_of(document, field), label[field]
    if isinstance(found, str) and isinstance(wanted, str):
        found, wanted = simplified(found), simplified(wanted)
    if field == "region" and wanted:
        return bool(found) and (found.endswith(wanted) or wanted.endswith(found))
    if field in ("title", "organisation"):
        return bare(found) == bare(wanted)
    return bool(found == wanted)


def bare(text: str) -> str:
    """Letters and digits alone, so that widths, spaces and marks do not count."""
    text = text.translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
    return "".join(re.findall(r"\w", text)).replace("_", "")


def report(name: str, value: float) -> None:
    print(name, round(value, 3))


if __name__ == "__main__":
    sys.exit(main())
