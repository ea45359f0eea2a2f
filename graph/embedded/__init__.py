"""The Neo4j Community server that the program runs for itself where no other is configured.

`entente.graph.embedded.server` has the functions; this package loads nothing by itself, so that the process
that watches a server stays small.
"""
