"""`entente_clusters`: puts the mentions of one thing together by a small learned model of pairs of forms."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz
from spacy.language import Language
from spacy.tokens import Doc, Span

from entente.extract import doc as contract
from entente.extract.anaphors import find_anaphors
from entente.extract.components.weights import read_weights, write_weights
from entente.extract.heads import KINDS, Floats
from entente.extract.tokens import starts_of, words_of
from entente.ontology import Kind

NAME = "entente_clusters"
KIND_SCORES = "entente_kind_scores"

_WORD = re.compile(r"[^\W_]+")
_MINOR = frozenset("of the and for in on at de la du des al el le y e und für a an to".split())
_LEGAL = frozenset(
    "ltd limited inc incorporated corp corporation co company plc llc llp lp ag gmbh sa spa ojsc pjsc cjsc jsc pao ooo "
    "zao oao bhd sdn pte pty kk nv bv ab as asa oy group holdings holding".split()
)
_BESIDE = _LEGAL | _MINOR
_BESIDE_IN_PLACES = _BESIDE | frozenset("republic kingdom state".split())
_BRANCH = {kind: kind.line[-1] for kind in Kind}


@dataclass(slots=True)
class Form:
    """A surface form of a document with what the pair model looks at."""

    text: str
    kind: Kind
    first: int
    count: int = 1
    words: list[str] = field(default_factory=list)
    core: list[str] = field(default_factory=list)
    initials: frozenset[str] = frozenset()
    squeezed: str = ""
    acronym: bool = False

    def __post_init__(self) -> None:
        cased = _WORD.findall(self.text)
        self.words = [w.casefold() for w in cased]
        beside = _BESIDE_IN_PLACES if self.kind is Kind.PLACE else _BESIDE
        self.core = [w for w in self.words if w not in beside] or self.words
        major = [w for w in cased if w.casefold() not in _MINOR]
        self.initials = frozenset(
            "".join(part[0] for part in parts).casefold()
            for parts in (*_cut(cased), *_cut(major), [w for w in major if w.casefold() not in _LEGAL])
            if len(parts) > 1
        )
        self.squeezed = "".join(self.words)
        letters = [c for c in self.text if c.isalpha()]
        self.acronym = (
            len(cased) <= 2 and len(self.squeezed) <= 8 and sum(c.isupper() for c in letters) > len(letters) / 2
        )


def _cut(words: list[str]) -> list[list[str]]:
    """The words, and the same without one or more company's forms at the end: SMFG is a Financial Group Inc."""
    cuts = [words]
    while len(words) > 1 and words[-1].casefold() in _LEGAL:
        words = words[:-1]
        cuts.append(words)
    return cuts


FEATURES = 27


def features(a: Form, b: Form, *, bracketed: bool, rivals: int) -> list[float]:
    """What speaks for `a` (the longer) and `b` being one thing. `rivals`: other forms that `b` fits as well."""
    wa, wb, sa, sb = a.words, b.words, set(a.words), set(b.words)
    shared = sa & sb
    numbers = {w for w in sa if w[0].isdigit()}, {w for w in sb if w[0].isdigit()}
    n = len(wb)
    core_a, core_b = set(a.core), set(b.core)
    only = core_a - core_b
    return [
        float(a.kind is b.kind),
        float(_BRANCH[a.kind] is _BRANCH[b.kind]),
        float(a.squeezed == b.squeezed),
        float(b.acronym and b.squeezed in a.initials),
        float(b.acronym and b.squeezed not in a.initials and _subsequence(b.squeezed, a.squeezed) and len(wa) > 1),
        float(bracketed),
        float(bracketed and b.acronym),
        float(wa[:n] == wb),
        float(wa[-n:] == wb),
        float(sb <= sa),
        float(core_b <= core_a),
        float(core_a == core_b),
        len(shared) / max(len(sa | sb), 1),
        len(shared) / max(len(sb), 1),
        fuzz.ratio(a.squeezed, b.squeezed) / 100,
        fuzz.partial_ratio(a.squeezed, b.squeezed) / 100,
        float(a.squeezed.rstrip("s") == b.squeezed.rstrip("s")),
        float(numbers[0] == numbers[1]),
        float(bool(numbers[0] and numbers[1] and numbers[0] != numbers[1])),
        float(Kind.PERSON in (a.kind, b.kind)),
        float(a.kind is Kind.PERSON and b.kind is Kind.PERSON and wa[-1] == wb[-1]),
        float(Kind.PLACE in (a.kind, b.kind)),
        float(Kind.TECHNOLOGY in (a.kind, b.kind)),
        float(a.kind in _EVENTS or b.kind in _EVENTS),
        min(len(only), 5) / 5,
        min(rivals, 4) / 4,
        float(a.first < b.first),
    ]


_EVENTS = frozenset((Kind.FORUM, Kind.AGREEMENT, Kind.PROGRAMME))


def _subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return len(short) > 1 and short[0] == long[:1] and all(c in rest for c in short)


def candidate_pairs(forms: Sequence[Form], brackets: set[tuple[str, str]]) -> tuple[list[tuple[int, int]], Floats]:
    """The pairs of forms that could be one thing, and their features (pairs, FEATURES)."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, form in enumerate(forms):
        keys = {f"w{w}" for w in form.core} | {f"s{form.squeezed[:4]}"}
        keys |= {f"i{x}" for x in form.initials}
        if form.acronym:
            keys |= {f"i{form.squeezed}", f"a{form.squeezed[0]}"}
        elif len(form.words) > 1:
            keys.add(f"a{form.squeezed[0]}")
        for key in keys:
            blocks[key].append(i)
    pairs: set[tuple[int, int]] = set()
    for key, members in blocks.items():
        if len(members) > 60:
            continue
        for x, i in enumerate(members):
            for j in members[x + 1 :]:
                if key[0] == "a" and forms[i].acronym == forms[j].acronym:
                    continue
                pairs.add((i, j) if i < j else (j, i))
    named = {form.text: i for i, form in enumerate(forms)}
    for long, short in brackets:
        if long in named and short in named and long != short:
            i, j = sorted((named[long], named[short]))
            pairs.add((i, j))
    ordered = sorted(pairs)
    sides = [(i, j) if len(forms[i].squeezed) >= len(forms[j].squeezed) else (j, i) for i, j in ordered]
    fits: Counter[int] = Counter()
    for i, j in sides:
        if set(forms[j].words) <= set(forms[i].words) or forms[j].squeezed in forms[i].initials:
            fits[j] += 1
    rows = [
        features(
            forms[i],
            forms[j],
            bracketed=(forms[i].text, forms[j].text) in brackets or (forms[j].text, forms[i].text) in brackets,
            rivals=max(fits[j] - 1, 0),
        )
        for i, j in sides
    ]
    return ordered, np.array(rows, np.float32).reshape(-1, FEATURES)


def score_pairs(rows: Floats, weights: dict[str, Floats]) -> Floats:
    """Log-odds that a pair is one thing."""
    hidden = np.maximum(rows @ weights["inner.weight"] + weights["inner.bias"], 0)
    result: Floats = (hidden @ weights["outer.weight"] + weights["outer.bias"])[:, 0]
    return result


_APART = -4.0
"""Log-odds taken for a pair that is no candidate."""
_STEM = 5


def differ(a: Form, b: Form) -> bool:
    """Whether a word more sets two long names apart: the China-Russia RMB Investment Cooperation Fund is not the
    Russia-China Investment Fund, and no more is the Russia-China Investment Fund for Regional Development.

    Otherwise a name that stands whole in the other may be short for it.
    """
    long, short = sorted((a, b), key=lambda form: len(form.words), reverse=True)
    if long.words[: len(short.words) + 1] == [*short.words, "for"] and len(short.words) > _SHORT:
        return True
    whole, part = ([w[:_STEM] for w in form.words if w not in _MINOR] for form in (long, short))
    if len(part) <= _SHORT or len(whole) == len(part):
        return False
    inside = any(whole[i : i + len(part)] == part for i in range(len(whole) - len(part) + 1))
    return not inside and set(part) < set(whole)


_SHORT = 3
"""Names of so many words or fewer may be short for any longer one."""


def group(count: int, pairs: Sequence[tuple[int, int]], odds: Floats) -> list[int]:
    """Clusters by average link: the cluster number of each form."""
    links: dict[tuple[int, int], float] = {p: float(o) for p, o in zip(pairs, odds, strict=True)}
    cluster = list(range(count))
    members: dict[int, list[int]] = {i: [i] for i in range(count)}
    for (i, j), odd in sorted(links.items(), key=lambda item: (-item[1], item[0])):
        if odd <= 0:
            break
        a, b = cluster[i], cluster[j]
        if a == b:
            continue
        between = [links.get((min(x, y), max(x, y)), _APART) for x in members[a] for y in members[b]]
        if sum(between) / len(between) + odd > 0:
            for y in members.pop(b):
                cluster[y] = a
                members[a].append(y)
    return cluster


def brackets(text: str, spans: Iterable[tuple[int, int]]) -> set[tuple[str, str]]:
    """The forms that stand as "Long Name (LN)" or "LN (Long Name)"."""
    found = set()
    ordered = sorted(spans)
    for (s1, e1), (s2, e2) in pairwise(ordered):
        gap = text[e1:s2].strip(" \"'“”‘’")
        after = text[e2 : e2 + 2].strip(" \"'”’")[:1]
        if gap in _OPENERS and after in _ENDINGS:
            found.add((text[s1:e1], text[s2:e2]))
    return found


_OPENERS = frozenset(("(", "（", "(the", ", or", "or", "(also"))
_ENDINGS = frozenset((")", "）", ",", ""))


class ClustersComponent:
    """Fills `Doc._.entities` from the mentions: forms, pair model, one kind for each cluster, anaphors."""

    def __init__(self, name: str = NAME) -> None:
        self.name = name
        self.weights: dict[str, Floats] = {}

    def __call__(self, doc: Doc) -> Doc:
        mentions: list[Span] = sorted(doc.spans[contract.MENTIONS], key=lambda s: s.start)
        forms: dict[str, Form] = {}
        for span in mentions:
            known = forms.get(span.text)
            if known is None:
                forms[span.text] = Form(span.text, Kind(span.label_), span.start)
            else:
                known.count += 1
        listed = [f for f in forms.values() if f.words]
        pairs, rows = candidate_pairs(listed, brackets(doc.text, [(s.start_char, s.end_char) for s in mentions]))
        cluster = list(range(len(listed)))
        if pairs:
            odds = score_pairs(rows, self.weights)
            odds[[differ(listed[i], listed[j]) for i, j in pairs]] = _APART
            cluster = group(len(listed), pairs, odds)
        number = {form.text: c for form, c in zip(listed, cluster, strict=True)}
        _join_known(mentions, number)
        grouped: dict[object, list[Span]] = defaultdict(list)
        for span in mentions:
            grouped[number.get(span.text, span.text)].append(span)
        doc._.entities = [self._entity(doc, spans) for spans in grouped.values()]
        self.link_anaphors(doc)
        doc.spans[contract.MENTIONS] = sorted((m for e in doc._.entities for m in e.mentions), key=lambda s: s.start)
        return doc

    def _entity(self, doc: Doc, spans: list[Span]) -> contract.DocEntity:
        scores: dict[tuple[int, int], Floats] = doc.user_data.get(KIND_SCORES, {})
        given = [scores.get((s.start, s.end)) for s in spans]
        if all(g is None for g in given):
            kind = Counter(s.label_ for s in spans).most_common(1)[0][0]
        else:
            total = np.sum(
                [np.maximum(g / (s.end - s.start), -8) for g, s in zip(given, spans, strict=True) if g is not None], 0
            )
            kind = KINDS[int(total.argmax())]
        fixed = [s.label_ for s, g in zip(spans, given, strict=True) if g is None]
        if fixed:
            kind = fixed[0]
        texts = Counter(s.text for s in spans)
        name = max(texts, key=lambda t: (not _short(t, kind), len(_WORD.findall(t)) > 1, texts[t], len(t)))
        result = []
        for span in spans:
            new = Span(doc, span.start, span.end, label=str(kind))
            new._.confidence = span._.confidence
            result.append(new)
        confidence = max(float(s._.confidence) for s in spans)
        return contract.DocEntity(Kind(kind), " ".join(name.split()), result, confidence=confidence)

    def link_anaphors(self, doc: Doc) -> None:
        owned = sorted(
            ((m.start, m.end, e.kind, i) for i, e in enumerate(doc._.entities) for m in e.mentions),
        )
        flags = np.zeros(len(doc), np.int64)
        flags[starts_of(doc)] = 1
        for a in find_anaphors(words_of(doc), flags.cumsum().tolist(), [(s, e, k) for s, e, k, _ in owned]):
            doc._.entities[owned[a.antecedent][3]].anaphors.append(Span(doc, a.start, a.end))

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        write_weights(Path(path), self.weights)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> ClustersComponent:
        self.weights = read_weights(Path(path))
        return self


def _join_known(mentions: Iterable[Span], number: dict[str, int]) -> None:
    """Puts the forms together that the user's knowledge says are one (`Span.id_`)."""
    first: dict[str, int] = {}
    for span in mentions:
        if span.id_ and span.text in number:
            here = number[span.text]
            there = first.setdefault(span.id_, here)
            if here != there:
                number.update({text: there for text, c in number.items() if c == here})


def _short(text: str, kind: str) -> bool:
    """A form that is worse as a name: an acronym, or a lone surname."""
    words = _WORD.findall(text)
    return (text.isupper() and len(words) == 1) or (kind == Kind.PERSON and len(words) == 1)


@Language.factory(NAME, requires=["doc.spans"], assigns=["doc._.entities"])
def make_clusters(nlp: Language, name: str) -> Any:
    """The factory."""
    return ClustersComponent(name)
