"""`entente_mentions`: tags every word with B, I or O of a kind and reads the named mentions off the best sequence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from entente.extract import doc as contract
from entente.extract.components.encoder import EncodedWindow, encoding
from entente.extract.components.weights import read_weights, write_weights
from entente.extract.heads import KINDS, TAGS, Floats, log_softmax
from entente.extract.tokens import starts_of, words_of

NAME = "entente_mentions"
_K = len(KINDS)
_ROUND = re.compile(r"(?:pre-)?(?:series [a-k]\d?\+?|seed)(?: (?:extension|funding|financing|investment|round))*", re.I)
"""A round of funding is a property of an investment, never a thing of its own."""
_NEVER = np.float32(-1e4)
_FORMS = frozenset("Ltd Limited LLC Inc Corp GmbH PLC plc SA AG Co LLP Bhd".split())


class Tagged(NamedTuple):
    """Words `start` to `end` as a mention of the kind with index `kind`; `score` is the mean log-probability,
    `kinds` (13) the log-probability of each kind."""

    start: int
    end: int
    kind: int
    score: float
    kinds: Floats


def word_scores(windows: Sequence[EncodedWindow], words: int, weight: Floats, bias: Floats) -> Floats:
    """Log-probability of every tag for every word (words, tags); each word from the window that shows most around it.

    A word without a piece may be outside or go on in a name, at no cost.
    """
    scores = np.full((words, len(TAGS)), _NEVER, np.float32)
    scores[:, 0] = 0
    scores[:, 1 + _K :] = 0
    for number, encoded in enumerate(windows):
        window = encoded.window
        start = window.start
        if number:
            start = (window.start + windows[number - 1].window.end + 1) // 2
        has = np.flatnonzero(window.first >= 0)
        has = has[has + window.start >= min(start, window.end)] if number else has
        scores[has + window.start] = log_softmax(encoded.hidden[window.first[has]] @ weight + bias)
    return scores


def viterbi(scores: Floats, starts: Sequence[int]) -> list[int]:
    """The best legal tags of each sentence: I of a kind only after B or I of the same kind.

    `scores` (words, tags); `starts` the first word of each sentence, in order.
    """
    words = len(scores)
    lengths = np.diff([*starts, words])
    order = np.argsort(-lengths, kind="stable")
    longest = int(lengths.max()) if len(lengths) else 0
    first = np.asarray(starts)[order]
    lengths = lengths[order]
    best = np.empty((len(order), len(TAGS)), np.float32)
    back = np.zeros((longest, len(order), 1 + _K), np.int16)
    final = np.empty((len(order), len(TAGS)), np.float32)
    for step in range(longest):
        live = int(np.searchsorted(-lengths, -step, side="left"))
        here = scores[first[:live] + step]
        if step == 0:
            best[:live] = here
            best[:live, 1 + _K :] = _NEVER
        else:
            before = best[:live]
            top = before.argmax(1)
            back[step, :live, 0] = top
            begins, goes_on = before[:, 1 : 1 + _K], before[:, 1 + _K :]
            back[step, :live, 1:] = begins < goes_on
            inner = np.maximum(begins, goes_on)
            outer = before[np.arange(live), top]
            best[:live, : 1 + _K] = here[:, : 1 + _K] + outer[:, None]
            best[:live, 1 + _K :] = here[:, 1 + _K :] + inner
        ending = lengths[:live] == step + 1
        final[:live][ending] = best[:live][ending]
    tags = [0] * words
    last = final.argmax(1)
    for s in range(len(order)):
        tag = int(last[s])
        for step in range(int(lengths[s]) - 1, -1, -1):
            tags[int(first[s]) + step] = tag
            if step:
                tag = int(back[step, s, 0]) if tag <= _K else (tag if back[step, s, tag - _K] else tag - _K)
    return tags


def read_tags(tags: Sequence[int], scores: Floats) -> list[Tagged]:
    """The mentions of a tag sequence."""
    found = []
    w, count = 0, len(tags)
    while w < count:
        if tags[w] == 0:
            w += 1
            continue
        kind = tags[w] - 1
        end = w + 1
        while end < count and tags[end] == 1 + _K + kind:
            end += 1
        found.append(measure(scores, w, end, kind))
        w = end
    return found


def measure(scores: Floats, start: int, end: int, kind: int | None = None) -> Tagged:
    """The words `start` to `end` as a mention of `kind`, or of the likeliest kind."""
    kinds = scores[start, 1 : 1 + _K] + scores[start + 1 : end, 1 + _K :].sum(0)
    if kind is None:
        kind = int(kinds.argmax())
    stop = float(np.logaddexp.reduce(scores[end, : 1 + _K])) if end < len(scores) else 0.0
    return Tagged(start, end, kind, (float(kinds[kind]) + stop) / (end - start + 1), kinds)


def tidy(words: Sequence[str], tagged: Sequence[Tagged], scores: Floats) -> list[Tagged]:
    """Names that keep to one line, close the brackets that they open, end with their company's form, and neither
    begin nor end with a small word or a hyphen.

    "Arda (CIF) 2024" and "Arda (Pty) Ltd" are one name each, "Arda (AF)" is two.
    """
    result: list[Tagged] = []
    for whole in tagged:
        for start, end in _lines(words, whole.start, whole.end):
            if result and start < result[-1].end:
                continue  # swallowed by the name before it
            first, last = start, end
            while last > first and (depth := _depth(words[first:last])):
                if depth > 0 and last < len(words) and words[last] == ")":
                    last += 1
                elif (
                    depth < 0
                    and words[last - 1] != ")"
                    and result
                    and result[-1].end == first - 1
                    and words[first - 1] == "("
                ):
                    first = result.pop().start
                else:
                    last = next(w for w in range(first, last) if "(" in words[w] or ")" in words[w])
            first, last = _whole(words, first, _with_form(words, last))
            if last > first:
                result.append(measure(scores, first, last, whole.kind))
    return result


def _whole(words: Sequence[str], first: int, last: int) -> tuple[int, int]:
    """The name without small words at its ends; one that ends with a hyphen goes on to the end of the word."""
    if last - first > 1 and words[last - 1] in _HYPHENS and last < len(words) and words[last][:1].isalnum():
        last += 1
    while last > first and words[last - 1] in _LOOSE:
        last -= 1
    while last > first and words[first] in _LOOSE:
        first += 1
    return first, last


_HYPHENS = frozenset("-‐‑–—")
_LOOSE = _HYPHENS | frozenset("a an and at by for from in into of on or the to with".split())


def _lines(words: Sequence[str], start: int, end: int) -> list[tuple[int, int]]:
    cuts = [w for w in range(start, end) if "\n" in words[w]]
    edges = zip([start, *(c + 1 for c in cuts)], [*cuts, end], strict=True)
    return [(s, e) for s, e in edges if any(c.isalnum() for word in words[s:e] for c in word)]


def _depth(words: Sequence[str]) -> int:
    """How many more brackets are opened than closed."""
    return sum(word.count("(") - word.count(")") for word in words)


def _with_form(words: Sequence[str], end: int) -> int:
    """The end of a name that goes on with words in brackets and a company's form."""
    at = end
    while at + 2 < len(words) and words[at] == "(" and ")" in words[at + 2 : at + 5]:
        at = words.index(")", at + 2) + 1
    return at + 1 if at > end and at < len(words) and words[at].rstrip(".") in _FORMS else end


class MentionsComponent:
    """Linear tagging head, legal decoding, and one decision for all occurrences of a form."""

    def __init__(self, name: str = NAME) -> None:
        self.name = name
        self.weights: dict[str, Floats] = {}

    def __call__(self, doc: Doc) -> Doc:
        windows = encoding(doc, self.name)
        spans = []
        if windows and len(doc):
            scores = word_scores(windows, len(doc), self.weights["tags.weight"], self.weights["tags.bias"])
            starts = starts_of(doc).tolist()
            tagged = agree(doc, tidy(words_of(doc), read_tags(viterbi(scores, starts), scores), scores), scores)
            slope, offset = self.weights["calibration"]
            tagged = [m for m in tagged if not _ROUND.fullmatch(doc[m.start : m.end].text)]
            for mention in tagged:
                span = Span(doc, mention.start, mention.end, label=KINDS[mention.kind])
                span._.confidence = float(1 / (1 + np.exp(-(slope * mention.score + offset))))
                spans.append(span)
            doc.user_data["entente_kind_scores"] = {(m.start, m.end): m.kinds for m in tagged}
        doc.spans[contract.MENTIONS] = spans
        doc.ents = filter_spans(spans)
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        write_weights(Path(path), self.weights)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> MentionsComponent:
        self.weights = read_weights(Path(path))
        return self


def agree(doc: Doc, tagged: list[Tagged], scores: Floats) -> list[Tagged]:
    """One form, one kind; and every whole-word occurrence of a form that is mostly a mention is one."""
    words = words_of(doc)
    forms: dict[tuple[str, ...], list[Tagged]] = defaultdict(list)
    for mention in tagged:
        forms[tuple(words[mention.start : mention.end])].append(mention)
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for form in forms:
        if form[0]:
            by_first[form[0]].append(form)
    for same in by_first.values():
        same.sort(key=lambda f: -len(f))
    taken = bytearray(len(words))
    for mention in tagged:
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    missed: dict[tuple[str, ...], list[Tagged]] = defaultdict(list)
    for w, word in enumerate(words):
        if taken[w]:
            continue
        for form in by_first.get(word, ()):
            end = w + len(form)
            if tuple(words[w:end]) == form and not any(taken[w:end]):
                missed[form].append(measure(scores, w, end))
                taken[w:end] = b"\1" * len(form)
                break
    result: list[Tagged] = []
    for form, found in forms.items():
        if not any(c.isalnum() for word in form for c in word):
            continue  # punctuation alone names nothing
        others = missed.get(form, [])
        kinds = np.sum([np.maximum(m.kinds / (m.end - m.start), -8) for m in found], axis=0)
        kind = int(kinds.argmax())
        if len(found) < len(others) and max(m.score for m in found) < _SURE:
            continue
        result += [m._replace(kind=kind) for m in found]
        if len(found) >= len(others) or max(m.score for m in found) > _SURE:
            best = max(found, key=lambda m: m.score)
            result += [m._replace(kind=kind, score=(m.score + best.score) / 2) for m in others]
    return sorted(result)


_SURE = float(np.log(0.9))


@Language.factory(NAME, assigns=["doc.ents", "doc.spans"])
def make_mentions(nlp: Language, name: str) -> Any:
    """The factory."""
    return MentionsComponent(name)
