// Marks a document as a copy of another's text, or as one no more.
// $key (string, required): the copy
// $original (string, required): the document it copies; null for none
// example: {"key": "b.txt", "original": "a.txt"}
MATCH (copy:Document {key: $key})
OPTIONAL MATCH (copy)-[old:COPY_OF]->(:Document)
DELETE old
WITH DISTINCT copy
MATCH (original:Document {key: $original})
CREATE (copy)-[:COPY_OF]->(original)
