"""Who may ask, from where, and how much: keys, host names, origins, body sizes, headers of answers."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request

from entente.api.errors import Refused, response
from entente.errors import InputError
from entente.settings import Settings

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_COMMON = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_API_POLICY = "default-src 'none'; frame-ancestors 'none'"
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SHORTEST_KEY = 16


def is_loopback(host: str) -> bool:
    """Whether an address or name is this machine itself."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def keys(settings: Settings) -> tuple[str, ...]:
    """The API keys in force. Raises `InputError` for one that is too short to be a secret."""
    found = tuple(key for key in (part.strip() for part in settings.keys.split(",")) if key)
    if any(len(key) < SHORTEST_KEY for key in found):
        raise InputError(f"ENTENTE_KEYS: a key needs at least {SHORTEST_KEY} characters")
    return found


def check_exposure(settings: Settings) -> None:
    """Raises `InputError` where the service would be open to others without keys."""
    if not is_loopback(settings.host) and not keys(settings):
        raise InputError(
            f"ENTENTE_HOST: {settings.host} can be reached from other machines; set ENTENTE_KEYS first, "
            "or listen on 127.0.0.1"
        )


class Gate:
    """Dependency of all routes under `/v1`: a valid key where keys are set. All keys are compared, in constant time."""

    def __init__(self, settings: Settings) -> None:
        self._digests = [hashlib.sha256(key.encode()).digest() for key in keys(settings)]

    def __call__(self, request: Request) -> None:
        if not self._digests:
            return
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        given = token.strip() if scheme.lower() == "bearer" else request.headers.get("x-api-key", "")
        digest = hashlib.sha256(given.encode()).digest()
        if not sum([hmac.compare_digest(digest, known) for known in self._digests]):
            message = "this service needs a key: send it as `Authorization: Bearer KEY` or `X-API-Key: KEY`"
            raise Refused(401, message, {"WWW-Authenticate": "Bearer"})


class Guard:
    """Turns away what comes by a foreign name or from a foreign page, and bodies that are too large.

    On loopback the Host header must name this machine: a web page that had its own name resolve to 127.0.0.1
    would otherwise be let in by the browser. Requests of other origins are refused everywhere.
    """

    def __init__(self, app: App, settings: Settings) -> None:
        self._app = app
        self._check_host = is_loopback(settings.host)
        self._most = int(settings.max_body_mb) * 1024 * 1024
        self._too_large = f"the body is larger than {settings.max_body_mb} MiB (ENTENTE_MAX_BODY_MB)"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        sending = _with_headers(scope["path"], send)
        host = headers.get("host", "")
        if self._check_host and not is_loopback(_hostname(host)):
            refusal = response(403, f"this service does not go by the name {host!r}; use 127.0.0.1 or localhost")
        elif "origin" in headers and urlsplit(headers["origin"]).netloc != host:
            refusal = response(403, f"pages of {headers['origin']} may not use this service")
        elif _declared(headers) > self._most:
            refusal = response(413, self._too_large)
        else:
            await self._app(scope, self._counted(receive), sending)
            return
        await refusal(scope, receive, sending)

    def _counted(self, receive: Receive) -> Receive:
        got = 0

        async def counted() -> MutableMapping[str, Any]:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > self._most:
                raise Refused(413, self._too_large)
            return message

        return counted


def _declared(headers: Headers) -> int:
    length = headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else 0


def _hostname(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _with_headers(path: str, send: Send) -> Send:
    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(_COMMON)
            headers["Content-Security-Policy"] = _API_POLICY if path.startswith("/v1") else PAGE_POLICY
            if path.startswith("/v1"):
                headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sending
