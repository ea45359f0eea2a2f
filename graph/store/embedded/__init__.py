"""The Neo4j Community server that the program runs for itself where no other is configured."""

from entente.graph.store.embedded.server import Running, Status, ensure, status, stop

__all__ = ["Running", "Status", "ensure", "status", "stop"]
