// Sets the confidence below which statements are not projected.
// $value (number, required): from 0 to 1
// example: {"value": 0.5}
MATCH (schema:Schema {key: 'entente'})
SET schema.min_confidence = $value
