"""`entente_status`: where an act stands (planned, ongoing, completed, ended); denied and failed acts are taken out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import log
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from entente.extract.attributes.linear import Linear
from entente.extract.attributes.view import View, bucket
from entente.extract.doc import DocRelation
from entente.ontology import RelationType, Status

NAME = "entente_status"
STATUSES = tuple(Status)

_NEAR = 4
_CLOSED = frozenset(
    "will would shall should could may might can must is are was were be been being am has have had do does did"
    " to of by until till since from as former formerly ex then now still already yet not n't no never ago once"
    " currently current later soon next last first new joint together plans plan planned planning planning intends"
    " intend aims agreed agree agreement deal decided considering considers expected expects due scheduled hopes"
    " hope wants want seeks proposed proposal promised pledged pledge committed commits announced announce today"
    " yesterday if whether who which that where when before after during while between under founded established"
    " opened signed launched".split()
)


def _by_first_word(phrases: str) -> dict[str, list[tuple[str, ...]]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases.split(","):
        parts = tuple(phrase.split())
        table.setdefault(parts[0], []).append(parts)
    return table


_CUES = {
    "ended": _by_first_word(
        "former,formerly,ex,ex-,then,once,late,at the time,at that time,until,till,resigned,retired,stepped down,left,"
        "outgoing,ousted,past,previously,no longer,used to,hitherto,served as,had been,used to be,succeeded,deposed"
    ),
    "current": _by_first_word("current,currently,now,still,since,today,remains,incumbent,acting,has been,have been"),
    "planned": _by_first_word(
        "will,is to,are to,was to,were to,would,plans to,plan to,planned,plans,intends to,intend to,wants to,want to,"
        "hopes to,hope to,expected to,due to,scheduled,agreed to,considering,proposed,to be,promised,"
        "pledged,undertook to,undertaken to,in talks,negotiating,aims to,should,upcoming,"
        "shall,could,may,might,about to,set to,going to"
    ),
}


def status_features(view: View, relation: DocRelation) -> Iterator[str]:
    """What may tell the status: the type, the words between and beside the anchors, those of the evidence at large."""
    a_start, a_end, b_start, b_end = view.anchors(relation)
    kind = relation.type.value
    words, owner = view.words, view.owner
    yield kind
    subject_first = relation.anchors[0].start <= relation.anchors[1].start
    yield f"{kind}|sf{subject_first}"
    yield f"{kind}|{view.entities[relation.subject].kind}|{view.entities[relation.object].kind}"
    same = view.sentence(a_start) == view.sentence(b_start)
    yield f"{kind}|same{same}"
    low, high = view.told_in(relation)
    zones = (
        ("L", range(max(low, a_start - _NEAR), a_start)),
        ("M", range(a_end, min(b_start, a_end + 25))),
        ("R", range(b_end, min(high, b_end + _NEAR + 2))),
    )
    for zone, span in zones:
        previous = ""
        for i in span:
            if owner[i] >= 0:
                previous = "#"
                continue
            word = words[i]
            if word[0].isdigit():
                word = "<year>" if len(word) == 4 else "<num>"
            yield f"{zone}|{word}"
            yield f"{kind}|{zone}|{word}"
            if previous:
                yield f"{zone}|{previous}_{word}"
            if zone == "M" and word.endswith("ed"):
                yield f"{kind}|M|*ed"
            previous = word
    for i in view.outside_names(relation.evidence.start, relation.evidence.end):
        word = words[i]
        if word in _CLOSED:
            yield f"E|{word}"
            yield f"{kind}|E|{word}"
    near = range(max(low, a_start - 12), min(high, b_end + 8))
    for cue, patterns in _CUES.items():
        for i in near:
            if owner[i] < 0 and any(tuple(words[i : i + len(p)]) == p for p in patterns.get(words[i], ())):
                side = "L" if i < a_start else "M" if i < b_start else "R"
                yield f"cue|{cue}"
                yield f"{kind}|cue|{cue}|{side}"
                break
    for zone, span in (*zones[1:], ("P", range(max(low, a_start - 10), a_start))):
        for group in _verb_groups(view, span.start, span.stop):
            yield f"V|{zone}|{group}"
            yield f"{kind}|V|{zone}|{group}"
    if high > low and words[high - 1] not in _ENDS and words[max(low, high - 2)] not in _ENDS:
        yield f"{kind}|headline"
    if relation.type is RelationType.WORKS_FOR and _once(view, relation):
        yield "once"
    # The verb group before and after the first anchor carries tense.
    for i in view.outside_names(max(low, a_start - 12), a_start - _NEAR):
        if words[i] in _CLOSED:
            yield f"LL|{words[i]}"
            yield f"{kind}|LL|{words[i]}"
    yield f"{kind}|gap{bucket(b_start - a_end)}"


_ONCE = frozenset("former formerly ex late retired erstwhile then once ousted".split())
_THEN = (("at", "the", "time"), ("at", "that", "time"))


def _once(view: View, relation: DocRelation) -> bool:
    """Whether a word for a bygone office belongs to these two: no other name stands between it and the nearer one."""
    a_start, a_end, b_start, b_end = view.anchors(relation)
    low, high = view.told_in(relation)
    ours = {-1, relation.subject, relation.object}
    for i in range(max(low, a_start - 8), min(high, b_end + 8)):
        if view.owner[i] >= 0:
            continue
        if view.words[i] in _ONCE and i < b_start:
            near = a_start if i < a_start else b_start
            if {*view.owner[i:near]} <= ours and "," not in view.words[i:near]:
                return True
        if tuple(view.words[i : i + 3]) in _THEN:
            near = b_end if i >= b_end else a_end if i >= a_end else i
            if {*view.owner[near:i]} <= ours:
                return True
    return False


_NEGOTIATING = frozenset("negotiate negotiates negotiating negotiations".split())
_CONCLUDED = frozenset("signed concluded sealed inked initialled ratified reached agreed".split())


def _under_negotiation(view: View, relation: DocRelation) -> bool:
    """Whether the sentence of the anchors only tells of negotiations about the agreement."""
    low, high = view.told_in(relation)
    words = {view.words[i] for i in view.outside_names(low, high)}
    return bool(words & _NEGOTIATING) and not words & _CONCLUDED


_NEGATIONS = frozenset("not n't n’t never neither nor cannot".split())
_DENIALS = frozenset(
    "denied denies deny denying refused refuses refusing refuse declined declines declining rejected rejects rejecting"
    " failed fails failing ruled decided".split()
)
_STEMS: dict[RelationType, tuple[str, ...]] = {
    RelationType.MANAGES: ("manag", "run", "operat", "govern"),
    RelationType.FOUNDED: ("found", "establish", "creat", "launch", "set", "open", "build"),
    RelationType.INVESTED_IN: (
        "invest", "back", "fund", "financ", "commit", "put", "contribut", "join", "participat", "part", "pay", "provid",
        "give", "lend", "buy", "acquir", "stake",
    ),
    RelationType.OWNS: ("own", "acquir", "buy", "bought", "hold", "control", "stake", "tak", "purchas"),
    RelationType.PART_OF: ("part", "belong", "member", "join", "subsidiar"),
    RelationType.SIGNED: ("sign", "conclud", "agree", "ratif", "extend", "join"),
    RelationType.PARTNERED_WITH: ("cooperat", "co-operat", "work", "partner", "collaborat", "team", "join"),
    RelationType.ORGANISED: ("organi", "host", "hold", "held", "conven"),
    RelationType.PARTICIPATED_IN: (
        "attend", "part", "participat", "com", "join", "speak", "spoke", "travel", "go", "invit", "represent",
    ),
    RelationType.SUPPORTED: ("support", "back", "endors", "approv"),
    RelationType.LOCATED_IN: ("base", "locat", "headquarter", "open", "held", "hold", "build", "built", "move"),
    RelationType.WORKS_FOR: ("work", "join", "appoint", "serv", "employ"),
    RelationType.RESIDENT_OF: ("resident", "tenant", "join", "incubat", "move"),
    RelationType.FOCUSES_ON: ("focus", "develop", "speciali", "concentrat", "work", "cover"),
    RelationType.SUPPLIES: ("suppl", "sell", "sold", "deliver", "export", "provid", "buy", "ship", "order", "use"),
    RelationType.SANCTIONED_BY: ("sanction", "blacklist", "bann", "add", "block", "list", "investigat"),
}  # fmt: skip
_COLLAPSES = (
    ("fell", "through"), ("fallen", "through"), ("came", "to", "nothing"), ("come", "to", "nothing"), ("collapsed",),
    ("broke", "down"), ("called", "off"), ("were", "abandoned"), ("was", "abandoned"), ("was", "scrapped"),
    ("were", "scrapped"), ("never", "materialised"), ("never", "materialized"), ("was", "withdrawn"),
)  # fmt: skip
_TALKS = frozenset("talks deal plan plans negotiations bid merger sale round offer agreement proposal project".split())
_CAN_COLLAPSE = frozenset(
    (
        RelationType.INVESTED_IN,
        RelationType.SIGNED,
        RelationType.OWNS,
        RelationType.PARTNERED_WITH,
        RelationType.SUPPLIES,
    )
)
_NOT_DENIED_AFTER = frozenset("only just merely yet least long to".split())


_AUXILIARIES = {
    **dict.fromkeys("will shall 'll ’ll".split(), "will"),
    **dict.fromkeys("would could might may should can must".split(), "would"),
    **dict.fromkeys("is are am 's ’s".split(), "is"),
    **dict.fromkeys("was were".split(), "was"),
    **dict.fromkeys("has have".split(), "has"),
    "had": "had", "be": "be", "been": "been", "being": "being", "to": "to", "did": "did", "does": "does", "do": "does",
}  # fmt: skip
_ADVERBS = frozenset("not n't already also still now then recently jointly since currently now just soon later".split())
_ENDS = frozenset('.!?"”’)')


def _verb_groups(view: View, start: int, stop: int) -> Iterator[str]:
    """Auxiliaries and the form of the verb after them: "will+V", "has+Ved", "is+Ving", "to+V", "Ved"."""
    i = start
    while i < stop:
        group: list[str] = []
        while (
            i < stop and view.owner[i] < 0 and (view.words[i] in _AUXILIARIES or (group and view.words[i] in _ADVERBS))
        ):
            if view.words[i] in _AUXILIARIES:
                group.append(_AUXILIARIES[view.words[i]])
            i += 1
        if i >= stop:
            break
        word = view.words[i]
        i += 1
        if view.owner[i - 1] >= 0 or not word[0].isalpha():
            continue
        form = "Ved" if word.endswith(("ed", "en")) else "Ving" if word.endswith("ing") else "V"
        if group or form == "Ved":
            yield "+".join([*group, form])


def denied(view: View, relation: DocRelation) -> bool:
    """Whether the text says that the act did not, or will not, take place.

    A negation counts if the verb or noun of the act follows it within the same clause as the anchors; a collapse, if
    the sentence of the anchors reports one.
    """
    a_start, a_end, b_start, b_end = view.anchors(relation)
    words, owner = view.words, view.owner
    low, high = view.told_in(relation)
    if view.sentence(b_start) - view.sentence(a_start) > 1:
        return False
    stems = _STEMS[relation.type]
    for i in range(max(low, a_start - 8), min(high, b_end + 8)):
        if owner[i] >= 0:
            continue
        word = words[i]
        if word in _NEGATIONS:
            reach = 4
            if i + 1 < high and words[i + 1] in _NOT_DENIED_AFTER:
                continue
        elif word in _DENIALS:
            if word in ("ruled", "decided") and (i + 1 >= high or words[i + 1] not in ("out", "against")):
                continue
            reach = 8
        else:
            continue
        # The act must be that of the subject: the negation stands between the anchors, or the act stands there.
        for j in range(i + 1, min(high, i + 1 + reach)):
            if words[j] in (";", ".", "but"):
                break
            if owner[j] < 0 and words[j].startswith(stems) and (a_end <= i < b_start or a_end <= j < b_start):
                return True
    if relation.type in _CAN_COLLAPSE and _TALKS.intersection(words[low:high]):
        for i in range(b_end, high):
            if words[i] in (";", ".", ",", "which", "who"):
                break
            if any(tuple(words[i : i + len(c)]) == c for c in _COLLAPSES):
                return True
    return False


class StatusComponent:
    """Takes denied statements out and gives the others their likeliest status."""

    def __init__(self, name: str = NAME) -> None:
        self.name = name
        self.model = Linear.shipped(NAME)

    def __call__(self, doc: Doc) -> Doc:
        view = View(doc)
        kept = []
        for relation in view.relations:
            if denied(view, relation):
                continue
            relation.status = self._likeliest(view, relation)
            kept.append(relation)
        doc._.relations = kept
        return doc

    def _likeliest(self, view: View, relation: DocRelation) -> Status:
        """By the words around and, where the relation head gave its view, by both as independent evidence."""
        if relation.type is RelationType.SIGNED and _under_negotiation(view, relation):
            return Status.PLANNED
        scores = [log(max(p, 1e-9)) for p in self.model.probabilities(status_features(view, relation))]
        if relation.status_scores is not None:
            seen = dict(zip(STATUSES, relation.status_scores, strict=True))
            scores = [score + seen[Status(label)] for score, label in zip(scores, self.model.labels, strict=True)]
        return Status(self.model.labels[scores.index(max(scores))])

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        self.model.to_disk(Path(path))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> StatusComponent:
        self.model = Linear.from_disk(Path(path))
        return self


@Language.factory(NAME, requires=["doc._.relations"], assigns=["doc._.relations"])
def make_status(nlp: Language, name: str) -> StatusComponent:
    """The factory."""
    return StatusComponent(name)
