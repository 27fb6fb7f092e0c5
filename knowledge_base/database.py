"""The catalog's SQLite file: how it is opened, and what its errors mean to a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sql
from sqlalchemy.exc import DBAPIError

from knowledge_base.errors import StoreError

_BUSY_SECONDS = 30


def engine(path: Path) -> sql.Engine:
    """An engine whose connections may be used from several threads."""
    made = sql.create_engine(
        f"sqlite:///{path}", connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False}
    )
    sql.event.listen(made, "connect", _configure)
    return made


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


def _configure(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")
