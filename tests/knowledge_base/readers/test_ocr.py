"""Recognition runs on pictures of text that are drawn here with a font of the system."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from knowledge_base.errors import EmptyDocument, UnreadableDocument
from knowledge_base.readers import ocr, read

pytestmark = pytest.mark.slow

LINES = [
    "临江县招商局工作总结",
    "全年到位内资九十八亿元，同比增长12.3%。",
    "下一步，开展以商招商。",
]


def font(size: int) -> ImageFont.FreeTypeFont:
    try:
        command = ["fc-match", "-f", "%{file}", "Noto Sans CJK SC:lang=zh-cn"]
        file = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        file = ""
    if "CJK" not in file:
        pytest.skip("没有中文字体（fonts-noto-cjk），文字识别的测试没有运行")
    return ImageFont.truetype(file, size)


def picture(lines=LINES) -> Image.Image:
    page = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        draw.text((150, 200 + 90 * number), line, fill="black", font=font(44))
    return page


@pytest.fixture(autouse=True)
def _extra(request: pytest.FixtureRequest) -> None:
    if "without" not in request.node.name and not ocr.available():
        pytest.skip("没有安装 zhaoshang[ocr]，文字识别的测试没有运行")


@pytest.mark.parametrize("name", ["扫描.pdf", "扫描.png", "扫描.jpg", "扫描.tif"])
def test_a_scan_is_recognised_and_says_so(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    picture().save(path, **({"resolution": 150.0} if name.endswith("pdf") else {}))
    seen = []
    reading = read(path, lambda done, total: seen.append((done, total)))
    assert "".join(block.text for block in reading.blocks) == "".join(LINES)
    assert reading.notes == (ocr.RECOGNISED,)
    assert seen == [(0, 1)]


def test_every_page_of_a_scan_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "两页.pdf"
    pages = [picture(LINES[:2]), picture(LINES[2:])]
    pages[0].save(path, save_all=True, append_images=pages[1:], resolution=150.0)
    blocks = read(path).blocks
    assert (blocks[0].text, blocks[0].page) == (LINES[0], 1)
    assert LINES[2] in "".join(block.text for block in blocks)


def test_a_blank_scan_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "白.png"
    picture([]).save(path)
    with pytest.raises(EmptyDocument, match="没有识别到文字"):
        read(path)


def test_a_cut_picture_is_called_damaged(tmp_path: Path) -> None:
    whole = io.BytesIO()
    picture([LINES[1]]).save(whole, "PNG")
    path = tmp_path / "半张.png"
    path.write_bytes(whole.getvalue()[:3000])
    with pytest.raises(UnreadableDocument, match="损坏"):
        read(path)


def test_without_the_extra_the_message_says_how_to_get_it(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    for name in ("扫描.pdf", "扫描.png"):
        path = tmp_path / name
        Image.new("RGB", (400, 600), "white").save(path)
        with pytest.raises(EmptyDocument, match=r"zhaoshang\[ocr\]"):
            read(path)
