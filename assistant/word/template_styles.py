"""Our styles in a document made by others: theirs where the meaning is the same, else ours."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from itertools import count

from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from assistant.word.layout import Layout
from assistant.word.styles import (
    ATTACHMENT,
    BASE,
    BODY,
    DATE,
    PAGE_TITLE,
    SALUTATION,
    SIGNATURE,
    SUBTITLE,
    TITLE,
    heading_style,
    styles_xml,
)

# What bureaus call a style of the same meaning; their own names come before Word's.
_OTHER_NAMES = {
    TITLE: ("公文标题", "文件标题", "主标题", "大标题", "标题"),
    SUBTITLE: ("副标题",),
    SALUTATION: ("主送机关", "主送单位", "主送", "称呼", "抬头"),
    BODY: (
        "公文正文",
        "body text first indent",
        "正文首行缩进",
        "normal indent",
        "正文缩进",
        "正文文本",
    ),
    SIGNATURE: ("落款", "发文机关署名", "署名", "签名"),
    DATE: ("成文日期", "落款日期", "日期"),
    heading_style(1): ("一级标题", "公文一级标题", "标题 1", "标题1"),
    heading_style(2): ("二级标题", "公文二级标题", "标题 2", "标题2"),
    heading_style(3): ("三级标题", "公文三级标题", "标题 3", "标题3"),
    heading_style(4): ("四级标题", "公文四级标题", "标题 4", "标题4"),
    ATTACHMENT: ("附件",),
    PAGE_TITLE: ("附件标题",),
}
_OWN_BASE = "公文基准"


def adopted(document: Document, layout: Layout) -> dict[str, str]:
    """The id in this document of each of our styles by its name; those it lacks are added.

    A style is theirs if its name is the same or means the same; theirs for the body must indent
    the first line, and none may put numbers before text that carries its own. Where their Normal
    leaves the typeface to Word, ours rest on a base of ours.
    """
    root = document.styles.element
    # Else commas and full stops may be drawn in the middle of their squares.
    for language in root.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang"):
        if not language.get(qn("w:eastAsia"), "").startswith("zh"):
            language.set(qn("w:eastAsia"), "zh-CN")
    theirs = {_name(style).lower(): style for style in root.iterchildren(qn("w:style"))}
    ours = list(parse_xml(styles_xml(layout).encode()).iterchildren(qn("w:style")))
    base = _base(root, next(style for style in ours if _name(style) == BASE))
    final = {"Normal": base, "DefaultParagraphFont": _default_id(root, "character")}
    ids = {BASE: base}
    lacking = []
    for style in ours:
        name = _name(style)
        if style.get(qn("w:default")):
            continue
        found = _counterpart(root, theirs, name)
        if found is None:
            lacking.append(style)
            ids[name] = _free_id(root, _id(style), {*ids.values()})
        else:
            ids[name] = _unnumbered(root, found)
        final[_id(style)] = ids[name]
    for style in lacking:
        style.set(qn("w:styleId"), ids[_name(style)])
        for reference in style.xpath("w:basedOn | w:next"):
            if wanted := final.get(reference.get(qn("w:val"))):
                reference.set(qn("w:val"), wanted)
            else:
                style.remove(reference)
        root.append(style)
    return ids


def resolved(root: BaseOxmlElement, style_id: str, path: str) -> BaseOxmlElement | None:
    """The first element at path (w:rPr/w:sz) in a style, those it rests on, and the defaults."""
    seen: set[str] = set()
    wanted = style_id
    while wanted and wanted not in seen:
        seen.add(wanted)
        style = root.find(f"{qn('w:style')}[@{qn('w:styleId')}='{wanted}']")
        if style is None:
            break
        found: list[BaseOxmlElement] = style.xpath(path)
        if found:
            return found[0]
        base = style.find(qn("w:basedOn"))
        wanted = "" if base is None else base.get(qn("w:val"))
    kind = path.split("/")[0].removeprefix("w:")
    found = root.xpath(f"w:docDefaults/w:{kind}Default/{path}")
    return found[0] if found else None


def _base(root: BaseOxmlElement, ours: BaseOxmlElement) -> str:
    """The id of the style that ours rest on, added if need be."""
    normal = _default_id(root, "paragraph")
    fonts = resolved(root, normal, "w:rPr/w:rFonts") if normal else None
    if fonts is not None and (fonts.get(qn("w:eastAsia")) or fonts.get(qn("w:ascii"))):
        return normal
    base = deepcopy(ours)
    if normal:
        del base.attrib[qn("w:default")]
        base.set(qn("w:customStyle"), "1")
        base.set(qn("w:styleId"), _free_id(root, "OfficialBase", set()))
        name = base.find(qn("w:name"))
        name.set(qn("w:val"), _OWN_BASE)
        name.addnext(_element("basedOn", normal))
    root.append(base)
    return _id(base)


def _counterpart(
    root: BaseOxmlElement, theirs: Mapping[str, BaseOxmlElement], name: str
) -> BaseOxmlElement | None:
    for candidate in (*_OTHER_NAMES.get(name, ()), name):
        style = theirs.get(candidate.lower())
        if style is not None and (name != BODY or _indents(root, _id(style))):
            return style
    return None


def _unnumbered(root: BaseOxmlElement, style: BaseOxmlElement) -> str:
    """The id of a style that looks like this one and puts no number before the text."""
    number = resolved(root, _id(style), "w:pPr/w:numPr/w:numId")
    if number is None or number.get(qn("w:val")) == "0":
        return _id(style)
    plain = parse_xml(
        f'<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1"><w:name/><w:basedOn/>'
        '<w:qFormat/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    )
    plain.set(qn("w:styleId"), _free_id(root, f"{_id(style)}Plain", set()))
    plain[0].set(qn("w:val"), f"{_name(style)}（不自动编号）")
    plain[1].set(qn("w:val"), _id(style))
    root.append(plain)
    return _id(plain)


def _indents(root: BaseOxmlElement, style_id: str) -> bool:
    indent = resolved(root, style_id, "w:pPr/w:ind[@w:firstLine or @w:firstLineChars]")
    return indent is not None


def _default_id(root: BaseOxmlElement, kind: str) -> str:
    found = root.xpath(f"w:style[@w:type='{kind}' and @w:default]/@w:styleId")
    return str(found[0]) if found else ""


def _free_id(root: BaseOxmlElement, wanted: str, taken: set[str]) -> str:
    used = {*root.xpath("w:style/@w:styleId"), *taken}
    return next(name for n in count() if (name := f"{wanted}{n or ''}") not in used)


def _name(style: BaseOxmlElement) -> str:
    return str(style.xpath("string(w:name/@w:val)"))


def _id(style: BaseOxmlElement) -> str:
    return str(style.get(qn("w:styleId")))


def _element(name: str, value: str) -> BaseOxmlElement:
    element = OxmlElement(f"w:{name}")
    element.set(qn("w:val"), value)
    return element
