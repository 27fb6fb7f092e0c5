"""Comments in the margin that name where a sentence came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import UTC, datetime
from functools import cached_property
from itertools import count

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.run import Run

from assistant.drafts import Draft, Source
from assistant.word.characters import needs_east_asian_hint, printable
from assistant.word.evidence import Evidence
from assistant.word.styles import COMMENT, COMMENT_MARK

AUTHOR, INITIALS = "招商文稿助手", "招商"


_HANGING = re.compile("(?<=.)[，。、；：！？]$", re.DOTALL)


class Comments:
    """The comments of one document, numbered in the order in which they are made.

    Made without python-docx's add_comment, which looks through all earlier ones for a free id:
    with a comment on each sentence the time grows with the square of the length.
    """

    def __init__(
        self, document: Document, styles: Mapping[str, str], draft: Draft, made_at: datetime
    ) -> None:
        """styles: ids by name; made_at: local, since Word shows the hour that the file names."""
        self._document, self._styles = document, styles
        self._evidence = Evidence.of(draft)
        self._date = made_at.replace(tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @cached_property
    def _root(self) -> BaseOxmlElement:
        # Made when first asked for, so that a file without comments has no part for them.
        root: BaseOxmlElement = self._document.part._comments_part.element
        return root

    @cached_property
    def _ids(self) -> Iterator[int]:
        return count(max(map(int, self._root.xpath("./w:comment/@w:id")), default=-1) + 1)

    def add(self, runs: Sequence[Run], source: Source) -> None:
        """A comment on runs with a line for each reference of source; none without any."""
        lines = self._evidence.lines(source)
        if not runs or not lines:
            return
        number = next(self._ids)
        attributes = {"id": str(number), "author": AUTHOR, "date": self._date}
        comment = _element("comment", **attributes, initials=INITIALS)
        for line in lines:
            comment.append(self._paragraph(line, first=line is lines[0]))
        self._root.append(comment)
        runs[0].mark_comment_range(_before_the_mark(runs[-1]), number)
        # python-docx names a style that a template may call otherwise.
        reference = runs[-1]._r.getnext().getnext()
        reference.style = self._styles[COMMENT_MARK]

    def _paragraph(self, line: str, *, first: bool) -> BaseOxmlElement:
        paragraph, properties = _element("p"), _element("pPr")
        properties.append(_element("pStyle", val=self._styles[COMMENT]))
        paragraph.append(properties)
        if first:
            mark = _element("rStyle", val=self._styles[COMMENT_MARK])
            paragraph.append(_run(_element("annotationRef"), mark))
        text = _element("t")
        text.text = printable(line)
        text.set(qn("xml:space"), "preserve")
        hint = [_element("rFonts", hint="eastAsia")] if needs_east_asian_hint(line) else []
        paragraph.append(_run(text, *hint))
        return paragraph


def _before_the_mark(run: Run) -> Run:
    """The run without the full stop that ends it, which becomes a run of its own behind it.

    A stop may hang over the end of a line. LibreOffice gives an anchor behind it a line to itself.
    """
    if not _HANGING.search(run.text):
        return run
    after = deepcopy(run._r)
    run._r.addnext(after)
    Run(after, run._parent).text = run.text[-1]
    run.text = run.text[:-1]
    return run


def _run(content: BaseOxmlElement, *properties: BaseOxmlElement) -> BaseOxmlElement:
    run = _element("r")
    if properties:
        own = _element("rPr")
        own.extend(properties)
        run.append(own)
    run.append(content)
    return run


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
