"""Drafts for a file of writing tasks, through the same code as the chat.

  python benchmarks/drafting.py --tasks TASKS.jsonl --out FOLDER [--writer extractive|model]

A task has id, brief and facts; brief and facts are sent as a person would type them. FOLDER gets a
text file a task (id.txt) and its findings (id.findings.txt); a passage to be checked gives the
report of the check. The library is that of the settings
(ZHAOSHANG_HOME); --writer model needs ZHAOSHANG_MODEL.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path

from retrieval import lines_of

from assistant.assistant import open_assistant
from assistant.briefs.kinds import kind_named
from assistant.checking import proofreading
from assistant.messages.writing import brief_from_message, kind_of_request
from assistant.settings import Settings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--writer", choices=("extractive", "model"), default="extractive")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    settings = Settings.load()
    if options.writer == "extractive":
        settings = replace(settings, model="")
    elif not settings.model:
        sys.exit("--writer model needs ZHAOSHANG_MODEL")
    assistant = open_assistant(settings, lambda line: print(line, file=sys.stderr))
    seconds = []
    for task in lines_of(options.tasks):
        message = "\n".join([task["brief"], *task["facts"]])
        if passage := proofreading.asked(message):
            report = proofreading.proofread(*passage).report
            (options.out / f"{task['id']}.txt").write_text(report, "utf-8")
            continue
        kind = kind_of_request(message) or kind_named(task["brief"]) or kind_named(task["genre"])
        brief = brief_from_message(kind or "summary", message)
        start = time.perf_counter()
        *_, last = assistant.draft(brief)
        seconds.append(time.perf_counter() - start)
        draft = last.draft
        (options.out / f"{task['id']}.txt").write_text(draft.text, "utf-8")
        findings = [f"[{f.kind}] {f.place} {f.message}" for f in draft.findings]
        (options.out / f"{task['id']}.findings.txt").write_text("\n".join(findings), "utf-8")
        print(f"{task['id']} {brief.kind} {len(draft.text)} {seconds[-1]:.2f} s", file=sys.stderr)
    print(f"tasks {len(seconds)}")
    print(f"seconds_p50 {statistics.median(seconds):.2f}")
    print(f"seconds_max {max(seconds):.2f}")


if __name__ == "__main__":
    main()
