"""What the extractor sees of a stored text, and the way back from there.

The stored text is never changed. `clean` undoes what the page did to the prose (hard line breaks, hyphenated line
ends, page furniture, footnote numbers glued to words, invisible characters) by a list of edits; `CleanText` keeps the
edits as runs, so that every span of the clean text maps to a span of the stored text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

PARAGRAPH = "\n\n"
"""What separates paragraphs, headlines, list items and table rows in a clean text."""

CELL = " | "
"""What separates the cells of a table row."""

PAGE = "\f"
"""What separates pages in a stored text."""


@dataclass(frozen=True, slots=True)
class Edit:
    """`stored[start:end]` reads `text` in the clean text."""

    start: int
    end: int
    text: str = ""


class CleanText:
    """A clean text made from a stored one by edits that don't overlap. Immutable.

    Raises `ValueError` if edits overlap or lie outside the stored text.
    """

    __slots__ = ("_clean", "_copied", "_stored", "text")

    def __init__(self, stored: str, edits: Iterable[Edit] = ()) -> None:
        parts: list[str] = []
        # Parallel arrays of runs: where the run starts in the clean and in the stored text, and whether it was
        # copied (else it stands for an edit, whose end is where the next run starts).
        self._clean: list[int] = []
        self._stored: list[int] = []
        self._copied: list[bool] = []
        here = length = 0
        for edit in sorted(edits, key=lambda e: (e.start, e.end)):
            if not here <= edit.start <= edit.end <= len(stored):
                raise ValueError(f"edit {edit} overlaps another or lies outside the text")
            if here < edit.start:
                self._add(length, here, copied=True)
                parts.append(stored[here : edit.start])
                length += edit.start - here
            if edit.text:
                self._add(length, edit.start, copied=False)
                parts.append(edit.text)
                length += len(edit.text)
            here = edit.end
            if edit.text:
                # An empty run that marks where this edit ends in the stored text.
                self._add(length, here, copied=True)
        if here < len(stored) or not self._clean:
            self._add(length, here, copied=True)
            parts.append(stored[here:])
        self.text: str = "".join(parts)

    def _add(self, clean: int, stored: int, *, copied: bool) -> None:
        self._clean.append(clean)
        self._stored.append(stored)
        self._copied.append(copied)

    def to_stored(self, start: int, end: int) -> tuple[int, int]:
        """The span of the stored text that `text[start:end]` stands for.

        The ends hug the characters kept: what was removed just before or after the span is not in it.
        Raises `ValueError` if the span does not lie in the clean text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"no span {start}:{end} in a clean text of {len(self.text)} characters")
        if start == end:
            point = self._first(start)
            return point, point
        first, last = self._first(start), self._last(end - 1)
        return first, max(first, last)

    def _first(self, position: int) -> int:
        run = bisect_right(self._clean, position) - 1
        if self._copied[run]:
            return self._stored[run] + position - self._clean[run]
        return self._stored[run] if position == self._clean[run] else self._stored[run + 1]

    def _last(self, position: int) -> int:
        run = bisect_right(self._clean, position) - 1
        if self._copied[run]:
            return self._stored[run] + position - self._clean[run] + 1
        return self._stored[run + 1]


def clean(stored: str, *, wrapped: bool = True) -> CleanText:
    """The clean text of `stored`.

    `wrapped` says that lines may be broken where the page ended (plain text, PDF); otherwise (HTML, Markdown, DOCX)
    each line is a paragraph of its own.
    """
    edits = _Edits(stored)
    lines = _lines(stored)
    if wrapped:
        _drop_furniture(lines)
    _join_lines(stored, lines, edits, wrapped=wrapped)
    edits.invisible()
    edits.footnotes()
    return CleanText(stored, edits.done())


# ---------------------------------------------------------------------------------------------------------- lines

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]*")
_BREAK = re.compile(r"\r\n|[\r\n\f\v\x85\u2028\u2029]")
_BLANK = "\\s\\x00-\\x1f\\x7f-\\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
_EDGE_LEFT = re.compile(f"[{_BLANK}]*")
_EDGE_RIGHT = re.compile(f"[{_BLANK}]+$")
_BULLET = re.compile(r"(?:[•●▪■◦‣∙·○–—*+-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")
_ROW = re.compile(r"\S(?:\t+|\s{3,}|\s*\|\s*)\S")
_CELL_GAP = re.compile(f"[{_BLANK}|]+")
_TERMINAL = re.compile(r"[.!?:;…][\"'”’»)\]]*\d{0,3}$")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*\d{0,3}$")
_OPEN_ENDED = re.compile(r"(?:\w[-–—\u00ad]|,\d{0,3}|\b(?:of|the|and|or|a|an|in|to|for|with|by|at|from|its|their))$")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:[-–—|\s]*|(?:page|p\.|seite|с\.)\s*)\d{1,4}(?:\s*(?:of|/|из)\s*\d{1,4})?[-–—|\s]*", re.I)


@dataclass(slots=True)
class _Line:
    """One line; `start:end` excludes the blank edges. `gap`: a blank line stands before. `page`: number of its page."""

    start: int
    end: int
    text: str
    gap: bool
    page: int
    dropped: bool = False
    bullet: int = 0


def _lines(stored: str) -> list[_Line]:
    """The lines that are not blank."""
    lines: list[_Line] = []
    position, gap, page = 0, False, 0
    while position <= len(stored):
        match = _LINE.match(stored, position)
        assert match is not None
        raw = match[0]
        left = _EDGE_LEFT.match(raw)
        assert left is not None
        if left.end() == len(raw):
            gap = True
        else:
            right = _EDGE_RIGHT.search(raw)
            start, end = left.end(), right.start() if right else len(raw)
            line = _Line(match.start() + start, match.start() + end, raw[start:end], gap, page)
            bullet = _BULLET.match(line.text)
            line.bullet = bullet.end() if bullet else 0
            lines.append(line)
            gap = False
        stop = _BREAK.match(stored, match.end())
        if stop is None:
            break
        if stop[0] == PAGE:
            page += 1
        position = stop.end()
    return lines


def _drop_furniture(lines: list[_Line]) -> None:
    """Mark running heads, running feet and page numbers: what stands at the edges of page after page."""
    pages: dict[int, list[_Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    if len(pages) < 2:
        _drop_numbered(lines)
        return
    edges: list[list[_Line]] = []
    for page in pages.values():
        edges.append([*page[:3], *page[3:][-3:]])
    seen = Counter(key for page_edges in edges for key in {_shape(line) for line in page_edges})
    often = max(2, (len(pages) + 1) // 2) if len(pages) < 6 else max(3, len(pages) // 3)
    for page in pages.values():
        for edge in (page, page[::-1]):
            # From the edge inwards, until the first line that belongs to the text.
            for line in edge[:3]:
                if _PAGE_NUMBER.fullmatch(line.text) or (seen[_shape(line)] >= often and len(line.text) < 160):
                    line.dropped = True
                else:
                    break


def _shape(line: _Line) -> str:
    return _DIGITS.sub("#", line.text.casefold())


def _drop_numbered(lines: list[_Line]) -> None:
    """In a text without page breaks: page numbers that count up on lines of their own, and what repeats beside them."""
    numbers = [
        (index, int(found[0]))
        for index, line in enumerate(lines)
        if _PAGE_NUMBER.fullmatch(line.text) and (found := _DIGITS.search(line.text))
    ]
    run: list[int] = []
    for (index, number), (following, next_number) in pairwise(numbers):
        if next_number == number + 1 and following - index > 3:
            run = run or [index]
            run.append(following)
    if len(run) < 3:
        return
    for index in run:
        lines[index].dropped = True
    beside = [n for index in run for n in (index - 1, index + 1) if 0 <= n < len(lines)]
    seen = Counter(_shape(lines[n]) for n in beside)
    for n in beside:
        if seen[_shape(lines[n])] >= max(3, len(run) // 2) and len(lines[n].text) < 160:
            lines[n].dropped = True


# -------------------------------------------------------------------------------------------------- joining lines


def _join_lines(stored: str, lines: list[_Line], edits: _Edits, *, wrapped: bool) -> None:
    kept = [line for line in lines if not line.dropped]
    if not kept:
        edits.add(0, len(stored), "")
        return
    width = _width(kept) if wrapped else 0
    edits.add(0, kept[0].start + kept[0].bullet, "")
    dropped_between = _dropped_before(lines)
    in_row = _row(kept[0], edits)
    for line, following in pairwise(kept):
        next_row = _row(following, edits)
        join = (
            width > 0
            and not in_row
            and not next_row
            and _continues(line, following, width, page_turned=following.start in dropped_between)
        )
        if join:
            _join(stored, line, following, edits)
        else:
            edits.add(line.end, following.start + following.bullet, PARAGRAPH)
        in_row = next_row
    edits.add(kept[-1].end, len(stored), "")


def _dropped_before(lines: Sequence[_Line]) -> set[int]:
    """Starts of the kept lines before which a page turned."""
    turned = set()
    previous: _Line | None = None
    dropped = False
    for line in lines:
        if line.dropped:
            dropped = True
            continue
        if previous is not None and (dropped or line.page != previous.page):
            turned.add(line.start)
        previous, dropped = line, False
    return turned


def _width(lines: Sequence[_Line]) -> int:
    """How long a full line is, in characters; 0 if the text is not broken into lines of a page.

    It is, if most lines that have a neighbour are of about the same length and end in the middle of a sentence.
    """
    inner = [line for line, following in pairwise(lines) if not following.gap or following.page != line.page]
    if not inner:
        return 0
    lengths = sorted(len(line.text) for line in inner)
    width = lengths[int(len(lengths) * 0.9)] if len(lengths) > 4 else lengths[-1]
    if width > 200 or width < 20:
        return 0
    full = [line for line in inner if len(line.text) >= 0.75 * width]
    open_ended = sum(1 for line in full if not _SENTENCE_END.search(line.text))
    return width if open_ended >= 0.5 * len(full) else 0


def _continues(line: _Line, following: _Line, width: int, *, page_turned: bool) -> bool:
    """Whether the paragraph goes on from one line to the next."""
    if following.bullet and not (following.text[0] in "–—" and not following.gap):
        return False
    first = following.text[0]
    if following.gap and not page_turned:
        return False
    if page_turned:
        return not _TERMINAL.search(line.text) and (first.islower() or len(line.text) >= 0.75 * width)
    if first.islower():
        return not _SENTENCE_END.search(line.text) or len(line.text) >= 0.6 * width
    if _OPEN_ENDED.search(line.text):
        return True
    # Would the next word have fitted? Then somebody broke the line on purpose.
    word = len(following.text.split(maxsplit=1)[0])
    return len(line.text) + 1 + word > 0.85 * width


def _row(line: _Line, edits: _Edits) -> bool:
    """Whether the line is a table row; if so, part its cells."""
    body = line.text[line.bullet :]
    if not _ROW.search(body):
        return False
    offset = line.start + line.bullet
    for gap in _CELL_GAP.finditer(body):
        if "\t" not in gap[0] and "|" not in gap[0] and len(gap[0]) < 3:
            continue
        inner = gap.start() > 0 and gap.end() < len(body)
        edits.add(offset + gap.start(), offset + gap.end(), CELL if inner else "")
    return True


_HYPHENS = "-\u2010\u00ad"
_LAST_PART = re.compile(r"[^\W\d_]+$")
_FIRST_PART = re.compile(r"[^\W\d_]+")
_KEEPS_HYPHEN_BEFORE = frozenset(
    "self non state high low long short mid co multi cross ex pro anti post pre well joint first second third large"
    " small medium full half part near all public private foreign government military dual single early late fast"
    " risk venture world two three four five six seven eight nine ten twenty thirty forty fifty year day land".split()
)
_KEEPS_HYPHEN_AFTER = frozenset(
    "owned backed based led term tech level scale run funded made built class related wide linked oriented known up"
    " in out off on to of the and or use stage end old round party sized driven friendly free speed quality".split()
)


def _join(stored: str, line: _Line, following: _Line, edits: _Edits) -> None:
    """Join two lines: with a space, or none where a word or a compound was broken."""
    last = line.text[-1]
    if last in _HYPHENS and len(line.text) > 1 and line.text[-2].isalnum():
        before = _LAST_PART.search(line.text[:-1])
        after = _FIRST_PART.match(following.text)
        if last == "\u00ad":
            edits.add(line.end - 1, following.start, "")
        elif after and after[0] in ("and", "or", "to", "but", "und"):
            edits.add(line.end, following.start, " ")  # near- and mid-term
        elif before and after and following.text[0].islower() and not edits.hyphenated(before[0], after[0]):
            edits.add(line.end - 1, following.start, "")
        else:
            edits.add(line.end, following.start, "")
    elif last in "–—/" and len(line.text) > 1 and not line.text[-2].isspace():
        edits.add(line.end, following.start, "")
    else:
        edits.add(line.end, following.start, " ")


# ---------------------------------------------------------------------------------------------------------- edits

_GONE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_SPACES = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INVISIBLE = re.compile(
    f"(?P<gone>[{_GONE}]+)|(?P<space>[{_SPACES} ][{_SPACES}{_GONE} ]*[{_SPACES} ]|[{_SPACES}])"
    "|(?P<surrogate>[\ud800-\udfff])"
)

# A number glued to what stands before: a sentence's or clause's end (strong: a new sentence or the line's end
# follows), a year's comma, a word.
_NOTE = re.compile(
    r"(?P<strong>(?<=[^\W\d_]{3}[.!?])|(?<=[.!?][”’\"'»)\]])|(?<=[^\W\d_]{3}[”’)\]][.!?]))(?P<a>\d{1,3})(?=\s+[^\W\d_a-z“‘\"'•]|\s*$|\s*\n)"
    r"|(?<=[^\W\d_]{2}[,;:.!?”’)\]])(?P<b>\d{1,3})(?=[\s—–]|$)"
    r"|(?<=[,;:.!?”’)\]][,;:.!?”’)\]])(?P<c>\d{1,3})(?=[\s—–]|$)"
    r"|(?<=\b(?:19|20)\d\d[,;:.)])(?P<d>\d{1,3})(?=[\s—–]|$)"
    r"|(?<=[a-z]{4})(?P<e>\d{1,3})(?=[\s—–,;:.)]|$)"
)
_BRACKETED = re.compile(r"(?<=\S)(?:\[(?:\d{1,3}|[a-z]|note \d{1,2}|citation needed)\])+")
_SUPERSCRIPT = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[.,;:!?”’)]))[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_NOT_NOTED = frozenset("fig figs vol art arts sect sec chap para paras page pages item nos number table annex".split())
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\W{1,2}$")
_LONGEST_STEP = 3
_SHORTEST_CHAIN = 3


class _Edits:
    """The edits of one text; where two would overlap, the one added first stands."""

    def __init__(self, stored: str) -> None:
        self.stored = stored
        self._edits: list[Edit] = []
        self._words: Counter[str] | None = None

    def add(self, start: int, end: int, text: str) -> None:
        if start < end:
            self._edits.append(Edit(start, end, text))

    def done(self) -> Iterator[Edit]:
        """The edits in the order of the text, without those that touch an earlier added one."""
        order = sorted(range(len(self._edits)), key=lambda n: (self._edits[n].start, n))
        kept: list[int] = []
        for n in order:
            # An edit may meet several later ones; only the last kept can overlap since they are sorted.
            if kept and self._edits[n].start < self._edits[kept[-1]].end:
                kept[-1] = min(kept[-1], n)
                continue
            kept.append(n)
        return (self._edits[n] for n in kept)

    def hyphenated(self, before: str, after: str) -> bool:
        """Whether a hyphen at a line's end belongs to the word: as the rest of the text writes it, or by its parts."""
        if self._words is None:
            self._words = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", self.stored.lower()))
        first, second = before.lower(), after.lower()
        together, apart = self._words[first + second], self._words[f"{first}-{second}"]
        if together != apart:
            return apart > together
        return first in _KEEPS_HYPHEN_BEFORE or second in _KEEPS_HYPHEN_AFTER

    def invisible(self) -> None:
        """Zero-width and direction marks go; control characters and odd or repeated spaces become one space."""
        for match in _INVISIBLE.finditer(self.stored):
            self.add(match.start(), match.end(), {"gone": "", "space": " "}.get(match.lastgroup or "", "\ufffd"))

    def footnotes(self) -> None:
        """Numbers of notes go: bracketed, raised, and glued ones where they count up or a sentence ends before them."""
        for pattern in (_BRACKETED, _SUPERSCRIPT):
            for match in pattern.finditer(self.stored):
                self.add(match.start(), match.end(), "")
        found: list[tuple[int, int, int, bool]] = []
        for match in _NOTE.finditer(self.stored):
            group = match.lastgroup if match.lastgroup != "strong" else "a"
            group = "a" if match["a"] else group
            assert group is not None
            word = _WORD_BEFORE.search(self.stored, max(0, match.start() - 12), match.start(group))
            if word and word[1].lower() in _NOT_NOTED:
                continue
            found.append((match.start(group), match.end(group), int(match[group]), group == "a"))
        chain = _longest_chain([number for *_, number, _ in found])
        for index, (start, end, _, strong) in enumerate(found):
            if strong or index in chain:
                self.add(start, end, "")


def _longest_chain(numbers: Sequence[int]) -> set[int]:
    """Indices of the longest subsequence that counts up in small steps; empty if it is too short to mean anything."""
    best: dict[int, tuple[int, int]] = {}  # number → (length of the chain that ends in it, index of its last member)
    back: list[int] = []
    longest = (0, -1)
    for index, number in enumerate(numbers):
        length, previous = max(best.get(number - step, (0, -1)) for step in range(1, _LONGEST_STEP + 1))
        back.append(previous)
        if length + 1 >= best.get(number, (0, -1))[0]:
            best[number] = (length + 1, index)
        longest = max(longest, (length + 1, index))
    if longest[0] < _SHORTEST_CHAIN:
        return set()
    chain = set()
    index = longest[1]
    while index >= 0:
        chain.add(index)
        index = back[index]
    return chain
