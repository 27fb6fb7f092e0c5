"""What a kept draft's addresses give: its Word file, and its pages as shown below it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from threading import Lock

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from assistant.drafts import Draft
from assistant.errors import ExportError, explain
from assistant.word import previewing
from ui import labels
from ui.render import attributes, notice
from ui.visitors import Visitors

_KEPT = 8  # drafts whose pages are held in memory
_FRESH = {"cache-control": "no-cache"}  # a draft may be written anew under its id


def routes(visitors: Visitors) -> list[Route]:
    """All addresses of kept drafts; a draft is given to whoever may see it."""
    return [draft_route(visitors), *page_routes(visitors)]


def draft_route(visitors: Visitors) -> Route:
    """GET /drafts/{id}: the Word file of a kept draft; ?clean=1 and ?sources=1 are its kinds."""

    def download(request: Request) -> Response:
        try:
            assistant = visitors.assistant_of(request)
            draft = assistant.workspace.load(request.path_params["draft_id"])
            asked = {name: request.query_params.get(name) == "1" for name in ("clean", "sources")}
            path: Path = assistant.word_file(draft, **asked)
        except ExportError as error:
            return PlainTextResponse(explain(error), status_code=409)
        except Exception as error:
            return PlainTextResponse(explain(error), status_code=404)
        return FileResponse(path, filename=path.name)

    return Route("/drafts/{draft_id}", download, methods=["GET"])


def page_routes(visitors: Visitors) -> list[Route]:
    """GET /drafts/{id}/pages: markup; .../pages/{number} a PNG; .../sheet an approximate page."""
    one_at_a_time = Lock()  # so that a page asked for meanwhile waits for the pages being made

    @lru_cache(maxsize=_KEPT)
    def pages(draft: Draft) -> tuple[bytes, ...]:
        return tuple(previewing.pages(visitors.assistant.word_file(draft).read_bytes()))

    def pictures(request: Request) -> tuple[bytes, ...]:
        workspace = visitors.assistant_of(request).workspace
        draft = workspace.load(request.path_params["draft_id"])
        with one_at_a_time:
            return pages(draft)

    def markup(request: Request) -> Response:
        draft_id = request.path_params["draft_id"]
        try:
            if not previewing.exact():
                return HTMLResponse(_sheet(draft_id), headers=_FRESH)
            return HTMLResponse(_pictures(draft_id, len(pictures(request))), headers=_FRESH)
        except Exception as error:
            return HTMLResponse(notice(explain(error), "error"), headers=_FRESH)

    def page(request: Request) -> Response:
        try:
            made = pictures(request)
        except Exception as error:
            return PlainTextResponse(explain(error), status_code=404)
        number = request.path_params["number"]
        if not 1 <= number <= len(made):
            return PlainTextResponse(labels.NO_PAGE, status_code=404)
        return Response(made[number - 1], media_type="image/png", headers=_FRESH)

    def sheet(request: Request) -> Response:
        try:
            assistant = visitors.assistant_of(request)
            draft = assistant.workspace.load(request.path_params["draft_id"])
            content = previewing.approximate(assistant.word_file(draft).read_bytes())
        except Exception as error:
            return PlainTextResponse(explain(error), status_code=404)
        return HTMLResponse(content, headers=_FRESH)

    return [
        Route("/drafts/{draft_id}/pages", markup, methods=["GET"]),
        Route("/drafts/{draft_id}/pages/{number:int}", page, methods=["GET"]),
        Route("/drafts/{draft_id}/sheet", sheet, methods=["GET"]),
    ]


def _pictures(draft_id: str, count: int) -> str:
    """The pages one below the other; those out of sight are fetched when they come into it."""
    return "".join(
        f"<img{attributes(src=f'drafts/{draft_id}/pages/{number}', alt=alt, loading='lazy')}>"
        for number in range(1, count + 1)
        for alt in [labels.PAGE_OF.format(number=number, count=count)]
    )


def _sheet(draft_id: str) -> str:
    named = attributes(src=f"drafts/{draft_id}/sheet", title=labels.PREVIEW, sandbox="")
    return f"<iframe{named}></iframe>"
