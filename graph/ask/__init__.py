"""Questions in English: what they ask for (`parse`), and the answer with its evidence (`ask`)."""

from entente.graph.ask.answering import Answer, Parse, ask
from entente.graph.ask.examples import examples
from entente.graph.ask.grammar import FORMS, Form

__all__ = ["FORMS", "Answer", "Form", "Parse", "ask", "examples"]
