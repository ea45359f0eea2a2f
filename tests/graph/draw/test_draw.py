from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from tests.browser import chromium

from entente.errors import InputError
from entente.graph import draw
from entente.graph.draw.style import LOOKS
from entente.graph.model import Entity, Hop, Statement, Subgraph
from entente.ontology import Kind, RelationType, Status

HOSTILE = (
    "Evil <script>document.title='taken'</script> & \"Co\" </script><img src=x onerror=\"document.title='taken'\"> —Ж"
)


def entity(name: str, kind: Kind = Kind.FUND) -> Entity:
    return Entity(name.lower(), name, kind, (name, f"{name} Ltd"), 1)


def hop(a: Entity, relation: RelationType, b: Entity, *quotes: str, status: Status = Status.COMPLETED) -> Hop:
    return Hop(
        a,
        relation,
        b,
        tuple(
            Statement(f"s{i}", relation, a.id, b.id, quote, "notes.txt", 5, 5 + len(quote), status)
            for i, quote in enumerate(quotes)
        ),
    )


A, B, C = entity("Alpha Fund"), entity("Beta Works", Kind.STARTUP), entity(HOSTILE, Kind.STARTUP)
GRAPH = Subgraph(
    (A, B, C),
    (
        hop(A, RelationType.INVESTED_IN, B, "Alpha Fund backed Beta Works.", "It was Alpha that paid."),
        hop(A, RelationType.OWNS, B, "Alpha Fund owns Beta Works."),
        hop(A, RelationType.INVESTED_IN, C, f"Alpha Fund will back {HOSTILE}.", status=Status.PLANNED),
    ),
)


def test_every_kind_has_a_look_of_its_own() -> None:
    assert set(LOOKS) == set(Kind)
    assert len({(look.colour, look.shape) for look in LOOKS.values()}) == len(Kind)


def test_the_legend_names_only_the_kinds_that_are_drawn() -> None:
    assert [item["kind"] for item in draw.picture(GRAPH)["legend"]] == ["Startup", "Fund"]


def test_edges_tell_type_weight_and_standing() -> None:
    invested, owns, planned = draw.picture(GRAPH)["edges"]
    assert invested["label"] == "invested in"
    assert invested["width"] > owns["width"]
    assert "dashes" in planned
    assert "dashes" not in invested
    assert [statement["quote"] for statement in owns["statements"]] == ["Alpha Fund owns Beta Works."]


def test_parallel_edges_and_opposite_ones_do_not_cover_each_other() -> None:
    back = hop(B, RelationType.PARTNERED_WITH, A, "They work together.")
    edges = draw.picture(Subgraph((A, B), (*GRAPH.hops[:2], back)))["edges"]
    bends = set()
    for edge in edges:
        bend = edge["smooth"]
        side = 0 if not bend["enabled"] else (1 if (bend["type"] == "curvedCW") is (edge["from"] < edge["to"]) else -1)
        bends.add((side, bend.get("roundness")))
    assert len(bends) == 3


def test_the_same_graph_gives_the_same_file(tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        draw.draw(GRAPH, tmp_path / name, "Funds")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_nothing_of_a_text_becomes_markup() -> None:
    page = draw.html(GRAPH, HOSTILE)
    assert 'onerror="' not in page
    assert "<script>document.title" not in page
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert data is not None
    assert json.loads(data[1])["nodes"][2]["entity"]["name"] == HOSTILE


def test_an_empty_graph_can_be_drawn() -> None:
    assert "0 entities" in draw.html(Subgraph((), ()), "Nothing")


def test_half_a_character_in_a_name_does_not_stop_the_drawing(tmp_path: Path) -> None:
    odd = entity("Odd \ud800 Fund")
    draw.draw(Subgraph((odd,), ()), tmp_path / "odd.html", odd.name)
    assert "Odd" in (tmp_path / "odd.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["missing/graph.html", "."])
def test_a_place_that_cannot_be_written_is_named_and_nothing_is_left(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"its folder does not exist|is a folder"):
        draw.draw(GRAPH, tmp_path / name, "Funds")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_in_a_browser_it_draws_shows_quotes_on_click_and_asks_the_network_for_nothing(tmp_path: Path) -> None:
    file = tmp_path / "graph.html"
    draw.draw(GRAPH, file, HOSTILE)
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1200, "height": 800})
        requests: list[str] = []
        troubles: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text))
        page.goto(file.as_uri())
        page.wait_for_selector("canvas")
        assert page.locator("h1").inner_text() == HOSTILE
        assert page.locator(".picture-legend button").all_inner_texts() == ["Startup", "Fund"]
        page.wait_for_timeout(300)
        colours = page.evaluate(
            """() => { const c = document.querySelector('canvas'), d = c.getContext('2d')
                 .getImageData(0, 0, c.width, c.height).data, seen = new Set();
                 for (let i = 0; i < d.length; i += 4)
                   if (d[i + 3] === 255) seen.add(d.slice(i, i + 3).join(','));
                 return [...seen]; }"""
        )
        assert {"213,94,0", "230,159,0"} <= set(colours)  # start-ups and funds, in their colours
        page.get_by_role("button", name="Alpha Fund owns Beta Works").click()
        assert page.locator("blockquote").all_inner_texts() == ["Alpha Fund owns Beta Works."]
        assert "characters 5–32" in page.locator(".meta").inner_text()
        page.get_by_role("button", name="← Overview").press("Enter")
        page.get_by_role("button", name=f"Alpha Fund invested in {HOSTILE}").click()
        assert page.locator("blockquote").inner_text() == f"Alpha Fund will back {HOSTILE}."
        assert page.title().endswith("· Entente")
        assert requests == [file.as_uri()]
        assert troubles == []


@pytest.mark.slow
def test_a_click_on_the_line_itself_opens_its_quotes(tmp_path: Path) -> None:
    file = tmp_path / "graph.html"
    draw.draw(Subgraph((A, B), GRAPH.hops[:1]), file, "One edge")
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1200, "height": 800})
        page.goto(file.as_uri())
        page.wait_for_selector("canvas")
        page.wait_for_timeout(300)
        box = page.locator("canvas").bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_selector("blockquote")
        assert page.locator("blockquote").all_inner_texts() == [
            "Alpha Fund backed Beta Works.",
            "It was Alpha that paid.",
        ]


@pytest.mark.slow
def test_a_thousand_nodes_open_within_seconds(tmp_path: Path) -> None:
    nodes = tuple(entity(f"Fund {number}") for number in range(1000))
    hops = tuple(hop(nodes[i // 2], RelationType.OWNS, nodes[i], "It owns it.") for i in range(1, 1000))
    file = tmp_path / "large.html"
    draw.draw(Subgraph(nodes, hops), file, "Large")
    with chromium() as browser:
        page = browser.new_page()
        begun = time.monotonic()
        page.goto(file.as_uri())
        page.wait_for_selector("canvas")
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert time.monotonic() - begun < 20
