"""The vocabulary: kinds of entity, types of relation and which ends they may have.

The one place where these are defined; extraction, graph, API and documentation read it from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an entity is. The value is its label in the graph."""

    ORGANISATION = "Organisation"
    COMPANY = "Company"
    STARTUP = "Startup"
    FUND = "Fund"
    GOVERNMENT = "Government"
    UNIVERSITY = "University"
    FORUM = "Forum"
    PARK = "Park"
    AGREEMENT = "Agreement"
    PROGRAMME = "Programme"
    PERSON = "Person"
    PLACE = "Place"
    TECHNOLOGY = "Technology"

    @property
    def above(self) -> tuple[Kind, ...]:
        """The kinds above this one, nearest first."""
        return _ABOVE.get(self, ())

    @property
    def line(self) -> tuple[Kind, ...]:
        """This kind and those above it: the labels of a node, narrowest first."""
        return (self, *self.above)

    def within(self, other: Kind) -> bool:
        """Whether this is `other` or a kind below it."""
        return other in self.line


_ABOVE: dict[Kind, tuple[Kind, ...]] = {
    Kind.COMPANY: (Kind.ORGANISATION,),
    Kind.STARTUP: (Kind.COMPANY, Kind.ORGANISATION),
    Kind.FUND: (Kind.ORGANISATION,),
    Kind.GOVERNMENT: (Kind.ORGANISATION,),
    Kind.UNIVERSITY: (Kind.ORGANISATION,),
}


class Status(StrEnum):
    """Where an act stands, as the text says it."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    COMPLETED = "completed"
    ENDED = "ended"


class RelationType(StrEnum):
    """How two entities relate. The value is the relationship type in the graph."""

    MANAGES = "MANAGES"
    FOUNDED = "FOUNDED"
    INVESTED_IN = "INVESTED_IN"
    OWNS = "OWNS"
    PART_OF = "PART_OF"
    SIGNED = "SIGNED"
    PARTNERED_WITH = "PARTNERED_WITH"
    ORGANISED = "ORGANISED"
    PARTICIPATED_IN = "PARTICIPATED_IN"
    SUPPORTED = "SUPPORTED"
    LOCATED_IN = "LOCATED_IN"
    WORKS_FOR = "WORKS_FOR"
    RESIDENT_OF = "RESIDENT_OF"
    FOCUSES_ON = "FOCUSES_ON"
    SUPPLIES = "SUPPLIES"
    SANCTIONED_BY = "SANCTIONED_BY"

    @property
    def rule(self) -> Rule:
        """Which ends this type may have."""
        return RULES[self]

    @property
    def symmetric(self) -> bool:
        """Whether the two ends may change places without a change of meaning."""
        return self is RelationType.PARTNERED_WITH

    def allows(self, subject: Kind, obj: Kind) -> bool:
        """Whether entities of these kinds may be this relation's ends."""
        rule = RULES[self]
        return _any_within(subject, rule.subjects) and _any_within(obj, rule.objects)


@dataclass(frozen=True, slots=True)
class Rule:
    """The ends one relation type may have, kinds below the named ones included, and its own properties."""

    subjects: frozenset[Kind]
    objects: frozenset[Kind]
    properties: tuple[str, ...] = ()


def _rule(subjects: Iterable[Kind], objects: Iterable[Kind], *properties: str) -> Rule:
    return Rule(frozenset(subjects), frozenset(objects), properties)


_ORG, _PER, _PLA = Kind.ORGANISATION, Kind.PERSON, Kind.PLACE
_FOUNDABLE = set(Kind) - {_PER, _PLA, Kind.TECHNOLOGY}

RULES: dict[RelationType, Rule] = {
    RelationType.MANAGES: _rule({_ORG}, {Kind.FUND, Kind.PARK, Kind.FORUM, Kind.PROGRAMME, Kind.COMPANY}),
    RelationType.FOUNDED: _rule({_ORG, _PER, _PLA}, _FOUNDABLE),
    RelationType.INVESTED_IN: _rule(
        {_ORG, _PER, _PLA}, {_ORG, Kind.PARK, Kind.PROGRAMME}, "amount", "currency", "round"
    ),
    RelationType.OWNS: _rule({_ORG, _PLA}, {_ORG}, "share"),
    RelationType.PART_OF: _rule({_ORG, Kind.FORUM, Kind.PARK, _PLA}, {_ORG, Kind.FORUM, Kind.PARK, _PLA}),
    RelationType.SIGNED: _rule({_ORG, _PER, _PLA}, {Kind.AGREEMENT}),
    RelationType.PARTNERED_WITH: _rule({_ORG, _PLA}, {_ORG, _PLA}),
    RelationType.ORGANISED: _rule({_ORG, _PLA}, {Kind.FORUM}),
    RelationType.PARTICIPATED_IN: _rule({_ORG, _PER, _PLA}, {Kind.FORUM}, "role"),
    RelationType.SUPPORTED: _rule({_ORG, _PER, _PLA}, {Kind.FORUM, Kind.PARK, Kind.PROGRAMME, _ORG, Kind.AGREEMENT}),
    RelationType.LOCATED_IN: _rule({_ORG, Kind.FORUM, Kind.PARK}, {_PLA, Kind.PARK}),
    RelationType.WORKS_FOR: _rule({_PER}, {_ORG, _PLA}, "role"),
    RelationType.RESIDENT_OF: _rule({_ORG}, {Kind.PARK}),
    RelationType.FOCUSES_ON: _rule({_ORG, Kind.FORUM, Kind.PARK, Kind.AGREEMENT, Kind.PROGRAMME}, {Kind.TECHNOLOGY}),
    RelationType.SUPPLIES: _rule({_ORG, _PLA}, {_ORG, _PLA}, "product"),
    RelationType.SANCTIONED_BY: _rule({_ORG, _PER}, {Kind.GOVERNMENT, _PLA}),
}


def _any_within(kind: Kind, kinds: frozenset[Kind]) -> bool:
    return any(k in kinds for k in kind.line)


class Exclusion(StrEnum):
    """May two kinds be one thing? See `exclusion`."""

    NEVER = "never"
    UNSURE = "unsure"
    POSSIBLE = "possible"


_APART = frozenset({Kind.PERSON, Kind.PLACE, Kind.TECHNOLOGY, Kind.FORUM, Kind.AGREEMENT, Kind.ORGANISATION})


def exclusion(a: Kind, b: Kind) -> Exclusion:
    """Whether entities of these kinds may turn out to be one thing.

    Person, Place, Technology, Forum, Agreement and the Organisation branch exclude each other;
    siblings under Organisation do not. Park and Programme against Organisation, or against each
    other, are unsure; against the rest they are excluded.
    """
    a, b = a.line[-1], b.line[-1]
    if a is b:
        return Exclusion.POSSIBLE
    if a in _APART and b in _APART:
        return Exclusion.NEVER
    if {a, b} <= {Kind.PARK, Kind.PROGRAMME, Kind.ORGANISATION}:
        return Exclusion.UNSURE
    return Exclusion.NEVER
