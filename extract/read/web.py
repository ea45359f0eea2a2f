"""The main text of an HTML page, and of Markdown, which is HTML written shorter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from markdown_it import MarkdownIt

from entente.extract.read.clean import CELL, PARAGRAPH
from entente.extract.read.document import Source, is_address

_NOT_TEXT = frozenset(
    "script style noscript template nav header footer aside form button select option input textarea svg canvas iframe"
    " object embed audio video map dialog menu head math".split()
)
_BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 li dt dd div section article main blockquote pre figure figcaption caption table thead tbody"
    " tfoot tr ul ol dl hr address details summary body center fieldset header hgroup".split()
)
_CELLS = frozenset(("td", "th"))
_ROLES = frozenset("navigation banner contentinfo complementary search menu menubar dialog form alert".split())
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|share|sharing|social|cookies?|related|newsletter|"
    r"subscribe|comments?|advert|ads?|promo|masthead|site-footer|footer|skip-link|pagination|toolbar|popup|modal)"
    r"(?:$|[\s_-])",
    re.I,
)
_DATE_NAMES = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.issued",
    "dcterms.created",
    "citation_publication_date",
    "publication_date",
    "publish-date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:-]+)|<\?xml[^>]{0,100}?encoding=["']([\w-]+)""", re.I
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page's head names."""
    match = _DECLARED.search(data[:4096])
    return (match[1] or match[2]).decode("ascii", "ignore") if match else None


def read_html(html: str) -> Source:
    """The main text of a page: headings, paragraphs, list items and table rows apart, without navigation.

    Raises `ValueError` for what can't be parsed at all.
    """
    html = _XML_DECLARATION.sub("", html).replace("\x00", "\ufffd")
    try:
        parser = HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
        root = document_fromstring(html, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ValueError(f"not HTML: {error}") from None
    # The parser leaves out what lies deeper than it goes; nothing may be cut silently.
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise ValueError("the page's markup is nested too deeply; save its text as .txt")
    data = list(_linked_data(root))
    text = _text_of(_main(root))
    return Source(
        text=text,
        title=_title(root, data),
        source=_address(root),
        published=_published(root, data),
    )


def _text_of(top: HtmlElement) -> str:
    """The visible text under `top`, blocks parted by a blank line, cells by a bar."""
    blocks: list[str] = []
    parts: list[str] = []

    def finish() -> None:
        block = " ".join("".join(parts).split(" ")).strip()
        block = re.sub(r"[ \t\r\n\f]+", " ", block).strip().strip("|").strip()
        if block:
            blocks.append(block)
        parts.clear()

    for event, element in etree.iterwalk(top, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if element is not top and _is_furniture(element, tag):
                # Leave it out, but not what follows it.
                for child in list(element):
                    element.remove(child)
                element.text = None
                continue
            in_cell = element.getparent() is not None and element.getparent().tag in _CELLS
            if tag in _CELLS:
                parts.append(CELL)
            elif tag == "br" or tag in _BLOCKS:
                parts.append(" ") if in_cell else finish()
            if element.text:
                parts.append(element.text)
        else:
            in_cell = element.getparent() is not None and element.getparent().tag in _CELLS
            if tag in _BLOCKS:
                parts.append(" ") if in_cell else finish()
            if element is not top and element.tail:
                parts.append(element.tail)
    finish()
    return PARAGRAPH.join(blocks)


def _is_furniture(element: HtmlElement, tag: str) -> bool:
    if tag in _NOT_TEXT:
        return not (
            tag == "header" and element.getparent() is not None and element.getparent().tag in ("article", "main")
        )
    if element.get("hidden") is not None or element.get("aria-hidden") == "true" or element.get("role") in _ROLES:
        return True
    if re.search(r"display\s*:\s*none", element.get("style") or "", re.I):
        return True
    # The class of the body or of the article itself says what the page has, not what the element is.
    if tag in ("body", "main", "article", "p", "span", "a", "b", "i", "em", "strong"):
        return False
    return bool(_FURNITURE.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def _main(root: HtmlElement) -> HtmlElement:
    """The element that holds the main text: the longest article, else main, else the body."""
    for path in (".//article", ".//main", ".//*[@role='main']", ".//*[@itemprop='articleBody']"):
        found = root.findall(path)
        # Teasers are articles too: a page of many short ones is read as a whole.
        best = max(found, key=_length, default=None)
        if best is not None and _length(best) >= 0.5 * sum(map(_length, found)) and _length(best) > 0:
            return best
    body = root.find("body")
    return root if body is None else body


def _length(element: HtmlElement) -> int:
    return sum(len("".join(p.itertext())) for p in element.iter("p", "li", "td", "h1", "h2", "blockquote"))


def _metas(root: HtmlElement) -> Iterator[tuple[str, str]]:
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = (meta.get("content") or "").strip()
        if name and content:
            yield name.strip().lower(), content


def _title(root: HtmlElement, data: list[dict[str, Any]]) -> str | None:
    named = dict(_metas(root))
    for heading in root.iter("h1"):
        if text := " ".join("".join(heading.itertext()).split()):
            return text
    for item in data:
        if isinstance(item.get("headline"), str):
            return str(item["headline"])
    title = root.find(".//title")
    return named.get("og:title") or (title.text_content().strip() if title is not None else None) or None


def _published(root: HtmlElement, data: list[dict[str, Any]]) -> str | None:
    named = dict(reversed(list(_metas(root))))
    for name in _DATE_NAMES:
        if name in named:
            return named[name]
    for item in data:
        if isinstance(item.get("datePublished"), str):
            return str(item["datePublished"])
    for time in root.iter("time"):
        if stamp := (time.get("datetime") or "").strip():
            return stamp
    return None


def _linked_data(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD, those in a `@graph` included. A broken script says nothing."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            data = json.loads(script.text or "")
        except (json.JSONDecodeError, RecursionError):
            continue
        waiting = data if isinstance(data, list) else [data]
        for item in waiting:
            if isinstance(item, dict):
                yield item
                graph = item.get("@graph")
                yield from (part for part in graph if isinstance(part, dict)) if isinstance(graph, list) else ()


def _address(root: HtmlElement) -> str | None:
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            href = (link.get("href") or "").strip()
            if is_address(href):
                return href
    url = dict(_metas(root)).get("og:url", "")
    return url if is_address(url) else None


_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
_FIELD = re.compile(r"^([A-Za-z_]+)[ \t]*:[ \t]*(.+?)[ \t]*$", re.M)


def read_markdown(markdown: str) -> Source:
    """The text of a Markdown file; `title`, `date` and `source` from its front matter, if it has one."""
    fields: dict[str, str] = {}
    if front := _FRONT_MATTER.match(markdown):
        for name, value in _FIELD.findall(front[1]):
            fields[name.lower()] = value[1:-1] if value[:1] == value[-1:] and value[:1] in "\"'" and value else value
        markdown = markdown[front.end() :]
    html = MarkdownIt("commonmark").enable("table").enable("strikethrough").render(markdown)
    if not html.strip():
        return Source(text="")
    page = read_html(html)
    return Source(
        text=page.text,
        title=fields.get("title") or page.title,
        source=fields.get("source") or fields.get("url") or page.source,
        published=fields.get("date") or fields.get("published") or page.published,
    )
