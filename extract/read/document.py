"""A document that was read: its stored text, what is known of it, and what the extractor sees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from entente.extract import dates
from entente.extract.read.clean import PARAGRAPH, CleanText, clean
from entente.interchange import text_hash

SUPPORTED_LANGUAGES = ("en",)
"""Languages that extraction is trained on."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its provenance. `text` is what is stored and what offsets point into; `clean` what is extracted from.

    `key` names the document for good: its source address, else its path, else the hash of its text. `published` is an
    ISO date as precise as known. `warnings` say what a reader of the result should know.
    """

    key: str
    text: str
    clean: CleanText
    title: str | None = None
    source: str | None = None
    path: str | None = None
    published: str | None = None
    language: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader found in one file, before it is a `Document`. `wrapped`: lines may be broken as on a page."""

    text: str
    title: str | None = None
    source: str | None = None
    published: str | None = None
    part: str | None = None
    wrapped: bool = False
    warnings: tuple[str, ...] = ()


def make_document(
    found: Source, *, path: str | None = None, date: str | None = None, source: str | None = None
) -> Document:
    """The document of what a reader found. `date` (ISO) and `source`, if given, stand over what the file says."""
    cleaned = clean(found.text, wrapped=found.wrapped)
    source = source or found.source
    place = f"{path}#{found.part}" if path and found.part else path
    language, certain = detect_language(cleaned.text)
    warnings = list(found.warnings)
    if language and certain and language not in SUPPORTED_LANGUAGES:
        warnings.append(f"language: {language}; extraction is trained on English")
    published = date
    if published is None and found.published:
        published = dates.parse(found.published)
        if published is None:
            warnings.append(f"date of publication {_short(found.published)!r} is not understood; give it as YYYY-MM-DD")
    return Document(
        key=(source if source and is_address(source) else None) or place or text_hash(found.text),
        text=found.text,
        clean=cleaned,
        title=_tidy(found.title) or headline(cleaned.text),
        source=source,
        path=place,
        published=published or dateline(cleaned.text),
        language=language,
        warnings=tuple(warnings),
    )


def is_address(source: str) -> bool:
    """Whether a source names one document (a web address, a URN, a DOI) and not just a publisher."""
    return bool(re.match(r"[a-z][a-z0-9+.-]*://\S+$|urn:\S+$|doi:\S+$", source.strip(), re.I))


def headline(text: str) -> str | None:
    """The first line of a clean text, if it reads like a headline: short, and not a sentence."""
    first = text.split(PARAGRAPH, 1)[0].strip()
    if not 3 <= len(first) <= 200 or re.search(r"[.,;:]$", first) or not any(c.isalpha() for c in first):
        return None
    return first


_FULL_DATE = (
    rf"(?:(?:{dates.DAY}\s+{dates.MONTH},?\s+|{dates.MONTH}\s+{dates.DAY},?\s+){dates.YEAR}|{dates.YEAR}-\d\d-\d\d)"
)
# "SINGAPORE, August 19, 2015 (Agency) -" or "SINGAPORE (August 19, 2015) -", and a line that is nothing but names and
# a date. "Jane Roe (5 May 1950 - 3 June 2001)" is none: those are her dates.
_DATELINE = re.compile(
    rf"(?!(?:In|On|At|The|By|Since)\b)[^\W\d_][^\d.;!?()]{{0,60}}"
    rf"(?:[,.]\s*(?P<date>{_FULL_DATE})\s*(?:\([^)]*\)|/[^/]*/)?|\s\((?P<bracketed>{_FULL_DATE})\))\s*[-–—:./]"
)
_BYLINE = re.compile(rf"(?:[^.;!?]{{0,80}}[,|·(]\s*)?(?P<date>{_FULL_DATE})(?:[\s,|·)][^\d.;!?]{{0,60}})?")


def dateline(text: str) -> str | None:
    """The full date that the head of a clean text states for itself (dateline or byline); else None."""
    for block in text[:2000].split(PARAGRAPH)[:4]:
        match = _DATELINE.match(block) or (_BYLINE.fullmatch(block) if len(block) <= 120 else None)
        if match:
            return dates.parse(next(filter(None, match.groups())))
    return None


_SAMPLE = 4000
_CERTAIN = 0.9
_LEAST_LETTERS = 60


def detect_language(text: str) -> tuple[str | None, bool]:
    """ISO 639-1 code of the language of the text, and whether that is certain; None for a text of too few letters."""
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _LEAST_LETTERS:
        return None, False
    language, probability = _identifier().classify(sample)
    return str(language), float(probability) >= _CERTAIN


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _tidy(title: str | None) -> str | None:
    return " ".join(title.split())[:300] or None if title else None


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
