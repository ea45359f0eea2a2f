"""Training of the shipped model: needs the extra `train` (torch)."""
