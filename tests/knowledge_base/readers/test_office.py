"""Old formats go through the real LibreOffice; without it the message says how to get it."""

from __future__ import annotations

import http.server
import re
import threading
import time
from pathlib import Path

import psutil
import pytest
from word_packages import package, relations, zipped

from knowledge_base.errors import UnreadableDocument
from knowledge_base.readers import libreoffice, read

pytestmark = pytest.mark.slow

LINES = ["临江县招商局工作总结", "一、主要成效", "全年到位内资98.7亿元。"]
NUMBERED = (
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    "<w:r><w:t>主要成效</w:t></w:r></w:p>"
)
LIST = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
DELETED = (
    '<w:p><w:r><w:t>全年到位内资</w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>77'
    '</w:delText></w:r></w:del><w:ins w:id="2" w:author="a"><w:r><w:t>98.7</w:t></w:r></w:ins>'
    "<w:r><w:t>亿元。</w:t></w:r></w:p>"
)

needs_libreoffice = pytest.mark.skipif(
    not libreoffice.program(), reason="没有安装 LibreOffice，旧格式的测试没有运行"
)


def original() -> bytes:
    title = f"<w:p><w:r><w:t>{LINES[0]}</w:t></w:r></w:p>"
    files = package(title + NUMBERED + DELETED, numbering=LIST)
    types = files["[Content_Types].xml"].decode()
    part = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
    types = types.replace(
        "</Types>", f'<Override PartName="/word/numbering.xml" ContentType="{part}"/></Types>'
    )
    types = types.replace(
        "<Override",
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override',
        1,
    )
    return zipped(files | {"[Content_Types].xml": types.encode()})


@needs_libreoffice
@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("总结.doc", "doc:MS Word 97"),
        ("总结.wps", "doc:MS Word 97"),
        ("总结.odt", "odt"),
        ("改过名.docx", "doc:MS Word 97"),
    ],
)
def test_numbers_and_revisions_survive_an_old_format(tmp_path: Path, name, target) -> None:
    path = tmp_path / name
    path.write_bytes(libreoffice.convert(original(), ".docx", target))
    reading = read(path)
    assert [block.text for block in reading.blocks] == LINES


@needs_libreoffice
def test_an_rtf_file_is_read_by_its_codes(tmp_path: Path) -> None:
    path = tmp_path / "年报.rtf"
    text = "".join(f"\\u{ord(c)}?" for c in "基金招商")
    path.write_bytes(b"{\\rtf1\\ansi " + text.encode() + b"\\par second}")
    assert [block.text for block in read(path).blocks] == ["基金招商", "second"]


LINKING = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2">'
    '<office:body><office:text><text:p>text<draw:frame svg:width="2cm" svg:height="2cm">'
    '<draw:image xlink:href="{url}/a.png"/></draw:frame></text:p></office:text></office:body>'
    "</office:document-content>"
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


@needs_libreoffice
def test_nothing_that_a_file_links_to_is_fetched(tmp_path: Path, monkeypatch) -> None:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - named by http.server

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        content = LINKING.format(url=f"http://127.0.0.1:{server.server_port}")
        path = tmp_path / "带链接.odt"
        parts = {"content.xml": content, "META-INF/manifest.xml": MANIFEST}
        parts = {"mimetype": "application/vnd.oasis.opendocument.text"} | parts
        path.write_bytes(zipped({name: text.encode() for name, text in parts.items()}))
        assert read(path).blocks[0].text == "text"
        assert asked == []
        monkeypatch.setattr(libreoffice, "_SETTINGS", ())
        read(path)
        server.shutdown()
    assert asked, "without our settings the link is followed, so the test can fail"


@needs_libreoffice
def test_a_file_that_only_pretends_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "假.odt"
    path.write_bytes(
        zipped(
            {
                "mimetype": b"application/vnd.oasis.opendocument.text",
                "content.xml": b"<nothing/>",
                "_rels/.rels": relations({}).encode(),
            }
        )
    )
    with pytest.raises(UnreadableDocument, match="《假"):
        read(path)


@needs_libreoffice
def test_a_conversion_that_takes_too_long_leaves_no_process() -> None:
    before = {process.pid for process in psutil.process_iter()}
    started = time.monotonic()
    with pytest.raises(libreoffice.ConversionFailed) as caught:
        libreoffice.convert(original(), ".docx", "odt", limit=0.2)
    assert caught.value.slow
    assert time.monotonic() - started < 10
    left = [
        process
        for process in psutil.process_iter(["name"])
        if process.pid not in before and re.search("soffice|oosplash", process.info["name"] or "")
    ]
    psutil.wait_procs(left, timeout=10)
    assert [p for p in left if p.is_running() and p.status() != psutil.STATUS_ZOMBIE] == []


def test_without_libreoffice_the_message_says_how_to_get_it(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: "")
    path = tmp_path / "年报.rtf"
    path.write_bytes(b"{\\rtf1 text}")
    with pytest.raises(UnreadableDocument, match=r"安装免费的 LibreOffice.*另存为 \.docx"):
        read(path)


def test_a_locked_odt_is_called_locked(tmp_path: Path) -> None:
    path = tmp_path / "密.odt"
    path.write_bytes(
        zipped(
            {
                "mimetype": b"application/vnd.oasis.opendocument.text",
                "content.xml": b"?",
                "META-INF/manifest.xml": b"<m:encryption-data/>",
            }
        )
    )
    with pytest.raises(UnreadableDocument, match="密码"):
        read(path)


# documents packed into one text file


def test_a_flat_word_file_is_read_like_a_word_file(tmp_path: Path) -> None:
    files = package("<w:p><w:r><w:t>一号项目</w:t></w:r></w:p>")
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    parts = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{data.decode()}</pkg:xmlData></pkg:part>'
        for name, data in files.items()
        if name != "[Content_Types].xml"
    )
    picture = '<pkg:part pkg:name="/word/a.png"><pkg:binaryData>!!</pkg:binaryData></pkg:part>'
    path = tmp_path / "平.xml"
    path.write_text(f'<pkg:package xmlns:pkg="{space}">{parts}{picture}</pkg:package>', "utf-8")
    assert [block.text for block in read(path).blocks] == ["一号项目"]


def test_a_web_archive_is_read_as_the_page_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "网页.doc"
    page = "<html><body><p>临江县召开招商引资推进会，部署下半年工作。</p></body></html>"
    path.write_bytes(
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        b"Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + page.encode("gb18030")
        + b"\r\n--x--\r\n"
    )
    assert [block.text for block in read(path).blocks] == [page[15:-18]]
