"""Which mentions of which documents mean the same thing. Pure: knows names and context, no database.

`names.keys` finds candidates, `decide` weighs one pair, `choose` picks among candidates, `cluster` does it for many.
"""

from __future__ import annotations

from entente.graph.resolve.choosing import Choice, choose, cluster
from entente.graph.resolve.party import Party, parties
from entente.graph.resolve.scoring import Decision, decide

__all__ = ["Choice", "Decision", "Party", "choose", "cluster", "decide", "parties"]
