"""What the sentences of a corpus lend to a draft, and why the others are refused.

  python benchmarks/borrowing.py --paragraphs PARAGRAPHS.jsonl.gz [--limit N] [--show RULE]

Each sentence is asked for three times, as what was done, what is planned, and either. A refusal
counts as one by a part of a word where the rule is a list of words and none of them begins and
ends with words of the sentence. That is told from the list in prompts/lexicons.toml and from the
segmentation alone, whatever looks the words up.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import accumulate, islice
from pathlib import Path
from typing import get_args

from retrieval import lines_of

import prompts
from assistant.briefs.perspective import perspective
from assistant.drafting.borrowing import Tense, Use, refusal
from assistant.types import Brief
from knowledge_base.language.clauses import sentences
from knowledge_base.language.labels import without_label
from knowledge_base.language.words import cut

_OWN = perspective(Brief("summary", organisation="望川区投资促进局"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paragraphs", type=Path, required=True)
    parser.add_argument("--limit", type=int, help="paragraphs looked at, all if left out")
    parser.add_argument("--show", default="", help="prints the sentences that this rule refuses")
    options = parser.parse_args()
    texts = [row["text"] for row in islice(lines_of(options.paragraphs), options.limit)]
    said = list(dict.fromkeys(s for text in texts for s in _sentences(text)))
    for tense in get_args(Tense):
        refusals, parts = Counter[str](), Counter[str]()
        for sentence in said:
            rule = refusal(sentence, Use(_OWN, frozenset(), tense))
            refusals[rule] += 1
            parts[rule] += rule in LISTS and not stands(_found(rule, sentence), sentence)
            if rule and rule == options.show:
                print(tense, sentence)
        _report(tense, refusals, parts)


def _report(tense: str, refusals: Counter[str], parts: Counter[str]) -> None:
    borrowed = refusals.pop("", 0)
    print(f"tense {tense}")
    print(f"sentences {borrowed + refusals.total()}")
    print(f"borrowed {borrowed}")
    print(f"refused {refusals.total()}")
    for rule, count in refusals.most_common():
        by_parts = f", by a part of a word {parts[rule]}" if rule in LISTS else ""
        print(f"  {rule} {count}{by_parts}")
    print(f"refused_by_a_part_of_a_word {parts.total()}")


def _lists() -> dict[str, tuple[str, ...]]:
    """Rule -> the words that it refuses for."""
    lists = prompts.lexicons()
    trades = " ".join(lists["trades"].values()).split()
    words = {name: tuple(row["words"].split()) for name, row in lists.items() if "words" in row}
    return {**words, "trades": tuple(trades)}


LISTS = _lists()
_AT_START = ("starts_late",)


def stands(places: Collection[tuple[int, int]], sentence: str) -> bool:
    """Whether one of the places in a sentence begins and ends where words begin and end."""
    edges = set(accumulate(map(len, cut(sentence, guess=False)), initial=0))
    return any(start in edges and end in edges for start, end in places)


def _found(rule: str, sentence: str) -> list[tuple[int, int]]:
    """Where the words of a rule stand in a sentence, as characters."""
    first = r"\A" if rule in _AT_START else ""
    words = (word for word in LISTS[rule] if word in sentence)
    return [m.span(1) for w in words for m in re.finditer(f"{first}(?=({re.escape(w)}))", sentence)]


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a paragraph, without 一是 and the like in front, as a draft takes them."""
    for start, end in sentences(text):
        sentence = text[start:end].strip()
        mark = sentence[-1] if sentence[-1] in "。！？" else ""
        yield without_label(sentence.rstrip("。！？")) + mark


if __name__ == "__main__":
    main()
