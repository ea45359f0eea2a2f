// Notes that a person has judged something: from now on persons' judgements are looked for.
// example: {}
MATCH (schema:Schema {key: 'entente'})
SET schema.judged = true
