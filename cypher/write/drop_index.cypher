// Takes an index away.
// $name (string, required): its name
// example: {"name": "statement_id"}
DROP INDEX $name IF EXISTS
