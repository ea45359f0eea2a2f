"""Attributes of statements: status, date, amount, role, round, share, product, event. Importing this registers them.

The components stand alone, in this order, after the one that finds relations; each reads and fills `Doc._.relations`.
"""

from __future__ import annotations

from entente.extract.attributes import amounts, deals, roles, status, when

COMPONENTS = (status.NAME, when.NAME, amounts.NAME, roles.NAME, deals.NAME)
"""Names of the factories, in the order in which they run."""
