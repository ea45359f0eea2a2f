// What the store holds under a document's key, and which other document has the same text.
// $key (string, required): the document's key
// $text_hash (string, required): hash of its text, or null
// example: {"key": "a.txt", "text_hash": null}
OPTIONAL MATCH (document:Document {key: $key})
OPTIONAL MATCH (document)-[:COPY_OF]->(copied:Document)
OPTIONAL MATCH (other:Document {text_hash: $text_hash})
WHERE other.key <> $key AND NOT EXISTS { (other)-[:COPY_OF]->(:Document) }
RETURN document.key AS key, document.digest AS digest, document.text_hash AS text_hash, copied.key AS copy_of,
       min(other.key) AS original
