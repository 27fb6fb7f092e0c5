"""LibreOffice without a window, as a converter of files: it may open no connection and no macro."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from glob import glob
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge_base.offline import environment
from knowledge_base.readers import processes

TIME_LIMIT = 45.0  # seconds; below the limit of a whole file

_NAMES = ("soffice", "libreoffice", "soffice.exe")
_PLACES = (
    "/opt/libreoffice*/program/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
# The settings of a fresh profile: nothing linked is fetched, nothing in a file is run.
# A proxy that is not there catches what asks for the network all the same.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Misc", "UseLocking", "false"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


class ConversionFailed(Exception):
    """LibreOffice did not convert. slow: it was stopped at its time limit."""

    def __init__(self, slow: bool = False) -> None:
        super().__init__("time limit" if slow else "no output")
        self.slow = slow


@cache
def program() -> str:
    """The path of LibreOffice on this machine, "" where it is not installed."""
    found = (path for name in _NAMES if (path := shutil.which(name)))
    usual = (path for place in _PLACES for path in sorted(glob(place), reverse=True))
    return next(found, "") or next(usual, "")


def convert(
    data: bytes, suffix: str, target: str, import_filter: str = "", limit: float = TIME_LIMIT
) -> bytes:
    """A file's bytes in another format.

    suffix: of the source, with its dot; target: as --convert-to takes it ("docx", "pdf");
    import_filter: the only one to be tried, so that other content fails instead of being read as
    plain text; limit: seconds. Every call has a profile folder of its own, so several may run at
    once. Raises ConversionFailed; `program()` must have found LibreOffice.
    """
    with TemporaryDirectory(prefix="zhaoshang-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"source{suffix}"
        source.write_bytes(data)
        profile = folder / "profile"
        _write_settings(profile)
        command = [program(), f"-env:UserInstallation={profile.as_uri()}"]
        command += ["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
        command += [f"--infilter={import_filter}"] if import_filter else []
        command += ["--convert-to", target, "--outdir", str(folder / "out"), str(source)]
        temporary = folder / "temporary"
        temporary.mkdir()
        _run(command, limit, environment(TMPDIR=str(temporary)))
        made = next((folder / "out").glob("source.*"), None)
        if made is None:
            raise ConversionFailed
        return made.read_bytes()


def _run(command: list[str], limit: float, variables: dict[str, str]) -> None:
    process = subprocess.Popen(
        command,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout=limit)
    except subprocess.TimeoutExpired:
        raise ConversionFailed(slow=True) from None
    finally:
        processes.end(process)


def _write_settings(profile: Path) -> None:
    items = (_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    (profile / "user").mkdir(parents=True)
    text = _PROFILE.format(items="\n".join(items))
    (profile / "user" / "registrymodifications.xcu").write_text(text, encoding="utf-8")
