"""PDF and Word files."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Iterator

from entente.extract.read.clean import CELL, PAGE, PARAGRAPH
from entente.extract.read.document import Source

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
            text = page.extract_text()
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
