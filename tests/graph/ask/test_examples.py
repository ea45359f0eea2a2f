"""Example questions come from the graph, and it answers them."""

from __future__ import annotations

from entente.graph.ask import ask, examples
from entente.graph.store.connection import Connection


def test_every_example_is_understood_and_has_an_answer(small_world: Connection) -> None:
    questions = examples(small_world)
    assert len(questions) == 5
    answers = [ask(small_world, question) for question in questions]
    assert all(answer.answers for answer in answers)
    assert len({answer.form for answer in answers}) == 5


def test_an_empty_graph_has_no_examples(any_connection: Connection) -> None:
    assert examples(any_connection) == []
