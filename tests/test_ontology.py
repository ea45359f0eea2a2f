from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.ontology import RULES, Exclusion, Kind, RelationType, exclusion

KINDS = st.sampled_from(list(Kind))


def test_a_startup_carries_the_labels_of_all_kinds_above_it() -> None:
    assert Kind.STARTUP.line == (Kind.STARTUP, Kind.COMPANY, Kind.ORGANISATION)


def test_every_relation_type_has_a_rule() -> None:
    assert set(RULES) == set(RelationType)


@pytest.mark.parametrize(
    ("subject", "relation", "obj", "allowed"),
    [
        (Kind.FUND, RelationType.INVESTED_IN, Kind.STARTUP, True),
        (Kind.STARTUP, RelationType.MANAGES, Kind.FUND, True),
        (Kind.PLACE, RelationType.MANAGES, Kind.FUND, False),
        (Kind.PERSON, RelationType.WORKS_FOR, Kind.PLACE, True),
        (Kind.COMPANY, RelationType.WORKS_FOR, Kind.PLACE, False),
        (Kind.PLACE, RelationType.FOUNDED, Kind.TECHNOLOGY, False),
        (Kind.TECHNOLOGY, RelationType.FOCUSES_ON, Kind.TECHNOLOGY, False),
        (Kind.FUND, RelationType.SANCTIONED_BY, Kind.GOVERNMENT, True),
    ],
)
def test_ends_are_checked_with_the_kinds_above_them(
    subject: Kind, relation: RelationType, obj: Kind, allowed: bool
) -> None:
    assert relation.allows(subject, obj) is allowed


@given(KINDS, KINDS)
def test_exclusion_is_symmetric(a: Kind, b: Kind) -> None:
    assert exclusion(a, b) is exclusion(b, a)


@given(KINDS)
def test_no_kind_excludes_itself(kind: Kind) -> None:
    assert exclusion(kind, kind) is Exclusion.POSSIBLE


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (Kind.FUND, Kind.COMPANY, Exclusion.POSSIBLE),
        (Kind.UNIVERSITY, Kind.GOVERNMENT, Exclusion.POSSIBLE),
        (Kind.PARK, Kind.COMPANY, Exclusion.UNSURE),
        (Kind.PROGRAMME, Kind.PARK, Exclusion.UNSURE),
        (Kind.FORUM, Kind.COMPANY, Exclusion.NEVER),
        (Kind.PERSON, Kind.PLACE, Exclusion.NEVER),
        (Kind.PARK, Kind.PLACE, Exclusion.NEVER),
    ],
)
def test_which_kinds_may_be_one_thing(a: Kind, b: Kind, expected: Exclusion) -> None:
    assert exclusion(a, b) is expected
