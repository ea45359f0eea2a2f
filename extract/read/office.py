"""PDF and Word files."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from entente.extract.read.clean import CELL, PAGE, PARAGRAPH
from entente.extract.read.document import Source

if TYPE_CHECKING:
    from pypdf import PageObject

_BAD_TITLE = re.compile(r"^(?:microsoft word|untitled|document\d*$|slide \d|.*\.(?:docx?|indd|qxd|pdf|rtf)$)", re.I)


def read_pdf(data: bytes, longest: int) -> Source:
    """The text of a PDF, page by page. Raises `ValueError` with advice (truncated, encrypted, no text, too long)."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    # pypdf reports what it repairs to the log; what it can't repair it raises.
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    if b"%PDF-" not in data[:1024]:
        raise ValueError("this is not a PDF file")
    if b"%%EOF" not in data[-2048:]:
        raise ValueError("the PDF file is truncated; fetch it again")
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ValueError("the PDF file is encrypted; save a copy without a password")
        pages: list[str] = []
        length = 0
        for page in reader.pages:
            text = _page_text(page)
            length += len(text)
            if length > longest:
                raise ValueError(too_long(longest))
            pages.append(text)
        title = reader.metadata.title if reader.metadata else None
    except (
        PyPdfError,
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        NotImplementedError,
        OSError,
        RecursionError,
        TypeError,
    ) as error:
        # Broken files make the library fail in any of these ways.
        raise ValueError(f"the PDF file is broken ({type(error).__name__}: {error}); fetch or save it again") from None
    if not any(text.strip() for text in pages):
        raise ValueError("no text in this PDF file; if it was scanned, run text recognition (OCR) over it first")
    if title is not None and (_BAD_TITLE.match(title.strip()) or not title.strip()):
        title = None
    return Source(text=f"\n{PAGE}\n".join(pages), title=title, wrapped=True)


@dataclass(slots=True)
class _PdfLine:
    """One line of a page; `height` is where it stands and `size` its type size, in points, None where unknown."""

    text: str = ""
    height: float | None = None
    size: float | None = None


_LOOSE = 1.25
"""A gap so many times the usual one parts two paragraphs."""


def _page_text(page: PageObject) -> str:
    """The text of one page, with a blank line where the gap or the size of type says that a paragraph ends."""
    lines = [_PdfLine()]

    def visit(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        first, *rest = text.split("\n")
        line = lines[-1]
        if first.strip() and not line.text.strip():
            line.height = abs(tm[4] * cm[1] + tm[5] * cm[3] + cm[5])
            line.size = abs(size * (tm[3] or tm[1] or 1) * (cm[3] or cm[1] or 1))
        line.text += first
        lines.extend(_PdfLine(more) for more in rest)

    page.extract_text(visitor_text=visit)
    lines = [line for line in lines if line.text.strip()]
    gaps = [
        abs(above.height - below.height) if above.height is not None and below.height is not None else 0.0
        for above, below in pairwise(lines)
    ]
    usual = median([gap for gap in gaps if gap > 1] or [0.0])
    parts = [line.text for line in lines[:1]]
    for gap, (above, below) in zip(gaps, pairwise(lines), strict=True):
        grown = above.size and below.size and not 0.85 < above.size / below.size < 1.18
        # A jump of many lines is the next column, not the next paragraph.
        parts.append("\n\n" if grown or _LOOSE * usual < gap < 5 * usual else "\n")
        parts.append(below.text)
    return "".join(parts)


def read_docx(data: bytes, longest: int) -> Source:
    """The text of a Word file, table rows one line each. Raises `ValueError` with advice."""
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            # Markup is many times the text; a bomb is thousands of times what it seems.
            if (
                sum(item.file_size for item in archive.infolist() if item.filename.endswith((".xml", ".rels")))
                > 20 * longest
            ):
                raise ValueError(
                    f"unpacked, the Word file is far larger than a text of {longest:,} characters could be"
                )
            if "word/document.xml" not in archive.namelist():
                raise ValueError("this is a zip archive but not a Word file")
        document = docx.Document(io.BytesIO(data))
        blocks = list(_blocks(document))
        title = document.core_properties.title
    except (
        zipfile.BadZipFile,
        OpcError,
        etree.LxmlError,
        ArithmeticError,
        AttributeError,
        LookupError,
        NotImplementedError,
        OSError,
        RecursionError,
        TypeError,
    ) as error:
        raise ValueError(f"the Word file is broken ({type(error).__name__}); open it, save it again") from None
    return Source(text=PARAGRAPH.join(blocks), title=title or None)


def _blocks(container: object) -> Iterator[str]:
    from docx.table import Table

    for item in container.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(item, Table):
            for row in item.rows:
                cells: list[str] = []
                previous = None
                for cell in row.cells:
                    # A merged cell is listed once for each column that it spans.
                    if cell._tc is not previous and (text := " ".join(" ".join(_blocks(cell)).split())):
                        cells.append(text)
                    previous = cell._tc
                if cells:
                    yield CELL.join(cells)
        else:
            for line in item.text.split("\n"):
                if line.strip():
                    yield line.strip()


def too_long(longest: int) -> str:
    """The reason given for a text beyond the limit."""
    return (
        f"longer than {longest:,} characters; split it, or raise the limit (setting max_document_chars, "
        "ENTENTE_MAX_DOCUMENT_CHARS)"
    )
