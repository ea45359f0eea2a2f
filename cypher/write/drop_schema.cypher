// Deletes the note of the schema's version; the constraints stay.
// example: {}
MATCH (schema:Schema)
DELETE schema
