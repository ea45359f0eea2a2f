"""Entente: texts about cooperation between countries, read into a knowledge graph with evidence."""

__version__ = "0.1.0"
