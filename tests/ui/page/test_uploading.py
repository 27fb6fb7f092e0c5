"""What an upload may be: how big, how many, and files alone."""

from __future__ import annotations

import pytest
from page_values import OURS
from starlette.testclient import TestClient

from ui import labels
from ui.page.bodies import Uploads
from ui.page.doors import Doors
from ui.page.limits import Limits


def upload(client, *files):
    return client.post("/gradio_api/upload", files=[("files", file) for file in files])


def test_a_file_is_taken_into_the_data_folder(client, served):
    got = upload(client, ("总结.txt", b"abc"))
    assert got.status_code == 200
    assert got.json()[0].startswith(str(served._uploads._folder))


def limited(served, **limits):
    """The same application with other limits."""
    given = Limits(**limits)
    doors = Doors(served._app, served._hosts, served._uploads._folder, given)
    return TestClient(doors, base_url=OURS)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"browser_uploads": 2000}, labels.UPLOADS_OF_BROWSER),
        ({"server_uploads": 2000}, labels.UPLOADS_OF_SERVER),
        ({"disk_left": 1 << 62}, labels.UPLOADS_DISK),
        ({"uploads_at_once": 0}, labels.UPLOADS_AT_ONCE),
    ],
)
def test_too_many_uploads_are_refused(served, limits, words):
    got = upload(limited(served, **limits), ("a.txt", b"a" * 3000))
    assert got.status_code in (413, 429)
    assert got.text == words.format(megabytes=0)


def test_what_a_browser_sent_counts_for_a_while(served):
    client = limited(served, browser_uploads=4000)
    assert upload(client, ("a.txt", b"a" * 3000)).status_code == 200
    assert upload(client, ("b.txt", b"b" * 3000)).status_code == 413
    client.cookies.set("zhaoshang-browser", "0" * 32)
    assert upload(client, ("b.txt", b"b" * 3000)).status_code == 200


def test_an_upload_without_a_length_that_grows_too_big_leaves_nothing(served):
    folder = served._uploads._folder
    before = {path for path in folder.rglob("*") if path.is_file()}

    def pieces():
        yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        for _ in range(50):
            yield b"a" * 1000
        yield b"\r\n--x--\r\n"

    got = limited(served, browser_uploads=20_000).post(
        "/gradio_api/upload",
        content=pieces(),
        headers={"content-type": "multipart/form-data; boundary=x"},
    )
    assert (got.status_code, got.text) == (400, labels.UPLOAD_TOO_BIG)
    assert {path for path in folder.rglob("*") if path.is_file()} == before


def test_what_is_no_file_is_not_held_in_memory(client, served):
    before = {path for path in served._uploads._folder.rglob("*") if path.is_file()}
    for name in ("x", "files"):
        got = client.post("/gradio_api/upload", data={name: "a" * 100_000}, files={"y": b"z"})
        assert (got.status_code, got.text) == (400, labels.BAD_REQUEST)
    assert {path for path in served._uploads._folder.rglob("*") if path.is_file()} == before


def test_what_a_broken_off_upload_left_is_swept(tmp_path):
    (tmp_path / "tmpabc").write_text("half")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "whole.txt").write_text("whole")
    Uploads(tmp_path, Limits(upload_whole=-1))._sweep()
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["whole.txt"]
