"""The page at `/`: files of this package and what the pictures are drawn with. Nothing comes from elsewhere."""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from entente.graph import draw

router = APIRouter(include_in_schema=False)

_STYLE, _SCRIPT = "text/css; charset=utf-8", "text/javascript; charset=utf-8"
_FRESH = {"Cache-Control": "no-cache"}


def _own(name: str) -> str:
    return files("entente.api.page").joinpath(name).read_text(encoding="utf-8")


@router.get("/")
def page() -> HTMLResponse:
    """The page itself."""
    return HTMLResponse(_own("page.html"), headers=_FRESH)


@router.get("/assets/page.css")
def style() -> Response:
    """Styles of the page and of its pictures."""
    return Response(draw.asset("picture.css") + _own("page.css"), media_type=_STYLE, headers=_FRESH)


@router.get("/assets/page.js")
def script() -> Response:
    """The page's script and that of its pictures."""
    return Response(draw.asset("picture.js") + _own("page.js"), media_type=_SCRIPT, headers=_FRESH)


@router.get("/assets/vis-network.js")
def vis_network() -> Response:
    """vis-network as pyvis brings it."""
    return Response(draw.vis_network(), media_type=_SCRIPT, headers={"Cache-Control": "max-age=86400"})


@router.get("/favicon.ico")
def icon() -> Response:
    """Two nodes and an edge."""
    return Response(_own("icon.svg"), media_type="image/svg+xml", headers={"Cache-Control": "max-age=86400"})
