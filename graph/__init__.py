"""The graph: entities, statements, resolution, the store, paths, questions, exports; no HTTP, no texts."""
