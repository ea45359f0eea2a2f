"""HTTP only: each route checks its input's shape, calls one function of the graph and gives its answer back."""
