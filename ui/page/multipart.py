"""What gradio's upload takes: files, and nothing that it would hold in memory."""

from __future__ import annotations

from gradio import route_utils
from starlette.formparsers import MultiPartException

from ui import labels


class FilesAlone(route_utils.GradioMultiPartParser):
    """Gradio's parser, which puts files on disk and keeps all other parts whole in memory."""

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        if self._current_part.file is None:
            raise MultiPartException(labels.BAD_REQUEST)
        super().on_part_data(data, start, end)


def take_files_alone() -> None:
    """Puts FilesAlone in the place of gradio's parser, which has no switch for it."""
    route_utils.GradioMultiPartParser = FilesAlone  # type: ignore[misc]  # a class of gradio's
