"""A question's answer: its names resolved, its form run as a query, the parse handed back with what came out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from entente.errors import NotFound, QuestionNotUnderstood
from entente.graph import entities, evidence, paths
from entente.graph.ask.grammar import Form
from entente.graph.ask.parsing import Asked, Name, Unknown, parse
from entente.graph.ask.vocabulary import Reading
from entente.graph.filters import Filters
from entente.graph.model import Entity, Found, Hop, LinkAnswer, Path, Statement
from entente.graph.paths import NO_FILTERS, Reason
from entente.graph.resolve import names
from entente.graph.store.connection import Connection
from entente.graph.store.rows import name_key
from entente.ontology import Kind, RelationType


@dataclass(frozen=True, slots=True)
class Parse:
    """How the question was understood: `reading` in plain words, and its parts.

    `names`: each name as asked and the id, name and kind it stands for. `types`: relation types. `asked`:
    which end of them is wanted (`subject`, `object` or `either`). `limits`: dates, amounts and statuses as understood.
    """

    form: Form
    reading: str
    names: tuple[dict[str, str], ...]
    kinds: tuple[Kind, ...] = ()
    types: tuple[RelationType, ...] = ()
    asked: str | None = None
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answers, best first: with paths for *link*, *connect* and *common*, else with statements.

    For *connect* each answer is an end with the paths that lead to it. `truncated`, `left_out`
    and `why_not` as in `PathAnswer`.
    """

    question: str
    form: Form
    parse: Parse
    answers: tuple[LinkAnswer | Found, ...]
    truncated: bool = False
    left_out: dict[str, int] = field(default_factory=dict)
    why_not: tuple[Reason, ...] = ()


def ask(connection: Connection, question: str, filters: Filters = NO_FILTERS, *, limit: int | None = None) -> Answer:
    """The answer to an English question; what the question says of dates and so on goes before `filters`.

    Raises `QuestionNotUnderstood` with the forms for none of them, `NotFound` with suggestions for a name that
    is not in the graph and with candidates for one that several entities have, `InputError` as `paths` do.
    """
    try:
        asked = parse(question, lambda texts: lookup(connection, texts))
    except QuestionNotUnderstood:
        entities.check_filled(connection)
        raise
    except Unknown as unknown:
        entities.check_filled(connection)
        raise NotFound(
            f"no entity is called “{unknown.text}”", [m.name for m in suggest(connection, unknown.text)]
        ) from None
    ends = [_one(name, _allowed(asked, number)) for number, name in enumerate(asked.names)]
    given = {f.name: getattr(filters, f.name) for f in fields(Filters)}
    question_of = _Question(connection, asked, ends, Filters(**{**given, **asked.filters}), limit)
    answer = question_of.run()
    if not answer.answers:
        entities.check_filled(connection)
    return replace(answer, question=question)


def lookup(connection: Connection, texts: Sequence[str]) -> dict[str, list[Entity]]:
    """Of some stretches of text those that are names, each with the entities called so.

    A name counts in its normal form; where no entity has exactly that, so do its words in another order, without
    company form or article; where none has these either and it is written as an acronym, be it in lower case, so do
    names that it may stand for: texts often never abbreviate what everybody abbreviates. An entity's id is a name, too.
    """
    by_key: dict[str, set[str]] = defaultdict(set)
    acronyms: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for key in _keys(text, "w "):
            by_key[key].add(text)
        if text.isupper() or _LOWER_ACRONYM.fullmatch(text):
            for key in _keys(text.upper(), "a "):
                acronyms[key].add(text)
    wanted = sorted(by_key.keys() | acronyms.keys())
    rows = [row for batch in evidence.batches(wanted) for row in connection.read("read/named", keys=batch)]
    meant: dict[str, dict[str, Entity]] = defaultdict(dict)
    loose: dict[str, dict[str, Entity]] = defaultdict(dict)
    exact: dict[str, dict[str, Entity]] = defaultdict(dict)
    for row in rows:
        entity = evidence.entity(row)
        forms = {names.normal(form) for form in entity.names}
        for text in acronyms.get(row["key"], ()):
            meant[text][entity.id] = entity
        for text in by_key.get(row["key"], ()):
            loose[text][entity.id] = entity
            if names.normal(text) in forms:
                exact[text][entity.id] = entity
    chosen = {**meant, **loose, **exact, **_by_id(connection, [text for text in texts if _ID.fullmatch(text)])}
    return {text: sorted(found.values(), key=lambda e: (-e.documents, e.name, e.id)) for text, found in chosen.items()}


_FAMILIES = (Kind.ORGANISATION, Kind.FUND, Kind.PERSON, Kind.PLACE)
"""One kind for each way in which the resolver takes names apart."""


_LOWER_ACRONYM = re.compile("[a-z]{3,6}")

_ID = re.compile(r"(?=.*\d)[0-9A-Za-z_-]{8,}")


def _by_id(connection: Connection, texts: Sequence[str]) -> dict[str, dict[str, Entity]]:
    if not texts:
        return {}
    leads = {row["id"]: row["entity"] for row in connection.read("read/redirects", ids=list(texts))}
    rows = connection.read("read/entities-by-id", ids=sorted(set(leads.values())))
    found = {row["id"]: evidence.entity(row) for row in rows}
    return {text: {entity: found[entity]} for text, entity in leads.items()}


def _keys(text: str, sort: str) -> set[str]:
    return {name_key(key) for kind in _FAMILIES for key in names.keys(kind, [text]) if key.startswith(sort)}


def suggest(connection: Connection, text: str) -> list[Entity]:
    """Entities with names near this one, best first."""
    return [match.entity for match in entities.find(connection, text)]


def _allowed(asked: Asked, number: int) -> tuple[Entity, ...]:
    """The entities that this name can mean, given what ends the relation may have."""
    found = asked.names[number].entities
    fit = tuple(entity for entity in found if _fits(asked, number, entity.kind))
    return fit or found


def _fits(asked: Asked, number: int, kind: Kind) -> bool:
    if not asked.readings:
        return True
    for reading in asked.readings:
        rule = reading.type.rule
        ends = (rule.subjects, rule.objects)
        sides = ends if reading.type.symmetric else (ends[0 if _is_subject(asked, number, reading) else 1],)
        if any(kind.within(other) for side in sides for other in side):
            return True
    return False


def _is_subject(asked: Asked, number: int, reading: Reading) -> bool:
    """Whether this name is the relation's subject, the verb's own turn taken into account."""
    grammatical = number in asked.subjects or (number in asked.owners and not asked.wants_subject)
    return grammatical != reading.turned


def _wants_object(asked: Asked, reading: Reading) -> bool:
    """Whether what is asked for is the relation's object."""
    known = asked.subjects or asked.objects or asked.owners
    return _is_subject(asked, known[0], reading) if known else (asked.end == "object") != reading.turned


_MADE_BY = (RelationType.FOUNDED, RelationType.SIGNED, RelationType.ORGANISED)


def _made_by(kinds: Sequence[Kind]) -> tuple[RelationType, ...]:
    """The acts that entities of these kinds come about by: their date is the entities' own."""
    return tuple(t for t in _MADE_BY if not kinds or any(k.within(end) for k in kinds for end in t.rule.objects))


def _by_date(answers: Sequence[Found], *, newest: bool) -> tuple[Found, ...]:
    """By the latest or the first date that the statements give; what has no date comes last."""
    dated = [(dates[-1] if newest else dates[0], answer) for answer in answers if (dates := _dates(answer.statements))]
    dated.sort(key=lambda pair: pair[0], reverse=newest)
    undated = [answer for answer in answers if not _dates(answer.statements)]
    return (*(answer for _, answer in dated), *undated)


def _one(name: Name, candidates: Sequence[Entity]) -> Entity:
    """The one entity meant: the only one, or the only one whose best name this is."""
    wanted = names.normal(name.text)
    best = [entity for entity in candidates if names.normal(entity.name) == wanted]
    chosen = best if len(best) == 1 else candidates
    if len(chosen) == 1:
        return chosen[0]
    raise NotFound(
        f"“{name.text}” may mean several entities; write the id of the one you mean",
        [f"{entity.id}: {entity.name} ({entity.kind})" for entity in candidates],
    )


class _Question:
    """One parsed question with its names resolved."""

    def __init__(
        self, connection: Connection, asked: Asked, ends: Sequence[Entity], filters: Filters, limit: int | None
    ) -> None:
        self._connection = connection
        self._asked = asked
        self._ends = ends
        types = frozenset(reading.type for reading in asked.readings)
        self._filters = replace(filters, types=types) if types else filters
        self._limit = limit

    def run(self) -> Answer:
        """The answer, without the question's text."""
        form = self._asked.form
        if form in (Form.LINK, Form.COMMON):
            return self._link()
        if form is Form.CONNECT:
            return self._connect()
        if form is Form.LIST:
            return self._list()
        return self._related()

    def _link(self) -> Answer:
        found = paths.link_all(
            self._connection,
            self._ids(self._asked.subjects),
            kind=self._asked.kinds or None,
            filters=self._filters,
            hops=1 if self._asked.form is Form.COMMON else None,
            limit=self._limit,
            among=self._of_the_nations(),
        )
        return self._answer(
            found.answers, found.truncated, found.left_out, self._or_nation(found.why_not, found.answers)
        )

    def _connect(self) -> Answer:
        found = paths.connect(self._connection, self._ids(self._asked.subjects), self._filters, limit=self._limit)
        by_ends: dict[tuple[str, str], list[Path]] = defaultdict(list)
        for path in found.paths:
            by_ends[path.nodes[0].id, path.nodes[-1].id].append(path)
        answers = tuple(LinkAnswer(group[0].nodes[-1], tuple(group)) for group in by_ends.values())
        return self._answer(answers, found.truncated, found.left_out, found.why_not)

    def _related(self) -> Answer:
        asked = self._asked
        found = self._relations(self._filters)
        answers = self._found(found)
        reasons = () if answers else self._why_not()
        left_out = dict(found.left_out)
        truncated = found.truncated
        if asked.order:
            answers = _by_date(answers, newest=asked.order == "newest")
            limit = self._limit or self._connection.settings.max_rows
            answers, truncated = answers[:limit], truncated or len(answers) > limit
        if asked.form in (Form.WHEN, Form.AMOUNT):
            kept = tuple(answer for answer in answers if answer.dates or answer.amounts)
            if answers and not kept:
                what = "date" if asked.form is Form.WHEN else "amount"
                reasons = (Reason(what, f"the texts state it and give no {what}"),)
            else:
                answers = kept
        return self._answer(answers, truncated, left_out, reasons)

    def _list(self) -> Answer:
        """Entities of a kind. Where dates or an order are asked for, those that the act that made them is dated of."""
        asked = self._asked
        if asked.order or self._filters.active:
            readings = tuple(Reading(type_) for type_ in _made_by(asked.kinds)) if self._dated else ()
            self._asked = replace(asked, form=Form.RELATION, readings=readings, end="object")
            if readings:
                types = frozenset(reading.type for reading in readings)
                self._filters = replace(self._filters, types=types - self._filters.without)
            answer = self._related()
            return replace(answer, form=Form.LIST, parse=replace(answer.parse, form=Form.LIST))
        limit = self._limit or self._connection.settings.max_rows
        kinds = [kind.value for kind in asked.kinds]
        rows = self._connection.read("read/entities-of", kinds=kinds, countries=list(asked.nations), limit=limit + 1)
        listed = [evidence.entity(row) for row in rows[:limit]]
        statements = self._of_places({entity.id for entity in listed}) if asked.nations else {}
        answers = [Found(entity, statements.get(entity.id, ())) for entity in listed]
        reasons = () if answers else self._or_nation([Reason("kind", "no text that was read speaks of one")], ())
        return self._answer(answers, len(rows) > limit, {}, reasons)

    @property
    def _dated(self) -> bool:
        return self._asked.order is not None or any(getattr(self._filters, name) for name in ("since", "until", "at"))

    def _of_the_nations(self) -> frozenset[str] | None:
        """Ids of the entities of the countries that the question names; `None` where it names none."""
        if not self._asked.nations:
            return None
        kinds = [kind.value for kind in self._asked.kinds]
        rows = self._connection.read(
            "read/entities-of", kinds=kinds, countries=list(self._asked.nations), limit=paths.MOST_EDGES
        )
        return frozenset(row["id"] for row in rows)

    def _or_nation(self, reasons: Sequence[Reason], answers: Sequence[object]) -> tuple[Reason, ...]:
        """The reasons for no answer, with the nationality before them where it is that no such entity is known."""
        if answers or not self._asked.nations or self._of_the_nations():
            return tuple(reasons)
        countries = " or ".join(country.replace("_", " ").title() for country in self._asked.nations)
        wanted = " or ".join(kind.value for kind in self._asked.kinds) or "entity"
        return (Reason("nation", f"no {wanted} is known to be of {countries}"),)

    def _of_places(self, ids: Collection[str]) -> dict[str, tuple[Statement, ...]]:
        """What places these entities in the countries asked for, by entity; some only bear the country's name."""
        rows = self._connection.read(
            "read/entities-of", kinds=[Kind.PLACE.value], countries=list(self._asked.nations), limit=paths.MOST_EDGES
        )
        found = paths.relations(
            self._connection,
            [row["id"] for row in rows],
            Filters(types=frozenset({RelationType.LOCATED_IN, RelationType.PART_OF})),
            wanted=lambda _, forward, other: not forward and other.id in ids,
            together=False,
        )
        return {entity.id: _statements(hops) for entity, hops in found.found}

    def _relations(self, filters: Filters, *, any_kind: bool = False) -> paths.Relations:
        asked = self._asked
        known = asked.subjects or asked.objects or asked.owners
        targets = frozenset(self._ids(asked.objects)) if asked.subjects and asked.objects else frozenset()
        among = self._of_the_nations()
        limit = None if asked.order else self._limit  # what is cut is known when all are in order
        directions: dict[RelationType, set[bool]] = defaultdict(set)
        for reading in asked.readings:
            directions[reading.type].add(_wants_object(asked, reading))

        def wanted(type_: RelationType, forward: bool, other: Entity) -> bool:
            return (
                (not directions or forward in directions[type_])
                and (not targets or other.id in targets)
                and (any_kind or not asked.kinds or any(other.kind.within(kind) for kind in asked.kinds))
                and (among is None or other.id in among)
            )

        if not known:
            return paths.everywhere(self._connection, filters, wanted=wanted, limit=limit)

        together = asked.together and asked.form is not Form.DESCRIBE
        return paths.relations(
            self._connection, self._ids(known), filters, wanted=wanted, together=together, limit=limit
        )

    def _found(self, relations: paths.Relations) -> tuple[Found, ...]:
        """*When* and *describe* are about the known entities themselves, the others about what is related to them."""
        asked = self._asked
        if asked.form not in (Form.WHEN, Form.DESCRIBE):
            with_amounts = asked.form is Form.AMOUNT
            return tuple(
                Found(entity, statements, amounts=_amounts(statements) if with_amounts else None)
                for entity, hops in relations.found
                for statements in [_statements(hops)]
            )
        about = [self._ends[i] for i in asked.objects or asked.subjects or asked.owners]
        hops = [hop for _, hops in relations.found for hop in hops]
        answers = []
        for entity in about:
            statements = _statements(hop for hop in hops if entity.id in (hop.subject.id, hop.object.id))
            if asked.form is Form.DESCRIBE:
                answers.append(Found(entity, statements))
            elif statements:
                answers.append(Found(entity, statements, dates=_dates(statements)))
        return tuple(answers)

    def _why_not(self) -> tuple[Reason, ...]:
        reasons = []
        others = self._relations(self._filters, any_kind=True).found if self._asked.kinds else ()
        if others:
            kinds = ", ".join(sorted({entity.kind.value for entity, _ in others}))
            wanted = " or ".join(kind.value for kind in self._asked.kinds)
            reasons.append(Reason("kind", f"none of kind {wanted}, but of kind {kinds}"))
        reasons += [
            Reason(name, f"the filter {name} removed the last answer")
            for name in self._filters.active
            if name != "types" and self._relations(self._filters.relaxed(name)).found
        ]
        if self._asked.nations and not reasons:
            return self._or_nation([Reason("statements", "no text that was read states it")], ())
        return tuple(reasons) or (Reason("statements", "no text that was read states it"),)

    def _ids(self, numbers: Iterable[int]) -> list[str]:
        return [self._ends[number].id for number in numbers]

    def _answer(
        self,
        answers: Sequence[LinkAnswer | Found],
        truncated: bool,
        left_out: Mapping[str, int],
        why_not: Sequence[Reason],
    ) -> Answer:
        return Answer("", self._asked.form, self._parse(), tuple(answers), truncated, dict(left_out), tuple(why_not))

    def _parse(self) -> Parse:
        asked = self._asked
        parts = tuple(
            {"text": name.text, "id": entity.id, "name": entity.name, "kind": entity.kind.value}
            for name, entity in zip(asked.names, self._ends, strict=True)
        )
        types = tuple(dict.fromkeys(reading.type for reading in asked.readings))
        side = None
        if asked.form is Form.RELATION:
            sides = {"object" if _wants_object(asked, reading) else "subject" for reading in asked.readings}
            symmetric = any(reading.type.symmetric for reading in asked.readings)
            side = sides.pop() if len(sides) == 1 and not symmetric else "either"
        return Parse(asked.form, self._reading(types, side), parts, asked.kinds, types, side, asked.limits)

    def _reading(self, types: Sequence[RelationType], side: str | None) -> str:
        asked = self._asked
        joint = " and " if asked.together else " or "
        names = joint.join(entity.name for entity in self._ends)
        kinds = " or ".join(kind.value for kind in asked.kinds) or "any kind"
        verbs = " or ".join(types) or "any type"
        texts = {
            Form.LINK: f"entities of {kinds} that all of these reach: {names}",
            Form.COMMON: f"entities of {kinds} that all of these are directly related to: {names}",
            Form.CONNECT: f"the shortest paths between {names}",
            Form.RELATION: f"entities of {kinds} at the {side} end of {verbs}" + (f" with {names}" if names else ""),
            Form.LIST: f"entities of {kinds}",
            Form.WHETHER: f"statements of {verbs} between {names}",
            Form.WHEN: f"dates of {verbs} of {names}",
            Form.AMOUNT: f"amounts of {verbs} of {names}",
            Form.DESCRIBE: f"what the texts state of {names}",
        }
        return "; ".join([texts[asked.form], *asked.limits])


def _statements(hops: Iterable[Hop]) -> tuple[Statement, ...]:
    return tuple({statement.id: statement for hop in hops for statement in hop.statements}.values())


def _dates(statements: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(sorted({statement.date for statement in statements if statement.date}))


def _amounts(statements: Iterable[Statement]) -> tuple[str, ...]:
    """Each amount once, as numbers are read: `300,000,000 USD`. They are not added up: one deal may be told twice."""
    found = {(s.amount, s.currency or "") for s in statements if s.amount is not None}
    return tuple(f"{amount:,.0f} {currency}".strip() for amount, currency in sorted(found))
