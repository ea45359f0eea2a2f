// Notes that the migrations up to a number have run.
// A version never goes back: of two processes that migrate at once, the later one changes nothing.
// $version (integer, required): number of the last migration
// $min_confidence (number, required): statements below it are not projected, until a rebuild says otherwise
// example: {"version": 1, "min_confidence": 0.5}
MERGE (schema:Schema {key: 'entente'})
ON CREATE SET schema.version = $version, schema.changes = 0, schema.min_confidence = $min_confidence
SET schema.version = CASE WHEN schema.version < $version THEN $version ELSE schema.version END
