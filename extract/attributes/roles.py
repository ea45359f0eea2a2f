"""`entente_roles`: a person's job title at a body, and what somebody did at a forum."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from entente.extract.attributes.view import View
from entente.extract.doc import DocRelation
from entente.ontology import RelationType

NAME = "entente_roles"

_HEADS = frozenset(
    "president chairman chairwoman chairperson chair ceo cfo cto coo cio director minister head chief governor mayor"
    " premier chancellor secretary ambassador senator commissioner rector dean professor lecturer researcher scientist"
    " engineer founder co-founder cofounder partner principal manager executive officer spokesman spokeswoman"
    " spokesperson leader co-chair co-chairman adviser advisor fellow member representative congressman congresswoman"
    " deputy envoy king queen emir sultan prince princess prefect general admiral colonel commander analyst"
    " economist editor journalist reporter correspondent columnist anchor lawyer attorney counsel judge justice"
    " prosecutor treasurer trustee president-elect lawmaker mp mep politician coach captain player"
    " consultant coordinator administrator curator supervisor superintendent inspector"
    " vice-president vice-chairman vice-chair vice-minister vice-rector academician postdoc student graduate developer"
    " designer producer employee staff delegate speaker whip undersecretary under-secretary strategist".split()
)
_BEFORE = frozenset(
    "vice deputy first second executive general managing chief senior junior acting interim prime foreign finance"
    " defence defense assistant associate co founding honorary non-executive independent permanent regional global"
    " national special state federal technical scientific academic research board cabinet crown lord high supreme"
    " supervisory advisory investment financial operating technology information marketing commercial creative product"
    " strategy innovation digital science economy trade energy industry environment health education interior justice"
    " transport communications agriculture culture development planning visiting adjunct emeritus full principal lead"
    " chairman president press news party opposition parliamentary legislative jury committee council team project"
    " programme program country division department group founder economics development under attorney prime"
    " solicitor secretary minister director tourism labour labor internal external affairs commerce trade"
    " public".split()
)
_JOINS = frozenset(("and", "-", "&"))
_OF = frozenset(("of", "for"))
_STOPS = frozenset(
    "who which that and or at in on from with to by is was are were has had said since until after , . ; : ( )".split()
)
_FOUNDERS = frozenset(("founder", "co-founder", "cofounder", "founders", "co-founders"))
_NO_FIELD = frozenset("the a an its his her their all both this that these some several many".split())


def titles(view: View, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Job titles among the words from `start` to `end`: a head noun with what belongs to it before and after."""
    i = start
    while i < end:
        if view.owner[i] >= 0 or not _is_head(view.words[i]):
            i += 1
            continue
        first = i
        while first > start and view.owner[first - 1] < 0 and _modifies(view, first - 1):
            first -= 1
        last = i + 1
        while (
            last < end
            and view.owner[last] < 0
            and (_is_head(view.words[last]) or view.words[last] in ("general", "elect"))
        ):
            last += 1
        if last + 1 < end and view.words[last] in _JOINS:
            more = last + 1
            while more < end and view.owner[more] < 0 and (view.words[more] in _BEFORE or _is_head(view.words[more])):
                more += 1
            if more > last + 1 and _is_head(view.words[more - 1]):
                last = more
        while view.words[first] in _FOUNDERS and first + 2 < last and view.words[first + 1] in _JOINS:
            first += 2  # who founded a body holds no office by that
        tail = _tail(view, last, end)
        if not (tail == first + 1 and view.words[first] in _FOUNDERS):
            yield first, tail
        i = max(tail, i + 1)


def _is_head(word: str) -> bool:
    return word in _HEADS or (word.endswith("s") and word[:-1] in _HEADS and word not in ("affairs", "statess"))


def _modifies(view: View, i: int) -> bool:
    word = view.words[i]
    if word in _BEFORE or word in _HEADS:
        return True
    return word == "-" and i > 0 and (view.words[i - 1] in _BEFORE or view.words[i - 1] in _HEADS)


def _tail(view: View, last: int, end: int) -> int:
    """The end of "of foreign affairs", "for development" after a title; `last` if what follows is a name or nothing."""
    if last >= end or view.words[last] not in _OF:
        return last
    i = last + 1
    while i < end and i < last + 5 and view.owner[i] < 0 and view.words[i] not in _STOPS:
        i += 1
    if i < end and view.owner[i] >= 0:
        # "of the Bank", "for Asia at the Bank": what leads up to the name is no part of the role.
        while i > last + 1 and view.words[i - 1] in ("the", "of", "a", "at", "'s", "’s"):
            i -= 1
    return i if i > last + 1 and view.words[last + 1] not in _NO_FIELD else last


def job_title(view: View, relation: DocRelation) -> str | None:
    """The title nearest to the person, in the words of the text; None if the evidence gives none."""
    person, body = relation.anchors
    low, high = view.bounds(view.sentence(person.start))
    best: tuple[float, int, int] | None = None
    spans = [(low, high)]
    other = view.sentence(body.start)
    if other != view.sentence(person.start):
        spans.append(view.bounds(other))
    for begin, stop in spans:
        for first, last in titles(view, begin, stop):
            gap = max(person.start - last, first - person.end, 0)
            body_gap = max(body.start - last, first - body.end, 0)
            cost = gap + 0.7 * body_gap
            low_end, high_end = sorted(((person.start, person.end), (body.start, body.end)))
            if first >= low_end[1] and last <= high_end[0]:
                cost -= 3  # "Roe, president of the Bank"
            # Names of other people between speak against it.
            between = range(min(last, person.end), max(first, person.start))
            cost += 6 * len({view.owner[i] for i in between} - {-1, relation.subject, relation.object})
            if best is None or cost < best[0]:
                best = (cost, first, last)
    if best is None or best[0] > 12:
        # Perhaps another mention of the same person bears the title: "President Roe … Roe".
        for mention in view.entities[relation.subject].mentions:
            begin, stop = view.bounds(view.sentence(mention.start))
            for first, last in titles(view, begin, stop):
                gap = max(mention.start - last, first - mention.end, 0)
                if gap <= 2 and (best is None or 10 + gap < best[0]):
                    best = (10 + gap, first, last)
    if best is None or best[0] > 30:
        return None
    return " ".join(view.doc[best[1] : best[2]].text.split())


_DEEDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("keynote speaker", frozenset(("keynote", "keynotes"))),
    ("moderator", frozenset(("moderator", "moderated", "moderates", "moderate", "moderating"))),
    ("jury member", frozenset(("jury", "juror", "jurors", "judge", "judges"))),
    ("winner", frozenset(("won", "winner", "winners", "wins"))),
    ("guest of honour", frozenset(("honour", "honor"))),
    ("opened", frozenset(("opened", "opens", "inaugurated", "opening"))),
    ("chair", frozenset(("chaired", "chairs", "chair", "chairman", "chairing"))),
    ("host", frozenset(("hosted", "host", "hosts"))),
    ("exhibitor", frozenset(("exhibitor", "exhibitors", "exhibited", "stand", "booth"))),
    (
        "speaker",
        frozenset(
            "spoke speak speaks speaking speaker speakers speech speeches address addressed addresses told said panel"
            " panellist panellists panelists remarks presented talk talked delivered".split()
        ),
    ),
)


def deed(view: View, relation: DocRelation) -> str | None:
    """What the subject did at the forum, by the word of doing nearest to it in its sentence."""
    subject = relation.anchors[0]
    low, high = view.bounds(view.sentence(subject.start))
    best: tuple[int, str] | None = None
    for i in view.outside_names(low, high):
        for role, words in _DEEDS:
            if view.words[i] in words:
                gap = max(subject.start - i, i - subject.end, 0)
                if gap < 15 and (best is None or gap < best[0]):
                    best = (gap, role)
    return best[1] if best else None


@Language.component(NAME, requires=["doc._.relations"], assigns=["doc._.relations"])
def roles(doc: Doc) -> Doc:
    """Fills `role` of WORKS_FOR and PARTICIPATED_IN."""
    view = View(doc)
    for relation in view.relations:
        if relation.type is RelationType.WORKS_FOR:
            relation.role = job_title(view, relation)
        elif relation.type is RelationType.PARTICIPATED_IN:
            relation.role = deed(view, relation)
    return doc
