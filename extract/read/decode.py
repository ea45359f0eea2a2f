"""From bytes to text: encodings are detected, what is no text is refused."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MAGIC = (
    (b"%PDF-", "a PDF file; name it .pdf"),
    (b"PK\x03\x04", "a zip archive or an office document; a Word file is named .docx"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document; save it as .docx or .pdf"),
    (b"{\\rtf", "an RTF document; save it as .docx or .txt"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b\x08", "a gzip archive; unpack it first"),
    (b"BZh", "a bzip2 archive; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
    (b"SQLite format 3\x00", "an SQLite database"),
)

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROL = 0.05
_SAMPLE = 200_000


class NotText(ValueError):
    """The bytes are no text; the message says what they look like and what to do."""


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of `data`: by byte-order mark, by `declared` (an encoding that the file itself names), as UTF-8, as
    UTF-16 without a mark, else as Windows-1251 or -1252, whichever reads better. Raises `NotText`.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise NotText(f"this is not text but {what}")
    text = _decode(data, declared)
    controls = len(_CONTROL.findall(text[:_SAMPLE]))
    if controls > _MOST_CONTROL * min(len(text), _SAMPLE):
        raise NotText("this is not text but binary data; give a .txt, .md, .html, .pdf, .docx or .jsonl file")
    # Lone halves of a surrogate pair can't be stored or written out.
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _decode(data: bytes, declared: str | None) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if unmarked := _unmarked_utf16(data):
        return data.decode(unmarked, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # One broken character does not make a text another encoding.
        if _nearly_utf8(data, error):
            return data.decode("utf-8", errors="replace")
    if declared:
        try:
            return data.decode(declared)
        except (LookupError, UnicodeDecodeError):
            pass  # the file names an encoding that it is not in: look at the bytes instead
    best = from_bytes(data[:_SAMPLE], cp_isolation=["cp1251", "cp1252"], threshold=1.0).best()
    encoding = best.encoding if best and best.encoding in ("cp1251", "cp1252") else "cp1252"
    return data.decode(encoding, errors="replace")


def _unmarked_utf16(data: bytes) -> str | None:
    """Which UTF-16 it is, judged by where the zero bytes stand."""
    sample = data[:4096]
    if len(sample) < 4:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _nearly_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    sample = data[:_SAMPLE]
    good = len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]+", sample))
    bad = sample.decode("utf-8", errors="replace").count("\ufffd")
    return (good > 0 and bad <= 0.1 * good) or (
        error.start >= len(data) - 3 and error.reason == "unexpected end of data"
    )
