// What is noted of the graph as a whole.
// example: {}
MATCH (schema:Schema {key: 'entente'})
RETURN schema.version AS version, schema.changes AS changes, schema.min_confidence AS min_confidence
