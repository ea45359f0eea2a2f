"""How each kind looks: one colour and one shape, so that neither alone has to carry the meaning."""

from __future__ import annotations

from dataclasses import dataclass

from entente.ontology import Kind


@dataclass(frozen=True, slots=True)
class Look:
    """A vis-network shape and a colour of the Okabe-Ito palette (or a grey), which colour-blind readers tell apart."""

    colour: str
    shape: str


_BLUE, _SKY, _GREEN, _YELLOW = "#0072B2", "#56B4E9", "#009E73", "#F0E442"
_ORANGE, _VERMILION, _PURPLE, _GREY = "#E69F00", "#D55E00", "#CC79A7", "#8A8F98"

LOOKS: dict[Kind, Look] = {
    Kind.ORGANISATION: Look(_BLUE, "dot"),
    Kind.COMPANY: Look(_SKY, "square"),
    Kind.STARTUP: Look(_VERMILION, "star"),
    Kind.FUND: Look(_ORANGE, "diamond"),
    Kind.GOVERNMENT: Look(_PURPLE, "hexagon"),
    Kind.UNIVERSITY: Look(_BLUE, "triangle"),
    Kind.FORUM: Look(_GREEN, "dot"),
    Kind.PARK: Look(_GREEN, "square"),
    Kind.AGREEMENT: Look(_YELLOW, "triangleDown"),
    Kind.PROGRAMME: Look(_YELLOW, "hexagon"),
    Kind.PERSON: Look(_VERMILION, "dot"),
    Kind.PLACE: Look(_GREY, "dot"),
    Kind.TECHNOLOGY: Look(_GREY, "diamond"),
}
