"""Text as the encoder sees it: word pieces, case shapes, sentence starts and windows of whole sentences.

Training and run time share this module, so that both see a text in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from entente.errors import InputError

Ints = npt.NDArray[np.int64]

SHAPES = ("lower", "title", "upper", "mixed", "number", "capital", "initial", "none")
"""Case shapes. The vocabulary has no case, so every piece carries its word's shape beside it."""
_LOWER, _TITLE, _UPPER, _MIXED, _NUMBER, _CAPITAL, _INITIAL, _NONE = range(len(SHAPES))

MAX_PIECES = 448
"""Longest window, in word pieces, special ones included."""
OVERLAP = 72
"""Pieces of the last whole sentences that two neighbouring windows share at most."""

_CLOSERS = frozenset("\"'”’»)]}")
_ENDERS = frozenset((".", "!", "?", "…", "...", "?!", "!!", "。", "！", "？"))
_STARTERS = frozenset(
    "The A An It In On At He She They We This That These Those But And However Its His Her Their As For After "
    "Before When While Since Under With By From According Last".split()
)


def word_shape(word: str) -> int:
    """The index in `SHAPES` of a word's case. A title that starts a sentence is made "initial" by the window."""
    if any(c.isdigit() for c in word):
        return _NUMBER
    if word.islower():
        return _LOWER
    letters = sum(c.isalpha() for c in word)
    if not letters:
        return _NONE
    if word.isupper():
        return _CAPITAL if letters == 1 else _UPPER
    if word.istitle():
        return _TITLE
    return _MIXED


def sentence_starts(words: Sequence[str]) -> list[bool]:
    """For each token whether a sentence starts there. A token with a line break in it ends a sentence."""
    starts = [False] * len(words)
    ended = True
    for i, word in enumerate(words):
        if word.isspace():
            ended = ended or "\n" in word
            continue
        if ended and word[0] in _CLOSERS and i > 0 and not words[i - 1].isspace():
            continue
        if not ended and i > 0 and word in _STARTERS:
            before = words[i - 1]
            ended = len(before) > 3 and before[-1] == "."
        if ended:
            starts[i] = True
        ended = word in _ENDERS
    if words:
        starts[0] = True
    return starts


class WordPieces:
    """WordPiece ids of single words, remembered word by word."""

    def __init__(self, tokenizer: Tokenizer, *, size: int = 100_000) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, list[int]] = {}
        self._shapes: dict[str, int] = {}
        self._size = size
        self.cls, self.sep, self.unknown = (_special(tokenizer, piece) for piece in ("[CLS]", "[SEP]", "[UNK]"))

    def shape(self, word: str) -> int:
        """The word's shape inside a sentence, remembered too."""
        shape = self._shapes.get(word)
        if shape is None:
            if len(self._shapes) >= self._size:
                self._shapes.clear()
            shape = self._shapes[word] = word_shape(word)
        return shape

    def __call__(self, word: str) -> list[int]:
        """The ids of a word: a line break is [SEP], other white space nothing, what has no piece [UNK]."""
        ids = self._known.get(word)
        if ids is None:
            if word.isspace():
                ids = [self.sep] if "\n" in word else []
            else:
                ids = self._tokenizer.encode(word, add_special_tokens=False).ids or [self.unknown]
                ids = ids[: MAX_PIECES - 2]
            if len(self._known) >= self._size:
                self._known.clear()
            self._known[word] = ids
        return ids


def _special(tokenizer: Tokenizer, piece: str) -> int:
    number = tokenizer.token_to_id(piece)
    if number is None:
        raise InputError(f"the model's vocabulary has no {piece}; it needs one of the BERT kind")
    return int(number)


@dataclass(slots=True)
class Window:
    """The words `start` to `end` of a document as the encoder reads them.

    `first[w]` and `last[w]` are the places of word `start + w`'s first and last piece in `ids`, -1 for a word
    without pieces.
    """

    start: int
    end: int
    ids: Ints
    shapes: Ints
    first: Ints
    last: Ints


def make_window(words: Sequence[str], starts: Sequence[bool], pieces: WordPieces, start: int, end: int) -> Window:
    """One window over the words `start` to `end`, which must fit."""
    ids, shapes = [pieces.cls], [_NONE]
    first, last = np.full(end - start, -1, np.int64), np.full(end - start, -1, np.int64)
    for w in range(start, end):
        word_ids = pieces(words[w])
        if word_ids:
            first[w - start] = len(ids)
            ids += word_ids
            shape = pieces.shape(words[w])
            shapes += [_INITIAL if shape == _TITLE and starts[w] else shape] * len(word_ids)
            last[w - start] = len(ids) - 1
    ids.append(pieces.sep)
    shapes.append(_NONE)
    return Window(start, end, np.array(ids, np.int64), np.array(shapes, np.int64), first, last)


def window_bounds(
    lengths: Sequence[int], starts: Sequence[bool], *, size: int = MAX_PIECES, overlap: int = OVERLAP
) -> list[tuple[int, int]]:
    """Cuts words with so many pieces each into windows of whole sentences, overlapping by whole sentences.

    A sentence that is longer than a window is cut within. Every word lies in at least one window, and no
    window holds more than `size - 2` pieces.
    """
    room = size - 2
    units: list[tuple[int, int, int]] = []  # first word, word after the last, pieces
    begin, count = 0, 0
    for i, length in enumerate(lengths):
        if i > begin and (starts[i] or count + length > room):
            units.append((begin, i, count))
            begin, count = i, 0
        count += length
    if lengths:
        units.append((begin, len(lengths), count))
    bounds: list[tuple[int, int]] = []
    u = 0
    while u < len(units):
        v, total = u, 0
        while v < len(units) and total + units[v][2] <= room:
            total += units[v][2]
            v += 1
        bounds.append((units[u][0], units[v - 1][1]))
        if v == len(units):
            break
        back, shared = v, 0
        while back - 1 > u and shared + units[back - 1][2] <= overlap:
            back -= 1
            shared += units[back][2]
        if shared + units[v][2] > room:
            back = v
        u = back
    return bounds
