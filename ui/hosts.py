"""Whose request is answered: the names the page goes by, and the browser's own key."""

from __future__ import annotations

import re
import secrets
import socket
from dataclasses import dataclass

import gradio as gr
from starlette.requests import HTTPConnection

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_EVERYWHERE = ("0.0.0.0", "::", "")
_NETLOC = re.compile(r"(?P<host>[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")
_KEY_NAME = "zhaoshang-browser"
_KEY = re.compile("[0-9a-f]{32}")
_KEY_SECONDS = 400 * 24 * 3600  # browsers keep a cookie no longer


@dataclass(frozen=True, slots=True)
class Hosts:
    """The names under which the page may be asked for; any other name is some other site's.

    served: the address it listens at. allowed: further names, from the settings. With a name that
    an attacker owns and points at this machine (DNS rebinding), a browser would show him the page.
    """

    served: str
    allowed: tuple[str, ...] = ()

    @property
    def everywhere(self) -> bool:
        """Whether it listens at all addresses of this machine."""
        return self.served in _EVERYWHERE

    @property
    def alone(self) -> bool:
        """Whether only this machine reaches the page."""
        return self.served in _LOOPBACK and set(self.allowed) <= set(_LOOPBACK)

    def welcomes(self, connection: HTTPConnection) -> bool:
        """Whether a request names one of our hosts."""
        named = connection.headers.getlist("host")
        host = _host(named[0]) if len(named) == 1 else None
        return host is not None and host in self._names(connection)

    def _names(self, connection: HTTPConnection) -> set[str]:
        names = {*_LOOPBACK, *self.allowed}
        if not self.everywhere:
            return names | {self.served.lower()}
        reached = connection.scope.get("server") or ("",)  # an address, which nobody can rebind
        return names | {str(reached[0]).lower(), socket.gethostname().lower()}

    def foreign(self, connection: HTTPConnection) -> bool:
        """Whether another site's page makes the browser send this request."""
        origins = connection.headers.getlist("origin")
        if origins:
            scheme, _, netloc = origins[0].lower().partition("://")
            own = netloc == connection.headers.get("host", "").lower()
            known = own or _host(netloc) in self.allowed
            return len(origins) > 1 or scheme not in ("http", "https") or not known
        asked_by = connection.headers.get("sec-fetch-site", "").lower()
        followed = (
            connection.headers.get("sec-fetch-mode") == "navigate"
            and connection.url.path == "/"
            and connection.scope["method"] == "GET"
        )
        return asked_by in ("cross-site", "same-site") and not followed


def _host(netloc: str) -> str | None:
    """The host of `host:port`, None when it is none."""
    found = _NETLOC.fullmatch(netloc.lower())
    return found["host"].strip("[]") if found else None


def browser_of(request: gr.Request | HTTPConnection) -> str:
    """The key by which a browser is known; "" for one that has none, to which nothing belongs."""
    connection = request.request if isinstance(request, gr.Request) else request
    key = connection.cookies.get(_KEY_NAME, "") if connection else ""
    return key if _KEY.fullmatch(key) else ""


def new_key() -> tuple[bytes, bytes]:
    """The header that gives a browser its key; no script reads it, no other site sends it."""
    value = (
        f"{_KEY_NAME}={secrets.token_hex(16)}; Path=/; Max-Age={_KEY_SECONDS}; "
        "HttpOnly; SameSite=Lax"
    )
    return b"set-cookie", value.encode()
