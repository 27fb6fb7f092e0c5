"""A long draft as a Word file: seconds, memory, size, and pages where LibreOffice is installed.

  python benchmarks/word.py [--pages 60] [--out FILE.docx]

Every sentence has a source, so every sentence gets a comment: the most that a file must carry.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from assistant.drafts import Draft, Paragraph, Section, Sentence, Source
from assistant.types import Citation, Fact, FactSheet
from assistant.word import export

_CHARACTERS_A_PAGE = 22 * 28
_SENTENCES = 8  # of a paragraph
_PARAGRAPHS = 4  # of a section


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        target = options.out or Path(folder, "long.docx")
        draft = long_draft(options.pages)
        export(draft, Path(folder, "warm.docx"))  # without what the first run imports
        start = time.perf_counter()
        export(draft, target)
        print(f"seconds {time.perf_counter() - start:.2f}")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"peak_mb {peak / (1024 * 1024 if sys.platform == 'darwin' else 1024):.0f}")
        print(f"sentences {sum(len(section.sentences) for section in draft.sections)}")
        print(f"file_kb {target.stat().st_size / 1024:.0f}")
        if shutil.which("soffice"):
            print(f"pages {printed_pages(target, Path(folder))}")


def long_draft(pages: int) -> Draft:
    """A summary of about so many pages: facts and borrowed sentences in turn."""
    facts, citations, sections = [], [], []
    characters = number = 0
    while characters < pages * _CHARACTERS_A_PAGE:
        paragraphs = []
        for _ in range(_PARAGRAPHS):
            sentences = []
            for _ in range(_SENTENCES):
                number += 1
                text = f"第{number}项工作按时间节点有序推进，到位资金{number}亿元，增长××个百分点。"
                if number % 2:
                    facts.append(Fact(f"f{number}", text, f"表1!B{number}"))
                    source = Source("fact", (f"f{number}",))
                else:
                    place = ("二、主要做法", f"（{number}）推进情况")
                    citations.append(
                        Citation(number, f"p{number}", "d", "往年工作总结", place, text)
                    )
                    source = Source("passage", (f"p{number}",))
                sentences.append(Sentence(text, source))
                characters += len(text)
            paragraphs.append(Paragraph(tuple(sentences), lead="强化推进"))
        sections.append(Section(f"第{len(sections) + 1}方面工作", 1, tuple(paragraphs)))
    return Draft(
        kind="summary",
        title="清河县投资促进局2024年招商引资工作总结",
        organisation="清河县投资促进局",
        recipient="县政府",
        speaker="",
        date="2024年12月5日",
        sections=tuple(sections),
        facts=FactSheet(tuple(facts)),
        sources=tuple(citations),
        writer="extractive",
    )


def printed_pages(file: Path, folder: Path) -> int:
    """The pages that LibreOffice makes of a Word file."""
    import pypdfium2

    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    with pypdfium2.PdfDocument(folder / f"{file.stem}.pdf") as document:
        return len(document)


if __name__ == "__main__":
    main()
