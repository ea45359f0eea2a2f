"""Every error as one JSON shape, mapped here and nowhere else."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from entente.errors import EntenteError, StoreUnreachable

if TYPE_CHECKING:
    from fastapi import FastAPI, Request

log = logging.getLogger("entente.api")

_CODES = {401: "unauthorised", 403: "forbidden", 404: "not-found", 405: "method-not-allowed", 413: "too-large"}


class Refused(HTTPException):
    """A request that is turned away before it is looked at; `headers` travel with the answer."""

    def __init__(self, status: int, message: str, headers: dict[str, str] | None = None) -> None:
        # FastAPI passes its own kind of exception through where it reads bodies, and swallows others.
        super().__init__(status, message, headers)


def shape(code: str, message: str, details: dict[str, Any] | None = None) -> dict[str, Any]:
    """`{"error": {"code", "message", "details"}}`."""
    return {"error": {"code": code, "message": message, "details": details or {}}}


def response(status: int, message: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """The answer to a request that HTTP itself refuses."""
    code = _CODES.get(status, HTTPStatus(status).phrase.lower().replace(" ", "-"))
    return JSONResponse(shape(code, message), status, headers)


def install(app: FastAPI) -> None:
    """Register the handlers of every class of error."""

    @app.exception_handler(EntenteError)
    async def ours(request: Request, error: EntenteError) -> JSONResponse:
        if isinstance(error, StoreUnreachable):
            request.app.state.backend.reset()
        return JSONResponse(shape(error.code, str(error), error.details), error.http_status)

    @app.exception_handler(Refused)
    async def refused(request: Request, error: Refused) -> JSONResponse:
        return response(error.status_code, str(error.detail), dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        problems = [
            {"where": ".".join(str(part) for part in problem["loc"]), "message": problem["msg"]}
            for problem in error.errors()
        ]
        first = problems[0]
        return JSONResponse(shape("input", f"{first['where']}: {first['message']}", {"problems": problems}), 422)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> JSONResponse:
        message = str(error.detail)
        if error.status_code == 404:
            message = f"there is nothing at {request.url.path}; /v1/openapi.json lists what there is"
        elif error.status_code == 405:
            message = f"{request.method} is not possible at {request.url.path}"
        return response(error.status_code, message, dict(error.headers or {}))

    @app.exception_handler(Exception)
    async def unexpected(request: Request, error: Exception) -> JSONResponse:
        log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return response(500, "something went wrong inside; the server's log has the details")
