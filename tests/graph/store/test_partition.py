"""The partition depends on the judgements alone, keeps apart what is different and joins whatever else is linked."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from entente.graph.store.partition import Link, partition

MEMBERS = "abcdefg"
_member = st.sampled_from(MEMBERS)
LINKS = st.lists(st.tuples(_member, _member, st.sampled_from([0.5, 0.8, 0.9, 1.0]), st.booleans()), max_size=12).map(
    lambda rows: [Link(f"J{i:02}", *row) for i, row in enumerate(rows)]
)
PAIRS = st.lists(st.tuples(_member, _member).filter(lambda pair: pair[0] != pair[1]), max_size=4)


def test_links_are_transitive() -> None:
    assert partition("abc", [Link("1", "a", "b"), Link("2", "b", "c")], []).blocks == (("a", "b", "c"),)


def test_a_difference_cuts_the_weakest_link_of_a_chain() -> None:
    links = [Link("1", "a", "b", 0.9), Link("2", "b", "c", 0.8)]
    parts = partition("abc", links, [("a", "c")])
    assert parts.blocks == (("a", "b"), ("c",))
    assert parts.unmet == ("2",)


def test_a_persons_link_counts_before_any_score() -> None:
    links = [Link("1", "a", "b", 1.0), Link("2", "b", "c", 0.1, person=True)]
    assert partition("abc", links, [("a", "c")]).blocks == (("a",), ("b", "c"))


@given(LINKS, PAIRS, st.randoms())
def test_the_order_of_judgements_does_not_matter(links: list[Link], pairs: list[tuple[str, str]], rng: object) -> None:
    shuffled = links.copy()
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert partition(MEMBERS, links, pairs) == partition(reversed(MEMBERS), shuffled, pairs[::-1])


@given(LINKS, PAIRS)
def test_what_is_different_is_apart_and_only_that_overrules_a_link(
    links: list[Link], pairs: list[tuple[str, str]]
) -> None:
    parts = partition(MEMBERS, links, pairs)
    block = {member: number for number, members in enumerate(parts.blocks) for member in members}
    assert sorted(block) == sorted(MEMBERS)
    assert all(block[a] != block[b] for a, b in pairs)
    split = defaultdict(set)
    for a, b in pairs:
        split[frozenset((block[a], block[b]))].add((a, b))
    for link in links:
        if block[link.a] != block[link.b]:
            assert link.id in parts.unmet
            assert split[frozenset((block[link.a], block[link.b]))]
