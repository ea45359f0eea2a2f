// All that is noted of a document itself.
// $key (string, required): the document's key
// example: {"key": "a.txt"}
MATCH (document:Document {key: $key})
OPTIONAL MATCH (document)-[:COPY_OF]->(original:Document)
RETURN properties(document) AS properties, original.key AS original
