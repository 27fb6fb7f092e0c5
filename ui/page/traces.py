"""What an earlier run of the server left behind, swept at the start of the next."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from filelock import FileLock, Timeout

from assistant.settings import Settings
from ui import labels
from ui.uploads import MOVED


@contextmanager
def swept(settings: Settings, imported: set[str]) -> Iterator[str]:
    """Uploads and working files begin empty; yields what to tell the person, "" for nothing.

    imported: the names of the library's files. Another server over the same data folder may be at
    work on its files: then nothing is swept, by neither.
    """
    folders = (settings.uploads_folder, settings.working_folder)
    lock = FileLock(settings.home / "serving.lock")
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        lock.acquire(blocking=False)
    except (Timeout, OSError):
        settings.stay_local()
        yield ""
        return
    try:
        left = sorted(set(_uploads(settings)) - imported)
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
        settings.stay_local()
        yield labels.UPLOADS_LEFT.format(names="、".join(f"《{n}》" for n in left)) if left else ""
    finally:
        lock.release()


def _uploads(settings: Settings) -> Iterator[str]:
    """The names of whole uploads, as gradio put them and as `original_names` moved them."""
    places = ((settings.uploads_folder, "*/*"), (settings.working_folder, f"{MOVED}*/*/*"))
    for folder, pattern in places:
        for path in folder.glob(pattern):
            with suppress(OSError):
                if path.is_file():
                    yield path.name
