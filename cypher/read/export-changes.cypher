// How often the graph has been changed, by the count that every writer keeps
// example: {}
MATCH (schema:Schema {key: 'entente'})
RETURN schema.changes AS changes
