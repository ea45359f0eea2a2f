// Takes the one lock that all writers share, until the transaction ends.
// Every change of the graph begins with it, so writers come one after the other: none sees another's half, none waits
// in a circle. `changes` counts them, which lets readers notice that the graph has changed. `judged`: whether a person
// ever judged anything here.
// example: {}
MATCH (schema:Schema {key: 'entente'})
SET schema.changes = schema.changes + 1
RETURN schema.version AS version, schema.min_confidence AS min_confidence, schema.changes AS changes,
       coalesce(schema.judged, false) AS judged
