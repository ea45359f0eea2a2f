// The version of the schema.
// No row where no migration has run yet.
// example: {}
MATCH (schema:Schema {key: 'entente'})
RETURN schema.version AS version
