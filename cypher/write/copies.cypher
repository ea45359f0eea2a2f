// The copies of a document, by key.
// $key (string, required): the original
// example: {"key": "a.txt"}
MATCH (copy:Document)-[:COPY_OF]->(:Document {key: $key})
RETURN copy.key AS key, copy.digest AS digest, properties(copy) AS properties
ORDER BY key
