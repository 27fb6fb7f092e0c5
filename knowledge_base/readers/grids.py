"""A sheet of a table, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet. rows: number (from 1) -> cells as they are shown; wide: rows with merged cells."""

    name: str
    rows: dict[int, list[str]]
    wide: set[int]

    def header_joined(self, row: int) -> list[str]:
        """The cells of a row, each with the name that is merged over it in the row above."""
        cells = self.rows[row]
        if row - 1 not in self.wide:
            return cells
        return joined_header(self.rows.get(row - 1, []), cells)


def joined_header(upper: list[str], lower: list[str]) -> list[str]:
    """到位资金 merged over 目标 and 完成 gives 到位资金目标 and 到位资金完成."""
    joined, group = [], ""
    for index, below in enumerate(lower):
        own = upper[index] if index < len(upper) else ""
        group = own or (group if below else "")
        joined.append(group + below if below else group)
    return joined
