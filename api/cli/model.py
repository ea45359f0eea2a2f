"""Commands about the extraction model: how good it is, and making another."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
