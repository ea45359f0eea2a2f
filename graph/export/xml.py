"""What GraphML and GEXF have in common: a writer of XML that streams and takes any text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO
from xml.sax.saxutils import XMLGenerator

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LIST = " | "
"""Between the members of a list: neither format has lists that its readers agree on."""


class Writer:
    """Writes elements as they come. What XML can't hold (control characters) becomes U+FFFD."""

    def __init__(self, stream: BinaryIO) -> None:
        self._out = XMLGenerator(stream, "utf-8", short_empty_elements=True)
        self._out.startDocument()

    @contextmanager
    def element(self, tag: str, /, **attributes: str) -> Iterator[None]:
        """An element around what is written inside the `with` block."""
        self._out.startElement(tag, {name.rstrip("_"): legal(value) for name, value in attributes.items()})  # type: ignore[arg-type]
        yield
        self._out.endElement(tag)
        self._out.ignorableWhitespace("\n")

    def leaf(self, tag: str, text: str = "", /, **attributes: str) -> None:
        """An element with nothing but text in it."""
        with self.element(tag, **attributes):
            self._out.characters(legal(text))


def legal(text: str) -> str:
    """The text without characters that XML 1.0 forbids."""
    return _ILLEGAL.sub("\ufffd", text)


def plain(value: object) -> str:
    """A value as an attribute's text."""
    return LIST.join(str(item) for item in value) if isinstance(value, list) else str(value)
