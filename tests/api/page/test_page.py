"""The page in a real browser, on a real graph."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn
from playwright.sync_api import expect
from tests.api.conftest import Shared
from tests.browser import chromium

from entente.api.app import create_app
from entente.graph.store.connection import Connection

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
PATIENCE = 60_000
QUESTION = "Which startups link NGF and Harbour Capital?"


@contextmanager
def served(connection: Connection, **changes: Any) -> Iterator[str]:
    app = create_app(connection.settings.replace(**changes), connect=lambda _: Shared(connection))  # type: ignore[arg-type,return-value]
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


class Watched:
    """A page whose troubles and requests are kept."""

    def __init__(self, browser: Browser, **how: Any) -> None:
        self.page: Page = browser.new_page(**{"viewport": {"width": 1280, "height": 900}, **how})
        self.page.set_default_timeout(PATIENCE)
        self.troubles: list[str] = []
        self.requests: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", lambda message: self.troubles.append(message.text))
        self.page.on("request", lambda request: self.requests.append(request.url))


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))


def test_the_example_questions_are_of_this_graph_and_have_answers(filled: Connection) -> None:
    with served(filled) as address, chromium() as browser:
        page = Watched(browser).page
        page.goto(address)
        first = page.locator("#examples button").first
        expect(first).to_be_visible(timeout=PATIENCE)
        first.click()
        expect(page.locator("#status")).to_contain_text("answer", timeout=PATIENCE)
        assert page.locator(".card h2 .name").count() > 0


def test_a_question_is_answered_with_cards_sentences_and_a_picture(filled: Connection) -> None:
    with served(filled) as address, chromium() as browser:
        seen = Watched(browser)
        page = seen.page
        page.goto(address)
        expect(page.locator("#counts")).to_contain_text("2 documents", timeout=PATIENCE)
        page.keyboard.press("Tab")  # the link that skips, the brand, the question: all by keyboard
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type(QUESTION)
        page.keyboard.press("Enter")
        page.wait_for_selector(".card h2")
        assert page.locator(".card h2 .name").all_inner_texts() == ["Lumen Robotics", "Quill Analytics"]
        assert "2 answers" in page.locator("#status").inner_text()
        assert "Understood as" in page.locator(".parse summary").inner_text()
        assert (
            "Twin Rivers Fund backed Lumen Robotics in March 2018."
            in page.locator(".card blockquote").all_inner_texts()
        )
        page.wait_for_selector("#canvas canvas")

        page.locator(".card .context").first.click()
        page.wait_for_selector("#context[open]")
        assert page.locator("#context mark").inner_text().startswith("Northern Growth Fund (NGF)")
        page.keyboard.press("Escape")
        page.wait_for_selector("#context[open]", state="detached")

        # The address holds the question: going back and forth works.
        page.goto(f"{address}/?q=What+is+Harbour+Capital%3F")
        page.wait_for_selector(".card h2")
        assert any("Delta <b>Bank</b>" in text for text in page.locator(".hop summary").all_inner_texts())
        assert page.locator(".card b").count() == 0  # a name from a text is text
        page.go_back()
        expect(page.locator(".card h2")).to_have_count(2, timeout=PATIENCE)

        assert seen.troubles == []
        assert all(request.startswith(address) for request in seen.requests)


def test_what_goes_wrong_is_said_and_helped(filled: Connection) -> None:
    with served(filled) as address, chromium() as browser:
        page = Watched(browser).page
        page.goto(f"{address}/?q=What+is+Harbor+Capitol%3F")
        page.wait_for_selector(".trouble")
        page.get_by_role("button", name="Harbour Capital", exact=True).click()
        page.wait_for_selector(".card:not(.trouble) h2")
        assert page.locator("#question").input_value() == "What is Harbour Capital?"
        page.fill("#question", "Why is the sky blue?")
        page.keyboard.press("Enter")
        page.wait_for_selector(".trouble ul")
        assert "Which KIND link A and B?" in page.locator(".trouble").inner_text()


def test_it_fits_a_phone_and_follows_dark_mode(filled: Connection) -> None:
    with served(filled) as address, chromium() as browser:
        phone = Watched(browser, viewport={"width": 360, "height": 740}).page
        phone.goto(f"{address}/?q={QUESTION}")
        phone.wait_for_selector(".card h2")
        phone.wait_for_selector("#canvas canvas")
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360
        light = background(phone)
        dark = Watched(browser, color_scheme="dark").page
        dark.goto(address)
        assert background(dark) != light


def test_with_keys_it_asks_for_one_and_goes_on(filled: Connection) -> None:
    key = "a-key-that-is-long-enough"
    with served(filled, keys=key) as address, chromium() as browser:
        page = Watched(browser).page
        page.goto(address)
        page.wait_for_selector("#key[open]")
        page.fill("#key-input", key)
        page.keyboard.press("Enter")
        expect(page.locator("#counts")).to_contain_text("2 documents", timeout=PATIENCE)
        page.fill("#question", QUESTION)
        page.keyboard.press("Enter")
        page.wait_for_selector(".card h2")
        assert page.locator(".card h2 .name").count() == 2
