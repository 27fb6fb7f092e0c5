"""The catalog's SQLite file: how it is opened and brought up to date, and what its errors mean."""

from __future__ import annotations

import errno
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sql
from sqlalchemy.exc import DBAPIError

from knowledge_base.errors import StoreError
from knowledge_base.stores import keywords
from knowledge_base.stores.memory import count_a_change
from knowledge_base.stores.schema import MIGRATIONS, SCHEMA_VERSION, tables
from knowledge_base.stores.schema import settings as _settings

_BUSY_SECONDS = 30
_ROOM = 256 * 1024  # bytes that a transaction may need
# With what another program is writing, if it is; else as the file itself stands, which needs no
# files beside it.
_READING = ("mode=ro", "immutable=1")


class Database:
    """The file, with the tables of the present version; safe to use from several threads.

    read_only: why it can only be read, a Chinese sentence; "" where it can be written. What is
    there can be read on a full disk, and on one that must not be written to.
    """

    def __init__(self, path: Path) -> None:
        self._path, self.read_only = path, ""
        self._engine = sql.create_engine(
            f"sqlite:///{path}",
            connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False},
        )
        sql.event.listen(self._engine, "connect", _configure)
        if self._is_current():
            return
        with self.write() as connection:
            tables.create_all(connection)
            keywords.create(connection)
        self._migrate()

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def read(self) -> Iterator[sql.Connection]:
        with as_store_error(self._path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sql.Connection]:
        """A transaction, after which other programs look again."""
        if self.read_only:
            raise StoreError(self.read_only)
        with as_store_error(self._path), self._engine.begin() as connection:
            yield connection
            count_a_change(connection)

    def setting(self, name: str) -> str | None:
        query = sql.select(_settings.c.value).where(_settings.c.name == name)
        with self.read() as connection:
            return connection.execute(query).scalar_one_or_none()

    def set_setting(self, name: str, value: str) -> None:
        with self.write() as connection:
            connection.execute(sql.delete(_settings).where(_settings.c.name == name))
            connection.execute(sql.insert(_settings).values(name=name, value=value))

    def _is_current(self) -> bool:
        """Whether there is nothing to make or to bring up to date.

        Sets read_only where the file of the present version cannot be written.
        """
        try:
            return self._has_present_version()
        except StoreError:
            if not self._path.is_file() or not (reason := _why_read_only(self._path.parent)):
                raise
        for way in _READING:
            engine = sql.create_engine("sqlite://", creator=_reader(self._path, way))
            self._engine.dispose()
            self._engine = engine
            with suppress(StoreError):
                if self._has_present_version():
                    self.read_only = reason
                    return True
        raise StoreError(reason)

    def _has_present_version(self) -> bool:
        with as_store_error(self._path):
            known = sql.inspect(self._engine).has_table(_settings.name)
        return known and self.setting("schema_version") == str(SCHEMA_VERSION)

    def _migrate(self) -> None:
        """Brings the file of an older program up to date, in one transaction."""
        stored = self.setting("schema_version")
        version = SCHEMA_VERSION if stored is None else int(stored)
        if version > SCHEMA_VERSION:
            raise StoreError("资料库由更新版本的程序建立，请升级本程序后再打开")
        with self.write() as connection:
            for step in range(version, SCHEMA_VERSION):
                for statement in MIGRATIONS[step]:
                    connection.execute(sql.text(statement))
        if stored != str(SCHEMA_VERSION):
            self.set_setting("schema_version", str(SCHEMA_VERSION))


@contextmanager
def as_store_error(path: Path) -> Iterator[None]:
    """Database errors as StoreError with the cure."""
    try:
        yield
    except DBAPIError as error:
        reason = str(error.orig).lower()
        cures = {
            "disk is full": "磁盘已满，请腾出空间后重试",
            "readonly": "资料库文件夹不可写，请检查权限",
            "unable to open": "资料库文件夹不可写，请检查权限，或用 ZHAOSHANG_HOME 指定其他文件夹",
            "locked": "资料库正被另一个程序占用，请稍后重试",
            "malformed": "资料库文件已损坏，请运行 zhaoshang doctor 查看处理办法",
            "not a database": "资料库文件已损坏，请运行 zhaoshang doctor 查看处理办法",
        }
        cure = next(
            (text for key, text in cures.items() if key in reason), f"数据库报错：{error.orig}"
        )
        raise StoreError(f"资料库 {path} 无法使用：{cure}") from error


def _why_read_only(folder: Path) -> str:
    """Why nothing can be written in a folder, in a sentence; "" if it can."""
    try:
        with tempfile.TemporaryFile(dir=folder, buffering=0) as trial:
            if trial.write(bytes(_ROOM)) == _ROOM:
                return ""
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            return f"资料库 {folder} 不可写，现在只能查看和检索；请检查权限和磁盘"
    return f"磁盘已满，资料库 {folder} 现在只能查看和检索；请腾出空间后重新打开程序"


def _reader(path: Path, way: str) -> Callable[[], sqlite3.Connection]:
    address = f"file:{quote(str(path.absolute()))}?{way}"
    return lambda: sqlite3.connect(address, _BUSY_SECONDS, uri=True, check_same_thread=False)


def _configure(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")
